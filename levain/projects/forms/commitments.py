"""A promise, and what became of it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.people.models import Organisation, RoleCode, User
from levain.projects.forms.actions import DATE
from levain.projects.forms.versioned import VersionedForm
from levain.projects.forms.words import WordsField
from levain.projects.models import Commitment, Project
from levain.projects.services import around

PROMISE = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER, RoleCode.EXPERT)
SUPPORT = (RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.STATE_SERVICE)


class CommitmentForm(VersionedForm):
    """Whose promise it is: a person, or an organisation of the project, or a person for an organisation."""

    person = forms.ChoiceField(label=_("Who commits?"), required=False)
    organisation = forms.ChoiceField(
        label=_("In the name of which organisation?"),
        required=False,
        help_text=_("When the promise outlives the person who makes it."),
    )

    class Meta:
        model = Commitment
        fields = ["text", "due"]
        labels = {"text": _("What is promised?"), "due": _("By when?")}
        help_texts = {"text": _("A fact one will be able to check: “Lend the room on Saturdays until June”.")}
        widgets = {"due": DATE}

    field_order = ["text", "person", "organisation", "due"]

    def __init__(self, *args, project: Project, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        held = list(around(project))
        people = {role.user_id: role.user for role in held if role.code in (*PROMISE, *SUPPORT)}
        bodies = [project.collective, project.local_authority, *(role.organisation for role in held)]
        self.people = {str(pk): person for pk, person in people.items()}
        self.bodies = {str(body.pk): body for body in bodies if body}
        self._keep_current()
        self.fields["person"].choices = [
            ("", _("Nobody in particular: the organisation")),
            *((key, str(person)) for key, person in self.people.items()),
        ]
        self.fields["organisation"].choices = [
            ("", _("None: the person herself")),
            *((key, str(body)) for key, body in self.bodies.items()),
        ]
        promised = self.instance.by_id if self.instance.pk else user.pk
        self.fields["person"].initial = str(promised) if str(promised) in self.people else ""
        self.fields["organisation"].initial = str(self.instance.organisation_id or "")

    def _keep_current(self) -> None:
        """Whoever promised stays offered, even after she has left."""
        if self.instance.by_id:
            self.people.setdefault(str(self.instance.by_id), self.instance.by)
        if self.instance.organisation_id:
            self.bodies.setdefault(str(self.instance.organisation_id), self.instance.organisation)

    def clean_text(self):
        return typed.one_line(self.cleaned_data["text"])

    def clean_person(self) -> User | None:
        return self.people.get(self.cleaned_data["person"])

    def clean_organisation(self) -> Organisation | None:
        return self.bodies.get(self.cleaned_data["organisation"])

    def clean(self):
        told = super().clean()
        if not (self.errors or told.get("person") or told.get("organisation")):
            self.add_error("person", _("Say who commits: a person, an organisation, or both."))
        return told

    def compare_with(self, current, reason):
        return [*super().compare_with(current, reason), (self.fields["person"].label, current.who)]


class NewCommitmentForm(CommitmentForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class TellForm(VersionedForm):
    """What became of a promise."""

    reason = WordsField(
        label=_("What happened?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts rather than faults. Needed when the commitment was not wholly kept."),
    )

    class Meta:
        model = Commitment
        fields = ["kept", "reason"]
        labels = {"kept": _("What became of it?")}
        widgets = {"kept": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = [choice for choice in Commitment.Kept if choice != Commitment.Kept.OPEN]
        self.fields["kept"].choices = [(choice, choice.label.capitalize()) for choice in known]

    def clean(self):
        told = super().clean()
        if told.get("kept") in (Commitment.Kept.PARTLY, Commitment.Kept.BROKEN) and not told.get("reason", "x"):
            self.add_error("reason", _("Say in a sentence why it was not wholly kept."))
        return told
