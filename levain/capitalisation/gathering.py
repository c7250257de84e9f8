"""Everything a report stands on, followed down the chain in a constant and small number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Value

from levain.capitalisation.models import (
    Citation,
    Evidence,
    Figure,
    Finding,
    FindingEvidence,
    Lesson,
    Paragraph,
    PolicyLead,
    PracticeSheet,
    Report,
    Section,
    SheetEdition,
)
from levain.capitalisation.own_figures import as_read
from levain.capitalisation.references import Key, key_of
from levain.capitalisation.scope import Scope, scope_of
from levain.capitalisation.voices_shown import who_in
from levain.projects.models import Project


class Cited(NamedTuple):
    """A citation of a gathered report: the id of what it names, or a source in words."""

    paragraph_id: int
    finding_id: int | None
    evidence_id: int | None
    lesson_id: int | None
    lead_id: int | None
    figure_id: int | None
    project_id: int | None
    sheet_id: int | None
    source: dict[str, Any]
    project_slug: str | None = None
    project_name: str | None = None
    sheet_number: int | None = None
    sheet_project: int | None = None
    sheet_shown: bool | None = None


CITED = {
    "project_slug": "project__slug",
    "project_name": "project__name",
    "sheet_number": "sheet__number",
    "sheet_project": "sheet__project",
}
# What a paragraph is made of, read with its section: one query for both.
WRITTEN = ("id", "position", "kind", "text", "written_by_id", "confirmed_by_id", "confirmed_on", "version")


@dataclass(frozen=True)
class Gathered:
    """The chain of one report: each kind by id, in the order of its numbers; `under` says what stands on what."""

    report: Report
    sections: list[Section]
    leads: dict[int, PolicyLead] = field(default_factory=dict)
    lessons: dict[int, Lesson] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    evidence: dict[int, Evidence] = field(default_factory=dict)
    figures: dict[int, Figure] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    # The practice sheets that are published, of the projects the report is about.
    sheets: dict[int, PracticeSheet] = field(default_factory=dict)
    scope: Scope = field(default_factory=Scope)
    under: dict[tuple[str, int], dict[int, str]] = field(default_factory=dict)
    # Whom each passage is from, as the report names them.
    who: dict[int, str] = field(default_factory=dict)
    # Whether the words of the passages were read too.
    quotes: bool = True

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for section in self.sections for paragraph in section.written]

    @cached_property
    def by_name(self) -> dict[Key, Any]:
        """Everything gathered, by the name words give it."""
        kinds = (self.findings, self.evidence, self.lessons, self.leads, self.figures, self.projects, self.sheets)
        return {key_of(thing): thing for things in kinds for thing in things.values()}

    @property
    def decisions(self) -> list[PolicyLead]:
        """The leads of the decision note."""
        shown = self.under.get(("report", self.report.pk), {})
        return [lead for pk, lead in self.leads.items() if pk in shown]

    def lessons_of(self, lead: PolicyLead) -> list[Lesson]:
        return _in_order(self.lessons, self.under.get(("lead", lead.pk), {}))

    def findings_of(self, lesson: Lesson) -> list[Finding]:
        return _in_order(self.findings, self.under.get(("lesson", lesson.pk), {}))

    def links_of(self, finding: Finding) -> list[tuple[FindingEvidence.Stance, Evidence]]:
        """Its evidence with the stance of each: for first, then against, then what shades."""
        stances = self.under.get(("finding", finding.pk), {})
        linked = [(FindingEvidence.Stance(stances[one.pk]), one) for one in _in_order(self.evidence, stances)]
        order = list(FindingEvidence.Stance)
        return sorted(linked, key=lambda link: order.index(link[0]))

    def target(self, citation: Cited):
        """What a citation names; None for a source named in words, and for what is out of the report's scope."""
        kinds: dict[str, dict[int, Any]] = {
            "finding": self.findings,
            "evidence": self.evidence,
            "lesson": self.lessons,
            "lead": self.leads,
            "figure": self.figures,
            "project": self.projects,
            "sheet": self.sheets,
        }
        return next((kinds[name].get(pk) for name in kinds if (pk := getattr(citation, f"{name}_id"))), None)


def _in_order(things, wanted):
    return [thing for pk, thing in things.items() if pk in wanted]


def gather(report: Report, *, quotes: bool = True) -> Gathered:
    """From the paragraphs and the decision note down to the passages; without quotes, down to the evidence."""
    under = _arcs(report)
    scope = scope_of(report, under.get(("scope", report.pk), ()))
    chain = Gathered(report, sections_of(report), scope=scope, under=under, quotes=quotes)
    cited = [citation for one in chain.paragraphs for citation in one.cites]
    leads = _below(chain, "report", [report.pk]) | _cited(cited, "lead")
    lessons = _below(chain, "lead", leads) | _cited(cited, "lesson")
    findings = _below(chain, "lesson", lessons) | _cited(cited, "finding")
    evidence = _below(chain, "finding", findings) | _cited(cited, "evidence")
    _fill(chain.leads, PolicyLead.objects.filter(pk__in=leads), report)
    _fill(chain.lessons, Lesson.objects.filter(pk__in=lessons), report)
    _fill(chain.findings, Finding.objects.filter(pk__in=findings), report)
    kept = Evidence.objects.filter(chain.scope.evidence, pk__in=evidence)
    _fill(
        chain.evidence,
        kept.select_related("passage__object_type", "project", "speaker_user") if quotes else kept,
        report,
    )
    chain.who.update(who_in(report, chain.evidence.values()) if quotes else {})
    _fill(chain.figures, Figure.objects.filter(pk__in=_cited(cited, "figure")), report)
    as_read(report, scope, chain.figures.values())
    if quotes:
        _fill_projects(chain, _cited(cited, "project"))
        _fill_sheets(chain)
    else:
        chain.projects.update(_named_projects(chain))
        chain.sheets.update(_named_sheets(chain))
    return chain


def _named_projects(chain: Gathered) -> dict[int, Project]:
    """The projects the paragraphs name, as the citations already tell them."""
    chosen = chain.scope.projects
    told = {one.project_id: one for paragraph in chain.paragraphs for one in paragraph.cites if one.project_id}
    return {
        pk: Project(pk=pk, slug=one.project_slug, name=one.project_name, cohort=chain.report.cohort)
        for pk, one in told.items()
        if chosen is None or pk in chosen
    }


def _named_sheets(chain: Gathered) -> dict[int, PracticeSheet]:
    """The published sheets the paragraphs name, as the citations already tell them."""
    chosen, cohort = chain.scope.projects, chain.report.cohort
    told = {one.sheet_id: one for paragraph in chain.paragraphs for one in paragraph.cites if one.sheet_id}
    return {
        pk: PracticeSheet(pk=pk, number=one.sheet_number, project_id=one.sheet_project, cohort=cohort)
        for pk, one in told.items()
        if one.sheet_shown and (chosen is None or one.sheet_project in chosen)
    }


def _fill_sheets(chain: Gathered) -> None:
    """Each published sheet with its last edition as `shown`: what everyone reads, not what is being written."""
    rows = SheetEdition.objects.filter(sheet__cohort=chain.report.cohort_id, sheet__withdrawn_on=None)
    if chain.scope.projects is not None:
        rows = rows.filter(sheet__project__in=chain.scope.projects)
    rows = rows.defer("parts").select_related("sheet")
    for edition in rows.order_by("sheet__number", "sheet", "number"):
        sheet = chain.sheets.setdefault(edition.sheet_id, edition.sheet)
        sheet.cohort, sheet.shown = chain.report.cohort, edition


def _fill_projects(chain: Gathered, cited: set[int]) -> None:
    """The projects the report names, then those its evidence comes from: each has its sheet."""
    told = {one.project_id for one in chain.evidence.values() if one.project_id}
    wanted = cited | told | (chain.scope.projects or set())
    if not wanted:
        return
    rows = Project.objects.filter(chain.scope.of_projects, pk__in=wanted, cohort=chain.report.cohort_id)
    rows = rows.select_related("page", "collective", "local_authority").prefetch_related("communes")
    for row in rows.order_by("name"):
        row.cohort = chain.report.cohort
        chain.projects[row.pk] = row


def sections_of(report: Report) -> list[Section]:
    """The sections, each with its paragraphs as `written`, each of these with its citations as `cites`."""
    sections: dict[int, Section] = {}
    cites: dict[int, list[Cited]] = defaultdict(list)
    cited = Citation.objects.filter(paragraph__section__report=report).order_by("position", "pk")
    shown = SheetEdition.objects.filter(sheet=OuterRef("sheet"), sheet__withdrawn_on=None)
    cited = cited.annotate(sheet_shown=Exists(shown))
    for row in cited.values_list(*(CITED.get(name, name) for name in Cited._fields)):
        cites[row[0]].append(Cited._make(row))
    rows = Section.objects.filter(report=report)
    rows = rows.order_by("position", "pk", "paragraphs__position", "paragraphs__pk")
    for row in rows.values_list("pk", "title", "position", *(f"paragraphs__{name}" for name in WRITTEN)):
        pk, title, position, *written = row
        section = sections.get(pk)
        if section is None:
            section = sections[pk] = Section(pk=pk, title=title, position=position, report=report)
            section.written = []
        if written[0] is not None:
            paragraph = Paragraph(section_id=pk, **dict(zip(WRITTEN, written, strict=True)))
            paragraph._state.adding = False
            paragraph.cites = cites[paragraph.pk]
            section.written.append(paragraph)
    return list(sections.values())


def _arcs(report: Report) -> dict[tuple[str, int], dict[int, str]]:
    """Which thing stands on which, and how, for the whole cohort in one query."""
    cohort = report.cohort_id
    none = Value("")
    rows = Report.leads.through.objects.filter(report=report)
    queries = [
        Report.projects.through.objects.filter(report=report).values_list(
            Value("scope"), "report_id", "project_id", none
        ),
        PolicyLead.lessons.through.objects.filter(policylead__cohort=cohort).values_list(
            Value("lead"), "policylead_id", "lesson_id", none
        ),
        Lesson.findings.through.objects.filter(lesson__cohort=cohort).values_list(
            Value("lesson"), "lesson_id", "finding_id", none
        ),
        FindingEvidence.objects.filter(finding__cohort=cohort)
        .order_by()
        .values_list(Value("finding"), "finding_id", "evidence_id", "stance"),
    ]
    arcs: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for kind, above, below, stance in rows.values_list(Value("report"), "report_id", "policylead_id", none).union(
        *queries, all=True
    ):
        arcs[kind, above][below] = stance
    return arcs


def _below(chain: Gathered, kind: str, above) -> set[int]:
    return {below for one in above for below in chain.under.get((kind, one), ())}


def _cited(citations: list[Cited], name: str) -> set[int]:
    column = Cited._fields.index(f"{name}_id")
    return {citation[column] for citation in citations} - {None}


def _fill(things, rows, report: Report) -> None:
    for row in rows.order_by("number"):
        row.cohort = report.cohort
        things[row.pk] = row
