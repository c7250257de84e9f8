"""The sentences that explain a match, from the codes that the formula gives."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.formulas.matching import Reason
from levain.support.vocabularies import BENEFICIARIES, STAGES, THEMES

USUAL = [*THEMES, *BENEFICIARIES, *STAGES]
SENTENCES = {
    "words": _("Words in common: %(values)s."),
    "means": _("Close to your words: this support speaks of %(last)s."),
    "theme": _("Theme: %(values)s."),
    "stage": _("It suits your stage: %(values)s."),
    "beneficiary": _("You may ask for it as: %(values)s."),
    "national": _("Open all over France."),
    "territory": _("Open on your territory: %(values)s."),
    "elsewhere": _("Kept for another territory: %(values)s."),
    "check_place": _("To be checked: is it open on your territory?"),
    "closed": _("Closed since %(values)s."),
    "not_open_yet": _("It opens on %(values)s."),
    "check_beneficiary": _("To be checked: who asks? It is open to: %(values)s."),
    "ask_local_authority": _("Your local authority must ask for it on your behalf."),
    "other_beneficiary": _("It is for: %(values)s. Ask through a partner that is one, or become one."),
    "check_stage": _("To be checked: is it made for your stage?"),
    "other_stage": _("Made for another stage: %(values)s. Keep it for later, or ask whether yours will do."),
}


def sentences(reasons: Iterable[Reason], places: Mapping[str, str]) -> list[str]:
    """One sentence a reason; `places` gives the names of the territories by code."""
    return [_sentence(reason, places) for reason in reasons]


def _sentence(reason: Reason, places: Mapping[str, str]) -> str:
    label = _label(reason.code, places)
    said = [str(label(value)) for value in sorted(reason.values, key=_usual_place)]
    values = {"values": ", ".join(said), "last": said[-1] if said else ""}
    return str(SENTENCES[reason.code]) % values


def _usual_place(code: str) -> int:
    """Codes come in the order of their list, other values as they are."""
    return USUAL.index(code) if code in USUAL else -1


def _label(code: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    if code in ("closed", "not_open_yet"):
        return lambda day: in_words(date.fromisoformat(day))
    if code in ("territory", "elsewhere"):
        return lambda place: places.get(place, place)
    if code in ("beneficiary", "check_beneficiary", "other_beneficiary"):
        return lambda who: BENEFICIARIES.get(who, who)
    if code in ("stage", "other_stage", "check_stage"):
        return lambda stage: STAGES.get(stage, stage)
    return lambda value: THEMES.get(value, value) if code == "theme" else value
