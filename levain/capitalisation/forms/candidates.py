from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import area, clean_words


class DismissForm(forms.Form):
    reason = forms.CharField(label=_("Why it is no finding"), max_length=500, widget=area(3))

    def clean_reason(self):
        return clean_words(self.cleaned_data["reason"])
