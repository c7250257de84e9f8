"""Whether a page opens to its reader: a link that would be refused is not offered."""

from django import template

from levain.foundation import registry

register = template.Library()


@register.filter
def opens_to(place, user) -> bool:
    return bool(registry.may_see(user, place))
