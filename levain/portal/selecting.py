"""`levain select`: the jury's sheet of a call, as data or as lines to read."""

from collections.abc import Iterator
from typing import Any

from levain.selection.models import Call
from levain.selection.services.sheet import select


class NoCall(LookupError):
    """No call has this name."""


def sheet_of(slug: str) -> dict[str, Any]:
    call = Call.objects.select_related("cohort").filter(slug=slug).first()
    if call is None:
        known = ", ".join(Call.objects.order_by("-opens").values_list("slug", flat=True)[:10])
        raise NoCall(f"No call is named {slug!r}. Calls: {known or 'none'}")
    return select(call)


def lines(sheet: dict[str, Any]) -> Iterator[str]:
    codes = [criterion["id"] for criterion in sheet["criteria"]]
    yield f"{sheet['call']}: {len(sheet['applications'])} applications, {sheet['seats']} seats"
    yield f"{'rank':>4} {'score':>6} {'share':>6}  {' '.join(f'{code[:8]:>8}' for code in codes)}  title"
    for one in sheet["applications"]:
        terms = " ".join(f"{one['terms'].get(code, float('nan')):8.3f}" for code in codes)
        score = "     –" if one["score"] is None else f"{one['score']:6.3f}"
        share = "     –" if one["top_seats_share"] is None else f"{one['top_seats_share']:6.0%}"
        yield f"{one['rank'] or '–':>4} {score} {share}  {terms}  {one['title']}"
    agreed = sheet["agreement"]
    named = {"alpha (ordinal)": "alpha_ordinal", "Kendall's W": "kendall_w", "ICC(2,k)": "icc_2k"}
    told = [f"{name} {agreed[key]:.2f}" for name, key in named.items() if agreed[key] is not None]
    yield "Agreement: " + (", ".join(told) or "none can be told")
    best = sheet["best_set"]
    if not best["possible"]:
        yield "No set keeps together: " + "; ".join(best["conflict"])
        return
    yield "Best set: " + ", ".join(best["applications"])
    for text, price in zip(best["constraints"], best["prices"], strict=True):
        yield f"  {text}: " + ("no set without it" if price is None else f"price {price:.3f}")
    for other in best["alternatives"]:
        yield "  worth as much: " + ", ".join(other)
