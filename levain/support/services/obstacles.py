"""What stands in the way of a project, and what lifts it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.audiences import Audience
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in
from levain.support.models import Need, Obstacle


class AlreadyLifted(Exception):
    """Somebody said so before."""


@transaction.atomic
def name_obstacle(
    project: Project,
    *,
    by: User,
    kind: str,
    text: str,
    who_can_lift: str = "",
    tried: str = "",
    audience: str = Audience.PROJECT,
    need: Need | None = None,
    token: UUID | None = None,
    on: date | None = None,
) -> Obstacle:
    """Name what stands in the way; the same `token` twice is the same obstacle."""
    said = {
        "project": project,
        "need": need,
        "audience": audience,
        "kind": kind,
        "text": text,
        "who_can_lift": who_can_lift,
        "tried": tried,
        "recorded_by": by,
        "recorded_on": on or timezone.localdate(),
    }
    if token is None:
        obstacle, created = Obstacle.objects.create(**said), True
    else:
        obstacle, created = Obstacle.objects.get_or_create(token=token, defaults=said)
    if created:
        _record("obstacle.named", obstacle, by, changes={"kind": kind}, tell=advisers(project))
    return obstacle


@transaction.atomic
def lift(obstacle: Obstacle, *, by: User, how: str = "", on: date | None = None) -> None:
    """Say that it no longer stands in the way, once even when two people click together."""
    day = on or timezone.localdate()
    if not Obstacle.objects.filter(pk=obstacle.pk, lifted_on=None).update(lifted_on=day):
        raise AlreadyLifted(_("This obstacle was already lifted."))
    obstacle.lifted_on, obstacle.lifted_how = day, how
    obstacle.save()
    _record("obstacle.lifted", obstacle, by, tell=[*advisers(obstacle.project), obstacle.recorded_by])


def _record(verb: str, obstacle: Obstacle, by: User, **said) -> None:
    project = obstacle.project
    journal.record(verb, on=obstacle, by=by, role=role_in(by, project), place=project, **said)
