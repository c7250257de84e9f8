"""The tables of a room, and what their note-takers write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import files
from levain.foundation.forms import UploadField
from levain.seminars.forms.composing.base import LinesField
from levain.seminars.forms.once import Once
from levain.seminars.live import kinds
from levain.seminars.models import ANONYMOUS, Activity, Side, Table


class LayForm(forms.Form):
    titles = LinesField(
        label=_("One table for each of these themes"),
        help_text=_("One on each line."),
        least=0,
        most=40,
        longest=120,
        rows=4,
    )
    projects = forms.BooleanField(label=_("One table for each project of the cohort"), required=False)

    def clean(self):
        typed = super().clean()
        if not typed.get("titles") and not typed.get("projects") and not self.errors:
            self.add_error("titles", _("Write a theme, or ask for one table a project."))
        return typed


class TableForm(Once, forms.ModelForm):
    class Meta:
        model = Table
        fields = ["title", "project", "note_taker"]
        labels = {"title": _("Theme"), "project": _("Project"), "note_taker": _("Who takes notes")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = self.instance.seminar.cohort.projects.all()


class NoteForm(Once):
    """A note of a table: words, or a photograph of its sheet."""

    column = forms.ChoiceField(label=_("Column"), required=False)
    text = forms.CharField(
        label=_("What the table says"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    side = forms.ChoiceField(label=_("Who says it"), required=False)
    photo = UploadField(label=_("or a photograph of the sheet"), kinds=files.PICTURES, required=False)

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].widget.attrs["capture"] = "environment"
        sides = [(side.value, side.label) for side in Side if side != Side.FACILITATOR]
        self.fields["side"].choices = [("", _("the whole table")), *sides, (ANONYMOUS, _("no name"))]
        self.fields["column"].choices = [(column["id"], column["label"]) for column in activity.columns]
        if (kind := kinds.of(activity)) and kind.steps(activity):
            self.fields["column"].label = _("Step")
        if not activity.columns:
            del self.fields["column"]
        if not activity.named:
            del self.fields["side"]
        if not noted(activity):
            del self.fields["photo"]

    def clean(self):
        typed = super().clean()
        if not typed.get("text", "").strip() and not typed.get("photo") and not self.errors:
            self.add_error("text", _("Write a few words, or take a photograph."))
        return typed


def noted(activity: Activity) -> bool:
    """Whether a note-taker writes in it: activities of words."""
    kind = kinds.of(activity)
    return kind is not None and kind.words
