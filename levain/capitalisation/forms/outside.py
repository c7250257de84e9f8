"""A document from outside: what it is, who may read it, its file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import WordsForm, clean_words
from levain.capitalisation.models import OutsideDocument
from levain.capitalisation.services.outside import ACCEPTED
from levain.foundation.forms import UploadField
from levain.programmes.models import Cohort
from levain.projects.models import Project


class OutsideForm(WordsForm):
    """A new document has its file; a known one says better what it is."""

    file = UploadField(
        label=_("The file"),
        kinds=ACCEPTED,
        help_text=_(
            "10 MB at most: PDF with a text, DOCX, ODT, text (txt), subtitles (srt, vtt). Only its words are read."
        ),
    )

    class Meta:
        model = OutsideDocument
        fields = ["title", "author", "side", "written_on", "project", "origin", "licence", "audience"]
        labels = {
            "title": _("Title"),
            "author": _("Who wrote it, or who speaks"),
            "side": _("Whose side"),
            "written_on": _("Written or said on"),
            "project": _("About which project"),
            "origin": _("Where it comes from"),
            "licence": _("What one may do with it"),
            "audience": _("Read by"),
        }
        help_texts = {
            "author": _("In subtitles with several voices, the voice whose side you say, as the file names it."),
            "origin": _("An address, or who handed it over."),
            "licence": _("Its licence, or the agreement of its author: “Licence Ouverte 2.0”, “agreement of 3 May”."),
            "audience": _("Passages that are kept and published follow their own agreement."),
        }
        widgets = {"written_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    field_order = ["file", "title"]

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.filter(cohort=cohort)
        self.fields["project"].empty_label = _("The whole session")
        self.fields["side"].choices = [("", _("None of them")), *self.fields["side"].choices[1:]]
        if self.instance.pk:
            del self.fields["file"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("audience") == OutsideDocument.Readers.PROJECT and not cleaned.get("project"):
            self.add_error("project", _("Choose the project that reads it."))
        return cleaned


class VersionForm(forms.Form):
    file = UploadField(label=_("The new version"), kinds=ACCEPTED)


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        help_text=_("Its words and its files are erased, and masked where they were quoted. This cannot be undone."),
    )

    def clean_because(self):
        return clean_words(self.cleaned_data["because"])
