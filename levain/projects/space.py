"""The pages of a project's space: each package adds its own, with the rule that opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.foundation.verdicts import Verdict
from levain.projects.models import Project

# What the pages are for, in the order in which the space shows them.
GROUPS = {
    "together": _("Working together"),
    "course": _("The course of the project"),
    "support": _("Support"),
}


@dataclass(frozen=True)
class SpacePage:
    """A page of the space: `url_name` takes the project's slug, `rule(user, project)` opens it."""

    label: Any
    url_name: str
    rule: Callable[[Any, Project], Verdict]
    group: str
    icon: str
    order: int = 50


_pages: list[SpacePage] = []


def add_page(label: Any, url_name: str, rule: Callable[[Any, Project], Verdict], **said: Any) -> None:
    """Called from an app's `ready`: see SpacePage for what is said."""
    if not any(page.url_name == url_name for page in _pages):
        _pages.append(SpacePage(label, url_name, rule, **said))


def pages(user: Any, project: Project) -> list[tuple[Any, list[dict]]]:
    """What this person may open in the space, by group; a group with nothing to open is left out."""
    open_to_her = sorted((page for page in _pages if page.rule(user, project)), key=lambda page: page.order)
    groups = []
    for group, title in GROUPS.items():
        links = [
            {"label": page.label, "url": reverse(page.url_name, args=[project.slug]), "icon": page.icon}
            for page in open_to_her
            if page.group == group
        ]
        if links:
            groups.append((title, links))
    return groups
