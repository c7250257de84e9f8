"""M-RESP, how many answered of those invited (in the spirit of AAPOR's RR1), and how many answers a sample needs."""

from typing import Any

# Under this share of a seminar's or partners' survey the page warns.
LOW = 0.6
CHI2, ERROR, HALF = 3.841, 0.05, 0.25


def rate(complete: int, invited: int | None) -> float | None:
    """Complete answers over those invited; None when nobody knows how many were."""
    if complete < 0 or (invited is not None and invited < 0):
        raise ValueError("a count is 0 or more")
    return min(1.0, complete / invited) if invited else None


def sample(population: int) -> int:
    """The answers that tell a share of such a population within five points (Krejcie and Morgan, 1970)."""
    if population < 1:
        raise ValueError("a population is 1 or more")
    return round(CHI2 * population * HALF / (ERROR**2 * (population - 1) + CHI2 * HALF))


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """{"complete": 41, "partial": 3, "invited": 62} → {"value", "n", "invited", "partial", "low", "needed"}."""
    found = rate(data["complete"], data["invited"])
    return {
        "value": found,
        "n": data["complete"],
        "invited": data["invited"],
        "partial": data.get("partial", 0),
        "low": found is not None and found < LOW,
        "needed": sample(data["invited"]) if data["invited"] else None,
    }
