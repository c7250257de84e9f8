from itertools import chain, count
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from levain.foundation import placeholders, typed
from levain.people.forms import AddressField, InvitationForm, NameField
from levain.people.models import RoleCode, User
from levain.programmes import rules
from levain.programmes.founding import TAKEN
from levain.programmes.models import Cohort, Programme

WRITTEN_TO = (
    RoleCode.BEARER,
    RoleCode.MEMBER,
    RoleCode.LOCAL_AUTHORITY,
    RoleCode.ADVISER,
    RoleCode.FACILITATOR,
    RoleCode.EXPERT,
    RoleCode.PARTNER,
)


# Where the people of a programme live; a seminar or a call may name another zone.
ZONES = {
    "Europe/Paris": _("Paris"),
    "America/Guadeloupe": _("Guadeloupe"),
    "America/Martinique": _("Martinique"),
    "America/Cayenne": _("French Guiana"),
    "Indian/Reunion": _("La Réunion"),
    "Indian/Mayotte": _("Mayotte"),
    "America/Miquelon": _("Saint-Pierre-et-Miquelon"),
    "Pacific/Noumea": _("New Caledonia"),
    "Pacific/Tahiti": _("French Polynesia"),
    "Pacific/Wallis": _("Wallis and Futuna"),
}
PUBLIC = _("Everyone reads it on the page of the programme.")


class ProgrammeForm(forms.Form):
    """What is said of a programme."""

    name = forms.CharField(
        label=_("Name of the programme"), max_length=200, help_text=_("For instance: Accelerator of citizen projects")
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=3000,
        help_text=_("Two or three sentences. Everyone reads them on the page of the programme."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    carried_by = forms.CharField(
        label=_("The body that carries it"),
        max_length=200,
        help_text=_("A ministry, a town hall, an association: its whole name."),
    )
    contact = AddressField(label=_("Address to write to"), help_text=PUBLIC)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=list(ZONES.items()), initial="Europe/Paris")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, programme: Programme | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        if programme:
            self.initial |= {name: getattr(programme, name) for name in self.fields}
            if programme.time_zone not in ZONES:
                self.fields["time_zone"].choices.append((programme.time_zone, programme.time_zone))

    def clean_name(self):
        name = typed.one_line(self.cleaned_data["name"])
        others = Programme.objects.filter(name__iexact=name).exclude(pk=self.programme and self.programme.pk)
        if others.exclude(token=self.data.get("token") or None).exists():
            raise ValidationError(_("This house has a programme of this name already: give this one another."))
        return name

    def clean_carried_by(self):
        return typed.one_line(self.cleaned_data["carried_by"])

    def clean_purpose(self):
        words = self.cleaned_data["purpose"].replace("\r\n", "\n")
        if any(typed.cannot_be_shown(sign) for sign in words):
            raise ValidationError(
                _("This text holds signs that cannot be shown. Type it again rather than pasting it.")
            )
        return words


class FoundingForm(ProgrammeForm):
    """A programme to found: what is said of it, the roles its founder takes, whoever she asks to lead it."""

    version = None
    roles = forms.MultipleChoiceField(
        label=_("Your roles in it"),
        choices=[(code.value, code.label.capitalize()) for code in TAKEN],
        initial=[RoleCode.PROGRAMME_LEAD.value, RoleCode.ADMINISTRATOR.value],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "The national team decides: it opens the sessions and announces the calls. The administrator keeps the "
            "accounts. In a small programme one person may hold them all."
        ),
    )
    lead = AddressField(
        label=_("Whom to invite into the national team"),
        required=False,
        help_text=_("Her mail address. Needed if you are not in the national team yourself."),
    )
    lead_name = NameField(label=_("Her first and last name"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["token"].initial = uuid4
        for name in ("lead", "lead_name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        said = super().clean()
        leads = RoleCode.PROGRAMME_LEAD in said.get("roles", [])
        if said.get("lead") == self.user.email:
            self.add_error("lead", _("This is your own address: tick the role above."))
        elif not leads and not said.get("lead") and "lead" not in self.errors:
            self.add_error("lead", _("Somebody must lead the programme: tick the national team, or invite someone."))
        # Without either, nobody could invite, nor change what is said of it.
        if "roles" in said and not leads and RoleCode.ADMINISTRATOR not in said["roles"]:
            said["roles"] = [*said["roles"], RoleCode.ADMINISTRATOR.value]
        return said


class TeamInvitationForm(InvitationForm):
    """Somebody who will run a whole programme, in all its sessions."""

    def __init__(self, *args, programme: Programme, user: User, **said):
        super().__init__(*args, codes=rules.runs_offered(user, programme), **said)


class CohortForm(forms.Form):
    """The first facts of a session; its address is made of its name."""

    name = forms.CharField(label=_("Name of the session"), max_length=200, help_text=_("For instance: Session 2027"))
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    seats = forms.IntegerField(label=_("Projects supported, at most"), min_value=1, max_value=200, initial=5)
    expertise_days = forms.DecimalField(
        label=_("Days of expertise to share"), min_value=0, max_digits=6, decimal_places=1, required=False
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_name(self):
        name = typed.one_line(self.cleaned_data["name"])
        if self.programme.cohorts.filter(name__iexact=name).exists():
            raise ValidationError(_("This programme has a session of this name already: give this one another."))
        return name

    def clean(self):
        told = super().clean()
        first, last = told.get("starts"), told.get("ends")
        if first and last and last < first:
            self.add_error("ends", _("The last day comes before the first: check both."))
        if told.get("name"):
            told["slug"] = self._address(told["name"])
        return told

    def _address(self, name: str) -> str:
        """Free, short, and never a number alone."""
        base = slugify(name)[:40] or "session"
        taken = set(Cohort.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        others = (f"{base}-{rank}" for rank in count(2))
        return next(one for one in chain([base], others) if one not in taken)


class WordsForm(forms.Form):
    """The words of a letter; what stands in braces is filled for each person."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=150)
    text = forms.CharField(label=_("Text of the letter"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12}))

    def clean_subject(self):
        return self._known(typed.one_line(self.cleaned_data["subject"]))

    def clean_text(self):
        return self._known(self.cleaned_data["text"])

    def _known(self, text):
        if names := placeholders.unknown(text):
            said = {"name": names[0], "known": ", ".join(f"{{{name}}}" for name in placeholders.KNOWN)}
            raise ValidationError(_("Nothing replaces {%(name)s}. Use: %(known)s.") % said)
        return text


class CorrectionForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(WordsForm):
    codes = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=[(code.value, code.label.capitalize()) for code in WRITTEN_TO],
        widget=forms.CheckboxSelectMultiple,
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("codes", "subject", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
