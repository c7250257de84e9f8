"""How the figures of a jury are written: one rounding, the same words on the sheet, in lists and in the record."""

from django.template.defaultfilters import floatformat
from django.utils import formats


def decimal(value: float | None, digits: int) -> str:
    """Rounded as the pages round it (half up), from the value itself."""
    return "" if value is None else str(floatformat(value, digits))


def percent(share) -> str:
    """Whole percents, with nothing and everything only when it is so."""
    if 0 < share < 0.005:
        return "< 1 %"
    if 0.995 < share < 1:
        return "> 99 %"
    return f"{share * 100:.0f} %"


def whole(number: int) -> str:
    """A whole number with its thousands apart."""
    return formats.number_format(number, force_grouping=True)
