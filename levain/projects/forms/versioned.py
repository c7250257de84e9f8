"""Forms that change something others may be changing too."""

from django import forms
from django.db import models


class VersionedForm(forms.ModelForm):
    """`version` says which state was being read while typing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["version"]
        else:
            self.fields["version"].initial = self.instance.version

    def compare_with(self, current: models.Model, reason: str) -> list[tuple[str, str]]:
        """Keep what was typed, to be saved knowingly over what is so now: the fields that differ, as they are."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = current.version
        shown = ((name, getattr(current, f"get_{name}_display", None)) for name in self._meta.fields)
        return [
            (self.fields[name].label, display() if display else getattr(current, name))
            for name, display in shown
            if self.cleaned_data.get(name) != getattr(current, name)
        ]
