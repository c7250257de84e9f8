"""Everything a report stands on, followed down the chain in a constant number of queries."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from levain.capitalisation.models import (
    Citation,
    Evidence,
    Figure,
    Finding,
    FindingEvidence,
    Lesson,
    Paragraph,
    PolicyLead,
    Report,
    Section,
)


@dataclass(frozen=True)
class Gathered:
    """The chain of one report: each kind by id, in the order of its numbers."""

    report: Report
    sections: list[Section]
    leads: dict[int, PolicyLead]
    lessons: dict[int, Lesson]
    findings: dict[int, Finding]
    evidence: dict[int, Evidence]
    figures: dict[int, Figure]
    decisions: list[PolicyLead] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for section in self.sections for paragraph in section.paragraphs.all()]


def gather(report: Report) -> Gathered:
    """From the paragraphs and the decision note down to the passages."""
    sections = list(
        report.sections.prefetch_related(
            Prefetch("paragraphs", Paragraph.objects.select_related("section")), "paragraphs__citations"
        )
    )
    citations = [
        citation for section in sections for one in section.paragraphs.all() for citation in one.citations.all()
    ]
    decisions = [lead.pk for lead in report.leads.all()]
    leads = _by_id(
        PolicyLead.objects.filter(pk__in={*decisions, *_cited(citations, "lead")}).prefetch_related(
            "lessons__findings"
        )
    )
    lesson_ids = {lesson.pk for lead in leads.values() for lesson in lead.lessons.all()}
    lessons = _by_id(
        Lesson.objects.filter(pk__in=lesson_ids | _cited(citations, "lesson")).prefetch_related("findings")
    )
    finding_ids = {finding.pk for lesson in lessons.values() for finding in lesson.findings.all()}
    findings = _by_id(
        Finding.objects.filter(pk__in=finding_ids | _cited(citations, "finding")).prefetch_related(
            Prefetch("links", FindingEvidence.objects.select_related("evidence"))
        )
    )
    evidence_ids = {link.evidence_id for finding in findings.values() for link in finding.links.all()}
    evidence = _by_id(
        Evidence.objects.filter(pk__in=evidence_ids | _cited(citations, "evidence"))
        .select_related("passage__object_type", "project")
        .prefetch_related("codes")
    )
    figures = _by_id(Figure.objects.filter(pk__in=_cited(citations, "figure")))
    shown = [leads[pk] for pk in decisions]
    return Gathered(report, sections, leads, lessons, findings, evidence, figures, shown)


def _by_id(rows):
    return {row.pk: row for row in rows.order_by("number")}


def _cited(citations: list[Citation], name: str) -> set[int]:
    return {getattr(citation, f"{name}_id") for citation in citations} - {None}
