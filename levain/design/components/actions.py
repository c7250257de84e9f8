"""What people can do: buttons, and the reason in their place when a rule refuses."""

from django.utils.safestring import SafeString

from ..markup import html
from ..safe import safe_url
from .icons import icon, optional_icon

LOOKS = {
    "primary": "fr-btn",
    "secondary": "fr-btn fr-btn--secondary",
    "quiet": "fr-btn fr-btn--tertiary-no-outline",
}
NOTHING = SafeString("")


def refusal(verdict) -> SafeString:
    if not verdict.reason:
        return NOTHING
    return html('<p class="lv-refusal">{}<span>{}</span></p>', icon(name="lock-line"), verdict.reason)


def look(kind) -> str:
    if kind not in LOOKS:
        raise ValueError(f"A button is one of {sorted(LOOKS)}, not {kind!r}")
    return LOOKS[kind]


def button_class(*, kind="primary") -> str:
    """The look of a button inside a form laid out by hand."""
    return look(kind)


def words(label, about) -> SafeString:
    """The label, completed for those who hear links out of their place."""
    return html('{}<span class="fr-sr-only"> {}</span>', label, about) if about else html("{}", label)


def link_button(*, label, to, verdict=None, kind="primary", icon="", about="") -> SafeString:
    """A link that looks like a button; when the rule refuses, its reason instead."""
    if verdict is not None and not verdict:
        return refusal(verdict)
    address = safe_url(to)
    if not address:
        return words(label, about)
    return html('<a class="{}" href="{}">{}{}</a>', look(kind), address, optional_icon(icon), words(label, about))


def csrf(context) -> SafeString:
    token = context.get("csrf_token")
    if not token:
        return NOTHING
    return html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


def post_button(
    context, *, label, to, verdict=None, kind="primary", icon="", about="", name="", value=""
) -> SafeString:
    """A form of one button; `name` and `value` say which answer the button gives."""
    if verdict is not None and not verdict:
        return refusal(verdict)
    given = html(' name="{}" value="{}"', name, value) if name else NOTHING
    return html(
        '<form class="lv-post" method="post" action="{}">{}<button class="{}"{}>{}{}</button></form>',
        safe_url(to),
        csrf(context),
        look(kind),
        given,
        optional_icon(icon),
        words(label, about),
    )
