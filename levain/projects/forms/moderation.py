"""What is wrong with something public, why it is hidden, and the second look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.door import DoorForm, few_links
from levain.projects.forms.neighbours import AddressField
from levain.projects.forms.words import WordsField
from levain.projects.models import Reason


class FlagForm(DoorForm):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Reason, widget=forms.RadioSelect)
    words = WordsField(
        label=_("In your words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    email = AddressField(
        required=False, help_text=_("If you wish to know what was decided. Otherwise leave it empty.")
    )

    def clean_words(self):
        return few_links(self.cleaned_data["words"])


class HideForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why is it hidden?"), choices=Reason, widget=forms.RadioSelect)
    words = WordsField(
        label=_("Explain it to the person who wrote"),
        help_text=_("She reads these words, and may ask the national team to look again."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppealForm(forms.Form):
    text = WordsField(
        label=_("Why should it be shown again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecisionForm(forms.Form):
    restore = forms.ChoiceField(
        label=_("What is decided?"),
        choices=[("yes", _("Put it back on the page")), ("no", _("Leave it hidden"))],
        widget=forms.RadioSelect,
    )
    text = WordsField(
        label=_("The reason, for the person who wrote"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
