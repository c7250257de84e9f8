from itertools import chain, count
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from levain.foundation import placeholders, typed
from levain.people.models import RoleCode
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
