"""What a reader sees: first what is said of her project, then the rest; her remarks and the answers she got."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from levain.capitalisation import voices_shown
from levain.capitalisation.behind import Thing
from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Lesson, Reader, Remark
from levain.capitalisation.services.together import name_of
from levain.capitalisation.wording import numbered

Consent = Evidence.Consent
WITH_THEIR_PROJECT = (Consent.AGREED, Consent.PARAPHRASE)
STILL_HERS = (*Evidence.PUBLISHABLE, Consent.PENDING, Consent.REWRITE)


@dataclass(frozen=True)
class Said:
    """Words of her project, as a reader sees them: never the name by which the house knows who spoke."""

    evidence: Evidence
    who: str
    when: date | None

    @property
    def words(self) -> str:
        return self.evidence.words


@dataclass
class Given:
    """A text to read; `passages` are the words of her own project behind it, `again` those read under another."""

    thing: Thing
    kind: str
    passages: list[Said] = field(default_factory=list)
    again: int = 0
    remarks: int = 0

    @property
    def what(self) -> str:
        return numbered(self.thing)

    @property
    def own(self) -> bool:
        return bool(self.passages or self.again)


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
    remarks = _remarks(reader)
    given = [Given(one, name_of(one)) for one in (*findings, *lessons, *leads)]
    read: set[int] = set()
    for one in given:
        key = (one.kind, one.thing.pk)
        found = _once(words, under[key])
        one.passages = [said for said in found if said.evidence.pk not in read]
        one.again = len(found) - len(one.passages)
        one.remarks = remarks.get(key, 0)
        read |= {said.evidence.pk for said in found}
    return sorted(given, key=lambda one: not one.own), waiting


def _once(words: dict[int, list[Said]], findings: set[int]) -> list[Said]:
    return list({said.evidence.pk: said for pk in sorted(findings) for said in words.get(pk, [])}.values())


def _findings(lesson: Lesson) -> set[int]:
    return {finding.pk for finding in lesson.findings.all()}


def _passages(reader: Reader, findings: set[int]) -> tuple[dict[int, list[Said]], int]:
    """Those she may read: agreed by whoever is quoted, or her own.

    Words told otherwise, or said without a name, are promised to stand without their project: here it would be said.
    """
    if reader.project_id is None:
        return {}, 0
    links = FindingEvidence.objects.filter(finding__in=findings, evidence__project=reader.project_id)
    found: dict[int, list[Said]] = {}
    waiting: set[int] = set()
    for link in links.select_related("evidence__passage").order_by("evidence__number"):
        one = link.evidence
        hers = reader.user_id is not None and one.speaker_user_id == reader.user_id
        if one.consent == Consent.PENDING and not hers:
            waiting.add(one.pk)
        elif one.consent in (STILL_HERS if hers else WITH_THEIR_PROJECT) and one.hold != Evidence.Hold.ASIDE:
            who = _("you") if hers else voices_shown.side_of(one)
            found.setdefault(link.finding_id, []).append(Said(one, f"{link.side} · {who}", one.said_on))
    return found, len(waiting)


def _remarks(reader: Reader) -> dict[tuple[str, int], int]:
    counted: dict[tuple[str, int], int] = {}
    for row in Remark.objects.filter(reader=reader).values_list("finding", "lesson", "lead"):
        kind, pk = next((name, pk) for name, pk in zip(("finding", "lesson", "lead"), row, strict=True) if pk)
        counted[kind, pk] = counted.get((kind, pk), 0) + 1
    return counted


def own_passages(reader: Reader, thing: Thing) -> list[Said]:
    """The words of her project behind one text."""
    path = {"finding": "pk", "lesson": "lessons", "lead": "lessons__leads"}[name_of(thing)]
    findings = set(Finding.objects.filter(Q(**{path: thing.pk})).values_list("pk", flat=True))
    words, _waiting = _passages(reader, findings)
    return _once(words, findings)
