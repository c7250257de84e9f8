"""One interface, one shape of errors (RFC 9457), one limit: 300 requests a minute for an address or a key."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path, reverse
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError
from ninja.throttling import BaseThrottle

from levain.foundation import limits
from levain.people.models import User
from levain.portal.api import held, learned, open_data
from levain.portal.api.serving import TITLES, nowhere, problem, served

MOST, MINUTE = 300, 60
WITH_A_KEY = "things"
GEOJSON = "projects_geojson"


PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457; `invalid` names each parameter that cannot be read.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "invalid": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["type", "title", "status", "detail"],
}


class PerMinute(BaseThrottle):
    """Counted by address, or by key once it is known to open something: whoever makes keys up is one address."""

    def allow_request(self, request: HttpRequest) -> bool:
        known = isinstance(getattr(request, "auth", None), User)
        of = request.headers.get("Authorization", "") if known else ""
        return not limits.too_often(request, "api", most=MOST, within=MINUTE, of=of)

    def wait(self) -> float:
        return MINUTE


class Interface(NinjaAPI):
    """Each answer has its mark (ETag): a program that has it already is told so, and reads nothing again."""

    def create_response(self, request: HttpRequest, data: Any, **said: Any) -> HttpResponse:
        answer: HttpResponse = super().create_response(request, data, **said)
        if answer.status_code == 200:
            mark = f'"{sha256(answer.content).hexdigest()[:32]}"'
            answer["ETag"] = mark
            if _page(request) == WITH_A_KEY:
                answer["Cache-Control"] = "private, no-cache"
            patch_vary_headers(answer, ["Authorization"])
            if mark in request.headers.get("If-None-Match", ""):
                return _unchanged(answer)
            if _page(request) == GEOJSON:
                answer["Content-Type"] = "application/geo+json"
        return answer

    @property
    def urls(self) -> Any:
        """Each address, then any other: told it is nothing in the shape of the other refusals."""
        patterns, name, space = super().urls
        for pattern in patterns:
            pattern.callback = served(pattern.callback, with_a_key=pattern.name == WITH_A_KEY)
        last = re_path("", served(nowhere, with_a_key=False), name="nowhere")
        return [*patterns, last], name, space

    def get_openapi_schema(self, **said: Any) -> Any:
        """Says of each question how it may be refused, and with which words."""
        schema = super().get_openapi_schema(**said)
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
        for path, deeds in schema["paths"].items():
            for deed in deeds.values():
                deed["responses"].update({code: _refusal(code) for code in _refusals(path, deed)})
        told = schema["paths"][reverse(f"api:{GEOJSON}")]["get"]["responses"][200]["content"]
        told["application/geo+json"] = told.pop("application/json")
        return schema


def _page(request: HttpRequest) -> str | None:
    return request.resolver_match.url_name if request.resolver_match else None


def _refusals(path: str, deed: dict[str, Any]) -> list[int]:
    return [400, 429, *([404] if "{" in path else []), *([401] if deed.get("security") else [])]


def _refusal(code: int) -> dict[str, Any]:
    told = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": TITLES[code], "content": told}


def _unchanged(answer: HttpResponse) -> HttpResponse:
    """Nothing but the mark: what was read before still holds."""
    told = HttpResponse(status=304)
    for name in ("ETag", "Vary", "Cache-Control"):
        if name in answer:
            told[name] = answer[name]
    return told


api = Interface(
    title="Levain",
    version="1",
    description=(
        "Read-only. Without a key: what the programme has published. With a key "
        "(`Authorization: Bearer …`, made on the page of one's account): what its holder may read in one role."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    throttle=[PerMinute()],
)
api.add_router("", open_data.router)
api.add_router("", learned.router)
api.add_router("", held.router)


@api.exception_handler(ValidationError)
def wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names each parameter that cannot be read, an unknown one included."""
    wrong = [{"name": str(one["loc"][-1]), "reason": one["msg"]} for one in error.errors]
    return problem(400, "; ".join(f"{one['name']}: {one['reason']}" for one in wrong), invalid=wrong)


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = problem(401, "Send a key that is open: Authorization: Bearer …")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return nowhere(request)


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = problem(429, f"At most {MOST} requests a minute.")
    answer["Retry-After"] = str(MINUTE)
    return answer
