"""M-GAP and M-IPA: how far apart the two sides are on each objective; M-MATUR: levels agreed; M-LOGIC: the model."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation import rules, views_apart
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import (
    Framework,
    LogicLink,
    Look,
    MaturityAgreement,
    MaturityAnswer,
    Moment,
    Objective,
    PersonalView,
)
from levain.evaluation.periods import EVER, Period
from levain.evaluation.views_apart import SIDE_NAMES, A, Apart, B
from levain.formulas import importance_performance, logic_model
from levain.formulas.divergence import Gap
from levain.programmes.models import Cohort
from levain.projects.models import Project


def gaps(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Two queries for any number of projects; one figure an objective and a question, at each moment answered.

    Of a period: the moments whose answers closed inside it, whole.
    """
    known = {project.pk: project for project in projects}
    objectives: dict[int, list[Objective]] = defaultdict(list)
    for objective in Objective.objects.filter(project__in=known).settled():
        objective.project = known[objective.project_id]
        objectives[objective.project_id].append(objective)
    views: dict[tuple[int, str], list[PersonalView]] = defaultdict(list)
    found = PersonalView.objects.filter(objective__project__in=known, objective__withdrawn_on=None)
    for view in found.select_related("objective"):
        views[view.objective.project_id, view.moment].append(view)
    for pk, hers in objectives.items():
        moments = [moment for moment in Moment if views[pk, moment]] or [Moment.END]
        if period:
            moments = [one for one in moments if period.holds(views_apart.closing_day(views[pk, one]))]
        for moment in moments:
            yield from _gaps(known[pk], views_apart.apart(hers, moment, views[pk, moment]))


def _gaps(project: Project, apart: Apart) -> Iterator[Figure]:
    """How far apart the sides are on each objective, then what each side would act on first."""
    page = reverse("evaluation:views", args=[project.slug]) + f"?moment={apart.moment.path}"
    common = {"subject": project.name, "project": project, "readable": partial(_reads, project=project)}
    common["promise"] = "confidential"
    for place, line in enumerate(apart.lines, 1):
        yield _gap(project, apart, f"{place}-importance", _("importance"), line, line.importance, page, common)
        yield _gap(project, apart, f"{place}-attainment", _("attainment"), line, line.attainment, page, common)
    for side in (A, B):
        yield _to_act_on(project, apart, side, page, common)


def _gap(project, apart: Apart, code: str, what: str, line, gap: Gap, page: str, common: dict) -> Figure:
    told = {"what": what, "moment": apart.moment.label.lower(), "objective": line.objective}
    return Figure(
        f"{project.slug}-{apart.moment}-{code}",
        "M-GAP",
        label=_("Gap between the sides on %(what)s, %(moment)s: %(objective)s") % told,
        value=gap.delta,
        unit=_("Cliff's delta, from −1 to 1"),
        n=gap.n_a + gap.n_b,
        rows=[] if gap.delta is None else [Row(f"{page}#tableau", str(line.objective))],
        parameters={
            "n_a": gap.n_a,
            "n_b": gap.n_b,
            "distance": gap.distance,
            "magnitude": gap.magnitude,
            "fewest": views_apart.FEWEST_A_SIDE,
        },
        why_not="" if gap.delta is not None else _why_no_gap(apart),
        places=2,
        **common,
    )


def _to_act_on(project, apart: Apart, side: str, page: str, common: dict) -> Figure:
    """Objectives that matter to one side and that it does not see reached."""
    grid = apart.grids[side]
    placed = grid.n >= importance_performance.FEWEST_OBJECTIVES
    told = {"side": SIDE_NAMES[side], "moment": apart.moment.label.lower()}
    return Figure(
        f"{project.slug}-{apart.moment}-{side}",
        "M-IPA",
        label=_("Objectives that matter and are not reached, seen by %(side)s, %(moment)s") % told,
        value=float(grid.quarters.count(importance_performance.ACT)) if placed else None,
        unit=_("objectives"),
        n=grid.n,
        rows=[Row(f"{page}#importance", str(line.objective)) for line in apart.lines] if placed else [],
        parameters={"importance_axis": grid.importance_axis, "performance_axis": grid.performance_axis},
        why_not="" if placed else still_open(apart) or _too_few(len(apart.lines)),
        places=0,
        **common,
    )


def still_open(apart: Apart) -> str:
    """Read while people answer, a gap would tell what the last one said."""
    if apart.open_until is None:
        return ""
    return _("People answer until %(day)s: it is read afterwards.") % {"day": in_words(apart.open_until)}


def _why_no_gap(apart: Apart) -> str:
    return still_open(apart) or _("Fewer than five answers on one side.")


def _too_few(objectives: int) -> str:
    if objectives < importance_performance.FEWEST_OBJECTIVES:
        return _("It takes four objectives, this project has %(n)d: read the table.") % {"n": objectives}
    return _("Too few answers to place four objectives: read the table.")


def _reads(user, *, project: Project):
    return rules.can_read_objectives(user, project)


def maturity(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Two queries: the level agreed of each dimension, at each moment; never a mean.

    Of a period: the levels agreed inside it.
    """
    known = {project.pk: project for project in projects}
    looks: dict[tuple[int, str, int], set[str]] = defaultdict(set)
    answers = MaturityAnswer.objects.filter(project__in=known, given_by__isnull=False)
    for pk, moment, dimension, look in answers.values_list("project_id", "moment", "dimension_id", "look"):
        looks[pk, moment, dimension].add(look)
    agreed = MaturityAgreement.objects.filter(period.within("agreed_on"), project__in=known).select_related(
        "dimension"
    )
    order = {moment: place for place, moment in enumerate(Moment)}
    cases = {project.pk: place for place, project in enumerate(projects)}
    for one in sorted(
        agreed, key=lambda one: (cases[one.project_id], order[Moment(one.moment)], one.dimension.position)
    ):
        project = one.project = known[one.project_id]
        yield Figure(
            f"{project.slug}-{one.moment}-{one.dimension.code}".replace("_", "-"),
            "M-MATUR",
            subject=project.name,
            label=str(one).rpartition(":")[0].strip() or str(one),
            value=float(one.level),
            unit=_("level, from 0 to 5"),
            n=len(looks[one.project_id, one.moment, one.dimension_id]),
            invited=len(Look),
            rows=[Row(one.get_absolute_url(), str(one))],
            parameters={"proposed": one.proposed, "moment": one.moment, "dimension": one.dimension.code},
            places=0,
            project=project,
            readable=partial(_reads, project=project),
        )


def logic(cohort: Cohort, projects: list[Project]) -> Iterator[Figure]:
    """Three queries: what the check of the logic model of the cohort reports."""
    framework = Framework.objects.filter(cohort=cohort).first()
    if framework is None:
        return
    report, nodes = checked(framework)
    page = reverse("evaluation:cohort_framework", args=[cohort.slug])
    for code, label, found in (
        ("leaps", _("Links of the logic model that skip a step"), report.leaps),
        ("orphans", _("Boxes of the logic model that no indicator looks at"), report.orphans),
    ):
        yield Figure(
            code,
            "M-LOGIC",
            subject=str(cohort),
            label=label,
            value=float(len(found)),
            unit="",
            n=len(nodes),
            rows=[Row(f"{page}#modele", label)],
            parameters={"found": [list(one) if isinstance(one, tuple) else one for one in found]},
            places=0,
        )


def checked(framework: Framework) -> tuple[logic_model.Report, dict[str, str]]:
    """The logic model of a framework, checked: three queries."""
    nodes = dict(framework.logicnodes.values_list("code", "kind"))
    links = LogicLink.objects.filter(source__framework=framework).values_list("source__code", "target__code")
    placed = dict(framework.indicators.values_list("code", "place__node__code"))
    return logic_model.check(nodes, list(links), placed), nodes
