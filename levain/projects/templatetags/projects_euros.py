"""Amounts as people read them."""

from decimal import Decimal

from django import template
from django.utils import formats

register = template.Library()


@register.filter
def euros(amount):
    """« 1 250 € », with its cents only when it has some; no line end inside."""
    places = 0 if Decimal(amount) == int(amount) else 2
    shown = formats.number_format(amount, places, use_l10n=True, force_grouping=True)
    return f"{shown}\u00a0€".replace(" ", "\u202f")
