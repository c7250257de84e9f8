"""The same activities on paper: what is printed on a card, and how a card is typed in."""

from dataclasses import dataclass, field
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.questionnaires.models import Question
from levain.seminars import closing
from levain.seminars.models import Activity

Kind = Activity.Kind
SMALL, HALF, PAGE = "small", "half", "page"


@dataclass(frozen=True)
class Line:
    """A box to tick, a place to write (`n` lines), dots to colour (`n`), or words to read."""

    kind: str
    text: str = ""
    n: int = 1
    # The sign that is typed for it.
    key: str = ""


@dataclass
class Card:
    """What one person fills in; a table, for a consultation."""

    title: str
    size: str = SMALL
    note: str = ""
    lines: list[Line] = field(default_factory=list)
    who: bool = True


def card_of(activity: Activity) -> Card:
    card = Card(activity.title, note=activity.setup.get("note", ""), who=activity.named)
    LINES[activity.kind](activity, card)
    return card


def box(key, text) -> Line:
    return Line("box", str(text), key=str(key))


def write(text, n=1, key="") -> Line:
    return Line("write", str(text), n=n, key=key)


def _choose(activity: Activity, card: Card) -> None:
    card.lines = [box(n, option) for n, option in enumerate(activity.options, start=1)]
    if activity.setup.get("several"):
        card.lines.insert(0, Line("note", _("Several answers are possible.")))
    card.size = SMALL if len(activity.options) < 6 else HALF


def _scale(activity: Activity, card: Card) -> None:
    low, high = activity.setup.get("min", 1), activity.setup.get("max", 5)
    words = activity.setup.get("labels") or {}
    ends = {low: words.get("min", ""), high: words.get("max", "")}
    card.lines = [box(level, f"{level} {ends.get(level, '')}".strip()) for level in range(low, high + 1)]
    card.size = SMALL if high - low < 6 else HALF


def _words(activity: Activity, card: Card) -> None:
    card.lines = [write(_("Word %(n)s") % {"n": n}) for n in range(1, activity.setup.get("words_each", 3) + 1)]


def _board(activity: Activity, card: Card) -> None:
    letters = zip(ascii_uppercase, activity.columns, strict=False)
    card.lines = [box(letter, f"{letter}. {column['label']}") for letter, column in letters]
    card.lines.append(write(_("One idea"), 3))
    card.size = SMALL if len(activity.columns) < 4 else HALF


def _dots(activity: Activity, card: Card) -> None:
    each = activity.setup.get("dots_each", 3)
    pile = activity.setup.get("pile")
    told = ngettext("You have %(n)s dot.", "You have %(n)s dots.", each) % {"n": each}
    card.lines = [Line("note", told)]
    circles = each if pile else 1
    card.lines += [Line("dots", f"{n}. {option}", circles, str(n)) for n, option in enumerate(activity.options, 1)]
    card.size = SMALL if len(activity.options) < 5 else HALF if len(activity.options) < 12 else PAGE


def _matrix(activity: Activity, card: Card) -> None:
    axes = activity.setup.get("axes") or {}
    ends = {"low": axes.get("min", 0), "high": axes.get("max", 10)}
    marks = _("From %(low)s to %(high)s: %(low)s is the least, %(high)s the most.") % ends
    card.lines = [Line("note", marks)]
    if activity.options:
        both = f"{axes.get('x', '')} ____   {axes.get('y', '')} ____"
        card.lines += [Line("read", f"{n}. {option} : {both}") for n, option in enumerate(activity.options, 1)]
        card.size = HALF if len(activity.options) < 10 else PAGE
        return
    card.lines += [write(_("The idea"), 2), write(axes.get("x", "")), write(axes.get("y", ""))]


def _questions(activity: Activity, card: Card) -> None:
    card.lines = [write(_("One question"), 4)]


def _consultation(activity: Activity, card: Card) -> None:
    """One sheet for a table: the note-taker writes under each step."""
    for n, step in enumerate(activity.columns, start=1):
        minutes = step.get("minutes")
        lasts = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes} if minutes else ""
        card.lines.append(write(f"{n}. {step['label']}" + (f" ({lasts})" if lasts else ""), 3))
    card.size = PAGE


def _commitments(activity: Activity, card: Card) -> None:
    card.lines = [write(_("What I will do"), 2), write(_("With whom")), write(_("By when"))]


def _closing(activity: Activity, card: Card) -> None:
    for question in closing.questions(activity):
        if question.kind in closing.WORDS:
            card.lines.append(write(question.text_shown, 2))
            continue
        if question.kind == Question.Kind.NUMBER:
            card.lines.append(write(question.text_shown))
            continue
        offered = question.points() if question.kind == Question.Kind.SCALE else None
        choices = offered or list(enumerate((option.label for option in question.offered()), start=1))
        card.lines.append(Line("note", question.text_shown))
        card.lines.append(Line("boxes", "   ".join(f"☐ {key} {label}".rstrip() for key, label in choices)))
    card.size, card.who = PAGE, False


LINES = {
    Kind.WEATHER: _choose,
    Kind.POLL: _choose,
    Kind.SCALE: _scale,
    Kind.WORDCLOUD: _words,
    Kind.BOARD: _board,
    Kind.DOTS: _dots,
    Kind.MATRIX: _matrix,
    Kind.QUESTIONS: _questions,
    Kind.PEER_CONSULTATION: _consultation,
    Kind.COMMITMENTS: _commitments,
    Kind.CLOSING_QUESTIONNAIRE: _closing,
}
