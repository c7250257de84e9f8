"""Whole forms: what must be mended first, then the questions, then the button."""

from django.forms.widgets import ChoiceWidget
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..safe import safe_url
from .actions import csrf, look
from .fields import field

NOTHING = SafeString("")


def errors(*, form) -> SafeString:
    """Every mistake at the top, in the words written beside its field, each leading there."""
    if not (form.is_bound and form.errors):
        return NOTHING
    lines = [conditional_escape(error) for error in form.non_field_errors()]
    lines += [conditional_escape(error) for bound in form.hidden_fields() for error in bound.errors]
    lines += [line(bound, error) for bound in form.visible_fields() for error in bound.errors]
    return format_html(
        '<div class="fr-alert fr-alert--error lv-errors" role="alert" tabindex="-1" autofocus>'
        '<p class="fr-alert__title">{}</p><ul>{}</ul></div>',
        _("Some answers need your attention. What you typed is kept."),
        format_html_join("", "<li>{}</li>", ((said,) for said in lines)),
    )


def line(bound, error) -> SafeString:
    return format_html(
        '<a href="#{}">{}</a>',
        target(bound),
        _("%(question)s: %(mistake)s") % {"question": bound.label, "mistake": error},
    )


def target(bound) -> str:
    """Boxes that answer together have no single field: lead to the first."""
    widget = bound.field.widget
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def form(context, *, form, submit, cancel="", to="", multipart=False, kind="primary") -> SafeString:
    """A whole form; `cancel` and `to` are addresses. Mistakes of hidden fields show at the top like any other."""
    return format_html(
        '{}<form class="form" method="post" novalidate{}{}>{}{}{}<div class="lv-actions">'
        '<button class="{}">{}</button>{}</div></form>',
        errors(form=form),
        format_html(' action="{}"', safe_url(to)) if to else NOTHING,
        mark_safe(' enctype="multipart/form-data"') if multipart or form.is_multipart() else NOTHING,
        csrf(context),
        format_html_join("", "{}", ((hidden.as_widget(),) for hidden in form.hidden_fields())),
        format_html_join("", "{}", ((field(field=bound),) for bound in form.visible_fields())),
        look(kind),
        submit,
        away(cancel) if cancel else NOTHING,
    )


def away(address) -> SafeString:
    return format_html(
        '<a class="fr-btn fr-btn--tertiary-no-outline" href="{}">{}</a>', safe_url(address), _("Cancel")
    )
