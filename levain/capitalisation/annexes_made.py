"""The annexes nobody writes: what the report is about, a sheet for each project, how it was done."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Confidence, Evidence, Finding
from levain.capitalisation.naming import anchor, listed, refer
from levain.capitalisation.own_figures import of_the_whole
from levain.evaluation import method_sheets
from levain.foundation import written as w
from levain.projects.models import Project

CERQUAL = (
    "Lewin et al. (2018), « Applying GRADE-CERQual to qualitative evidence synthesis findings », "
    "Implementation Science 13(Suppl 1):2"
)


def about(chain: Gathered) -> str:
    """What the report is about, on its first page."""
    scope, cohort = chain.scope, chain.report.cohort
    said = [_("This report is about: %(name)s") % {"name": cohort.name}]
    if scope.projects is not None:
        names = ", ".join(project.name for pk, project in chain.projects.items() if pk in scope.projects)
        counted = ngettext("%(n)d project of it: ", "%(n)d projects of it: ", len(scope.projects))
        said.append(counted % {"n": len(scope.projects)} + (names or _("none")))
    if scope.territory:
        said.append(_("in the territory %(name)s") % {"name": scope.territory.name})
    if scope.period:
        said.append(str(scope.period))
    return ", ".join(said) + "."


def project_sheets(chain: Gathered) -> Iterator[w.Block]:
    if chain.projects:
        yield w.Heading(2, _("The projects"), "projets", new_page=True)
        yield from (_project(one, chain) for one in chain.projects.values())


def _project(project: Project, chain: Gathered) -> w.Sheet:
    """What everybody may know of it, then what the report takes from it."""
    said = [one for one in chain.evidence.values() if one.project_id == project.pk]
    places = ", ".join(commune.name for commune in project.communes.all())
    facts = [
        w.Fact(_("Where"), [w.Text(places or "—")]),
        w.Fact(_("Collective"), [w.Text(project.collective.name)]),
        w.Fact(_("Local authority"), [w.Text(project.local_authority.name)]),
        w.Fact(_("Its words in this report"), listed(said) or [w.Text(_("none"))]),
        w.Fact(_("Findings they enter"), listed(_findings(said, chain)) or [w.Text(_("none"))]),
    ]
    return w.Sheet(
        title=project.name,
        id=anchor(project),
        label=_("Project"),
        runs=[w.Text(project.shown_pitch)] if project.shown_pitch else [],
        facts=facts,
    )


def _findings(said: list[Evidence], chain: Gathered) -> list[Finding]:
    known = {one.pk for one in said}
    return [
        finding
        for finding in chain.findings.values()
        if any(one.pk in known for _stance, one in chain.links_of(finding))
    ]


def method(chain: Gathered) -> Iterator[w.Block]:
    """How passages became findings, then the sheet of each method the figures use."""
    yield w.Heading(2, _("Method"), "methode", new_page=True)
    words = _(
        "A finding stands on passages of what the programme wrote, for and against. A lesson stands on findings, "
        "a lead on lessons. Each passage keeps its exact words, its place, its date and the side of who said it; "
        "the person quoted has agreed, or has chosen other words."
    )
    yield w.Paragraph([w.Text(words)])
    levels = ", ".join(str(one.label) for one in reversed(Confidence))
    words = _(
        "The confidence in a finding is judged on four questions and has four levels: %(levels)s. "
        "It is never added up."
    )
    yield w.Paragraph([w.Text(words % {"levels": levels} + " " + CERQUAL + ".")])
    if not chain.scope.whole and chain.figures:
        yield from _what_figures_count(chain)
    for code in sorted({figure.method for figure in chain.figures.values()}):
        yield _method(code)


def _what_figures_count(chain: Gathered) -> Iterator[w.Block]:
    """How the figures follow what the report is about, then those that go beyond it, each with why."""
    beyond = [figure for figure in chain.figures.values() if figure.beyond]
    if chain.scope.projects is not None:
        yield w.Paragraph([w.Text(_of_which_projects(any(of_the_whole(figure) for figure in beyond)))])
    if chain.scope.period:
        words = _(
            "The figures count what falls inside the period (%(period)s): what happened in it, and for a level or a "
            "value, the last one given in it. What people answered without their name is never cut: a survey is "
            "taken whole, by the day it closes, so that two periods side by side tell nobody's answer apart."
        )
        yield w.Paragraph([w.Text(words % {"period": chain.scope.period})])
    if beyond:
        words = _("These figures go beyond the period:") if chain.scope.period else _("Of the whole session:")
        yield w.Paragraph([w.Text(words)])
        yield w.ListBlock([[refer(figure), w.Text(f", {figure.label}. {figure.beyond}")] for figure in beyond])


def _of_which_projects(some_of_all: bool) -> str:
    if some_of_all:
        return _(
            "The figures are those of the projects named above, except those that say they were written down for the "
            "whole session."
        )
    return _("The figures are those of the projects named above.")


def _method(code: str) -> w.Sheet:
    sheet = method_sheets.sheet(code)
    facts = []
    if sheet:
        facts = [
            w.Fact(_("Computed"), [w.Text(sheet.formula)]),
            w.Fact(_("How to read it"), [w.Text(sheet.reading)]),
            w.Fact(_("Where it stops"), [w.Text(" ".join(sheet.limits))]),
            w.Fact(_("Source"), [w.Text(sheet.source)]),
        ]
    return w.Sheet(
        title=sheet.name if sheet else code,
        id=f"methode-{code.lower()}",
        label=code,
        runs=[w.Text(sheet.purpose)] if sheet else [],
        facts=facts,
    )
