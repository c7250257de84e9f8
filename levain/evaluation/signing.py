"""What the sides sign: the settled objectives as they read, and who has signed these very words."""

import json
from dataclasses import dataclass
from hashlib import sha256

from levain.evaluation.models import Objective, Signature, Voice
from levain.evaluation.side_by_side import OfVoice
from levain.projects.models import Project

FEWEST, MOST = 2, 5


def digest(objectives: list[Objective]) -> str:
    """Changes with the words, the levels or the weights of any objective, and with nothing else."""
    said = [
        [
            objective.agreed,
            objective.importance,
            objective.difficulty,
            [[level.value, level.text] for level in sorted(objective.levels.all(), key=lambda one: one.value)],
        ]
        for objective in sorted(objectives, key=lambda one: (one.position, one.pk or 0))
    ]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Side(OfVoice):
    """One side, and its signature: of these words, or of earlier ones."""

    signature: Signature | None
    earlier: Signature | None


@dataclass(frozen=True)
class Signing:
    objectives: list[Objective]
    digest: str
    sides: list[Side]

    @property
    def few(self) -> bool:
        return 0 < len(self.objectives) < FEWEST

    @property
    def signed(self) -> bool:
        """Both sides at least have signed these words; the State joins in where it follows the project."""
        return all(side.signature for side in self.sides if side.voice != Voice.STATE)

    @property
    def missing(self) -> list[Side]:
        return [side for side in self.sides if side.signature is None and side.voice != Voice.STATE]


def of(project: Project, objectives: list[Objective]) -> Signing:
    """One query; `objectives` are the settled ones, with their levels."""
    now = digest(objectives)
    given = list(Signature.objects.filter(project=project).select_related("signed_by", "typed_by"))
    sides = []
    for voice in Voice:
        hers = [one for one in given if one.voice == voice]
        signature = next((one for one in hers if one.digest == now), None)
        sides.append(Side(voice, signature, None if signature or not hers else hers[-1]))
    return Signing(objectives, now, sides)
