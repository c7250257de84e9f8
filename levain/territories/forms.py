"""The commune field: it completes as people type, and is a plain text field when scripts do not run."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .finding import meant_by
from .models import LONGEST_QUESTION, Territory

EXAMPLES = 4


class CommuneInput(forms.TextInput):
    template_name = "territories/commune.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["options_id"] = f"{widget['attrs'].get('id') or name}_options"
        widget["endpoint"] = f"{reverse('territories:communes')}?field={name}"
        return context


class CommuneField(forms.CharField):
    """Gives a commune of today, from its name, its former name, its postcode or its INSEE code."""

    widget = CommuneInput
    default_error_messages = {
        "unknown": _("No commune is called “%(text)s”. Check the spelling, or type its postcode."),
        "several": _("Several communes are called %(text)s: add the department, for example %(examples)s."),
        "beginning": _("Several communes begin with “%(text)s”: say which one, for example %(examples)s."),
        "postcode": _("Several communes share %(text)s: say which one, for example %(examples)s."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Commune"))
        kwargs.setdefault("help_text", _("A name and its department, or a postcode. Example: Melle (79)."))
        super().__init__(max_length=LONGEST_QUESTION, **kwargs)

    def prepare_value(self, value):
        """A commune shows as « Melle (79) »; what a person typed stays as she typed it."""
        if isinstance(value, int):
            value = Territory.objects.filter(pk=value).select_related("successor").first()
        return value.label if isinstance(value, Territory) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        communes, named_so = meant_by(text)
        if not communes:
            raise self.error("unknown", text)
        if len(communes) > 1:
            raise self.error(which(text, named_so), text, communes)
        return communes[0]

    def error(self, code, text, communes=()):
        examples = ", ".join(commune.label for commune in communes[:EXAMPLES])
        return ValidationError(self.error_messages[code], code=code, params={"text": text, "examples": examples})

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def which(text, named_so):
    if text[:1].isdigit():
        return "postcode"
    return "several" if named_so else "beginning"
