"""What other packages let a person do from her account."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """A page about oneself: `url_name` takes no argument, `about` says in a sentence what it is for."""

    label: Any
    url_name: str
    about: Any = ""


_links: dict[str, Link] = {}


def add_link(label: Any, url_name: str, about: Any = "") -> None:
    """Called from an app's `ready`; shown under the roles of whoever holds one."""
    _links[url_name] = Link(label, url_name, about)


def links() -> list[Link]:
    return list(_links.values())
