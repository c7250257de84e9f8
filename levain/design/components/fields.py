"""One question of a form: label, hint, field, mistake, in that order; hint and mistake are read with the field."""

import re

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..markup import html, text

NOTHING = SafeString("")
# The browser's own pickers read and write ISO dates; other hands may still type a French one.
PICKERS = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
PICKED = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")


def field(*, field) -> SafeString:
    """One question of a form, with its hint and its error, both read with it."""
    if field.is_hidden:
        return field.as_widget()
    if isinstance(field.field.widget, forms.CheckboxInput):
        return checkbox(field)
    return group(field) if field.use_fieldset else single(field)


def single(field) -> SafeString:
    kind = family(field.field.widget)
    prepare(field)
    return html(
        '<div class="fr-{}-group{}"><label class="fr-label" for="{}">{}{}{}{}</label>{}{}</div>',
        kind,
        f" fr-{kind}-group--error" if field.errors else "",
        field.id_for_label,
        field.label,
        optional(field),
        hint(field),
        choosing(field),
        field.as_widget(attrs=attributes(field, f"fr-{kind}")),
        mistakes(field),
    )


def choosing(field) -> SafeString:
    """The browser's own button speaks the language of the browser: this one, that of the page."""
    if not isinstance(field.field.widget, forms.FileInput):
        return NOTHING
    several = getattr(field.field.widget, "allow_multiple_selected", False)
    said = _("Choose files") if several else _("Choose a file")
    return html('<span class="fr-btn fr-btn--secondary lv-choose" aria-hidden="true">{}</span>', said)


def family(widget) -> str:
    if isinstance(widget, forms.Select):
        return "select"
    return "upload" if isinstance(widget, forms.FileInput) else "input"


def prepare(field) -> None:
    """Use the browser's date picker, and let nothing that was typed be cut or lost."""
    widget = field.field.widget
    widget.attrs.pop("maxlength", None)
    picker = PICKERS.get(type(widget))
    typed = field.value()
    if picker and not (isinstance(typed, str) and typed and not PICKED.match(typed)):
        widget.input_type, widget.format = picker


def attributes(field, look) -> dict[str, str]:
    given = field.field.widget.attrs
    attrs = {"class": f"{look} {given['class']}" if given.get("class") else look}
    described = [given.get("aria-describedby", "")]
    described += [f"{field.auto_id}_helptext"] if hints(field) else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if any(described):
        attrs["aria-describedby"] = " ".join(filter(None, described))
    return attrs


def checkbox(field) -> SafeString:
    return html(
        '<div class="fr-checkbox-group{}">{}<label class="fr-label" for="{}">{}{}</label>{}</div>',
        " fr-checkbox-group--error" if field.errors else "",
        field.as_widget(attrs=attributes(field, "lv-box")),
        field.id_for_label,
        field.label,
        hint(field),
        mistakes(field),
    )


def group(field) -> SafeString:
    """Several boxes answer one question: the question is their legend."""
    described = attributes(field, "").get("aria-describedby")
    boxes = field.as_widget()
    if "<input" not in boxes:
        boxes = html('<p class="quiet">{}</p>', _("Nothing to choose from yet."))
    return html(
        '<fieldset class="fr-fieldset lv-choices{}" id="{}"{}>'
        '<legend class="fr-fieldset__legend">{}{}{}</legend>{}{}</fieldset>',
        " fr-fieldset--error" if field.errors else "",
        field.auto_id,
        html(' aria-describedby="{}"', described) if described else NOTHING,
        field.label,
        optional(field),
        hint(field),
        boxes,
        mistakes(field),
    )


def optional(field) -> SafeString:
    """Most questions must be answered: those that need not say so, save those that depend on others."""
    if field.field.required or not getattr(field.field, "says_optional", True):
        return NOTHING
    return html(' <span class="lv-optional">{}</span>', _("(optional)"))


def hints(field) -> list:
    """What helps to answer, with the limit of a long text said before it is typed."""
    said = [field.help_text] if field.help_text else []
    limit = getattr(field.field, "max_length", None)
    if limit and isinstance(field.field.widget, forms.Textarea):
        said.append(_("%(limit)s characters at most.") % {"limit": limit})
    return said


def hint(field) -> SafeString:
    said = hints(field)
    if not said:
        return NOTHING
    words = SafeString(" ".join(text(line) for line in said))
    return html('<span class="fr-hint-text" id="{}_helptext">{}</span>', field.auto_id, words)


def mistakes(field) -> SafeString:
    if not field.errors:
        return NOTHING
    said = SafeString("<br>".join(text(error) for error in field.errors))
    return html('<p class="fr-error-text" id="{}_error">{}</p>', field.auto_id, said)
