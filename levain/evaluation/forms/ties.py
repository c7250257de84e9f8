"""What is typed to keep a roster, to open a wave, to answer it."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import RosterMember, RosterSheet, Tie
from levain.people.models import Organisation
from levain.projects.forms.words import LineField
from levain.seminars.models import Seminar


def once() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, required=False)


class MemberForm(forms.Form):
    token = once()
    group = forms.ChoiceField(
        label=_("What sort of organisation is it?"),
        choices=[choice for choice in RosterMember.Group.choices if choice[0] != RosterMember.Group.PROJECT],
    )
    name = LineField(label=_("Name of the organisation"), max_length=120)
    mailbox = forms.EmailField(
        label=_("Address to write to"),
        required=False,
        help_text=_("If nobody of this organisation has an account here: the letter holds a link to answer."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()

    def told(self) -> dict:
        """An organisation that the house knows by this name answers by its people."""
        told = dict(self.cleaned_data)
        told["organisation"] = Organisation.objects.filter(name__iexact=told["name"]).first()
        return told


class WaveForm(forms.Form):
    token = once()
    title = LineField(
        label=_("When in the session?"), max_length=120, help_text=_("For instance: after the first seminar.")
    )
    seminar = forms.ModelChoiceField(
        Seminar.objects.none(),
        label=_("After which seminar?"),
        required=False,
        empty_label=_("none: before the first one, or at the end"),
    )
    closes_on = forms.DateField(
        label=_("Last day to answer"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        self.fields["seminar"].queryset = Seminar.objects.filter(cohort=cohort).order_by("starts")

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Leave people a few days to answer."))
        return day


class SheetForm(forms.Form):
    """Three boxes for each other member; nothing is ticked for who leaves an organisation as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sheet: RosterSheet, members, asks_name: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members
        self.initial["version"] = sheet.version
        said: dict[int, list[str]] = {}
        for tie in sheet.ties.all():
            said.setdefault(tie.to_id, []).append(tie.kind)
        for member in members:
            self.fields[f"m{member.pk}"] = forms.MultipleChoiceField(
                label=f"{member} ({member.get_group_display()})",
                choices=Tie.Kind.choices,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=said.get(member.pk, []),
            )
        if asks_name:
            self.fields["name"] = LineField(label=_("Your name"), max_length=120, initial=sheet.name)
        self.fields["agreed"] = forms.BooleanField(
            label=_("We agree that these answers be shown, under the name of our organisation, to the whole session"),
            initial=sheet.state == RosterSheet.State.ANSWERED,
            error_messages={
                "required": _("Tick this box to send your answers; or choose, at the bottom, not to answer.")
            },
        )

    def said(self) -> dict[RosterMember, list[str]]:
        return {member: self.cleaned_data[f"m{member.pk}"] for member in self.members}
