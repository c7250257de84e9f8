"""Who reads what: each file has its readers, each reader about as many files, and some may not read some.

An assignment problem with balanced loads: first the readers with the fewest files, then files are moved from the
most to the least loaded along chains of readers, until none shortens the distance (as in the flow of Ford and
Fulkerson, 1956: a chain exists as long as a more even sharing does).
"""

from collections import deque
from collections.abc import Iterable, Mapping, Set
from typing import TypeVar

R = TypeVar("R", int, str)
F = TypeVar("F", int, str)


def share(
    files: Iterable[F],
    readers: Iterable[R],
    *,
    each: int,
    closed: Set[tuple[R, F]] = frozenset(),
    held: Mapping[F, set[R]] | None = None,
) -> dict[F, set[R]]:
    """The readers to add to each file, so that it has `each` of them (or all those who may read it).

    `held` says who reads each file already: they count in the loads and are never taken away.
    """
    files, readers, held = list(files), list(readers), dict(held or {})
    added: dict[F, set[R]] = {file: set() for file in files}
    load = {reader: 0 for reader in readers}
    for there in held.values():
        for reader in there & load.keys():
            load[reader] += 1
    order = {reader: position for position, reader in enumerate(readers)}
    may = {
        file: [one for one in readers if (one, file) not in closed and one not in held.get(file, set())]
        for file in files
    }
    # The files with the fewest possible readers choose first.
    for file in sorted(files, key=lambda one: len(may[one])):
        wanted = max(0, each - len(held.get(file, set())))
        for reader in sorted(may[file], key=lambda one: (load[one], order[one]))[:wanted]:
            added[file].add(reader)
            load[reader] += 1
    _even(added, may, load, order)
    return added


def _even(added, may, load, order) -> None:
    """Move files along chains of readers while the longest pile shortens."""
    while True:
        for heavy in sorted(load, key=lambda one: (-load[one], order[one])):
            if chain := _chain(heavy, added, may, load, order):
                for giver, file, taker in chain:
                    added[file].remove(giver)
                    added[file].add(taker)
                load[heavy] -= 1
                load[chain[-1][2]] += 1
                break
        else:
            return


def _chain(heavy, added, may, load, order):
    """The shortest chain of moves from this reader to one who has at least two files fewer."""
    takes = {reader: {} for reader in load}
    for file, there in added.items():
        for giver in there:
            for taker in may[file]:
                if taker not in there:
                    takes[giver].setdefault(taker, file)
    before = {heavy: None}
    waiting = deque([heavy])
    while waiting:
        giver = waiting.popleft()
        for taker, file in sorted(takes[giver].items(), key=lambda pair: order[pair[0]]):
            if taker in before:
                continue
            before[taker] = (giver, file)
            if load[taker] <= load[heavy] - 2:
                return _walked(taker, before)
            waiting.append(taker)
    return None


def _walked(last, before):
    chain = []
    while (step := before[last]) is not None:
        giver, file = step
        chain.append((giver, file, last))
        last = giver
    return chain[::-1]
