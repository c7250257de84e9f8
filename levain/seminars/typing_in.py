"""How a paper card is typed on one line: the signs printed on it, then the words."""

import re
from collections.abc import Callable
from datetime import date
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from levain.questionnaires.models import Question
from levain.seminars import closing
from levain.seminars.models import Activity
from levain.seminars.values import Unfit

Kind = Activity.Kind
Said = dict[str, Any]
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
MOST_TEXT = 2000


def read(activity: Activity, line: str) -> list[Said]:
    """What one card says: one contribution, or several (words, places). Unfit says what is wrong with the line."""
    said = READERS[activity.kind](activity, line.strip())
    if any(len(each.get("text", "")) > MOST_TEXT for each in said):
        raise Unfit(_("A card holds at most 2,000 characters."))
    return said


def keys(activity: Activity) -> list[tuple[str, str]]:
    """What stands for each answer."""
    if activity.kind in (Kind.WEATHER, Kind.POLL, Kind.DOTS, Kind.MATRIX):
        return [(str(n), option) for n, option in enumerate(activity.options, start=1)]
    if activity.kind == Kind.BOARD:
        return [(letter, column["label"]) for letter, column in zip(ascii_uppercase, activity.columns, strict=False)]
    if activity.kind == Kind.PEER_CONSULTATION:
        return [(str(n), column["label"]) for n, column in enumerate(activity.columns, start=1)]
    return []


def example(activity: Activity) -> str:
    if activity.kind == Kind.POLL and activity.setup.get("several"):
        return "1 3"
    if activity.kind == Kind.MATRIX:
        return "1: 7 9; 2: 3 4" if activity.options else _("7 9 A shared key box")
    if activity.kind == Kind.CLOSING_QUESTIONNAIRE:
        return _example_sheet(activity)
    if activity.kind == Kind.DOTS:
        return _example_dots(activity)
    return EXAMPLES[activity.kind]()


EXAMPLES: dict[str, Callable[[], str]] = {
    Kind.WEATHER: lambda: "2",
    Kind.POLL: lambda: "3",
    Kind.SCALE: lambda: "4",
    Kind.WORDCLOUD: lambda: _("open, last, neighbours"),
    Kind.BOARD: lambda: _("B Nobody can tell us who has the key"),
    Kind.QUESTIONS: lambda: _("Who signs the agreement?"),
    Kind.PEER_CONSULTATION: lambda: _("2 How many people have the key today?"),
    Kind.COMMITMENTS: lambda: _("Come and see how keys are shared / the town hall / 30/06/2027"),
}


def _example_dots(activity: Activity) -> str:
    """As many dots as a card has, on one choice only where the activity says so."""
    n = min(activity.setup.get("dots_each", 3), len(activity.options))
    if activity.setup.get("pile") and n > 1:
        return " ".join(["1", *(str(number) for number in range(1, n))])
    return " ".join(str(number) for number in range(1, n + 1))


def _example_sheet(activity: Activity) -> str:
    sheet, words = _parted(activity)
    return " ".join("4" for _question in sheet) + "".join(" / …" for _question in words)


def _numbers(line: str) -> list[int]:
    parts = [part for part in re.split(r"[\s,;]+", line) if part]
    if not parts or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise Unfit(_("Type the numbers of the answers, with a space between two."))
    return [int(part) for part in parts]


def _options(activity: Activity, line: str) -> list[int]:
    chosen = [number - 1 for number in _numbers(line)]
    if any(number not in range(len(activity.options)) for number in chosen):
        raise Unfit(_("The answers go from 1 to %(n)s.") % {"n": len(activity.options)})
    return chosen


def _one(activity: Activity, line: str) -> int:
    chosen = _options(activity, line)
    if len(chosen) != 1:
        raise Unfit(_("Type one answer only."))
    return chosen[0]


def _weather(activity: Activity, line: str) -> list[Said]:
    """A word may follow: “2 I have just come off my round”."""
    number, _space, words = line.partition(" ")
    return [{"value": activity.options[_one(activity, number)], "text": words.strip()}]


def _poll(activity: Activity, line: str) -> list[Said]:
    if activity.setup.get("several"):
        return [{"value": sorted(set(_options(activity, line)))}]
    return [{"value": _one(activity, line)}]


def _scale(activity: Activity, line: str) -> list[Said]:
    low, high = activity.setup.get("min", 1), activity.setup.get("max", 5)
    given = _numbers(line)
    if len(given) != 1 or given[0] not in range(low, high + 1):
        raise Unfit(_("Type one level, from %(low)s to %(high)s.") % {"low": low, "high": high})
    return [{"value": given[0]}]


def _words(activity: Activity, line: str) -> list[Said]:
    words = [" ".join(word.split()) for word in re.split(r"[,;]", line) if word.strip()]
    most = activity.setup.get("words_each", 3)
    if not words or len(words) > most:
        raise Unfit(_("Type up to %(n)s words, with a comma between two.") % {"n": most})
    return [{"text": word[:60]} for word in words]


def _columned(activity: Activity, line: str) -> list[Said]:
    """The sign of the column, then the words."""
    sign, _space, words = line.partition(" ")
    by_sign = {key.upper(): column["id"] for (key, _l), column in zip(keys(activity), activity.columns, strict=False)}
    column = by_sign.get(sign.rstrip(".:)").upper())
    if column is None or not words.strip():
        signs = ", ".join(by_sign)
        raise Unfit(_("Type the sign of the column (%(signs)s), a space, then the words.") % {"signs": signs})
    return [{"column": column, "text": words.strip()}]


def _dots(activity: Activity, line: str) -> list[Said]:
    chosen, each = _options(activity, line), activity.setup.get("dots_each", 3)
    if len(chosen) > each:
        raise Unfit(_("A card has %(n)s dots at most.") % {"n": each})
    if len(set(chosen)) < len(chosen) and not activity.setup.get("pile"):
        raise Unfit(_("A card gives one dot at most to each choice."))
    return [{"value": sorted(chosen)}]


def _matrix(activity: Activity, line: str) -> list[Said]:
    if not activity.options:
        x, y, *words = line.split(maxsplit=2)[:3] if len(line.split()) > 2 else ("", "", "")
        return [{"value": _place(activity, f"{x} {y}"), "text": "".join(words)}]
    places = {}
    for part in filter(None, (part.strip() for part in line.split(";"))):
        number, _colon, place = part.partition(":")
        at = _place(activity, place)
        places[str(_one(activity, number))] = [at["x"], at["y"]]
    return [{"value": {"places": places}}]


def _place(activity: Activity, words: str) -> dict[str, int]:
    axes = activity.setup.get("axes") or {}
    low, high = axes.get("min", 0), axes.get("max", 10)
    parts = words.split()
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and low <= int(part) <= high for part in parts):
        raise Unfit(
            _("Type two numbers from %(low)s to %(high)s: first to the right, then upwards.")
            % {"low": low, "high": high}
        )
    return {"x": int(parts[0]), "y": int(parts[1])}


def _text(_activity: Activity, line: str) -> list[Said]:
    return [{"text": line}]


def _promise(_activity: Activity, line: str) -> list[Said]:
    what, *more = (part.strip() for part in re.split(r"\s/(?=\s|$)", line))
    if not what or len(more) > 2:
        raise Unfit(_("Type what is promised / with whom / by when."))
    said: Said = {"text": what}
    for part in filter(None, more):
        day = DAY.fullmatch(part)
        said |= {"due": _day(day)} if day else {"with_whom": part[:200]}
    return [said]


def _day(found: re.Match) -> date:
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unfit(_("This date does not exist.")) from error


def _parted(activity: Activity) -> tuple[list[Question], list[Question]]:
    asked = closing.questions(activity)
    words = [question for question in asked if question.kind in closing.WORDS]
    return [question for question in asked if question not in words], words


def _sheet(activity: Activity, line: str) -> list[Said]:
    """The numbers ticked in the order of the questions, “-” where there is none, then the words after a slash."""
    sheet, words = _parted(activity)
    numbers, *told = (part.strip() for part in line.split(" / "))
    given = numbers.split()
    if len(given) != len(sheet) or len(told) > len(words):
        raise Unfit(_("Type %(n)s answers, “-” where there is none.") % {"n": len(sheet)})
    value = {}
    for question, sign in zip(sheet, given, strict=True):
        if sign != "-":
            value[question.code] = closing.typed(question, sign)
    said: list[Said] = [{"value": value}] if value else []
    pairs = zip(words, told, strict=False)
    return said + [{"text": text, "column": question.code} for question, text in pairs if text not in ("", "-", "…")]


READERS: dict[str, Callable[[Activity, str], list[Said]]] = {
    Kind.WEATHER: _weather,
    Kind.POLL: _poll,
    Kind.SCALE: _scale,
    Kind.WORDCLOUD: _words,
    Kind.BOARD: _columned,
    Kind.DOTS: _dots,
    Kind.MATRIX: _matrix,
    Kind.QUESTIONS: _text,
    Kind.PEER_CONSULTATION: _columned,
    Kind.COMMITMENTS: _promise,
    Kind.CLOSING_QUESTIONNAIRE: _sheet,
}
