"""M-WILSON, the interval of a proportion counted on a sample (Wilson, 1927; Newcombe, 1998, method 3)."""

from math import sqrt
from typing import Any

Z = 1.959964


def wilson(k: int, n: int, z: float = Z) -> tuple[float, float] | None:
    """The bounds of k out of n, within [0, 1]; None when nobody was counted."""
    if not 0 <= k <= n:
        raise ValueError("k is counted among the n")
    if n == 0:
        return None
    p, spread = k / n, 1 + z * z / n
    centre = (p + z * z / (2 * n)) / spread
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / spread
    # At both ends the bound is exact; floating point would miss it by a hair.
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return low, high


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"k": 15, "n": 148} → {"k", "n", "value", "interval": [low, high]}."""
    k, n = data["k"], data["n"]
    return {"k": k, "n": n, "value": k / n if n else None, "interval": wilson(k, n)}
