"""Public pages bear a mark over their words (ETag): who has read one already is told that it has not changed."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def marked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For what everybody reads alike; what a person reads signed in is never the same twice."""

    @wraps(view)
    def answer(request: HttpRequest, *given, **said) -> HttpResponse:
        response = view(request, *given, **said)
        if response.status_code != 200 or response.streaming or request.user.is_authenticated:
            return response
        etag = quote_etag(sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        told: HttpResponse = get_conditional_response(request, etag=etag, response=response)
        return told

    return answer
