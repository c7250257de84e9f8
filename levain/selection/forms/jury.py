from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import LineField, WordsField
from levain.selection.models import Conflict, Jury


class JuryForm(forms.Form):
    """How the jury reads: who sees what and when, how many readers, until when."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    names_from = forms.ChoiceField(
        label=_("The names"),
        help_text=_("Those of people, of the collective, of the local authority and of the place."),
        choices=Jury.Names.choices,
        widget=forms.RadioSelect,
    )
    scores_from = forms.ChoiceField(
        label=_("The reviews of the others are shown"), choices=Jury.Scores.choices, widget=forms.RadioSelect
    )
    readers = forms.IntegerField(label=_("Readers of each file"), min_value=1, max_value=30)
    declare_by = forms.DateField(
        label=_("Conflicts of interest to declare by"), required=False, widget=forms.DateInput
    )
    read_by = forms.DateField(label=_("Files to score by"), required=False, widget=forms.DateInput)

    def clean(self):
        declare, read = self.cleaned_data.get("declare_by"), self.cleaned_data.get("read_by")
        if declare and read and declare > read:
            self.add_error("read_by", _("Files are scored after conflicts are declared."))


class PhaseForm(forms.Form):
    """The next phase, or the one before with a reason."""

    to = forms.ChoiceField(choices=Jury.Phase.choices, widget=forms.HiddenInput)
    reason = WordsField(label=_("Why the jury goes back"), required=False, max_length=500)

    def __init__(self, *args, back=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not back:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True


class ConflictForm(forms.Form):
    """Of which kind, and in a few words."""

    kind = forms.ChoiceField(label=_("What binds you to it"), choices=Conflict.Kind.choices, widget=forms.RadioSelect)
    reason = WordsField(
        label=_("In a few words"),
        help_text=_("Read by those who lead the jury, and named in its record. Say no more than needed."),
        required=False,
        max_length=500,
    )


class AddConflictForm(ConflictForm):
    """The same, declared by those who lead the jury for one of its members."""

    juror = forms.ModelChoiceField(label=_("Member of the jury"), queryset=None, empty_label=_("Choose"))
    # By its key: its number would tell the names beside the blind copy.
    application = forms.ModelChoiceField(label=_("File"), queryset=None, to_field_name="key")
    field_order = ("juror", "application", "kind", "reason")

    def __init__(self, *args, jurors, applications, jury, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = jurors
        self.fields["application"].queryset = applications
        offered = [(one.key, named_for_conflicts(one, jury)) for one in applications[:OFFERED]]
        self.fields["application"].widget.choices = [("", _("Choose")), *offered]
        self.fields["kind"].label = _("What binds her to it")
        self.fields["reason"].required = True


class LiftForm(forms.Form):
    reason = WordsField(label=_("Why this conflict no longer stands"), max_length=500)


class MaskForm(forms.Form):
    words = LineField(
        label=_("Words to mask in this file"),
        help_text=_("As they stand: capitals and accents do not matter."),
        max_length=200,
        min_length=3,
    )


# A list longer than this is searched first.
OFFERED = 60


def named_for_conflicts(application, jury: Jury) -> str:
    """By its names, its title too unless names are hidden later: beside the blind copy, it would tell them."""
    titled = [application.title] if jury.names_from == Jury.Names.SHOWN else []
    said = [*titled, application.collective, application.local_authority, application.place]
    return " · ".join(dict.fromkeys(name for name in said if name)) or str(_("An application without names"))
