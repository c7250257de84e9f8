"""Who may open each route. Closed by default: a route that is not declared answers nobody.

Each app declares its routes in `access.py`, loaded when it starts. `asks` names the rule that the view asks;
the matrix (`levain permissions`) and its tests ask the same rule about the declared samples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.module_loading import autodiscover_modules

from levain.foundation import signed_out


@dataclass(frozen=True)
class Route:
    """`by` maps each URL argument to the attribute path of the sample object that fills it.

    `guests(request, **arguments)` lets in somebody who has no account: she holds the thing in this very browser.
    """

    public: bool = False
    rule: Callable[..., Any] | None = None
    of: type[models.Model] | None = None
    by: tuple[tuple[str, str], ...] = ()
    post_only: bool = False
    guests: Callable[..., bool] | None = None

    def admits(self, request: Any, arguments: dict[str, Any]) -> bool:
        """Whether the request may go on to the view, which asks the rule."""
        if self.public or request.user.is_authenticated:
            return True
        return self.guests is not None and self.guests(request, **arguments)


PUBLIC = Route(public=True)
PUBLIC_DEED = Route(public=True, post_only=True)
SIGNED_IN = Route()


def asks(rule, *, of=None, public=False, post_only=False, guests=None, **by) -> Route:
    """The route asks `rule(user, object)`, or `rule(user)` without `of`; by default `pk` fills the URL."""
    return Route(
        rule=rule,
        of=of,
        public=public,
        post_only=post_only,
        guests=guests,
        by=tuple((by or ({"pk": "pk"} if of else {})).items()),
    )


_routes: dict[str, Route] = {}


def declare(routes: dict[str, Route]) -> None:
    _routes.update(routes)


def routes() -> dict[str, Route]:
    return dict(_routes)


def load() -> None:
    autodiscover_modules("access")


class AccessMiddleware:
    """Refuses undeclared routes, and asks for a sign-in on all but the public ones."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        route = _routes.get(name)
        if route is None:
            raise ImproperlyConfigured(f"Route {name!r} is not declared in any access.py: it answers nobody.")
        if request.method == "POST" and request.user.is_authenticated:
            signed_out.sent(request)
        if route.admits(request, kwargs):
            return None
        return signed_out.answer(request)
