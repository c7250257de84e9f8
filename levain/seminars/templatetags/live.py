"""What the templates of a room share."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.seminars.live import codes

register = template.Library()

SUN = "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10M12 1v3M12 20v3M1 12h3M20 12h3M4 4l2 2M18 18l2 2M4 20l2-2M18 6l2-2"
CLOUD = "M7 19a4.5 4.5 0 0 1-.4-9A6 6 0 0 1 18 9a5 5 0 0 1 0 10z"
# One drawing for each sky that facilitators name; another word goes without.
SKIES = {
    "soleil": SUN,
    "éclaircies": "M7 20a4 4 0 0 1-.3-8A5.5 5.5 0 0 1 17 11a4.5 4.5 0 0 1 0 9zM14 2v2M20 5l-1.5 1.5M8 4l1.5 1.5",
    "nuages": CLOUD,
    "brouillard": "M3 6h18M5 10h14M3 14h18M6 18h12",
    "pluie": "M7 14a4 4 0 0 1-.4-8A6 6 0 0 1 18 5a4.5 4.5 0 0 1 0 9zM8 17l-1 4M12.5 17l-1 4M17 17l-1 4",
    "orage": "M7 14a4 4 0 0 1-.4-8A6 6 0 0 1 18 5a4.5 4.5 0 0 1 0 9zM13 12l-3 5h3l-2 5",
}


@register.simple_tag(takes_context=True)
def kind_part(context, *, part):
    """The template of this kind of activity: answer, results or remote."""
    kind = context["kind"]
    return kind.template(part).render(context.flatten()) if kind else ""


@register.simple_tag
def live_bars(*, lines, n, skies=False):
    """Horizontal bars with their words and numbers: text first, drawn beside."""
    return render_to_string("seminars/live/bars.html", {"lines": lines, "n": n, "skies": skies})


@register.simple_tag
def sky(*, word):
    drawn = SKIES.get(str(word).casefold())
    if drawn is None:
        return ""
    return format_html('<svg class="lv-sky" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', drawn)


@register.simple_tag(takes_context=True)
def vote_button(context, *, pk, n, about):
    """Wait for the answer to what somebody asked."""
    label = ngettext("%(n)s person waits for it", "%(n)s people wait for it", n) % {"n": n}
    return being_for(context, pk, _("Me too"), label, about)


def being_for(context, pk, me, label, about) -> SafeString:
    """A button: one is for it; pressed again, no longer. It sends the form of the page, so it needs no script."""
    mine = pk in context.get("voted", ())
    return format_html(
        '<button type="submit" form="vote" class="lv-vote" name="{}" value="{}" aria-pressed="{}" data-vote="{}">'
        '<span class="lv-vote__me">{}</span> <span class="lv-vote__n">{}</span>'
        '<span class="fr-sr-only"> : {}</span></button>',
        "against" if mine else "for",
        pk,
        "true" if mine else "false",
        pk,
        me,
        label,
        str(about)[:80],
    )


@register.filter
def has(value, one):
    """Whether one choice is among those given, alone or in a list."""
    return one in value if isinstance(value, list) else value == one


@register.simple_tag
def qr(*, address) -> SafeString:
    return codes.drawn(address)


@register.filter
def spaced(code):
    """In two halves, as people read it aloud."""
    half = len(code) // 2
    return f"{code[:half]}\u00a0{code[half:]}"
