"""What a reader sees: first what is said of her project, then the rest; her remarks and the answers she got."""

from dataclasses import dataclass, field

from django.db.models import Q

from levain.capitalisation.behind import Thing
from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Lesson, Reader, Remark
from levain.capitalisation.services.together import name_of


@dataclass
class Given:
    """A text to read; `passages` are the words of her own project behind it."""

    thing: Thing
    kind: str
    passages: list[Evidence] = field(default_factory=list)
    remarks: int = 0


def given_to(reader: Reader) -> tuple[list[Given], int]:
    """The texts, those that stand on her project first; and how many of its passages wait for an agreement."""
    rereading = reader.rereading
    findings = list(rereading.findings.order_by("number"))
    lessons = list(rereading.lessons.order_by("number").prefetch_related("findings"))
    leads = list(rereading.leads.order_by("number").prefetch_related("lessons__findings"))
    under: dict[tuple[str, int], set[int]] = {("finding", one.pk): {one.pk} for one in findings}
    under |= {("lesson", one.pk): _findings(one) for one in lessons}
    under |= {("lead", one.pk): {pk for lesson in one.lessons.all() for pk in _findings(lesson)} for one in leads}
    words, waiting = _passages(reader, {pk for pks in under.values() for pk in pks})
    said = _remarks(reader)
    given = [Given(one, name_of(one)) for one in (*findings, *lessons, *leads)]
    for one in given:
        key = (one.kind, one.thing.pk)
        one.passages = list({passage.pk: passage for pk in under[key] for passage in words.get(pk, [])}.values())
        one.remarks = said.get(key, 0)
    return sorted(given, key=lambda one: not one.passages), waiting


def _findings(lesson: Lesson) -> set[int]:
    return {finding.pk for finding in lesson.findings.all()}


def _passages(reader: Reader, findings: set[int]) -> tuple[dict[int, list[Evidence]], int]:
    """Those she may read: agreed by whoever is quoted, or her own."""
    if reader.project_id is None:
        return {}, 0
    links = FindingEvidence.objects.filter(finding__in=findings, evidence__project=reader.project_id)
    found: dict[int, list[Evidence]] = {}
    waiting: set[int] = set()
    for link in links.select_related("evidence__passage", "evidence__project").order_by("evidence__number"):
        hers = reader.user_id is not None and link.evidence.speaker_user_id == reader.user_id
        if link.evidence.publishable or hers:
            found.setdefault(link.finding_id, []).append(link.evidence)
        else:
            waiting.add(link.evidence_id)
    return found, len(waiting)


def _remarks(reader: Reader) -> dict[tuple[str, int], int]:
    counted: dict[tuple[str, int], int] = {}
    for row in Remark.objects.filter(reader=reader).values_list("finding", "lesson", "lead"):
        kind, pk = next((name, pk) for name, pk in zip(("finding", "lesson", "lead"), row, strict=True) if pk)
        counted[kind, pk] = counted.get((kind, pk), 0) + 1
    return counted


def own_passages(reader: Reader, thing: Thing) -> list[Evidence]:
    """The words of her project behind one text."""
    path = {"finding": "pk", "lesson": "lessons", "lead": "lessons__leads"}[name_of(thing)]
    findings = set(Finding.objects.filter(Q(**{path: thing.pk})).values_list("pk", flat=True))
    words, _waiting = _passages(reader, findings)
    return list({one.pk: one for rows in words.values() for one in rows}.values())
