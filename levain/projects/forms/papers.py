"""A document given, or a later version of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.projects.forms.records import RecordForm
from levain.projects.forms.words import LineField
from levain.projects.models import Paper


class PaperForm(RecordForm):
    """A new document has its file; a known one changes its title and its readers."""

    file = UploadField(label=_("The file"))
    title = LineField(label=_("Title"), max_length=150, help_text=_("What people will look for."))

    class Meta:
        model = Paper
        fields = ["title", "audience"]

    field_order = ["file", "title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]


class NewVersionForm(forms.Form):
    file = UploadField(label=_("The new version"))
