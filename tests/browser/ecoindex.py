"""EcoIndex: the public formula and its public tables (HTTP Archive, 500,000 pages; cnumr/GreenIT-Analysis)."""

from bisect import bisect_right
from collections.abc import Sequence

NODES = (
    *(0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603),
    *(674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),
)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KB = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32),
    *(1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)


def ecoindex(nodes: float, requests: float, kb: float) -> float:
    """From 0 to 100; A from 81, B from 71. The number of nodes weighs most."""
    return 100 - 5 * (3 * rank(nodes, NODES) + 2 * rank(requests, REQUESTS) + rank(kb, KB)) / 6


def rank(value: float, bounds: Sequence[float]) -> float:
    """Where a value stands among the twenty-one bounds, from 0 to 20."""
    place = bisect_right(bounds, value)
    if place >= len(bounds):
        return len(bounds) - 1
    below, above = bounds[place - 1], bounds[place]
    return place - 1 + (value - below) / (above - below)
