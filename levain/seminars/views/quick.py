"""The way of an answer or a vote sent by the script of a telephone: the same view, without what pages need around.

Two thousand people may answer within seconds, and a request costs mostly what stands around its view: sessions,
messages, policies of pages. An answer has no session: its signed cookie says which telephone it is, and browsers
send that cookie only from our own pages (SameSite), of which they also say the origin. Whatever does not look
exactly like this goes the ordinary way, with its form's own proof.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from http.cookies import CookieError
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import close_old_connections
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, parse_cookie
from django.urls import ResolverMatch
from django.utils import translation

from levain.seminars.views import room

VIEWS = {b"repondre": room.answer, b"voter": room.vote}
LONGEST = 20_000
FORM = b"application/x-www-form-urlencoded"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def is_one(scope: Scope) -> bool:
    """A script of our own pages, on a telephone that has entered, sends a short form."""
    if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith("/s/"):
        return False
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"")
    length = headers.get(b"content-length", b"")
    return (
        _parts(scope)[1] in VIEWS
        and headers.get(b"origin", b"").partition(b"://")[2] == host != b""
        and headers.get(b"accept", b"").startswith(b"application/json")
        and headers.get(b"content-type", b"").startswith(FORM)
        and length.isdigit()
        and int(length) <= LONGEST
    )


def _parts(scope: Scope) -> tuple[str, bytes]:
    pieces = scope["path"].split("/")
    return (pieces[2], pieces[3].encode()) if len(pieces) == 5 and not pieces[4] else ("", b"")


async def answer(scope: Scope, receive: Receive, send: Send, threads: Executor) -> None:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    said = await asyncio.get_running_loop().run_in_executor(threads, _asked, scope, body)
    headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in said.items()]
    headers += [(b"content-length", str(len(said.content)).encode()), (b"cache-control", b"no-store, private")]
    headers += [(b"x-content-type-options", b"nosniff"), (b"vary", b"Accept-Language, Cookie")]
    await send({"type": "http.response.start", "status": said.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": said.content})


def _asked(scope: Scope, body: bytes) -> HttpResponse:
    close_old_connections()
    try:
        code, deed = _parts(scope)
        request = _request(scope, body)
        request.get_host()
        with translation.override(translation.get_language_from_request(request)):
            request.resolver_match = ResolverMatch(VIEWS[deed], (), {"code": code}, "room")
            return VIEWS[deed](request, code)
    except Http404:
        return HttpResponse(status=404)
    except (DisallowedHost, UnicodeDecodeError, CookieError, ValueError):
        return HttpResponse(status=400)
    finally:
        close_old_connections()


def _request(scope: Scope, body: bytes) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path = "POST", scope["path"]
    for name, value in scope["headers"]:
        request.META["HTTP_" + name.decode("latin1").upper().replace("-", "_")] = value.decode("latin1")
    request.META["REMOTE_ADDR"] = (scope.get("client") or ("",))[0]
    request.COOKIES = parse_cookie(request.META.get("HTTP_COOKIE", ""))
    request.POST = QueryDict(body.decode(), encoding="utf8")
    return request
