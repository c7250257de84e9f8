"""The sentences that explain a match, from the codes that the formula gives."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.formulas.matching import Match, Reason
from levain.support.vocabularies import BENEFICIARIES, STAGES, THEMES

# Where the first sentence of a text ends.
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n")
USUAL = [*THEMES, *BENEFICIARIES, *STAGES]
SENTENCES = {
    "words": _("Words in common: %(values)s."),
    "means": _("“%(first)s” in the need, “%(last)s” in the support."),
    "theme": _("Theme: %(values)s."),
    "stage": _("It suits the stage of the project: %(values)s."),
    "beneficiary": _("The project may ask for it as: %(values)s."),
    "national": _("Open all over France."),
    "territory": _("Open on the territory of the project: %(values)s."),
    "elsewhere": _("Kept for another territory: %(values)s."),
    "check_place": _("To be checked: is it open on the territory of the project?"),
    "closed": _("Closed since %(values)s."),
    "not_open_yet": _("It opens on %(values)s."),
    "check_beneficiary": _("To be checked: who asks? It is open to: %(values)s."),
    "ask_local_authority": _("The local authority must ask for it for the project."),
    "other_beneficiary": _("It is for: %(values)s. The project needs a partner that is one, or to become one."),
    "check_stage": _("To be checked: is it made for the stage of the project?"),
    "other_stage": _("Made for another stage: %(values)s. Keep it for later, or ask whether this one will do."),
}
# What is said of it to the project, as far as it is worth a word there.
TOLD = {
    "words": _("It meets your words: %(quoted)s."),
    "means": _("You speak of %(first)s: it can help there."),
    "beneficiary": _("You may ask for it yourselves."),
    "elsewhere": _("It is kept for another territory: %(values)s."),
    "check_place": _("It is to be checked that it is open where you are."),
    "closed": _("It has been closed since %(values)s."),
    "not_open_yet": _("It opens on %(values)s."),
    "check_beneficiary": _("It is to be checked who may ask for it."),
    "ask_local_authority": _("Your local authority must ask for it with you."),
    "other_beneficiary": _("It is for: %(values)s. You would ask for it through one of them."),
    "other_stage": _("It is made for another stage: %(values)s. Ask whether yours will do."),
}


def sentences(reasons: Iterable[Reason], places: Mapping[str, str]) -> list[str]:
    """One sentence a reason; `places` gives the names of the territories by code."""
    return [_sentence(SENTENCES[reason.code], reason, places) for reason in reasons]


def proposed(gives: str, match: Match, places: Mapping[str, str]) -> str:
    """A reason the adviser may give the project as it stands: what the support gives, then why it answers."""
    about = next((reason for reason in match.reasons if reason.code in ("words", "means")), None)
    asked = [reason for reason in match.reasons if reason.code == "beneficiary" and match.eligible]
    told = [reason for reason in ([about] if about else []) + asked + match.missing if reason.code in TOLD]
    first = _ENDS.split(gives.strip(), maxsplit=1)[0]
    return " ".join([first, *(_sentence(TOLD[reason.code], reason, places) for reason in told)]).strip()


def _sentence(sentence: Any, reason: Reason, places: Mapping[str, str]) -> str:
    label = _label(reason.code, places)
    said = [str(label(value)) for value in sorted(reason.values, key=_usual_place)]
    words = str(sentence)
    quoted = ""
    if "%(quoted)s" in words:
        quoted = get_text_list([gettext("“%(word)s”") % {"word": word} for word in said], gettext("and"))
    ends = {"first": reason.values[0], "last": reason.values[-1]} if reason.values else {}
    return words % {"values": ", ".join(said), "quoted": quoted, **ends}


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
