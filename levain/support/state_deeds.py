"""What the State did for a territory or a cohort, as lists whose length is the figure: each figure opens its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation, User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import audiences_read, with_cover
from levain.support.models import Facilitation, Obstacle, Proposal, Referral

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
    kept = [_read(found) for found in (asked, done, obtained, lifted)]
    referrals, gestures, supports, cleared = _for_reader(user, kept)
    lists = [
        Told(asked, referrals, _of_referral),
        Told(replied, [referral for referral in referrals if referral.replied_on], _of_reply),
        Told(introduced, [gesture for gesture in gestures if gesture.kind == kinds.INTRODUCTION], _of_gesture),
        Told(convened, [gesture for gesture in gestures if gesture.kind == kinds.MEETING], _of_gesture),
        Told(obtained, supports, _of_proposal),
        Told(lifted, cleared, _of_obstacle),
    ]
    cut = any(len(one) > MOST_ROWS for one in kept)
    counts = _counts(user, [one.found for one in lists]) if cut else [len(one.rows) for one in lists]
    return [
        Deeds(name, label, count, [one.row(each) for each in one.rows[:MOST_ROWS] if each.may_be_read])
        for (name, label), count, one in zip(LISTS.items(), counts, lists, strict=True)
    ]


class Told(NamedTuple):
    """What is counted, what was read of it, and how each makes a row."""

    found: QuerySet
    rows: list[Any]
    row: Callable[[Any], Row]


LISTS = {
    "questions": _("Questions received"),
    "reponses": _("Replies given"),
    "introductions": _("Introductions made"),
    "reunions": _("Meetings convened"),
    "appuis": _("Supports obtained"),
    "obstacles": _("Obstacles lifted"),
}


# Where the project of each thing is, for whom the thing is written, when it happened, and what its row tells.
TOLD = {
    Referral: (
        "need__project",
        "need__audience",
        "asked_on",
        ["replied_on", "question", "reply", "need__in_my_words"],
    ),
    Facilitation: ("project", "audience", "happened_on", ["kind", "text", "unblocked"]),
    Proposal: ("need__project", "need__audience", "answered_on", ["support__name"]),
    Obstacle: ("project", "audience", "lifted_on", ["text", "lifted_how"]),
}


def _counts(user: Any, found: Sequence[QuerySet]) -> list[int]:
    """How many there are of each, in one query."""
    alone = (one.order_by().annotate(alone=Value(1)).values("alone") for one in found)
    asked = [Subquery(one.annotate(n=Count("pk")).values("n")) for one in alone]
    return [count or 0 for count in User.objects.filter(pk=user.pk).values_list(*asked).get()]


def _read(found: QuerySet) -> list[Any]:
    """The last ones, enough for a page and one more, with what their rows tell, in one query."""
    project, audience, day, told = TOLD[found.model]
    columns = [audience, day, *told, f"{project}__name", f"{project}__slug"]
    reads = {column.rpartition("__")[0] for column in columns} - {""}
    return list(found.select_related(*reads).only(*columns).order_by(f"-{day}", "-pk")[: MOST_ROWS + 1])


def _for_reader(user: Any, kept: list[list[Any]]) -> list[list[Any]]:
    """The same, each knowing whether this reader may open it: her place in each project is read in one query."""
    written = [(each, _written(each)) for one in kept for each in one]
    projects = Project.objects.filter(pk__in={thing.project_id for _each, thing in written})
    places = with_cover(projects.select_related("cohort__programme"), user)
    read = {project.pk: audiences_read(user, project) for project in places}
    for each, thing in written:
        each.may_be_read = thing.audience in read[thing.project_id]
    return kept


def _written(each: Any) -> Any:
    """What says in which project a thing stands and for whom it is written: itself, or its need."""
    return each if TOLD[type(each)][0] == "project" else each.need


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
