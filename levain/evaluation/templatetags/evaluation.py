"""Figures as a French reader expects them: the sign said, one decimal."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import localize
from django.utils.html import format_html

from levain.design.components.pages import crumb
from levain.evaluation import charts, reading
from levain.evaluation.side_by_side import signed
from levain.programmes.rules import can_steer

register = template.Library()
register.filter("signed", signed)
register.filter("unit_told", reading.unit_told)
register.filter("shown", reading.shown)


@register.simple_tag(takes_context=True)
def cohort_crumb(context, *, cohort):
    """The way back to the cohort, for those who may open it; its name alone for the others."""
    if can_steer(context["request"].user, cohort):
        return crumb(label=cohort.name, to=cohort.get_absolute_url())
    return format_html("<li><span>{}</span></li>", cohort.name)


@register.filter
def difference(value):
    """+32,9 or −4,0: differences always carry their sign."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{localize(abs(rounded))}"


@register.filter
def decimals(value):
    """A figure of the network, two decimals; a dash where there is none."""
    return "–" if value is None else floatformat(value, 2)


@register.filter
def high_told(tally):
    """How many gave one of the two highest answers, as a reader expects it."""
    return charts.share_told(tally.high, tally.n)


@register.filter
def coefficient(value):
    """+0,25 or −0,25: a coefficient to two decimals, with its sign."""
    rounded = round(value, 2)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{floatformat(abs(rounded), 2)}"


@register.filter
def of(mapping, key):
    """The value under a key that the page reads elsewhere."""
    return mapping.get(key)
