"""What readers settle for themselves: the language and the light of their pages."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .choices import hinted


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the interface"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class DisplayForm(forms.Form):
    theme = forms.ChoiceField(label=_("Theme"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [
            ("system", hinted(_("System"), _("As your device is set, often dark in the evening."))),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ]
