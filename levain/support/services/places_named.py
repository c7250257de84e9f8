"""The places a need names in its words, when nobody has said where it is: they hint, and never exclude."""

import re

from levain.territories.folding import fold
from levain.territories.models import Territory

# « dans le Lot », « en Meuse », « du Cher »: many names of departments are also words.
BEFORE = r"(?:dans l[ea] |dans les |dans l['’]|en |du |de la |de l['’]|des |d['’]|de |à |le |la |l['’])"
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’]*"
SMALL = r"(?:sur|sous|en|de|du|des|la|le|les|lès|et|aux?)"
NAME = re.compile(rf"\b{CAPITAL}(?:(?:[- ]{SMALL})*[- ]{CAPITAL})*")
SMALLEST = 2_000
MOST = 12


def around_places_named(text: str) -> frozenset[str]:
    """Every territory around the departments, regions and towns named, as "kind:code"."""
    named = _wide(text) | _towns(text)
    if not named:
        return frozenset()
    rows = Territory.objects.containing(*named).values_list("kind", "code")
    return frozenset(f"{kind}:{code}" for kind, code in rows if kind != Territory.Kind.COUNTRY)


def _wide(text: str) -> set[int]:
    kinds = (Territory.Kind.DEPARTMENT, Territory.Kind.REGION)
    known = dict(Territory.objects.filter(kind__in=kinds).order_by().values_list("name", "pk"))
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return {known[match[1]] for match in re.finditer(rf"{BEFORE}({names})\b", text)} if known else set()


def _towns(text: str) -> set[int]:
    """The towns whose name stands in the text with its capital, when only one town of some size bears it."""
    said = {name for match in list(NAME.finditer(text))[:MOST] for name in _endings(match[0])}
    towns = Territory.objects.communes().filter(folded__in=said, population__gte=SMALLEST)
    by_name: dict[str, list[int]] = {}
    for name, pk in towns.values_list("folded", "pk"):
        by_name.setdefault(name, []).append(pk)
    return {pks[0] for pks in by_name.values() if len(pks) == 1}


def _endings(words: str) -> set[str]:
    """« À Melun » may be a name, and so may « Melun »: a sentence begins with a capital too."""
    parts = words.split(" ")
    return {fold(" ".join(parts[start:])) for start in range(len(parts))}
