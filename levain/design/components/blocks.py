"""What pages are made of: sections, cards, notices, quotations, stories."""

import datetime

from django.utils import formats, timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..dates import in_words
from ..markup import html
from ..markup import text as words
from ..safe import safe_url
from .icons import icon

NOTHING = SafeString("")
KINDS = ("info", "success", "warning", "error")


def one_of(kind, kinds) -> str:
    if kind not in kinds:
        raise ValueError(f"The kind is one of {kinds}, not {kind!r}")
    return kind


def heading(level) -> str:
    return f"h{one_of(int(level), (2, 3, 4, 5, 6))}"


def link(label, to) -> SafeString:
    address = safe_url(to)
    return html('<a href="{}">{}</a>', address, label) if address else SafeString(words(label))


def notice(content, *, kind="info", title="") -> SafeString:
    """A message set apart from the text; its kind is said to those who do not see its colour."""
    top = html('<p class="fr-alert__title">{}</p>', title) if title else NOTHING
    small = "" if title else " fr-alert--sm"
    return html(
        '<div class="fr-alert fr-alert--{}{}">{}{}</div>', one_of(kind, KINDS), small, top, paragraph(content)
    )


def paragraph(content) -> SafeString:
    """Bare words need a paragraph; markup brings its own."""
    content = SafeString(words(content).strip())
    blocks = ("<p", "<ul", "<ol", "<div", "<dl", "<form", "<table", "<h", "<section", "<figure", "<article")
    return content if not content or content.startswith(blocks) else html("<p>{}</p>", content)


def cards(content) -> SafeString:
    return html('<div class="lv-cards">{}</div>', content)


def card(content, *, title, to="", detail="", level=3, badge="") -> SafeString:
    """One thing in a list of things; the whole card opens it."""
    tag = heading(level)
    mark = badge if str(badge).startswith('<span class="fr-badge') else plain(badge)
    return html(
        '<div class="lv-card{}"><{} class="lv-card__title">{}</{}>{}{}{}</div>',
        " lv-card--link" if safe_url(to) else "",
        tag,
        link(title, to),
        tag,
        html('<p class="lv-card__badge">{}</p>', mark) if badge else NOTHING,
        html('<p class="lv-card__detail">{}</p>', detail) if detail else NOTHING,
        paragraph(content),
    )


def plain(text) -> SafeString:
    return badge(text=text, kind="plain")


def badge(*, text, kind="plain") -> SafeString:
    """A state in words; the colour only repeats it."""
    kind = one_of(kind, (*KINDS, "new", "plain"))
    look = "" if kind == "plain" else f" fr-badge--{kind}"
    return html('<span class="fr-badge fr-badge--sm fr-badge--no-icon{}">{}</span>', look, text)


def unseen(*, text) -> SafeString:
    """Words for those who listen to the page."""
    return html('<span class="fr-sr-only"> {}</span>', text)


def chip(*, text) -> SafeString:
    return html('<span class="fr-tag fr-tag--sm">{}</span>', text)


def empty(*, title, text="", to="", label="") -> SafeString:
    """Nothing yet: what will be here, and the gesture that starts it."""
    action = html('<p><a class="fr-btn" href="{}">{}</a></p>', safe_url(to), label)
    return html(
        '<div class="lv-empty">{}<p class="lv-empty__title">{}</p>{}{}</div>',
        icon(name="seedling-line"),
        title,
        html("<p>{}</p>", text) if text else NOTHING,
        action if label and safe_url(to) else NOTHING,
    )


def date(*, value) -> SafeString:
    """A date as people say it, and as machines read it; words are left as they are."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        shown = _("%(day)s at %(hour)s") % {
            "day": in_words(value),
            "hour": formats.date_format(value, "TIME_FORMAT"),
        }
    elif isinstance(value, datetime.date):
        shown = in_words(value)
    else:
        return SafeString(words(value))
    return html('<time datetime="{}">{}</time>', value.isoformat(), shown)


def quotation(*, text, who="", when="", where="", to="") -> SafeString:
    """Words that somebody wrote, with who, when, and the place they come from."""
    source = link(where, to) if where else NOTHING
    said = [part for part in (words(who), date(value=when) if when else "", source) if part]
    return html(
        '<figure class="lv-quote"><blockquote>{}</blockquote>{}</figure>',
        SafeString(linebreaks(text, autoescape=True)),
        html("<figcaption>{}</figcaption>", SafeString(" · ".join(said))) if said else NOTHING,
    )


def disclosure(content, *, title, open=False) -> SafeString:
    return html(
        '<details class="lv-details"{}><summary>{}</summary><div class="lv-details__body">{}</div></details>',
        SafeString(" open") if open else NOTHING,
        title,
        content,
    )


def facts(content) -> SafeString:
    return html('<dl class="lv-facts">{}</dl>', content)


def fact(content, *, label) -> SafeString:
    return html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


def person(*, user, role="") -> SafeString:
    """A name, and in what capacity; someone who was erased is nobody in particular."""
    name = str(user) if user else _("Someone who has left")
    return html('<span class="lv-person">{}{}</span>', name, html(" <small>{}</small>", role) if role else NOTHING)


def section(content, *, title, level=2, id="") -> SafeString:
    tag = heading(level)
    named = html(' id="{}" aria-labelledby="{}-title"', id, id) if id else NOTHING
    inner = html(' id="{}-title"', id) if id else NOTHING
    return html('<section class="lv-section"{}><{}{}>{}</{}>{}</section>', named, tag, inner, title, tag, content)


def columns(content) -> SafeString:
    return html('<div class="lv-columns">{}</div>', content)


def column(content) -> SafeString:
    return html("<div>{}</div>", content)


def data_table(content, *, caption, stacked=False) -> SafeString:
    """A table in a scroller that the keyboard reaches and that says its name.

    `stacked`: on a phone each row reads as a card; its cells carry `data-label`, and the roles that CSS takes away.
    """
    return html(
        '<div class="lv-table{}" role="region" tabindex="0" aria-label="{}">'
        "<table{}><caption>{}</caption>{}</table></div>",
        SafeString(" lv-table--stacked" if stacked else ""),
        caption,
        SafeString(' role="table"' if stacked else ""),
        caption,
        content,
    )


def timeline(content) -> SafeString:
    return html('<ol class="lv-timeline">{}</ol>', content)


def moment(content, *, when, title="", kind="") -> SafeString:
    """One thing that happened, in a story read from top to bottom."""
    return html(
        '<li class="lv-moment{}"><p class="lv-moment__when">{}</p>{}{}</li>',
        f" lv-moment--{one_of(kind, KINDS)}" if kind else "",
        date(value=when),
        html('<p class="lv-moment__title">{}</p>', title) if title else NOTHING,
        paragraph(content),
    )
