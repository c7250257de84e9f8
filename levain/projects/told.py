"""What the feed of a project tells of this package's objects, and of the roles held on it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from levain.people.models import Invitation, Role
from levain.projects import feed, rules, told_file
from levain.projects.feed import page
from levain.projects.models import (
    Action,
    Commitment,
    Conversation,
    HelpCall,
    LogbookEntry,
    Message,
    NeighbourMessage,
    PrivateLink,
    Project,
    Step,
)
from levain.projects.rules.conversations import conversations_read


def notes(user: Any, project: Project) -> QuerySet:
    read = rules.audiences_read(user, project)
    return LogbookEntry.objects.filter(project=project, withdrawn_at=None, audience__in=read)


def say() -> None:
    reads = rules.can_read_actions
    feed.tell(
        Project,
        opens=rules.can_open_space,
        words="name",
        link=lambda project, pk: project.get_absolute_url(),
    )
    feed.tell(
        LogbookEntry,
        readable=notes,
        link=lambda project, pk: reverse("projects:entry", args=[project.slug, pk]),
    )
    for model, words, name, anchor in (
        (Action, "title", "actions", "action"),
        (Step, "title", "journey", "etape"),
        (Commitment, "text", "commitments", "commitment"),
    ):
        feed.tell(model, opens=reads, words=words, link=page(name, anchor))
    feed.tell(Role, opens=reads, words="user__name", link=page("team"))
    feed.tell(Invitation, opens=rules.can_invite, words="name", link=page("team"))
    feed.tell(
        PrivateLink,
        opens=rules.can_see_page_state,
        words="name",
        link=page("public_page"),
    )
    feed.tell(
        HelpCall,
        opens=rules.can_read_help_calls,
        words="title",
        link=page("help_calls", "appel"),
    )
    feed.tell(
        NeighbourMessage,
        opens=rules.can_read_messages,
        words="name",
        link=lambda project, pk: reverse("projects:message", args=[project.slug, pk]),
    )
    for model, words, opens, rows in (
        (Conversation, "subject", "pk", conversations_read),
        (Message, "conversation__subject", "conversation_id", messages),
    ):
        feed.tell(model, readable=rows, words=words, of=opens, link=conversation)
    told_file.say()


def messages(user: Any, project: Project) -> QuerySet:
    return Message.objects.standing().filter(
        conversation__in=conversations_read(user, project).order_by().values("pk")
    )


def conversation(project: Project, pk: str) -> str:
    return reverse("projects:conversation", args=[pk])
