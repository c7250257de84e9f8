"""M-PART, who takes part: what the counts of events can say, and whom they miss.

A logbook counts heads, not names: how many different people came lies between two bounds. Nothing missing is guessed
(rule R4), and the first version of the method is named with each result (rule R7).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from levain.formulas.anonymity import FLOOR, INHABITANTS
from levain.formulas.proportions import wilson

METHOD, VERSION = "M-PART", 1
# Whoever took part in so many actions is of the core.
CORE = 3


@dataclass(frozen=True)
class Event:
    """What was counted at one event; None: not said."""

    people: int | None = None
    first_timers: int | None = None
    hours: int | None = None


@dataclass(frozen=True)
class Total:
    """A sum over the `n` events that gave the number, `missing` others did not; None when none did."""

    value: int | None
    n: int
    missing: int


@dataclass(frozen=True)
class Share:
    """`k` among `n` people, over the `events` that gave both numbers; `missing` others did not."""

    k: int
    n: int
    events: int
    missing: int

    @property
    def value(self) -> float | None:
        return self.k / self.n if self.n else None


@dataclass(frozen=True)
class Participation:
    events: int
    presences: Total
    first_timers: Share
    hours: Total
    different: tuple[int, int] | None


def participation(events: Iterable[Event]) -> Participation:
    """Presences, first-timers, hours, and the bounds of the number of different people."""
    events = list(events)
    for event in events:
        _check(event)
    both = [event for event in events if event.people is not None and event.first_timers is not None]
    share = Share(
        sum(event.first_timers or 0 for event in both),
        sum(event.people or 0 for event in both),
        len(both),
        len(events) - len(both),
    )
    return Participation(
        len(events),
        _total([event.people for event in events]),
        share,
        _total([event.hours for event in events]),
        _different(events),
    )


def _check(event: Event) -> None:
    for number in (event.people, event.first_timers, event.hours):
        if number is not None and number < 0:
            raise ValueError("a count is 0 or more")
    if event.first_timers is not None and (event.people is None or event.first_timers > event.people):
        raise ValueError("first-timers are among the people")


def _total(numbers: Sequence[int | None]) -> Total:
    said = [number for number in numbers if number is not None]
    return Total(sum(said) if said else None, len(said), len(numbers) - len(said))


def _different(events: list[Event]) -> tuple[int, int] | None:
    """At least the fullest event, or all those who came for the first time; at most as many as presences."""
    people = [event.people for event in events if event.people is not None]
    if not people:
        return None
    return max(max(people), sum(event.first_timers or 0 for event in events)), sum(people)


@dataclass(frozen=True)
class Gap:
    """How far a group's share among `n` participants is from its share of the population."""

    k: int
    n: int
    population: float
    interval: tuple[float, float] | None

    @property
    def value(self) -> float | None:
        return self.k / self.n - self.population if self.n else None

    @property
    def under_represented(self) -> bool:
        """Said only when the share of the population is above the whole interval."""
        return self.interval is not None and self.population > self.interval[1]


def gap(k: int, n: int, population: float) -> Gap:
    if not 0 <= population <= 1:
        raise ValueError("a share of the population is between 0 and 1")
    return Gap(k, n, population, wilson(k, n))


def return_rate(before: Collection[Hashable], now: Collection[Hashable]) -> float | None:
    """Of those present the time before, the share present again; None when nobody was."""
    present = set(before)
    return len(present & set(now)) / len(present) if present else None


def core(actions: Iterable[Iterable[Hashable]]) -> set[Hashable]:
    """Those who took part in three actions or more; being named twice at one action counts once."""
    times: dict[Hashable, int] = {}
    for present in actions:
        for person in set(present):
            times[person] = times.get(person, 0) + 1
    return {person for person, count in times.items() if count >= CORE}


def grouped(counts: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]] | None:
    """The counts of one question that may be shown (rule R8), the largest first; None under eleven answers.

    Answers given by fewer than five people are put together, with the next smallest if they are still too few: nobody
    is found by subtraction.
    """
    said = sorted(((n, answer) for answer, n in counts.items() if n), reverse=True)
    if sum(n for n, _answer in said) < INHABITANTS:
        return None
    together: list[tuple[int, str]] = []
    while said and (said[-1][0] < FLOOR or 0 < sum(n for n, _answer in together) < FLOOR):
        together.append(said.pop())
    alone = [((answer,), n) for n, answer in said]
    rest = [(tuple(sorted(answer for _n, answer in together)), sum(n for n, _answer in together))] if together else []
    return alone + rest


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"events": [{"people": 12, "first_timers": 5, "hours": 20}], "actions": [["names present"], …], "groups":
    [{"label": "tenants", "k": 12, "n": 40, "population": 0.58}]}, each part as wanted → {"presences", "different",
    "newcomers": {"k", "n", "value"}, "hours", "core", "return_rates", "groups": [{"label", "share", "value" (the
    gap), "interval", "under_represented"}]}.
    """
    found = participation(Event(**row) for row in data.get("events") or ())
    actions = [set(present) for present in data.get("actions") or ()]
    return {
        "presences": found.presences.value,
        "different": found.different,
        "newcomers": {"k": found.first_timers.k, "n": found.first_timers.n, "value": found.first_timers.value},
        "hours": found.hours.value,
        "core": len(core(actions)),
        "return_rates": [return_rate(before, now) for before, now in zip(actions, actions[1:], strict=False)],
        "groups": [
            {
                "label": row.get("label", ""),
                "share": row["k"] / row["n"] if row["n"] else None,
                "value": (one := gap(row["k"], row["n"], row["population"])).value,
                "interval": one.interval,
                "under_represented": one.under_represented,
            }
            for row in data.get("groups") or ()
        ],
        "n": found.events,
    }
