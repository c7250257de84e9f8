"""The promises of a seminar are followed in the projects; each keeps the moment it was said."""

from dataclasses import dataclass

from django.db import transaction

from levain.chain.services.turning import AlreadyTurned, turn
from levain.people.models import User
from levain.projects.models import Commitment
from levain.projects.services import tell_commitment
from levain.seminars.models import Contribution, Seminar
from levain.seminars.promises import IN_A_PROJECT, made

LONGEST = 300


@dataclass(frozen=True)
class Followed:
    """What a promise became in its project, or why nothing (`None`): it names no project."""

    said: Contribution
    commitment: Commitment | None


def to_follow(seminar: Seminar) -> list[Contribution]:
    """The promises of this seminar that name a project and are not followed in it yet."""
    return [one.said for one in made(seminar) if one.said.project and one.commitment is None]


@transaction.atomic
def follow_promises(seminar: Seminar, *, by: User) -> list[Followed]:
    """Each promise goes to its project, in the name of whoever made it; done again, nothing is made twice."""
    return [Followed(said, _follow(said, by)) for said in to_follow(seminar)]


def _follow(said: Contribution, by: User) -> Commitment | None:
    if said.project is None:
        return None
    try:
        commitment = turn(
            said,
            "text",
            said.text,
            into="commitment",
            by=by,
            project=said.project,
            title=said.text[:LONGEST],
            due=said.due,
        )
    except AlreadyTurned as already:
        commitment = already.made
    assert isinstance(commitment, Commitment)
    told = IN_A_PROJECT.get(Contribution.Became(said.became)) if said.became else None
    if told and commitment.kept == Commitment.Kept.OPEN:
        tell_commitment(commitment, by=by, kept=str(told), reason=said.became_text)
    return commitment
