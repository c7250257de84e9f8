"""Which question of the form gives each thing that the house says of an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.selection.services.said import NAMES, fitting


class ReadFromForm(forms.Form):
    """A question for each thing; none, and the thing is not read."""

    def __init__(self, *args, asked, known, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in NAMES.items():
            choices = [("", _("No question")), *((one.code, one.text_shown) for one in fitting(name, asked))]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=known.get(name, "")
            )
