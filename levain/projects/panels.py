"""What other pages show of the conversations: those with something new for a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from levain.projects.models import (
    Action,
    Circle,
    Conversation,
    Hiding,
    Message,
    NeighbourMessage,
    Project,
    Reading,
    Step,
)
from levain.projects.rules.conversations import open_in, open_to

SHOWN = 6


def with_unread(conversations: QuerySet[Conversation], user: Any) -> QuerySet[Conversation]:
    """Each with `unread`: whether somebody else has said something there since she last read it."""
    mark = Reading.objects.filter(conversation=OuterRef("pk"), person=user).values("upto")
    seen = conversations.annotate(seen=Coalesce(Subquery(mark[:1]), Value(0)))
    new = Message.objects.standing().filter(conversation=OuterRef("pk"), pk__gt=OuterRef("seen")).exclude(author=user)
    return seen.annotate(unread=Exists(new))


def unread_conversations(user: Any, projects: Iterable[Project]) -> dict[int, list[Conversation]]:
    """By project, the conversations she may read that hold something new for her; one query for all of them.

    A conversation of the whole cohort counts in each of its projects given.
    """
    projects = list(projects)
    if not projects:
        return {}
    there = Q(pk__in=[])
    for project in projects:
        there |= open_in(user, project)
    read = Reading.objects.filter(conversation=OuterRef("conversation"), person=user, upto__gte=OuterRef("pk"))
    new = Message.objects.standing().filter(~Exists(read), conversation=OuterRef("pk")).exclude(author=user)
    found = list(Conversation.objects.filter(there, Exists(new)))
    return {
        project.pk: [
            conversation
            for conversation in found
            if conversation.project_id == project.pk
            or (conversation.audience == Circle.COHORT and conversation.cohort_id == project.cohort_id)
        ]
        for project in projects
    }


def of_project(user: Any, project: Project) -> QuerySet[Conversation]:
    """The conversations shown in a project: its own, and those open to the whole cohort."""
    around = Q(project=project) | Q(audience=Circle.COHORT, cohort=project.cohort_id)
    return _listed(Conversation.objects.filter(around), user)


def of_cohort(user: Any, cohort: Any) -> QuerySet[Conversation]:
    """Those of the cohort as a whole: no project's own."""
    around = Q(cohort=cohort) & (Q(project=None) | Q(audience=Circle.COHORT))
    return _listed(Conversation.objects.filter(around), user)


def _listed(conversations: QuerySet[Conversation], user: Any) -> QuerySet[Conversation]:
    last = Message.objects.standing().filter(conversation=OuterRef("pk")).order_by("-pk")
    said = conversations.filter(open_to(user)).annotate(
        last_words=Subquery(last.values("text")[:1]), last_author=Subquery(last.values("author__name")[:1])
    )
    return with_unread(said, user).select_related("project", "cohort").order_by("-last_at", "-pk")


def messages_waiting(projects: Iterable[Project], *, late: bool = False) -> list[NeighbourMessage]:
    """The messages of neighbours that nobody answered, or whose day has passed: one query."""
    owed = NeighbourMessage.objects.waiting().filter(project__in=[project.pk for project in projects])
    if late:
        owed = owed.filter(answer_by__lt=timezone.localdate())
    return list(owed.select_related("project").order_by("answer_by", "pk")[:SHOWN])


class Owed(NamedTuple):
    """What a project owes: answers to neighbours, what one person said she would do, its steps; soonest first."""

    messages: list[NeighbourMessage]
    actions: list[Action]
    steps: list[Step]


# By class: what `owed` reads of it, in the order of its fields, its day last.
OF_OWED = {NeighbourMessage: ("kind", "name", "answer_by"), Action: ("title", "due"), Step: ("title", "due")}


def owed(project: Project, user: Any) -> Owed:
    """What is not done yet in a project, of which its team's first screen tells: one query."""
    open_ones = {
        NeighbourMessage: project.neighbour_messages.waiting(),
        Action: project.actions.filter(owner=user, done=None),
        Step: project.steps.filter(done=None),
    }
    first, *others = (_columns(rows, rank, *OF_OWED[model]) for rank, (model, rows) in enumerate(open_ones.items()))
    models, found = list(OF_OWED), Owed([], [], [])
    for rank, pk, *values in sorted(first.union(*others, all=True), key=lambda row: (row[-1] or date.max, row[1])):
        columns = OF_OWED[models[rank]]
        made = models[rank].from_db(project._state.db, ("id", *columns), (pk, *values[-len(columns) :]))
        made.project = project
        found[rank].append(made)
    return found


def _columns(rows: QuerySet, rank: int, *named: str) -> QuerySet:
    *kind, called, day = named
    said = F(kind[0]) if kind else Value("", CharField())
    read = {"what": Value(rank), "row": F("pk"), "said": said, "called": F(called), "day": F(day)}
    return rows.order_by().annotate(**read).values_list(*read)


def appeals_waiting(cohort: Any) -> list[Hiding]:
    """The appeals that the national team has to answer in a cohort: one query."""
    appealed = Hiding.objects.appealed().filter(project__cohort=cohort)
    return list(appealed.select_related("project").only("project__name")[:SHOWN])
