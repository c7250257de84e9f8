"""M-ANON, the floor under which nothing is shown of what people answered without their name.

Whoever reads must not find a small group's answers, not even by subtracting one view from another (complementary
suppression). Every page, chart, export and report asks these functions.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

# Professionals and participants; inhabitants; anything public. A team may raise them, never go under the lowest.
FLOOR, INHABITANTS, PUBLIC, LOWEST = 5, 11, 11, 3
# A sensitive answer that is all or nothing is said as nine out of ten, or one: of fewer people, nine out of ten is
# everybody, and the bound would say what each one answered.
BOUND_FROM = 10


def floor(*, inhabitants: bool = False, public: bool = False, told: int | None = None) -> int:
    """The floor of a view; `told` is the one a team has set for it."""
    asked = max(LOWEST, told if told is not None else INHABITANTS if inhabitants else FLOOR)
    return max(asked, PUBLIC) if public else asked


def shown(counts: Sequence[int], least: int, unsaid: Collection[int] = ()) -> list[bool]:
    """Which groups of one total may be shown, the total being known.

    A group under the floor is hidden; then the next smallest ones, until those hidden are two at least and count
    together as many as the floor, so that subtracting the others from the total finds nobody. Nobody at all is shown.
    `unsaid` are places hidden for another reason, as large as they may be.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count is 0 or more")
    hidden = {place for place, count in enumerate(counts) if 0 < count < least or (count and place in unsaid)}
    left = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    while left and hidden and (len(hidden) < 2 or sum(counts[place] for place in hidden) < least):
        hidden.add(left.pop(0)[1])
    if sum(counts) < least:
        return [False] * len(counts)
    return [place not in hidden for place in range(len(counts))]


def names_somebody(text: str, names: Collection[str]) -> bool:
    """Whether an open answer holds an address, a number or the name of somebody known: it is not shown then."""
    if re.search(r"\S+@\S+\.\w|(?:\d[ .\-]?){9,}", text):
        return True
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper()}
    return bool(words & {name.casefold() for name in names if len(name) > 2})


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"counts": [n of each group], "floor": 5 or "inhabitants": true, "public": true}
    → {"floor", "shown": [true or false], "values": [n, null when hidden]}."""
    least = floor(
        inhabitants=data.get("inhabitants", False), public=data.get("public", False), told=data.get("floor")
    )
    seen = shown(data["counts"], least)
    values = [count if one else None for count, one in zip(data["counts"], seen, strict=True)]
    return {"floor": least, "shown": seen, "values": values, "n": sum(data["counts"])}
