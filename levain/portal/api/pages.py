"""Lists are read a page at a time, in the order of numbers that never move: nothing is skipped meanwhile."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field

AT_MOST = 100


class Asked(Schema):
    """What every list takes; anything else is refused by name."""

    after: Annotated[int, Field(ge=0, le=2**62, description="the `next` of the page before")] = 0
    limit: Annotated[int, Field(ge=1, le=AT_MOST)] = 50


class Page(Schema):
    next: str | None = None


def of(
    request: HttpRequest,
    rows: QuerySet,
    asked: Asked,
    shape: Callable[[Any], dict],
    seen: Callable[[list], Iterable] | None = None,
) -> dict[str, Any]:
    """A page of rows and the address of the next one; `seen` leaves out those the reader may not see."""
    only_known(request, type(asked))
    found = list(rows.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    more, found = len(found) > asked.limit, found[: asked.limit]
    kept = seen(found) if seen else found
    return {"items": [shape(one) for one in kept], "next": _next(request, found[-1].pk) if more else None}


def only_known(request: HttpRequest, asked: type[Schema] = Schema) -> None:
    """A parameter nobody knows is refused by its name."""
    if odd := sorted(set(request.GET) - set(asked.model_fields)):
        raise ValidationError([{"loc": ("query", name), "msg": "no such parameter"} for name in odd])


def _next(request: HttpRequest, last: int) -> str:
    said = {**request.GET.dict(), "after": last}
    return f"{settings.SITE_URL}{request.path}?{urlencode(said)}"
