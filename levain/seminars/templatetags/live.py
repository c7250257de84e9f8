"""What the templates of a room share."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


@register.simple_tag(takes_context=True)
def kind_part(context, *, part):
    """The template of this kind of activity: answer, results or remote."""
    kind = context["kind"]
    return kind.template(part).render(context.flatten()) if kind else ""


@register.simple_tag
def live_bars(*, lines, n, big=False):
    """Horizontal bars with their words and numbers: text first, drawn beside."""
    return render_to_string("seminars/live/bars.html", {"lines": lines, "n": n, "big": big})
