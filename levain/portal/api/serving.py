"""What a program expects of an address besides its answer: HEAD, OPTIONS, other sites that read it, refusals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

TITLES = {
    400: "Wrong question",
    401: "No valid key",
    404: "Not found",
    405: "Read-only",
    429: "Too often",
}
METHODS = "GET, HEAD, OPTIONS"
# What a page of another site may read without a key, and the headers it may send and see.
FROM_ANYWHERE = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
View = Callable[..., HttpResponse]


def problem(status: int, detail: Any = "", **more: Any) -> HttpResponse:
    said = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail, **more}
    return JsonResponse(said, status=status, content_type="application/problem+json")


def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that the interface does not know."""
    return problem(404, "There is nothing here that you may read.")


def served(view: View, *, with_a_key: bool) -> View:
    """What asks for a key is not for the pages of other sites: a key does not belong in a page."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **said: Any) -> HttpResponse:
        answer = _answered(view, request, args, said)
        for name, value in ({} if with_a_key else FROM_ANYWHERE).items():
            answer[name] = value
        if request.method == "OPTIONS" and not with_a_key:
            for name, value in ASKED_BEFORE.items():
                answer[name] = value
        return answer

    return answered


def _answered(view: View, request: HttpRequest, args: Any, said: Any) -> HttpResponse:
    if request.method in ("GET", "HEAD"):
        asked, request.method = request.method, "GET"
        try:
            return view(request, *args, **said)
        finally:
            request.method = asked
    answer = HttpResponse(status=204) if request.method == "OPTIONS" else problem(405, f"Only {METHODS}.")
    answer["Allow"] = METHODS
    return answer
