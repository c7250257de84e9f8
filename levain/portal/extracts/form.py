from django import forms
from django.utils.translation import gettext_lazy as _

FORMS = [
    ("csv", _("CSV, for programs: commas, names of the description")),
    ("csv2", _("CSV, for a spreadsheet in French: semicolons, decimal comma")),
    ("ods", "ODS (LibreOffice)"),
    ("xlsx", "XLSX (Excel)"),
]


class ColumnsForm(forms.Form):
    """Which columns, in which form; those that name people apart, and never chosen beforehand."""

    columns = forms.MultipleChoiceField(label=_("Columns"), widget=forms.CheckboxSelectMultiple, required=False)
    personal = forms.MultipleChoiceField(
        label=_("Columns that name people"),
        help_text=_("Taken only if you tick them. The journal keeps that you did, and the file says so in its name."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    form = forms.ChoiceField(label=_("Format"), choices=FORMS, widget=forms.RadioSelect)
    shared_as = forms.CharField(
        label=_("Share this choice with the team, under the name"),
        help_text=_("Only the choice of columns is shared, never the rows."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["columns"].says_optional = False  # one at least, among these or among those that name people
        self.fields["columns"].choices = [(one.name, one.column.title) for one in kind.cells if not one.personal]
        named = [(one.name, one.column.title) for one in kind.cells if one.personal]
        self.fields["personal"].choices = named
        if not named:
            del self.fields["personal"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.chosen:
            self.add_error("columns", _("Choose at least one column."))
        return cleaned

    @property
    def chosen(self) -> list[str]:
        return [*self.cleaned_data.get("columns", []), *self.cleaned_data.get("personal", [])]
