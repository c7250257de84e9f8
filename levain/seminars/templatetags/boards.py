"""What the templates of boards, matrices and consultations share."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag(takes_context=True)
def support_button(context, *, pk, n, about):
    """Support an idea; pressed again, no longer. It sends the form of the page, so it needs no script."""
    mine = pk in context.get("voted", ())
    return format_html(
        '<button type="submit" form="vote" class="lv-vote" name="{}" value="{}" aria-pressed="{}" data-vote="{}">'
        '<span class="lv-vote__me">{}</span> <span class="lv-vote__n">{}</span>'
        '<span class="fr-sr-only"> : {}</span></button>',
        "against" if mine else "for",
        pk,
        "true" if mine else "false",
        pk,
        _("I support it"),
        ngettext("%(n)s vote", "%(n)s votes", n) % {"n": n},
        str(about)[:80],
    )


@register.filter
def at_step(columns, step):
    """The column of the step the room is at."""
    return columns[min(step, len(columns) - 1)] if columns else {"id": "", "label": ""}
