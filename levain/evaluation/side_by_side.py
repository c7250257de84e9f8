"""The levels of each voice side by side, as one person may see them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from levain.evaluation import rules
from levain.evaluation.models import Level, Moment, Objective, Rank, Rating, Voice
from levain.foundation.verdicts import Verdict


def letter(voice: str) -> str:
    """The letter in a voice's mark: with its shape, it does without colour."""
    return {
        Voice.INHABITANTS: pgettext("inhabitants", "I"),
        Voice.AUTHORITY: pgettext("local authority", "A"),
        Voice.STATE: pgettext("State", "S"),
    }[Voice(voice)]


def signed(level: int | None) -> str:
    """−2, 0, +1: a true minus sign, and the plus said."""
    if level is None:
        return ""
    return f"+{level}" if level > 0 else str(level).replace("-", "−")


@dataclass(frozen=True)
class OfVoice:
    """Something of one voice, with its name and its letter."""

    voice: str

    @property
    def label(self) -> str:
        return Voice(self.voice).label

    @property
    def letter(self) -> str:
        return letter(self.voice)


@dataclass(frozen=True)
class Mark(OfVoice):
    """What one voice said at one moment; `hidden` when this person's side has not spoken yet."""

    rating: Rating | None
    hidden: bool

    @property
    def level(self) -> int | None:
        return None if self.hidden or self.rating is None else self.rating.level

    @property
    def signed(self) -> str:
        return signed(self.level)

    @property
    def first(self) -> str:
        """What this side said before the sides talked it over."""
        first = self.rating.first_level if self.rating else None
        return _("no level") if first is None else signed(first)


@dataclass(frozen=True)
class At:
    """One moment of one objective: a mark per voice, and the gap between them."""

    moment: Moment
    marks: list[Mark]

    @property
    def hidden(self) -> bool:
        return any(mark.hidden and mark.rating for mark in self.marks)

    @property
    def rated(self) -> bool:
        return any(mark.rating for mark in self.marks)

    @property
    def levels(self) -> list[int]:
        return [mark.level for mark in self.marks if mark.level is not None]

    @property
    def gap(self) -> int | None:
        """How many levels lie between the voices; unknown with one voice, or while one is hidden."""
        if self.hidden or len(self.levels) < 2:
            return None
        return max(self.levels) - min(self.levels)

    @property
    def said(self) -> str:
        if self.hidden:
            return _("give yours first")
        if self.gap is None:
            return _("one voice") if self.levels else _("not rated")
        if self.gap == 0:
            return _("same level")
        return ngettext("gap: %(n)d level", "gap: %(n)d levels", self.gap) % {"n": self.gap}


@dataclass(frozen=True)
class Cell:
    marks: list[Mark]
    between: bool


@dataclass(frozen=True)
class Line:
    """One of the five levels, with who put the objective there at each moment."""

    level: Level
    label: str
    signed: str
    cells: list[Cell]


@dataclass(frozen=True)
class Row:
    """An objective as the page shows it."""

    objective: Objective
    moments: list[At]
    to_give: list[Moment]
    may_edit: Verdict

    @property
    def lines(self) -> list[Line]:
        """The five levels, the best first; read from the objective only where they are shown."""
        return [_line(level, self.moments) for level in reversed(self.objective.levels.all())]

    @property
    def latest(self) -> At | None:
        return next((at for at in reversed(self.moments) if at.rated), None)


def rows(user, objectives) -> list[Row]:
    """The objectives (with ratings prefetched, and levels if they are shown) as this person may see them."""
    return [_row(user, objective) for objective in objectives]


def _row(user, objective: Objective) -> Row:
    moments = [At(moment, _marks(user, objective, moment)) for moment in Moment]
    return Row(objective, moments, _to_give(user, objective), rules.can_edit_objective(user, objective))


def _to_give(user, objective: Objective) -> list[Moment]:
    """The moments at which a side she speaks or types for has still to give its level."""
    if not rules.can_rate(user, objective):
        return []
    mine = rules.voices_of(user, objective.project) or set(Voice)
    return [
        moment
        for moment in Moment
        if any(
            not objective.rating(moment, voice) and not rules.has_given(objective, moment, voice) for voice in mine
        )
    ]


def _marks(user, objective: Objective, moment: Moment) -> list[Mark]:
    return [
        Mark(voice, objective.rating(moment, voice), not rules.sees_level(user, objective, moment, voice))
        for voice in Voice
    ]


def _line(level: Level, moments: list[At]) -> Line:
    cells = []
    for at in moments:
        here = [mark for mark in at.marks if mark.level == level.value]
        spread = at.levels
        cells.append(Cell(here, bool(spread) and min(spread) < level.value < max(spread) and not here))
    return Line(level, Rank(level.value).label, signed(level.value), cells)
