"""Texts that can be quoted, and what one may do with an object; upper packages offer the gestures."""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from levain.foundation import passages, registry
from levain.foundation.models import Passage

register = template.Library()

# Asked in the address: a text that is only read asks nothing more of the house.
KEPT = "gardes"


@register.inclusion_tag("foundation/citable.html", takes_context=True)
def citable(context, *, obj, field):
    """A text as it was written; the words of `?passage=` stand out, and gestures on a selection are offered."""
    request = context.get("request")
    source = getattr(obj, field) or ""
    kind = ContentType.objects.get_for_model(obj)
    asked = _asked(request)
    here = asked and (asked.object_type_id, asked.object_id, asked.field) == (kind.pk, obj.pk, field)
    found = passages.find_in(asked, source) if here else None
    kept = _kept(request, obj, field)
    return {
        "id": _id(kind, obj, field),
        "cite": f"{kind.app_label}.{kind.model}:{obj.pk}:{field}",
        "text": _marked(source, asked, found, kept),
        "kept": kept,
        "to_kept": f"?{KEPT}=1#{_id(kind, obj, field)}",
        "asked": asked if here else None,
        "found": found,
        "changed": found is not None and found.state == passages.State.CHANGED,
        "moved": found is not None and found.state == passages.State.MOVED,
        "gestures": _links(request, obj, kind, passage=True, query=f"?field={field}"),
        "first": _first(request),
        "nonce": context.get("csp_nonce") or getattr(request, "csp_nonce", ""),
    }


def _id(kind, obj, field):
    return f"text-{kind.model}-{obj.pk}-{field}"


@register.inclusion_tag("foundation/gestures.html", takes_context=True)
def gestures(context, *, obj):
    """What this person may do with an object, as links; nothing when nothing is granted."""
    kind = ContentType.objects.get_for_model(obj)
    return {"gestures": _links(context.get("request"), obj, kind, passage=False)}


def _asked(request) -> Passage | None:
    """The passage named in the address, read once a request."""
    if request is None:
        return None
    if not hasattr(request, "_passage_asked"):
        number = request.GET.get("passage", "")
        known = number.isascii() and number.isdigit() and len(number) < 19
        request._passage_asked = Passage.objects.filter(pk=int(number)).first() if known else None
    return request._passage_asked


def _first(request) -> bool:
    """The look and the script come once a page."""
    if request is None or getattr(request, "_passages_dressed", False):
        return False
    request._passages_dressed = True
    return True


def _kept(request, obj, field) -> list[registry.Kept]:
    """What is kept of this text, when a person who works on it asks, or comes from there."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not (KEPT in request.GET or "passage" in request.GET):
        return []
    if not hasattr(request, "_passages_kept"):
        request._passages_kept = {}
    return registry.kept_of(user, obj, field, request._passages_kept)


def _marked(source, asked, found, kept):
    """The text with the words asked for marked, and what is kept underlined, overlaps as one run."""
    runs = passages.spans(source, _runs(kept))
    if found is None or found.start is None:
        return _underlined(source, runs, 0, len(source))
    ((start, end),) = passages.spans(source, [(found.start, found.end)])
    mark = f'<mark id="passage-{asked.pk}">{_lines(source[start:end])}</mark>'
    return mark_safe(_underlined(source, runs, 0, start) + mark + _underlined(source, runs, end, len(source)))


def _runs(kept) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in kept):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _underlined(source, runs, first, last):
    parts, here = [], first
    for start, end in runs:
        start, end = max(start, here), min(end, last)
        if start < end:
            parts += [_lines(source[here:start]), f'<span class="citable-kept">{_lines(source[start:end])}</span>']
            here = end
    return mark_safe("".join([*parts, _lines(source[here:last])]))


def _lines(text):
    return mark_safe(escape(text.replace("\r\n", "\n")).replace("\n", "<br>"))


def _links(request, obj, kind, *, passage, query=""):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [
        {"label": gesture.label, "to": reverse(gesture.url_name, args=[kind.pk, obj.pk]) + query}
        for gesture in registry.gestures(obj)
        if gesture.passage == passage and gesture.rule(user, obj)
    ]


@register.simple_tag
def came_from(*, passage):
    """The words an object came out of, with the way back to the moment they were said."""
    if not passage.quote:
        return format_html('<span class="quiet">{}</span>', _("The words it came from have been withdrawn."))
    return format_html(
        '<span class="quiet">{} « {} » <a href="{}">{}</a></span>',
        _("It came from:"),
        passage.quote,
        passages.address(passage),
        _("see where it was said"),
    )
