"""What the State did for a territory or a cohort, as lists whose length is the figure: each figure opens its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation, User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.support.models import Facilitation, Need, Obstacle, Proposal, Referral

MOST_ROWS = 200


@dataclass(frozen=True)
class Row:
    """One thing done: its day, the project, what it was, where it stands."""

    day: Any
    project: str
    words: str
    url: str


@dataclass(frozen=True)
class Deeds:
    """A figure and its rows; `more` counts those that the reader may not read or that do not fit on the page."""

    id: str
    label: str
    count: int
    rows: Sequence[Row]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def of_service(service: Organisation, user: Any) -> list[Deeds]:
    """The questions put to a service and what its agents did, over the projects of its territory."""
    covered = Project.objects.filter(territories__territory__outer_links__outer__in=service.territories.all())
    return _deeds(
        user,
        asked=Referral.objects.filter(service=service),
        done=Facilitation.objects.filter(service=service),
        projects=covered.distinct(),
    )


def of_cohort(cohort: Cohort, user: Any) -> list[Deeds]:
    """The same over the projects of a cohort, for every State service."""
    state = Q(service__kind__in=[Organisation.Kind.STATE_SERVICE, Organisation.Kind.MINISTRY])
    return _deeds(
        user,
        asked=Referral.objects.filter(state, need__project__cohort=cohort),
        done=Facilitation.objects.filter(state, project__cohort=cohort),
        projects=cohort.projects.all(),
    )


def _deeds(user: Any, *, asked: QuerySet, done: QuerySet, projects: QuerySet) -> list[Deeds]:
    kinds = Facilitation.Kind
    here = projects.order_by().values("pk")
    obtained = Proposal.objects.filter(need__project__in=here, answer=Proposal.Answer.OBTAINED)
    lifted = Obstacle.objects.filter(project__in=here, lifted_on__isnull=False)
    replied = asked.filter(replied_on__isnull=False)
    introduced, convened = done.filter(kind=kinds.INTRODUCTION), done.filter(kind=kinds.MEETING)
    counts = _counts(user, asked, replied, introduced, convened, obtained, lifted)
    referrals, gestures = _read(asked, user, "need__project"), _read(done, user, "project")
    rows = [
        [_of_referral(referral) for referral in referrals],
        [_of_reply(referral) for referral in referrals if referral.replied_on],
        [_of_gesture(gesture) for gesture in gestures if gesture.kind == kinds.INTRODUCTION],
        [_of_gesture(gesture) for gesture in gestures if gesture.kind == kinds.MEETING],
        [_of_proposal(proposal) for proposal in _read(obtained, user, "need__project", "support")],
        [_of_obstacle(obstacle) for obstacle in _read(lifted, user, "project")],
    ]
    return [Deeds(name, label, *told) for (name, label), *told in zip(LISTS.items(), counts, rows, strict=True)]


LISTS = {
    "questions": _("Questions received"),
    "reponses": _("Replies given"),
    "introductions": _("Introductions made"),
    "reunions": _("Meetings convened"),
    "appuis": _("Supports obtained"),
    "obstacles": _("Obstacles lifted"),
}


def _counts(user: Any, *found: QuerySet) -> list[int]:
    """How many there are of each, in one query."""
    alone = (one.order_by().annotate(alone=Value(1)).values("alone") for one in found)
    asked = [Subquery(one.annotate(n=Count("pk", distinct=True)).values("n")) for one in alone]
    return [count or 0 for count in User.objects.filter(pk=user.pk).values_list(*asked).get()]


def _read(found: QuerySet, user: Any, *reads: str) -> list[Any]:
    """Those that this reader may open, in one query."""
    if hasattr(found.model, "audience"):
        may = found.model.objects.visible_to(user)
    else:
        may = found.model.objects.filter(need__in=Need.objects.visible_to(user))
    return list(found.filter(pk__in=may.values("pk")).select_related(*reads).distinct()[:MOST_ROWS])


def _of_referral(referral: Referral) -> Row:
    need = referral.need
    return Row(referral.asked_on, str(need.project), referral.question or str(need), referral.get_absolute_url())


def _of_reply(referral: Referral) -> Row:
    return Row(referral.replied_on, str(referral.need.project), referral.reply, referral.get_absolute_url())


def _of_gesture(gesture: Facilitation) -> Row:
    words = f"{gesture.text} → {gesture.unblocked}" if gesture.unblocked else gesture.text
    return Row(gesture.happened_on, str(gesture.project), words, gesture.get_absolute_url())


def _of_proposal(proposal: Proposal) -> Row:
    return Row(proposal.answered_on, str(proposal.need.project), str(proposal.support), proposal.get_absolute_url())


def _of_obstacle(obstacle: Obstacle) -> Row:
    words = f"{obstacle.text} → {obstacle.lifted_how}" if obstacle.lifted_how else obstacle.text
    return Row(obstacle.lifted_on, str(obstacle.project), words, obstacle.get_absolute_url())
