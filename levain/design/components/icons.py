"""Icons come from one local sprite; the list is `icons.txt`, the sprite is made by `scripts/build_design.py`."""

from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.safestring import SafeString

from ..markup import html

LIST = Path(__file__).parent.parent / "icons.txt"


@cache
def names() -> frozenset[str]:
    lines = (line.split("#")[0].split("=")[0].strip() for line in LIST.read_text().splitlines())
    return frozenset(line for line in lines if line)


@cache
def icon(*, name) -> SafeString:
    """A decorative drawing: it never says anything that the words beside it do not."""
    if name not in names():
        raise ValueError(f"No icon is called {name!r}: see levain/design/icons.txt")
    return html('<svg class="lv-icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("design/icons.svg"), name)


def optional_icon(name) -> SafeString:
    return icon(name=name) if name else SafeString("")
