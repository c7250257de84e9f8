"""Whole forms: what must be mended first, then the questions, then the button."""

from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..markup import each, html
from ..safe import safe_url
from .actions import csrf, look
from .fields import field

NOTHING = SafeString("")


def errors(*, form) -> SafeString:
    """Every mistake at the top, in the words written beside its field, each leading there."""
    if not (form.is_bound and form.errors):
        return NOTHING
    lines = list(form.non_field_errors())
    lines += [error for bound in form.hidden_fields() for error in bound.errors]
    lines += [line(bound, error) for bound in form.visible_fields() for error in bound.errors]
    return html(
        '<div class="fr-alert fr-alert--error lv-errors" role="alert" tabindex="-1" autofocus>'
        '<p class="fr-alert__title">{}</p><ul>{}</ul></div>',
        _("Some answers need your attention. What you typed is kept."),
        each("<li>{}</li>", lines),
    )


def line(bound, error) -> SafeString:
    if str(bound.label).endswith("?"):
        words = f"{bound.label} {error}"
    else:
        words = _("%(question)s: %(mistake)s") % {"question": bound.label, "mistake": error}
    return html('<a href="#{}">{}</a>', target(bound), words)


def target(bound) -> str:
    """Boxes that answer together have no single field: lead to the first."""
    widget = bound.field.widget
    if isinstance(widget, ChoiceWidget) and widget.use_fieldset:
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def form(context, *, form, submit, cancel="", to="", multipart=False, kind="primary") -> SafeString:
    """A whole form; `cancel` and `to` are addresses. Mistakes of hidden fields show at the top like any other."""
    return html(
        '{}<form class="form" method="post" novalidate{}{}>{}{}{}<div class="lv-actions">'
        '<button class="{}">{}</button>{}</div></form>',
        errors(form=form),
        html(' action="{}"', safe_url(to)) if to else NOTHING,
        SafeString(' enctype="multipart/form-data"') if multipart or form.is_multipart() else NOTHING,
        csrf(context),
        each("{}", (hidden.as_widget() for hidden in form.hidden_fields())),
        each("{}", (field(field=bound) for bound in form.visible_fields())),
        look(kind),
        submit,
        away(cancel) if cancel else NOTHING,
    )


def away(address) -> SafeString:
    return html('<a class="fr-btn fr-btn--tertiary-no-outline" href="{}">{}</a>', safe_url(address), _("Cancel"))
