"""Every route asked for by every role, about what is hers, beside hers and elsewhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from levain.foundation import access
from levain.people.backends import WithRoles
from levain.people.middleware import LONGEST
from levain.portal.permissions import NO_OBJECT, verdict
from levain.portal.sample_world import RELATIONS, World

# Arguments of routes that are about no object, and what some pages must be told after the question mark.
ARGUMENTS = {
    "people:invitation": {"token": "unknown"},
    "selection:claim": {"token": "unknown"},
    "selection:consent": {"token": "unknown"},
    "api:things": {"slug": "unknown", "kind": "needs"},
    "capitalisation:voices_by_link": {"token": "unknown"},
    "capitalisation:reread": {"token": "unknown"},
    "capitalisation:reread_done": {"token": "unknown"},
    "capitalisation:read_one": {"token": "unknown", "kind": "finding", "pk": 1},
    "evaluation:answer_barometer": {"key": "unknown"},
    "evaluation:answer_emergence": {"key": "unknown"},
    "evaluation:answer_usages": {"key": "unknown"},
    "foundation:stop_letters": {"token": "unknown"},
    "foundation:answer": {"token": "unknown"},
    "foundation:calendar_feed": {"token": "unknown"},
    "projects:confirm_message": {"token": "unknown"},
    "projects:my_message": {"token": "unknown"},
    "projects:confirm_follow": {"token": "unknown"},
    "projects:profile_card": {"token": "unknown"},
    "projects:unfollow": {"token": "unknown"},
    **{f"seminars:{name}": {"code": "999999"} for name in ("room", "join", "answer", "vote", "screen")},
    **{f"seminars:{name}": {"code": "999999", "number": 1} for name in ("notes", "begin_notes", "note")},
    "seminars:room_state": {"code": "999999"},
    "seminars:room_stream": {"code": "999999"},
    "evaluation:sheet_by_key": {"key": "00000000-0000-0000-0000-000000000000"},
    **{
        f"seminars:{page}": {"token": "unknown"}
        for page in (
            *("invited", "invited_registration", "invited_calendar", "invited_way", "invited_here"),
            "invited_certificate",
            "invited_minutes",
            "invited_expectations",
        )
    },
    "evaluation:answer_survey": {"token": "unknown"},
    "evaluation:answer_thanks": {"token": "unknown"},
    "evaluation:public_results": {"token": "unknown"},
    "evaluation:public_csv": {"token": "unknown"},
    "seminars:shipped_template": {"key": "faire-connaissance"},
    "evaluation:method": {"code": "m-gas"},
    "portal:shared_project": {"token": "unknown"},
    "portal:shared_photo": {"token": "unknown", "pk": 1},
}
ASKED_WITH = {"capitalisation:cite": {"field": "text"}, "chain:turn": {"field": "text"}}
# Whoever holds the link may open these; a wrong link answers that it is wrong.
HELD_BY_LINK = set(ARGUMENTS)
HOME = ("own", NO_OBJECT)
# Parts of a page, asked for while typing: the same for everyone.
FRAGMENTS = {"territories:communes"}
FEW = 12
# While working on one part of the house: LEVAIN_SWEEP=seminars:,evaluation: walks only its routes.
ONLY = tuple(os.environ.get("LEVAIN_SWEEP", "").split(","))
# Sessions and rate counters are no part of what the house tells.
ASIDE = ("django_session", '"cache"')
CHANGES = ("INSERT", "UPDATE", "DELETE")
# What each person's session holds.
SESSIONS: dict[str, dict] = {}


@dataclass
class Visit:
    """What a route answered to one person about one object."""

    route: str
    method: str
    role: str
    relation: str
    allowed: bool
    post_only: bool
    public: bool
    status: int = 0
    location: str = ""
    headers: dict = field(default_factory=dict)
    content: bytes = b""
    queries: list = field(default_factory=list)
    error: str = ""

    def __str__(self):
        said = "allowed" if self.allowed else "refused"
        answer = self.error or f"{self.status} {self.location}".strip()
        return f"{self.method} {self.route} as {self.role} ({self.relation}), {said} by the rule: {answer}"

    @property
    def is_page(self) -> bool:
        html = self.headers.get("Content-Type", "").startswith("text/html")
        return self.status == 200 and html and self.route not in FRAGMENTS

    @property
    def changes(self) -> list[str]:
        return [sql for sql in self.queries if sql.startswith(CHANGES) and not any(name in sql for name in ASIDE)]


def named(resolver=None, before=()) -> Iterator[str]:
    """The full name of every route of the resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = pattern.namespace or pattern.app_name
            yield from named(pattern, (*before, space) if space else before)
        else:
            yield ":".join((*before, pattern.name or f"unnamed {pattern.pattern}"))


def walk(world: World, half: int, refused: bool = True) -> list[Visit]:
    """GET every route, and POST, empty, to those the rule refuses: nothing of it remains.

    Without `refused`, only what the rules allow, where a person is at home.
    """
    visits = []
    people = dict(list(world.everyone().items())[half::2])
    clients = {code: _client(user) for code, user in people.items()}
    for name, route in sorted(access.routes().items()):
        if not name.startswith(ONLY):
            continue
        at_home = set()
        for relation in RELATIONS if route.of else (NO_OBJECT,):
            sample = world.sample(route.of, relation) if route.of else None
            if route.of and sample is None:
                continue
            arguments = {key: attrgetter(path)(sample) for key, path in route.by} or ARGUMENTS.get(name, {})
            address = reverse(name, kwargs=arguments)
            for code, user in people.items():
                allowed = bool(verdict(route, code, user, sample))
                at_home |= {code} if allowed else set()
                if not refused and not (allowed and relation in HOME):
                    continue
                about = (code, relation, allowed, route.post_only, route.public)
                visit = _visit(clients[code], "GET", name, address, about, known=None if allowed else user)
                if len(visit.queries) > FEW:
                    # What a process learns once (the catalogue, the kinds of content) is not the cost of a page.
                    visit = _visit(clients[code], "GET", name, address, about)
                visits.append(visit)
                # Away from home, the posts that could do harm are those of the people who may do it at home.
                if not allowed and name not in HELD_BY_LINK and (relation in HOME or code in at_home):
                    visits.append(_visit(clients[code], "POST", name, address, about, known=user))
    return visits


@contextmanager
def _recognised(user) -> Iterator[None]:
    """Sessions and roles already read."""
    if user is None or not user.is_authenticated:
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WithRoles, "get_user", lambda backend, pk: user)
        patch.setattr(SessionStore, "load", lambda session: dict(SESSIONS[session.session_key]))
        yield


def _client(user) -> Client:
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
        # The last gesture of who sees many projects is written once a minute: a slow walk would count it.
        session = client.session
        session["seen"] = session["since"] + LONGEST
        session.save()
        SESSIONS[client.session.session_key] = client.session.load()
    return client


def _visit(client: Client, method: str, name: str, address: str, about, known=None) -> Visit:
    """`known`: who is asking, where what signing in costs is not looked at; it is most of a refusal's cost."""
    code, relation, allowed, post_only, public = about
    visit = Visit(name, method, code, relation, allowed, post_only, public)

    def note(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            visit.queries.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note), _recognised(known):
            data = ASKED_WITH.get(name, {}) if method == "GET" else {}
            answer = client.generic(method, address, QUERY_STRING="&".join(f"{k}={v}" for k, v in data.items()))
        transaction.set_rollback(True)
    visit.status, visit.headers = answer.status_code, dict(answer.headers)
    visit.location = answer.headers.get("Location", "")
    visit.content = b"" if answer.streaming else answer.content
    failure = getattr(answer, "exc_info", None)
    if failure and answer.status_code >= 500:
        visit.error = f"{answer.status_code} {failure[0].__name__}: {failure[1]}"
    return visit
