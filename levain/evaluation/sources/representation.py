"""M-PART: who is missing among those who took part, group by group, beside their share of the inhabitants."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import PopulationShare
from levain.formulas.participation import METHOD, Gap, gap, grouped
from levain.foundation.audiences import Audience
from levain.programmes.models import Cohort
from levain.projects.models import ANSWERS, LogbookEntry, ProfileCount, Project, Question

SHARED = (Audience.PROJECT, Audience.COHORT, Audience.PUBLIC)


@dataclass(frozen=True)
class Compared:
    """One group: its share of the inhabitants, and the gap when enough people were counted to show it."""

    share: PopulationShare
    gap: Gap | None

    @property
    def label(self) -> str:
        question = Question(self.share.question)
        return f"{question.label} · {ANSWERS[question].get(self.share.answer, self.share.answer)}"

    @property
    def percents(self) -> tuple[int, int, int] | None:
        """The share observed and its interval, in whole percents."""
        if self.gap is None or self.gap.interval is None:
            return None
        low, high = self.gap.interval
        return round(100 * self.gap.k / self.gap.n), round(100 * low), round(100 * high)


def compared(projects: list[Project]) -> dict[int, list[Compared]]:
    """Two queries for any number of projects; a cell under the floor is not compared."""
    known = {project.pk: project for project in projects}
    shares = list(PopulationShare.objects.filter(project__in=known))
    if not shares:
        return {}
    counts: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    told = ProfileCount.objects.filter(
        event__project__in={share.project_id for share in shares},
        event__kind=LogbookEntry.Kind.EVENT,
        event__audience__in=SHARED,
        event__in=LogbookEntry.objects.standing(),
    ).filter(Q(event__said_by=None) | Q(event__confirmed_at__isnull=False))
    told = told.filter(Q(by_card=False) | Q(event__happened_on__lt=timezone.localdate())).order_by()
    for pk, question, answer, n in told.values_list("event__project", "question", "answer").annotate(n=Sum("count")):
        counts[pk, question][answer] = n
    found: dict[int, list[Compared]] = defaultdict(list)
    for share in shares:
        share.project = known[share.project_id]
        found[share.project_id].append(Compared(share, _gap(share, counts[share.project_id, share.question])))
    return found


def _gap(share: PopulationShare, counts: Counter[str]) -> Gap | None:
    """Nobody of a group, where eleven answered, is a count that may be told too: it points at no one."""
    shown = grouped(counts)
    if shown is None:
        return None
    alone = {answers[0]: n for answers, n in shown if len(answers) == 1}
    if share.answer not in alone:
        return None
    return gap(alone[share.answer], counts.total(), float(share.share))


def figures(cohort: Cohort, projects: list[Project]) -> Iterator[Figure]:
    known = {project.pk: project for project in projects}
    for pk, groups in compared(projects).items():
        told = [one for one in groups if one.gap]
        yield Figure(
            code=f"{known[pk].slug}-groupes",
            method=METHOD,
            subject=known[pk].name,
            label=_("Groups under-represented among those who took part"),
            value=sum(one.gap.under_represented for one in told if one.gap) if told else None,
            unit=_("groups"),
            n=len(told),
            invited=len(groups),
            rows=[Row(one.share.get_absolute_url(), one.label) for one in told],
            parameters={
                one.label: {"k": one.gap.k, "n": one.gap.n, "population": one.gap.population}
                for one in told
                if one.gap
            },
            why_not="" if told else _("Too few answers to compare a group."),
            places=0,
            project=known[pk],
        )
