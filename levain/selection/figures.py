"""The figures of a jury's sheet, from what was read of the base: plain data in, plain data out."""

from collections.abc import Sequence
from statistics import pstdev
from typing import Any

from levain.formulas import best_set, intraclass, kendall_w, krippendorff_alpha, smaa, weighted_sum
from levain.selection.readings import Readings

SEED, DRAWS = 2020, 10_000
HIGHEST = 5
BAND = 0.05


def ranking(read: Readings) -> dict[str, Any]:
    """M-WSUM: the terms of each file, the best first; how far jurors are apart; the gap after the last seat."""
    lines = weighted_sum.weighted_sum(read.notes(), read.weights, read.thresholds)
    own = [read.own_totals(juror) for juror in read.levels]
    ranked = [line.rank for line in lines if line.rank]
    files = {one.id: one for one in read.files}
    found = []
    for line in lines:
        given = [totals[line.id] for totals in own if line.id in totals]
        found.append(
            {
                "id": line.id,
                "title": files[line.id].title,
                "score": line.score,
                "terms": {code: float(term) for code, term in line.terms.items()},
                "means": {code: None if mean is None else float(mean) for code, mean in line.means.items()},
                "rank": line.rank,
                "side": side(line.rank, ranked, read.seats),
                "missing": list(line.missing),
                "below": list(line.below),
                "readers": sum(line.id in of_juror for of_juror in read.levels.values()),
                "whole": len(given),
                "lowest": min(given, default=None),
                "highest": max(given, default=None),
                "spread": pstdev(given) if len(given) > 1 else None,
            }
        )
    gap = weighted_sum.gap_after(lines, read.seats)
    return {"applications": found, "gap": None if gap is None else float(gap)}


def side(rank: int | None, ranks: Sequence[int], seats: int) -> str:
    """Where the order puts a file: within the seats, beyond them, or tied across the last one."""
    if rank is None:
        return "unranked"
    if rank > seats:
        return "beyond"
    return "within" if rank + ranks.count(rank) - 1 <= seats else "tied"


def agreement(read: Readings) -> dict[str, Any]:
    """M-ALPHA over every file and criterion, and by criterion; M-KENDALL and M-ICC over files noted whole by all."""
    jurors, codes = list(read.levels), [one["id"] for one in read.criteria]
    units = [(one.id, code) for one in read.files for code in codes]
    values = [[read.levels[juror].get(name, {}).get(code) for name, code in units] for juror in jurors]
    overall = krippendorff_alpha.alpha(values, bootstrap=True, seed=SEED)
    by_criterion = []
    for position, one in enumerate(read.criteria):
        of_it = [row[position :: len(codes)] for row in values]
        found = krippendorff_alpha.alpha(of_it)
        by_criterion.append({"id": one["id"], "label": one["label"], "alpha": found.value, "units": found.units})
    own = [read.own_totals(juror) for juror in jurors]
    totals = [[of_juror.get(one.id) for one in read.files] for of_juror in own]
    order = kendall_w.kendall_w(totals)
    common = [one.id for one in read.files if all(one.id in of_juror for of_juror in own)]
    squares = intraclass.mean_squares([[of_juror[name] for of_juror in own] for name in common]) if common else None
    return {
        "alpha_ordinal": overall.value,
        "alpha_interval": overall.interval,
        "alpha_n": overall.n,
        "alpha_units": overall.units,
        "reading": overall.reading,
        "why_not": overall.why_not,
        "jurors": overall.raters,
        "by_criterion": by_criterion,
        "kendall_w": order.w,
        "kendall_p": order.p if order.p_holds else None,
        "icc_2k": intraclass.icc(squares, "2,k") if squares else None,
        "icc_interval": intraclass.interval(squares, "2,k") if squares else None,
        "typical_error": squares.typical_error if squares else None,
        "common": len(common),
        "files": len(read.files),
        "seed": overall.seed,
    }


def robustness(read: Readings, ordered: dict[str, Any], mode: str = "all") -> dict[str, Any]:
    """M-SMAA: the share of the weightings under which each ranked file is among the seats."""
    ranked = [one for one in ordered["applications"] if one["rank"]]
    published = [float(weight) for weight in read.weights.values()]
    told = {"draws": DRAWS, "seed": SEED, "weightings": mode, "seats": read.seats, "shares": {}, "error": None}
    if not ranked or not published:
        return told
    restricted: dict[str, Any] = {"order": {"order_of": published}, "band": {"around": published, "band": BAND}}
    drawn = smaa.weightings(len(published), draws=DRAWS, seed=SEED, **restricted.get(mode, {}))
    values = [[one["means"][code] / HIGHEST for code in read.weights] for one in ranked]
    found = smaa.acceptability(values, drawn, seats=read.seats, seed=SEED)
    shares = {one["id"]: float(share) for one, share in zip(ranked, found.top, strict=True)}
    return told | {"shares": shares, "error": found.error}


def best(read: Readings, ordered: dict[str, Any], rules: Sequence[best_set.Rule]) -> dict[str, Any]:
    """M-MILP: the set of greatest sum that keeps the declared rules, and what they cost."""
    values = {one["id"]: one["score"] for one in ordered["applications"] if one["rank"]}
    found = best_set.best_set(values, read.seats, rules)
    return {
        "applications": list(found.chosen or ()),
        "constraints": [rule.label for rule in rules],
        "price": found.price,
        "prices": list(found.prices),
        "total": found.total,
        "free": list(found.free_set),
        "alternatives": [list(one) for one in found.alternatives],
        "possible": found.chosen is not None,
        "conflict": [rules[place].label for place in found.conflict],
        "enough_to_drop": [rules[place].label for place in found.enough_to_drop],
    }
