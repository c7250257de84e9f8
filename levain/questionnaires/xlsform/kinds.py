"""Which of our questions each type of XLSForm becomes."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from levain.questionnaires.models import Question

Kind = Question.Kind

PLAIN = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "acknowledge": Kind.CONSENT,
    "trigger": Kind.CONSENT,
    "file": Kind.FILE,
    "image": Kind.FILE,
    "photo": Kind.FILE,
    "range": Kind.SCALE,
}
# Brought in as something else, and said so.
NEAR = {
    "datetime": Kind.TEXT,
    "time": Kind.TEXT,
    "geopoint": Kind.TEXT,
    "geotrace": Kind.TEXT,
    "geoshape": Kind.TEXT,
    "barcode": Kind.TEXT,
    "audio": Kind.FILE,
    "video": Kind.FILE,
}
# What a form writes by itself, or never shows.
HIDDEN = {
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "calculate",
    "hidden",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "xml-external",
    "csv-external",
    "osm",
}
SELECT = re.compile(
    r"(?P<how>select[_ ]one(?:[_ ]from[_ ]file|[_ ]external)?|select1|select[_ ]multiple(?:[_ ]from[_ ]file)?|"
    r"select all that apply(?: from)?|select[_ ]one from|rank)\s+(?P<list>[^\s]+)(?P<other>\s+or[_ ]other)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Type:
    """What a type means here: our kind, the list it takes from, and what is lost on the way."""

    kind: str = ""
    list_name: str = ""
    or_other: bool = False
    opens: str = ""
    closes: str = ""
    note: bool = False
    lost: str = ""


def type_of(said: str, appearance: str = "") -> Type | None:
    """None for a type that XLSForm does not know either."""
    words = " ".join(said.split())
    low = words.lower().replace("_", " ")
    for act, opens in (("begin", True), ("end", False)):
        for what in ("group", "repeat"):
            if low == f"{act} {what}":
                return Type(opens=what) if opens else Type(closes=what)
    if low == "note":
        return Type(note=True)
    selected = SELECT.match(words)
    if selected:
        return _select(selected)
    low = low.replace(" ", "-") if low.replace(" ", "-") in HIDDEN else low
    if low in HIDDEN:
        return Type(
            lost=_("“%(type)s” is filled by the device or worked out: it is not brought in.") % {"type": words}
        )
    if low in NEAR:
        return Type(NEAR[low], lost=_("“%(type)s” becomes “%(kind)s”.") % _named(words, NEAR[low]))
    if low not in PLAIN:
        return None
    kind = Kind.LONG_TEXT if PLAIN[low] == Kind.TEXT and "multiline" in appearance else PLAIN[low]
    whole = _("decimals will be accepted too.") if low in ("integer", "int") else ""
    return Type(kind, lost=whole)


def _named(said: str, kind: str) -> dict[str, object]:
    return {"type": said, "kind": Kind(kind).label}


def _select(found: re.Match) -> Type:
    how = found["how"].lower().replace("_", " ")
    several = "multiple" in how or "all that" in how or how == "rank"
    kind = Kind.CHOICES if several else Kind.CHOICE
    if "file" in how or "external" in how:
        return Type(Kind.TEXT, lost=_("its list is in another file: it becomes “%(kind)s”.") % _named("", Kind.TEXT))
    lost = _("“%(type)s” becomes “%(kind)s”: the order of the answers is not kept.") % _named("rank", kind)
    return Type(kind, found["list"], bool(found["other"]), lost=lost if how == "rank" else "")
