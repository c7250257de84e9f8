"""What was done so that a project could move, and what it unblocked."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from levain.foundation import journal
from levain.foundation.audiences import Audience
from levain.people.models import Organisation, User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team
from levain.support.models import Facilitation, Need, Obstacle, Proposal, ProposalStep, Support
from levain.support.services.needs import NeedClosed, NotTheMoment
from levain.support.services.proposals import propose


@transaction.atomic
def record_gesture(
    projects: Iterable[Project],
    *,
    by: User,
    kind: str,
    text: str,
    with_whom: str = "",
    service: Organisation | None = None,
    obstacle: Obstacle | None = None,
    need: Need | None = None,
    unblocked: str = "",
    audience: str = Audience.PROJECT,
    token: UUID | None = None,
    on: date | None = None,
) -> list[Facilitation]:
    """Keep a trace of it in each project concerned; the same `token` twice is the same gesture."""
    made = []
    day = on or timezone.localdate()
    for project in projects:
        said = {
            "by": by,
            "kind": kind,
            "text": text,
            "with_whom": with_whom,
            "service": service,
            "obstacle": obstacle if obstacle and obstacle.project_id == project.pk else None,
            "need": need if need and need.project_id == project.pk else None,
            "unblocked": unblocked,
            "unblocked_on": day if unblocked else None,
            "audience": audience,
            "happened_on": day,
        }
        if token is None:
            gesture, created = Facilitation.objects.create(project=project, **said), True
        else:
            gesture, created = Facilitation.objects.get_or_create(token=token, project=project, defaults=said)
        if created:
            _record("facilitation.recorded", gesture, by, changes={"kind": kind})
        made.append(gesture)
    return made


@transaction.atomic
def tell_unblocked(gesture: Facilitation, *, by: User, words: str, on: date | None = None) -> None:
    """Say later what the gesture unblocked; said again, it replaces, and the versions are kept."""
    gesture.unblocked, gesture.unblocked_on = words, on or timezone.localdate()
    gesture.save()
    _record("facilitation.unblocked", gesture, by)


def _record(verb: str, gesture: Facilitation, by: User, **said) -> None:
    project = gesture.project
    told = [*team(project), *advisers(project)]
    journal.record(verb, on=gesture, by=by, role=role_in(by, project), place=project, tell=told, **said)


@transaction.atomic
def offer_to_projects(
    support: Support, needs: Iterable[Need], *, why: str, by: User, on: date | None = None
) -> list[Proposal]:
    """A support offered to several projects at once, each for one of its needs; those that have it keep it."""
    made = []
    for need in needs:
        if need.proposals.filter(support=support).exists():
            continue
        try:
            made += propose(need, [(support, why)], by=by, on=on)
        except (NeedClosed, NotTheMoment):
            continue
    return made


@transaction.atomic
def follow_proposal(
    proposal: Proposal, *, by: User, kind: str, on: date | None = None, words: str = "", token: UUID | None = None
) -> ProposalStep:
    """Write down where a support asked for has got to; the same `token` twice is the same step."""
    said = {"proposal": proposal, "kind": kind, "on": on or timezone.localdate(), "words": words, "by": by}
    if token is None:
        step, created = ProposalStep.objects.create(**said), True
    else:
        step, created = ProposalStep.objects.get_or_create(token=token, defaults=said)
    if created:
        project = proposal.need.project
        journal.record(
            "proposal.followed",
            on=proposal,
            by=by,
            role=role_in(by, project),
            place=project,
            changes={"step": kind},
            tell=[*team(project), *advisers(project)],
        )
    return step
