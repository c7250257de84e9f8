"""What the shell needs to know of the page it holds."""

import re

from django.conf import settings
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_htmx.jinja import htmx_script

from ..markup import html

HTMX = '{"includeIndicatorStyles":false,"allowEval":false}'


def named(context, content) -> SafeString:
    """Keep the page's name, rendered once, for the title, the breadcrumb and the heading.

    Line ends of the template go; the non-breaking spaces of French stay.
    """
    context["page_name"] = SafeString(re.sub(r"[ \t\r\n]+", " ", content).strip())
    return SafeString("")


def has_failed(context) -> bool:
    """Whether the page gives a form back with its mistakes."""
    return any(
        isinstance(value, (BaseForm, BaseFormSet)) and value.is_bound and not value.is_valid()
        for layer in context.dicts
        for value in layer.values()
    )


def page_title(context) -> SafeString:
    name, service = context.get("page_name") or "", settings.SERVICE_NAME
    words = [_("Error:"), " "] if has_failed(context) else []
    words += [name, " - "] if name and name != service else []
    return html("{}" * (len(words) + 1), *words, service)


def htmx(context) -> SafeString:
    """The scripts of a page that updates itself; pages that do not ask for it load none."""
    request = context.get("request")
    return html('<meta name="htmx-config" content="{}">{}', HTMX, htmx_script(nonce=nonce(request)))


def nonce(request):
    return getattr(request, "csp_nonce", None)
