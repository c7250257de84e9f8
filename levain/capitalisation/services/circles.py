"""Nothing stands on itself: words kept from a finding, a lesson or a lead cannot carry what these stand on."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Lesson, PolicyLead

CHAIN = (Finding, Lesson, PolicyLead)
Node = tuple[type, int]


class StandsOnItself(Exception):
    """A thing cannot stand on words taken from what stands on it."""


def refuse_circle(thing: Finding | Lesson | PolicyLead, below: Iterable[Evidence | Finding | Lesson]) -> None:
    """However long the way round."""
    goal: Node = (type(thing), thing.pk)
    starts = [_source(one) if isinstance(one, Evidence) else (type(one), one.pk) for one in below]
    if goal in _all_under(starts):
        raise StandsOnItself(_("These words come from what stands on this text: they cannot carry it."))


def _all_under(waiting: list[Node]) -> set[Node]:
    seen: set[Node] = set()
    while waiting:
        here = waiting.pop()
        if here not in seen and here[0] in CHAIN:
            seen.add(here)
            waiting += _under(*here)
    return seen


def _source(evidence: Evidence) -> Node:
    return evidence.passage.object_type.model_class() or object, evidence.passage.object_id


def _under(kind: type, pk: int) -> list[Node]:
    if kind is PolicyLead:
        return [(Lesson, one) for one in Lesson.objects.filter(leads=pk).values_list("pk", flat=True)]
    if kind is Lesson:
        return [(Finding, one) for one in Finding.objects.filter(lessons=pk).values_list("pk", flat=True)]
    names = [ContentType.objects.get_for_model(model).pk for model in CHAIN]
    links = FindingEvidence.objects.filter(finding=pk, evidence__passage__object_type__in=names)
    return [_source(link.evidence) for link in links.select_related("evidence__passage__object_type")]
