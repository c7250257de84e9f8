"""What the sides expect, as one person may see it: each list, then common ground, tensions and blind spots."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from levain.evaluation import rules
from levain.evaluation.models import Crossing, Expectation, HandedIn, Voice
from levain.evaluation.side_by_side import letter
from levain.projects.models import Project


@dataclass(frozen=True)
class List:
    """What one side expects; `seen` says whether this person may read it yet."""

    voice: Voice
    expectations: list[Expectation]
    handed: HandedIn | None
    seen: bool
    may_write: bool
    may_hand_in: bool
    token: UUID = field(default_factory=uuid4)

    @property
    def letter(self) -> str:
        return letter(self.voice)

    @property
    def free(self) -> list[Expectation]:
        """Those nobody has put together yet."""
        return [one for one in self.expectations if one.crossing_id is None]


@dataclass(frozen=True)
class Compared:
    """One kind of finding, and what the sides have put under it."""

    kind: Crossing.Kind
    crossings: list[Crossing]


@dataclass(frozen=True)
class FaceToFace:
    lists: list[List]
    open: bool
    found: list[Compared]

    @property
    def free(self) -> bool:
        return any(one.free for one in self.lists)


def of(user, project: Project) -> FaceToFace:
    """Three queries, whatever is written."""
    handed = {one.voice: one for one in HandedIn.objects.filter(project=project).select_related("by")}
    said = Expectation.objects.filter(project=project)
    by_voice: dict[str, list[Expectation]] = {voice: [] for voice in Voice}
    by_crossing: dict[int, list[Expectation]] = {}
    for one in said:
        one.project = project
        by_voice[one.voice].append(one)
        if one.crossing_id:
            by_crossing.setdefault(one.crossing_id, []).append(one)
    crossings = list(Crossing.objects.filter(project=project).select_related("objective"))
    for crossing in crossings:
        crossing.project = project
        crossing.sides = [(Voice(one.voice), letter(one.voice), one) for one in by_crossing.get(crossing.pk, [])]
        if crossing.objective:
            crossing.objective.project = project
    found = [Compared(kind, [one for one in crossings if one.kind == kind]) for kind in Crossing.Kind]
    lists = [_list(user, project, voice, by_voice[voice], handed) for voice in Voice]
    return FaceToFace(lists, rules.are_open(handed), found)


def _list(user, project: Project, voice: Voice, said: list[Expectation], handed: dict[str, HandedIn]) -> List:
    writes = bool(rules.can_word(user, project, voice))
    return List(
        voice=voice,
        expectations=said,
        handed=handed.get(voice),
        seen=rules.sees_list(user, project, voice, handed),
        may_write=writes and _still_written(voice, handed),
        may_hand_in=writes and bool(said) and voice not in handed,
    )


def _still_written(voice: Voice, handed: Collection[str]) -> bool:
    return voice not in handed or rules.are_open(handed)
