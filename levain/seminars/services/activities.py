"""Change what the room will be asked. Once people have answered, what they answered to no longer changes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.seminars.live.bell import ring
from levain.seminars.models import Activity, Live, LiveEvent, Seminar
from levain.seminars.services.deeds import record

# What answers stand on: another scale, other axes, another questionnaire would make them say something else.
MEASURES = ("min", "max", "axes", "several", "questionnaire", "revision", "pile")


class AlreadyAnswered(Exception):
    """People have answered: answers may be added, nothing they answered to may be taken away or reworded."""


@transaction.atomic
def edit_activity(activity: Activity, *, by: User, version: int, **changes: Any) -> None:
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if held.contributions.exists():
        _refuse_what_answers_stand_on(held, changes)
    changed = [name for name, value in changes.items() if getattr(held, name) != value]
    save_over(activity, version, **changes)
    for live in Live.objects.filter(activity=activity, ended_at=None):
        # The room sees the question as it now is.
        live.move()
        ring(live, LiveEvent.Kind.STATE)
    record("activity.edited", on=activity, seminar=activity.seminar, by=by, changes=dict.fromkeys(changed, "changed"))


def _refuse_what_answers_stand_on(held: Activity, changes: dict[str, Any]) -> None:
    if changes.get("named", held.named) != held.named:
        raise AlreadyAnswered(
            _(
                "People have already answered: what they were told about names no longer changes. "
                "Add another activity."
            )
        )
    options, columns = changes.get("options", held.options), changes.get("columns", held.columns)
    setup = changes.get("setup", held.setup)
    kept = {column["id"] for column in columns}
    if (
        options[: len(held.options)] != held.options
        or any(column["id"] not in kept for column in held.columns)
        or any(setup.get(name) != held.setup.get(name) for name in MEASURES)
    ):
        raise AlreadyAnswered(
            _("People have already answered: what they chose among stays, in the same order. You can add to the end.")
        )


@transaction.atomic
def remove_activity(activity: Activity, *, by: User) -> None:
    """An activity in which something was said is part of the seminar: it stays."""
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if held.contributions.exists():
        raise AlreadyAnswered(_("Something was said in this activity: it stays. Hide the contributions instead."))
    record("activity.removed", on=activity.seminar, seminar=activity.seminar, by=by, changes={"kind": activity.kind})
    held.delete()


@transaction.atomic
def move_activity(activity: Activity, *, by: User) -> None:
    """Exchange it with the one before; the first stays where it is."""
    seminar = Seminar.objects.select_for_update().get(pk=activity.seminar_id)
    activities = list(seminar.activities.all())
    place = activities.index(activity)
    if place == 0:
        return
    activities[place - 1], activities[place] = activities[place], activities[place - 1]
    for position, each in enumerate(activities, start=1):
        each.position = position
    Activity.objects.bulk_update(activities, ["position"])
    record("activity.moved", on=activity, seminar=seminar, by=by, changes={"position": place})
