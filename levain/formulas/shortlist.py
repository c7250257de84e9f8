"""Which experts fit a mission: what they can do, where they go, when they are free. Facts, no score."""

from collections.abc import Sequence
from dataclasses import dataclass

from levain.formulas import french


@dataclass(frozen=True)
class ExpertRecord:
    """`territories`: codes with their kind ("region:53"), empty for everywhere; `days_left`: None when not said."""

    id: int
    name: str
    can_do: str
    themes: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    free: bool = True
    days_left: float | None = None


@dataclass(frozen=True)
class Fit:
    """`words` are those of the brief that the expert also uses; the order of `shortlist` follows these facts."""

    id: int
    theme: bool
    words: tuple[str, ...]
    near: bool
    free: bool
    enough_days: bool

    @property
    def order(self) -> tuple:
        return (not self.free, not self.enough_days, not self.theme, -len(self.words), not self.near)


def shortlist(
    brief: str,
    experts: Sequence[ExpertRecord],
    *,
    theme: str = "",
    territories: frozenset[str] = frozenset(),
    days: float = 0.0,
) -> list[Fit]:
    """The experts who share the theme or a word with the brief, the best placed first; nobody is hidden for a date.

    Ties keep the order of names. `days`: days asked; `territories`: every territory around the project.
    """
    asked = {french.token(word): word for word in french.words(brief)}
    asked.pop("", None)
    found = []
    for expert in sorted(experts, key=lambda one: (french.fold(one.name), one.id)):
        said = set(french.tokens(expert.can_do))
        fit = Fit(
            id=expert.id,
            theme=bool(theme) and theme in expert.themes,
            words=tuple(word for token, word in asked.items() if token in said),
            near=not expert.territories or bool(expert.territories & territories),
            free=expert.free,
            enough_days=expert.days_left is None or expert.days_left >= days,
        )
        if fit.theme or fit.words:
            found.append(fit)
    return sorted(found, key=lambda fit: fit.order)
