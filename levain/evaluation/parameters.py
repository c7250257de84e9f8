"""The parameters of a figure in a reader's words: what `levain evaluate` names by its code."""

from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from levain.design.dates import in_words

WORDS = {
    "against": gettext_lazy("evidence against"),
    "aggregated_from": gettext_lazy("added over these projects"),
    "answered": gettext_lazy("sheets handed in"),
    "baseline": gettext_lazy("where it starts"),
    "before": gettext_lazy("compared with"),
    "categories": gettext_lazy("categories of people"),
    "collaborate": gettext_lazy("events decided together"),
    "computed": gettext_lazy("level computed"),
    "consult": gettext_lazy("events that consult"),
    "created": gettext_lazy("ties created"),
    "criteria": gettext_lazy("criteria"),
    "different_between": gettext_lazy("different people, between"),
    "distance": gettext_lazy("distance of the two distributions, from 0 to 1"),
    "down": gettext_lazy("went down"),
    "empower": gettext_lazy("events decided by the inhabitants"),
    "envelope": gettext_lazy("envelope"),
    "events": gettext_lazy("events counted"),
    "factors": gettext_lazy("factors of"),
    "fewest": gettext_lazy("fewest answers asked for"),
    "floor": gettext_lazy("nothing is shown under"),
    "found": gettext_lazy("what was found"),
    "indicator": gettext_lazy("indicator of the framework"),
    "inform": gettext_lazy("events that inform"),
    "involve": gettext_lazy("events that involve"),
    "jurors": gettext_lazy("jurors"),
    "kept": gettext_lazy("ties kept"),
    "kinds": gettext_lazy("kinds of source"),
    "levels": gettext_lazy("how many at each level, from the lowest"),
    "longest": gettext_lazy("the longest, in days"),
    "lost": gettext_lazy("ties no longer told"),
    "lowered": gettext_lazy("lowered by somebody"),
    "members": gettext_lazy("members of the group"),
    "missing": gettext_lazy("events that do not say it"),
    "n_a": gettext_lazy("answers of the local authority and the State"),
    "n_b": gettext_lazy("answers of the inhabitants"),
    "no": gettext_lazy("needs not met"),
    "no_test": gettext_lazy("test"),
    "notes": gettext_lazy("notes"),
    "open": pgettext_lazy("needs", "still open"),
    "p": gettext_lazy("p-value"),
    "paired": gettext_lazy("the same people at both moments"),
    "partial": gettext_lazy("answers left out of the median, incomplete"),
    "partly": gettext_lazy("met in part"),
    "proposed": gettext_lazy("level the proofs would give"),
    "question": gettext_lazy("question"),
    "range": gettext_lazy("range"),
    "raters": gettext_lazy("raters"),
    "rho": gettext_lazy("correlation supposed between objectives"),
    "same": gettext_lazy("stayed the same"),
    "seed": gettext_lazy("seed of the draws"),
    "services": gettext_lazy("State services"),
    "share": gettext_lazy("share"),
    "shift": gettext_lazy("typical change, in points of the scale"),
    "source": gettext_lazy("source"),
    "sources": gettext_lazy("sources"),
    "supports": gettext_lazy("supports tried"),
    "survey": gettext_lazy("survey"),
    "taken_on": gettext_lazy("value of"),
    "target": gettext_lazy("where it aims"),
    "top_box": gettext_lazy("levels that count"),
    "up": gettext_lazy("went up"),
    "values": gettext_lazy("levels compared"),
    "weights": gettext_lazy("weights of the objectives"),
}


def told(parameters: dict[str, Any]) -> list[tuple[str, str]]:
    """Those that have words, in the order of the figure; the others are codes for programs."""
    return [
        (str(WORDS[name]), _value(value))
        for name, value in parameters.items()
        if name in WORDS and value not in ("", None, [])
    ]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number_format(round(value, 3), use_l10n=True, force_grouping=value >= 10_000).replace("-", "−")
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value)
    return _day(value) or Truncator(str(value)).chars(300)


def _day(value: str) -> str:
    """A day as people write it; several, one after the other."""
    try:
        days = [date.fromisoformat(one) for one in dict.fromkeys(str(value).split("/"))]
    except ValueError:
        return ""
    return ", ".join(in_words(day) for day in days)
