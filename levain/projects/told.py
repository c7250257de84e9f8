"""What the feed of a project tells of this package's objects, and of the roles held on it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from levain.people.models import Invitation, Role
from levain.projects import feed, rules
from levain.projects.models import (
    Action,
    Commitment,
    HelpCall,
    LogbookEntry,
    NeighbourMessage,
    PrivateLink,
    Project,
    Step,
)


def page(name: str, anchor: str = ""):
    """The address of a page of the space, at the place of one of its rows."""

    def link(project, pk):
        return reverse(f"projects:{name}", args=[project.slug]) + (f"#{anchor}-{pk}" if anchor else "")

    return link


def notes(user: Any, project: Project) -> QuerySet:
    read = rules.audiences_read(user, project)
    return LogbookEntry.objects.filter(project=project, withdrawn_at=None, audience__in=read)


def when(rule, rows):
    """The rows, for whom the rule opens the page where they stand."""
    return lambda user, project: rows(project) if rule(user, project) else rows(project).none()


def say() -> None:
    reads = rules.can_read_actions
    feed.tell(
        Project,
        readable=lambda user, project: Project.objects.filter(pk=project.pk),
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
        feed.tell(model, readable=when(reads, of(model)), words=words, link=page(name, anchor))
    feed.tell(Role, readable=when(reads, Role.objects.on), words="user__name", link=page("team"))
    feed.tell(Invitation, readable=when(rules.can_invite, Invitation.objects.to), words="name", link=page("team"))
    feed.tell(
        PrivateLink,
        readable=when(rules.can_see_page_state, of(PrivateLink)),
        words="name",
        link=page("public_page"),
    )
    feed.tell(
        HelpCall,
        readable=when(rules.can_read_help_calls, of(HelpCall)),
        words="title",
        link=page("help_calls", "appel"),
    )
    feed.tell(
        NeighbourMessage,
        readable=when(rules.can_read_messages, of(NeighbourMessage)),
        words="name",
        link=lambda project, pk: reverse("projects:message", args=[project.slug, pk]),
    )


def of(model):
    return lambda project: model.objects.filter(project=project)
