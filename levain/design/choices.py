"""Words for a choice, completed by a hint under them: who will read, what it commits to."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def hinted(label, hint) -> SafeString:
    return format_html('{}<span class="fr-hint-text">{}</span>', label, hint)
