"""What the templates of boards, matrices and consultations share."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.seminars.templatetags.live import being_for

register = template.Library()


@register.simple_tag(takes_context=True)
def support_button(context, *, pk, n, about):
    """Support an idea."""
    return being_for(context, pk, _("I support it"), ngettext("%(n)s vote", "%(n)s votes", n) % {"n": n}, about)


@register.filter
def at_step(columns, step):
    """The column of the step the room is at."""
    return columns[min(step, len(columns) - 1)] if columns else {"id": "", "label": ""}
