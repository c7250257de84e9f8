"""Words in braces that a letter of the outbox holds, and what stands in their place when it leaves."""

import re

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from levain.foundation.models import Letter
from levain.foundation.typed import in_a_letter

BRACES = re.compile(r"\{([^{}\s]*)\}")
# As the team types them, with what each says.
KNOWN = {
    "nom": _("the name of the person"),
    "projet": _("her project"),
    "session": _("the cohort"),
    "lien": _("the address of the page to open"),
}


def unknown(text: str) -> list[str]:
    """What stands in braces and is none of ours."""
    return [name for name in BRACES.findall(text) if name not in KNOWN]


def filled(text: str, values: dict[str, str]) -> str:
    """The text as its reader gets it; a value cannot bring a line, a link or other braces."""

    def value(found):
        name = found.group(1)
        said = str(values.get(name, ""))
        return said if name == "lien" else in_a_letter(said)

    return BRACES.sub(value, text)


def parts(letter: Letter) -> tuple[str, str, str]:
    """The subject, the text and the HTML of a letter of the outbox, filled."""
    text = filled(letter.text, letter.values)
    link = letter.values.get("lien", "")
    paragraphs = [_marked_up(paragraph, link) for paragraph in re.split(r"\n\s*\n", text.strip())]
    html = render_to_string("foundation/mail/written_letter.html", {"paragraphs": paragraphs})
    return " ".join(filled(letter.subject, letter.values).split()), text, html


def _marked_up(paragraph: str, link: str) -> SafeString:
    """Our own link becomes one; nothing else that people typed does."""
    marked = escape(paragraph).replace("\n", "<br>")
    if link:
        address = escape(link)
        marked = marked.replace(address, f'<a href="{address}">{address}</a>')
    return SafeString(marked)
