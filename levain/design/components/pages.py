"""Finding one's way: breadcrumb, pages of a list."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..markup import html
from ..safe import safe_url

NOTHING = SafeString("")


def crumb(*, label, to) -> SafeString:
    return html('<li><a href="{}">{}</a></li>', safe_url(to), label)


def pagination(context, *, page) -> SafeString:
    """Previous, the pages around with the first and the last, next; filters stay in the address."""
    if page.paginator.num_pages <= 1:
        return NOTHING
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number):
        if query is None:
            return f"?page={number}"
        query["page"] = number
        return "?" + query.urlencode()

    items = [step(_("Previous page"), "prev", address(page.number - 1) if page.has_previous() else "")]
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        items.append(numbered(number, page, address))
    items.append(step(_("Next page"), "next", address(page.number + 1) if page.has_next() else ""))
    return html(
        '<nav class="fr-pagination" aria-label="{}"><ul class="fr-pagination__list">{}</ul></nav>',
        _("Pages"),
        SafeString("".join(items)),
    )


def step(label, way, to) -> SafeString:
    link = html(' href="{}"', to) if to else SafeString(' aria-disabled="true" role="link"')
    return html('<li><a class="fr-pagination__link fr-pagination__link--{}"{}>{}</a></li>', way, link, label)


def numbered(number, page, address) -> SafeString:
    if not isinstance(number, int):
        return html('<li><span class="fr-pagination__link">{}</span></li>', number)
    here = SafeString(' aria-current="page"') if number == page.number else NOTHING
    return html(
        '<li><a class="fr-pagination__link" href="{}" title="{}"{}>{}</a></li>',
        address(number),
        _("Page %(number)s of %(last)s") % {"number": number, "last": page.paginator.num_pages},
        here,
        number,
    )
