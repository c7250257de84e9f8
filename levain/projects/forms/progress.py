"""A progress note, and how often it is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.records import RecordForm
from levain.projects.forms.words import LineField, WordsField
from levain.projects.models import ProgressNote


def answer(label, **said):
    return WordsField(label=label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), **said)


class ProgressNoteForm(RecordForm):
    """Four short questions; a draft may leave all of them open."""

    moved = answer(_("What moved?"))
    blocks = answer(_("What blocks?"))
    next = answer(_("What comes next?"))
    help = answer(_("What help do you want?"))

    class Meta:
        model = ProgressNote
        fields = ["moved", "blocks", "next", "help"]

    def nothing_told(self) -> bool:
        return not any(self.cleaned_data[name] for name in ProgressNote.QUESTIONS)


class SkipForm(forms.Form):
    because = LineField(
        label=_("Why not this time?"), max_length=300, help_text=_("For example: nothing new since the last note.")
    )


class AskForm(forms.Form):
    """Now only, or again after so many weeks."""

    every = forms.TypedChoiceField(
        label=_("How often?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            ("", _("Once")),
            ("2", _("Every two weeks")),
            ("4", _("Every four weeks")),
            ("6", _("Every six weeks")),
            ("8", _("Every eight weeks")),
            ("12", _("Every twelve weeks")),
        ],
    )
