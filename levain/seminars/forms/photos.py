"""What is typed beside a photo: what it shows, and who can be recognised on it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.foundation import files
from levain.foundation.forms import UploadField
from levain.seminars.forms.once import Once
from levain.seminars.models import Activity, PhotoConsent, Registration

NAMED = 6


def may_be_seen(person: Registration) -> bool:
    consent = getattr(person, "photos", None)
    return bool(consent and consent.allows(PhotoConsent.Channel.COHORT, timezone.localdate()))


def named(person: Registration) -> str:
    """Who can be recognised, with a word on those who did not agree to be seen."""
    return str(person) if may_be_seen(person) else _now("%(name)s (no agreement)") % {"name": person}


def listed(people: list[Registration]) -> str:
    names = ", ".join(str(person) for person in people[:NAMED])
    more = len(people) - NAMED
    return _now("%(names)s and %(n)s others") % {"names": names, "n": more} if more > 0 else names


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
        self.fields["people"].queryset = came.select_related("user", "photos")
        self.fields["people"].label_from_instance = named
        self.unseen = [person for person in self.fields["people"].queryset if not may_be_seen(person)]
        if self.unseen:
            self.fields["checked"] = forms.BooleanField(
                label=_("I looked: nobody without an agreement can be recognised, or her face is blurred"),
                help_text=_now("Without agreement: %(names)s") % {"names": listed(self.unseen)},
                required=False,
            )
        self.fields["photo"].widget.attrs["capture"] = "environment"

    def clean(self):
        typed = super().clean()
        if typed.get("recognised") == self.SOME and not typed.get("people") and "people" not in self.errors:
            self.add_error("people", _("Tick who can be recognised. If one of them is not listed, leave it out."))
        if typed.get("recognised") == self.NOBODY:
            typed["people"] = []
        against = [person for person in typed.get("people") or [] if not may_be_seen(person)]
        # Ticked although she did not agree: the team alone keeps it. Otherwise somebody looked.
        if self.unseen and not against and not typed.get("checked"):
            self.add_error("checked", _("Look at the photo for those without an agreement, then tick this box."))
        return typed
