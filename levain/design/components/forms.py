"""Forms: label, hint, error, field, in that order; what was typed is always given back."""

from django import forms as django_forms
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..safe import safe_url
from .actions import csrf, look

NOTHING = SafeString("")


def optional(field) -> SafeString:
    """Most questions must be answered: those that need not say so."""
    if field.field.required or isinstance(field.field, django_forms.BooleanField):
        return NOTHING
    return format_html(' <span class="lv-optional">{}</span>', _("(optional)"))


def hint(field) -> SafeString:
    if not field.help_text:
        return NOTHING
    return format_html('<span class="fr-hint-text" id="{}_helptext">{}</span>', field.auto_id, field.help_text)


def mistakes(field) -> SafeString:
    if not field.errors:
        return NOTHING
    said = format_html_join(mark_safe("<br>"), "{}", ((error,) for error in field.errors))
    return format_html('<p class="fr-error-text" id="{}_error">{}</p>', field.auto_id, said)


def field(*, field) -> SafeString:
    """One question of a form, with its hint and its error, both read with it."""
    if field.is_hidden:
        return field.as_widget()
    widget = field.field.widget
    if isinstance(widget, django_forms.CheckboxInput):
        return checkbox(field)
    if field.use_fieldset:
        return group(field)
    select = isinstance(widget, django_forms.Select)
    kind = "select" if select else "upload" if isinstance(widget, django_forms.FileInput) else "input"
    return format_html(
        '<div class="fr-{}-group{}"><label class="fr-label" for="{}">{}{}{}</label>{}{}</div>',
        kind,
        f" fr-{kind}-group--error" if field.errors else "",
        field.id_for_label,
        field.label,
        optional(field),
        hint(field),
        field.as_widget(attrs={"class": with_class(widget, f"fr-{kind}")}),
        mistakes(field),
    )


def with_class(widget, name) -> str:
    return f"{name} {widget.attrs['class']}" if widget.attrs.get("class") else name


def checkbox(field) -> SafeString:
    return format_html(
        '<div class="fr-checkbox-group{}">{}<label class="fr-label" for="{}">{}{}</label>{}</div>',
        " fr-checkbox-group--error" if field.errors else "",
        field.as_widget(),
        field.id_for_label,
        field.label,
        hint(field),
        mistakes(field),
    )


def group(field) -> SafeString:
    """Several boxes answer one question: the question is their legend."""
    described = field.aria_describedby
    return format_html(
        '<fieldset class="fr-fieldset lv-choices{}" id="{}"{}>'
        '<legend class="fr-fieldset__legend">{}{}{}</legend>{}{}</fieldset>',
        " fr-fieldset--error" if field.errors else "",
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else NOTHING,
        field.label,
        optional(field),
        hint(field),
        field.as_widget(),
        mistakes(field),
    )


def errors(*, form) -> SafeString:
    """Every mistake at the top, in the words written beside its field, each leading there."""
    if not (form.is_bound and form.errors):
        return NOTHING
    lines = [conditional_escape(error) for error in form.non_field_errors()]
    for bound in form:
        lines += [
            format_html('<a href="#{}">{}{} {}</a>', target(bound), bound.label, _(":"), error)
            if not bound.is_hidden
            else conditional_escape(error)
            for error in bound.errors
        ]
    return format_html(
        '<div class="fr-alert fr-alert--error lv-errors" role="alert" tabindex="-1" autofocus>'
        '<p class="fr-alert__title">{}</p><ul>{}</ul></div>',
        _("Something is missing or must be corrected. What you typed is kept."),
        format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
    )


def target(bound) -> str:
    """Boxes that answer together have no single field: lead to their group."""
    return bound.id_for_label or bound.auto_id


def form(context, *, form, submit, cancel="", to="", multipart=False, kind="primary") -> SafeString:
    """A whole form: summary of mistakes, questions, button; `cancel` is an address."""
    upload = multipart or form.is_multipart()
    away = format_html(
        '<a class="fr-btn fr-btn--tertiary-no-outline" href="{}">{}</a>', safe_url(cancel), _("Cancel")
    )
    return format_html(
        '{}<form class="form" method="post" novalidate{}{}>{}{}{}<div class="lv-actions"><button class="{}">{}</button>'
        "{}</div></form>",
        errors(form=form),
        format_html(' action="{}"', safe_url(to)) if to else NOTHING,
        mark_safe(' enctype="multipart/form-data"') if upload else NOTHING,
        csrf(context),
        format_html_join("", "{}", ((hidden.as_widget(),) for hidden in form.hidden_fields())),
        format_html_join("", "{}", ((field(field=bound),) for bound in form.visible_fields())),
        look(kind),
        submit,
        away if cancel else NOTHING,
    )
