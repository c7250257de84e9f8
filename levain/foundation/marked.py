"""What is public bears a mark over its words (ETag): who has read it already is told that it has not changed.

A view that knows for sure when its words last changed says it too (Last-Modified): few do, since an answer, a source
that changes or words withdrawn change a page without a day of their own.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe, quote_etag


def marked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For what everybody reads alike; what a person reads signed in is never the same twice."""

    @wraps(view)
    def answer(request: HttpRequest, *given, **said) -> HttpResponse:
        response = view(request, *given, **said)
        if response.status_code != 200 or response.streaming or request.user.is_authenticated:
            return response
        etag = quote_etag(sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        told: HttpResponse = get_conditional_response(request, etag, _changed(response), response)
        return told

    return answer


def _changed(response: HttpResponse) -> int | None:
    said = response.get("Last-Modified")
    return parse_http_date_safe(said) if said else None
