"""Who is invited into a session, or the list from which they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.people.forms import InvitationForm
from levain.people.models import Organisation
from levain.projects.services.contacts import Places


class SessionInvitationForm(InvitationForm):
    """Somebody beside the projects; a State service answers for a department or a region."""

    where = forms.CharField(
        label=_("Department or region, for a State service"),
        help_text=_("Its number or its name: 88, Vosges"),
        max_length=80,
        required=False,
    )

    def __init__(self, *args, cohort, **said):
        super().__init__(*args, **said)
        self.cohort = cohort

    def clean(self):
        said = super().clean()
        if "code" in said:
            places = Places(self.cohort)
            try:
                said["scope"] = places.scope(said["code"], said.get("where", ""))
            except ValueError as error:
                self.add_error("where", str(error)[:1].upper() + str(error)[1:])
            else:
                said["organisation"] = places.organisation(said["code"], said["scope"])
        return said

    @property
    def asked(self) -> dict[str, str | Organisation | None]:
        """What `people.invite` takes."""
        return {name: self.cleaned_data[name] for name in ("email", "name", "code", "scope", "organisation")}


class ContactsForm(forms.Form):
    """A list of people to try; what was read waits, signed, for the person's yes."""

    file = UploadField(label=_("Your list"), kinds=frozenset({"csv", "xlsx", "ods"}))
