from uuid import uuid4

from django import forms


class Once(forms.Form):
    """A form that makes one thing however many times it is sent, or says which version it changes."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        self.fields["version"].initial = getattr(getattr(self, "instance", None), "version", None) or 0

    def told(self) -> dict:
        """What the service wants of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("token", "version")}

    def _post_clean(self):
        """The object stays as it was read: the service writes, the form only says what to mend."""
