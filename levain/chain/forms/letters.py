"""What is typed in the letters of a call."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import LineField, WordsField
from levain.selection import lettering


def text(**said):
    return WordsField(widget=forms.Textarea(attrs={"rows": 18}), **said)


class LetterForm(forms.Form):
    subject = LineField(label=_("Subject of the letter"), max_length=200)
    text = text(label=_("Text of the letter"), max_length=12_000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TemplateForm(forms.Form):
    """The model of a letter, and what the team says once for all those written from it."""

    subject = LineField(label=_("Subject of the letter"), max_length=200)
    body = text(label=_("Text of the letter"), max_length=8000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, said=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in lettering.OF_THE_TEAM.items():
            title = str(label)
            self.fields[name] = LineField(
                label=title[:1].upper() + title[1:],
                max_length=200,
                required=False,
                initial=(said or {}).get(name, ""),
            )

    def clean_subject(self):
        return self._known("subject")

    def clean_body(self):
        return self._known("body")

    def _known(self, name):
        words = self.cleaned_data[name]
        if lost := lettering.unknown(words):
            raise forms.ValidationError(_("Nothing replaces {%(name)s}.") % {"name": lost[0]})
        return words

    def told(self) -> dict:
        """The words, and apart from them what the team says once."""
        said = dict(self.cleaned_data)
        once = {name: said.pop(name) for name in lettering.OF_THE_TEAM}
        return {**said, "said": {name: value for name, value in once.items() if value}}
