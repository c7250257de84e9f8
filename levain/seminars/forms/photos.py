"""What is typed beside a photo: what it shows, and who can be recognised on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import files
from levain.foundation.forms import UploadField
from levain.seminars.forms.once import Once
from levain.seminars.models import Activity, Registration


class PhotoForm(Once):
    NOBODY, SOME = "nobody", "some"

    photo = UploadField(label=_("The photo"), kinds=files.PICTURES)
    caption = forms.CharField(
        label=_("What does it show?"),
        max_length=300,
        help_text=_("For those who cannot see it. No name of a child."),
    )
    recognised = forms.ChoiceField(
        label=_("Can somebody be recognised on it?"),
        choices=[
            (NOBODY, _("Nobody: walls, notes, hands, backs")),
            (SOME, _("Yes: the people ticked below")),
        ],
        widget=forms.RadioSelect,
    )
    people = forms.ModelMultipleChoiceField(
        Registration.objects.none(),
        label=_("Who can be recognised"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The photo is shown to the cohort as long as each of them agrees to be seen there."),
    )

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        came = activity.seminar.registrations.filter(state=Registration.State.REGISTERED).exclude(attended=False)
        self.fields["people"].queryset = came.select_related("user")
        self.fields["photo"].widget.attrs["capture"] = "environment"

    def clean(self):
        typed = super().clean()
        if typed.get("recognised") == self.SOME and not typed.get("people") and "people" not in self.errors:
            self.add_error("people", _("Tick who can be recognised. If one of them is not listed, leave it out."))
        if typed.get("recognised") == self.NOBODY:
            typed["people"] = []
        return typed
