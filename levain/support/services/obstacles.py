"""What stands in the way of a project, and what lifts it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal, passages
from levain.foundation.audiences import Audience
from levain.foundation.versions import save_over
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
    needs: Iterable[Need] = (),
    token: UUID | None = None,
    on: date | None = None,
) -> Obstacle:
    """Name what stands in the way; the same `token` twice is the same obstacle."""
    said = {
        "project": project,
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
        obstacle.needs.set(needs)
        _record("obstacle.named", obstacle, by, changes={"kind": kind}, tell=advisers(project))
    return obstacle


@transaction.atomic
def correct(
    obstacle: Obstacle, *, by: User, version: int | None = None, needs: Iterable[Need] = (), **changes
) -> None:
    """Change its words, who can lift it, what was tried, which needs it blocks; the earlier words are kept.

    A need that its author may not read stays as it was: `needs` speaks only of those of which she was asked.
    """
    before = passages.digest(obstacle.text)[:12]
    save_over(obstacle, version or obstacle.version, **changes)
    obstacle.needs.set(needs)
    digests = {"text": [before, passages.digest(obstacle.text)[:12]]}
    _record("obstacle.corrected", obstacle, by, changes=digests, tell=advisers(obstacle.project))


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
