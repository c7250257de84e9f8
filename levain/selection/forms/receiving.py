"""Bring in what was received elsewhere: a file or a procedure, then where each column goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.selection.services.mapping import ASIDE, OUT
from levain.selection.services.receiving import HEAVIEST, KINDS


class SourceForm(forms.Form):
    """One of the two."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("A table (.csv, .xlsx, .ods) with a line for each application, or an answer (.json)."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    demarche = forms.IntegerField(
        label=_("Or the number of a procedure of Démarches simplifiées"),
        help_text=_("It is asked with the token that the administrator has put in the settings."),
        required=False,
        min_value=1,
        max_value=10**9,
    )

    def clean_file(self):
        found = self.cleaned_data["file"]
        if found and found.size > HEAVIEST:
            raise forms.ValidationError(_("This file is too large."))
        return found

    def clean(self):
        said = super().clean()
        if not self.errors and bool(said.get("file")) == bool(said.get("demarche")):
            self.add_error("file", _("Give a file, or the number of a procedure."))
        return said


class MappingForm(forms.Form):
    """Each column, with what its first row holds, and where it goes."""

    def __init__(self, *args, columns, samples, targets, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [(ASIDE, _("Keep it beside the application")), (OUT, _("Leave it out")), *targets.items()]
        for place, column in enumerate(columns):
            self.fields[f"c{place}"] = forms.ChoiceField(
                label=column, help_text=samples.get(column, ""), choices=choices, initial=mapping.get(column, ASIDE)
            )

    def clean(self):
        said = super().clean()
        taken: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            target = said.get(f"c{place}", ASIDE)
            if target in (ASIDE, OUT):
                continue
            if target in taken:
                self.add_error(f"c{place}", _("“%(column)s” goes there already.") % {"column": taken[target]})
            taken[target] = column
        return said

    def mapping(self) -> dict[str, str]:
        return {column: self.cleaned_data[f"c{place}"] for place, column in enumerate(self.columns)}
