from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.people.models import User
from levain.projects.themes import THEMES
from levain.territories.models import Territory


class AssignForm(forms.Form):
    """Which files, to whom, how; the same form shows what it would do, then does it."""

    BALANCE, ALL = "balance", "all"

    how = forms.ChoiceField(
        label=_("How"),
        choices=[
            (BALANCE, _("In balance: each file has its readers, each person about as many files")),
            (ALL, _("Each of these people reads all these files")),
        ],
        widget=forms.RadioSelect,
        initial=BALANCE,
    )
    jurors = forms.ModelMultipleChoiceField(
        label=_("To whom"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    territory = forms.ModelChoiceField(
        label=_("Only the files of a territory"), queryset=Territory.objects.none(), required=False
    )
    theme = forms.ChoiceField(
        label=_("Only the files on a theme"), choices=[("", _("All themes")), *THEMES.items()], required=False
    )
    avoid = forms.BooleanField(
        label=_("Do not give what brings somebody close to a file"),
        help_text=_("A territory, an organisation or an address that coincides, unless the person said it is none."),
        required=False,
        initial=True,
    )

    def __init__(self, *args, jurors, territories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurors"].queryset = jurors
        self.fields["territory"].queryset = territories
        self.fields["territory"].empty_label = _("All territories")
        if not self.is_bound:
            self.initial.setdefault("jurors", [juror.pk for juror in jurors])


class ReadersForm(forms.Form):
    """The readers of one file, by hand."""

    jurors = forms.ModelMultipleChoiceField(
        label=_("Readers of this file"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, jurors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurors"].queryset = jurors


class AssignmentFileForm(forms.Form):
    """A table of readers, tried before it is kept."""

    file = UploadField(
        label=_("The table of readers"),
        kinds={"csv"},
        help_text=_("CSV, UTF-8, 1 MB at most, two columns: juror (mail address), application (reference)."),
    )
    really = forms.BooleanField(
        label=_("Keep it, if no line is refused"),
        help_text=_("Unticked, the file is only tried: nothing changes."),
        required=False,
    )
