"""What the forms of a project's file share: one record for a token, a known version, the audience on the button."""

from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day within ten years of today."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if value and abs(value.year - timezone.localdate().year) > 10:
            raise forms.ValidationError(_("This date seems too far away. Check the year."))


class RecordForm(forms.ModelForm):
    """A record, new (with its token) or changed (with the version that was read).

    `one_a_project`: a project has one at most, and the one it has not yet is at version 0.
    """

    one_a_project = False

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, offered=(), **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["version" if self.instance.pk is None and not self.one_a_project else "token"]
        if "version" in self.fields:
            self.initial["version"] = self.instance.version
        self.now = []
        if "audience" in self.fields:
            self.fields["audience"] = forms.ChoiceField(
                choices=[(audience.value, audience.label) for audience in offered],
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose for whom you write: use one of the buttons below.")
                ),
                widget=forms.HiddenInput,
            )

    def asked(self):
        """The fields to lay out: the audience stands on the buttons."""
        return [bound for bound in self.visible_fields() if bound.name != "audience"]

    def carried(self):
        return [self[name] for name in ("token", "version") if name in self.fields]

    def told(self) -> dict:
        """What the service wants of a valid form."""
        told = dict(self.cleaned_data)
        if "version" in self.fields:
            told["version"] = told["version"] or 0
        return told

    def compare_with(self, current, reason) -> None:
        """Keep what was typed, to be saved knowingly over what the record says now."""
        self.add_error(NON_FIELD_ERRORS, reason)
        self.data = self.data.copy()
        self.data["version"] = current.version
        self.now = [
            (bound.label, said)
            for bound in self.asked()
            if hasattr(current, bound.name) and (said := self._said(current, bound.name)) not in ("", None)
        ]

    @staticmethod
    def _said(current, name):
        shown = getattr(current, f"get_{name}_display", None)
        return shown() if shown else getattr(current, name)
