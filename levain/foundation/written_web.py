"""A written document as a piece of web page; what is true today (a source changed since) is said beside it."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from levain.foundation.written import Document, Figure


@dataclass(frozen=True, order=True)
class Aside:
    """What the page adds to a block when it is read: a sentence, and the place it stands for those who may go."""

    text: str = ""
    to: str = ""
    changed: bool = False


def render_web(document: Document, asides: Mapping[str, Aside] | None = None) -> SafeString:
    """The document without its title, which is the page's own; the same document gives the same words."""
    asides = asides or {}
    with translation.override(document.language):
        return render_to_string(
            "foundation/written/document.html",
            {
                "document": document,
                "blocks": [_prepared(block, asides) for block in document.blocks],
                "changed": {name for name, aside in asides.items() if aside.changed},
            },
        )


def contents(document: Document) -> list[tuple[str, str]]:
    """The names and texts of the headings of the second level, for a table of contents."""
    return [(block.id, block.shown) for block in document.blocks if block.kind == "heading" and block.level == 2]


def _prepared(block, asides):
    return {
        "block": block,
        "template": f"foundation/written/{block.kind}.html",
        "aside": asides.get(getattr(block, "id", "") or None),
        "source": _source(block) if isinstance(block, Figure) else "",
    }


def _source(figure: Figure) -> str:
    kind = "svg+xml" if figure.svg else "png"
    return f"data:image/{kind};base64,{b64encode(figure.picture()).decode()}"
