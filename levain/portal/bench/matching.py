"""Matching measured twice: how well it answers the labelled needs, and what a match costs among thousands."""

from collections.abc import Callable
from random import Random
from statistics import median
from time import thread_time
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from levain.formulas.matching import measure
from levain.support.models import Support
from levain.support.services.catalogue import index_supports, rank
from levain.support.services.ranking import matching_ids
from levain.support.services.synonym_effect import labelled
from levain.support.views.catalogue import A_PAGE

SHOWN = 10
ASKED = 60


def measured(supports: int) -> dict[str, Any]:
    """The catalogue as shipped is judged first; then copies with other words are added, and matches are timed."""
    halves = {half: labelled(half) for half in ("tuned", "held")}
    found: dict[str, Any] = {name: judged(needs) for name, needs in halves.items()}
    with transaction.atomic():
        multiply(supports)
        texts = [need["need"] for needs in halves.values() for need in needs]
        texts = texts[:: max(1, len(texts) // ASKED)]
        found |= {"supports": Support.objects.count(), **timed(texts), "search_ms": searched(texts)}
        transaction.set_rollback(True)
    return found


def judged(needs: list[dict[str, Any]]) -> dict[str, float]:
    rankings = [[match.support.slug for match in rank(need["need"], top=SHOWN)] for need in needs]
    figures = measure(rankings, [set(need["supports"]) for need in needs])
    return {"needs": len(needs), **{name: round(value, 3) for name, value in figures.items()}}


def multiply(wanted: int) -> None:
    """Copies of the supports of the house, each with some of its words taken from another."""
    random = Random(113)  # noqa: S311
    shipped = list(Support.objects.order_by("pk"))
    copies = []
    for number in range(len(shipped), wanted):
        model, other = shipped[number % len(shipped)], random.choice(shipped)
        copies.append(
            Support(
                slug=f"{model.slug[:60]}-{number}",
                name=f"{model.name[:150]} {number}",
                provider=other.provider,
                kind=model.kind,
                themes=model.themes,
                beneficiaries=other.beneficiaries,
                stages=model.stages,
                what_it_gives=mixed(random, model.what_it_gives, other.what_it_gives),
                conditions=other.conditions,
                said=mixed(random, model.said, other.said),
            )
        )
    if copies:
        made = bulk_create_with_history(copies, Support)
        index_supports(made)


def mixed(random: Random, one: str, other: str) -> str:
    words = one.split() + other.split()
    return " ".join(random.sample(words, len(words) * 2 // 3))


def timed(texts: list[str]) -> dict[str, float]:
    """Processor time of a match in a process that has read the catalogue, retrieval included."""
    first = spent(lambda: rank(texts[0], top=SHOWN))
    each = sorted(spent(lambda text=text: rank(text, top=SHOWN)) for text in texts)
    return {
        "cpu_ms": round(median(each), 2),
        "cpu_ms_p95": round(each[int(len(each) * 0.95)], 2),
        "first_ms": round(first, 1),
    }


def searched(texts: list[str]) -> float:
    """Processor time of one page of the catalogue found by a few words, among as many supports."""
    asked = [" ".join(text.split()[:4]) for text in texts]
    return round(
        median(spent(lambda words=words: Support.objects.in_bulk(matching_ids(words)[:A_PAGE])) for words in asked), 2
    )


def spent(deed: Callable[[], Any]) -> float:
    before = thread_time()
    deed()
    return (thread_time() - before) * 1000
