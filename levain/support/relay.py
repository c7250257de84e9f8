"""What passes to whoever takes over: the missions that are still to be delivered."""

from collections.abc import Iterator
from functools import partial

from levain.foundation import journal
from levain.people.models import User
from levain.projects.relay import Piece
from levain.projects.services import role_in, within_reach
from levain.support.models import Mission


def missions(giver: User, by: User) -> Iterator[Piece]:
    """A mission delivered stays in the name of the expert who did it."""
    held = Mission.objects.filter(expert=giver, deliverable="", project__in=within_reach(giver, by))
    for mission in held.select_related("project__cohort__programme"):
        yield Piece(mission, partial(pass_on, mission))


def pass_on(mission: Mission, to: User, by: User) -> None:
    mission.expert = to
    mission.save(update_fields=["expert"])
    project = mission.project
    journal.record("mission.relayed", on=mission, by=by, role=role_in(by, project), place=project)
