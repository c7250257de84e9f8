"""What each seminar led to: commitments kept, and what the team's review (M-AAR) decided to change."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.periods import EVER, Period
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.seminars import promises, rules
from levain.seminars.models import AfterAction, Contribution, Seminar
from levain.seminars.promises import Promise

Became = Contribution.Became


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Five queries for any number of seminars. Of a period: what was promised in it, what was reviewed in it."""
    seminars = list(Seminar.objects.filter(cohort=cohort).order_by("number"))
    for seminar in seminars:
        seminar.cohort = cohort
    made: dict[int, list[Promise]] = {}
    for promise in promises.made(*seminars):
        made.setdefault(promise.said.activity.seminar_id, []).append(promise)
    reviews = {review.seminar_id: review for review in AfterAction.objects.filter(seminar__in=seminars)}
    for seminar in seminars:
        of_it, review = made.get(seminar.pk), reviews.get(seminar.pk)
        if of_it and period.holds(timezone.localdate(seminar.ends)):
            yield _kept(seminar, of_it, period)
        if review and period.holds(review.held_on):
            yield _changes(seminar, review)


def _kept(seminar: Seminar, made: list[Promise], period: Period) -> Figure:
    """Kept among those of which something is known."""
    known = [promise for promise in made if not promise.open]
    return Figure(
        f"{seminar.number}-commitments",
        method="M-AAR",
        subject=seminar.title,
        label=_("Commitments kept, of those whose end is known"),
        value=sum(promise.became == Became.KEPT for promise in known) if known else None,
        unit=_("commitments"),
        n=len(known),
        invited=len(made),
        rows=[Row(promise.said.get_absolute_url(), promise.said.text) for promise in made],
        why_not="" if known else _("Nothing is known yet of what became of them."),
        places=0,
        readable=partial(_may_see, seminar=seminar),
        beyond=_("What became of these commitments is told as it is known today.") if period else "",
    )


def _changes(seminar: Seminar, review: AfterAction) -> Figure:
    review.seminar = seminar
    lines = [line for line in review.change.splitlines() if line.strip()]
    return Figure(
        f"{seminar.number}-review",
        method="M-AAR",
        subject=seminar.title,
        label=_("What the team's review decided to change"),
        value=len(lines),
        unit=_("changes"),
        n=1,
        rows=[Row(review.get_absolute_url(), str(review))],
        places=0,
        readable=partial(_may_read, seminar=seminar),
    )


def _may_see(user, *, seminar: Seminar):
    return rules.can_see_seminar(user, seminar)


def _may_read(user, *, seminar: Seminar):
    return rules.can_read_after_action(user, seminar)
