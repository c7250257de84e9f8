"""The parts a public page can be made of: each package adds its own, the bearer chooses among them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.projects.models import Project, PublicPage, ShownLine

# A page that shows more is no longer read; the form that chooses must stay short too.
CHOSEN_AMONG = 20
MOST_LINES = 30


@dataclass(frozen=True)
class Block:
    """`of(project)` is a text, or the rows among which the bearer chooses (then `rows` is true).

    `template` shows `block` and what was chosen of it; `label_of` names a row in the form.
    """

    code: str
    label: Any
    of: Callable[[Project], Any]
    template: str = "projects/blocks/text.html"
    hint: Any = ""
    rows: bool = False
    label_of: Callable[[Any], str] = str
    order: int = 50


@dataclass
class Part:
    """A block of one project's page, with what is shown of it."""

    block: Block
    text: Any = ""
    lines: list[models.Model] = field(default_factory=list)

    @property
    def template(self) -> str:
        return self.block.template


_blocks: dict[str, Block] = {}


def add_block(code: str, label: Any, of: Callable[[Project], Any], **said: Any) -> None:
    """Called from an app's `ready`: see Block for what is said."""
    _blocks[code] = Block(code, label, of, **said)


def blocks() -> list[Block]:
    return sorted(_blocks.values(), key=lambda block: block.order)


def page_of(project: Project) -> PublicPage:
    """The choices made for a project; a page on which nothing is chosen yet shows nothing."""
    page = getattr(project, "page", None) or PublicPage(project=project)
    page.project = project
    return page


def chosen(page: PublicPage) -> dict[int, dict[int, ShownLine]]:
    """The lines shown, by kind of object then id: one query."""
    found: dict[int, dict[int, ShownLine]] = {}
    for line in page.lines.all() if page.pk else ():
        found.setdefault(line.object_type_id, {})[line.object_id] = line
    return found


def parts(page: PublicPage) -> list[Part]:
    """What the page shows, in order: one query for the lines, one for each part made of rows."""
    lines, shown = chosen(page), []
    for block in blocks():
        if not page.shows(block.code):
            continue
        part = Part(block)
        if block.rows:
            rows = block.of(page.project)
            ids = lines.get(ContentType.objects.get_for_model(rows.model).pk, ())
            part.lines = list(rows.filter(pk__in=list(ids))[:MOST_LINES]) if ids else []
        else:
            part.text = block.of(page.project)
        if part.lines or part.text:
            shown.append(part)
    return shown


def candidates(block: Block, page: PublicPage, lines: dict[int, dict[int, ShownLine]]) -> list[models.Model]:
    """The rows to choose among: the first ones, and those already shown."""
    rows = block.of(page.project)
    ids = lines.get(ContentType.objects.get_for_model(rows.model).pk, ())
    first = list(rows[:CHOSEN_AMONG])
    known = {row.pk for row in first}
    older = [pk for pk in ids if pk not in known]
    return first + (list(rows.filter(pk__in=older)) if older else [])
