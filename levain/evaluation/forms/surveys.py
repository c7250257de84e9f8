"""What is typed to prepare a survey, ask people, and count the answers."""

import re
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import Survey
from levain.evaluation.services.surveys import breakdowns
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire
from levain.seminars.models import Seminar

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHOLE, EACH = "session", "each"


class Dates(forms.ModelForm):
    class Meta:
        model = Survey
        fields = ["opens_on", "closes_on", "handed_out"]
        labels = {
            "opens_on": _("Open from"),
            "closes_on": _("Until"),
            "handed_out": _("Sheets or leaflets handed out"),
        }
        help_texts = {
            "handed_out": _("To know how many answered of those asked. Those invited by mail are counted already.")
        }
        widgets = {"opens_on": DAY, "closes_on": DAY}

    def clean(self):
        told = super().clean()
        opens, closes = told.get("opens_on"), told.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("It ends before it begins."))
        return told

    def _post_clean(self):
        """The service writes; the form only says what to mend."""


class SurveyForm(Dates):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.ChoiceField(label=_("About"))

    class Meta(Dates.Meta):
        fields = [
            *("questionnaire", "title", "audience", "about", "seminar", "moment", "promise"),
            *("opens_on", "closes_on", "handed_out"),
        ]
        labels = Dates.Meta.labels | {
            "questionnaire": _("Questionnaire"),
            "title": _("Title"),
            "audience": _("Who answers"),
            "seminar": _("Which seminar"),
            "moment": _("When in the year"),
            "promise": _("What is promised to those who answer"),
        }
        help_texts = Dates.Meta.help_texts | {
            "title": _("Empty: the title of the questionnaire."),
            "moment": _("Some questions are asked at one moment only."),
            "promise": _(
                "Named: you read each answer with its name. Confidential: you see who answered, never what. "
                "Anonymous: nobody can know, not even whoever keeps the database."
            ),
            "seminar": _("For participants in a seminar."),
        }
        widgets = Dates.Meta.widgets

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["token"].initial = uuid4()
        self.fields["title"].required = False
        # The questions of a call are asked of those who apply, and of nobody else.
        published = Questionnaire.objects.filter(revisions__published_at__isnull=False, calls=None)
        published = published.exclude(audience="application")
        self.fields["questionnaire"].queryset = published.distinct().prefetch_related("revisions")
        self.fields["seminar"].queryset = Seminar.objects.filter(cohort=cohort).order_by("number")
        self.projects = {f"p{one.pk}": one for one in Project.objects.filter(cohort=cohort).order_by("name")}
        self.fields["about"].choices = [
            (WHOLE, _("The session as a whole: one survey")),
            (EACH, _("Each project: one survey for each")),
            *((code, project.name) for code, project in self.projects.items()),
        ]

    def clean(self):
        told = super().clean()
        if told.get("audience") == Survey.Audience.PARTICIPANTS and not told.get("seminar"):
            self.add_error("seminar", _("Say which seminar they took part in."))
        return told

    def asked_about(self) -> list[Project | None]:
        about = self.cleaned_data["about"]
        if about == EACH:
            return list(self.projects.values())
        return [self.projects.get(about)]

    def told(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name not in ("questionnaire", "about")}


class DatesForm(Dates):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def told(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class InviteForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=_("People the house knows"), required=False, widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=_("Other mail addresses"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, or separated by commas."),
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {str(one.person.pk): one for one in offered}
        words = [
            (key, ", ".join(map(str, filter(None, (one.person, one.project))))) for key, one in self.offered.items()
        ]
        self.fields["people"].choices = words
        self.fields["people"].initial = list(self.offered)
        if not words:
            del self.fields["people"]

    def clean_addresses(self):
        told = [one for one in re.split(r"[\s,;]+", self.cleaned_data["addresses"]) if one]
        for one in told:
            try:
                validate_email(one)
            except ValidationError:
                said = {"address": one[:80]}
                raise ValidationError(_("“%(address)s” is not a mail address."), params=said) from None
        return told

    def clean(self):
        told = super().clean()
        if not self.errors and not told.get("people") and not told.get("addresses"):
            raise ValidationError(_("Choose at least one person, or type an address."))
        return told

    def chosen(self) -> list:
        return [self.offered[key] for key in self.cleaned_data.get("people", [])]


class CountForm(forms.Form):
    breakdown = forms.ChoiceField(
        label=_("Tell the results apart by"),
        required=False,
        help_text=_(
            "One question at most, chosen now and for good: two ways of cutting the same answers could be "
            "subtracted from one another."
        ),
    )

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(one.code, one.text_shown) for one in breakdowns(survey)]
        self.fields["breakdown"].choices = [("", _("Nothing: one result for all")), *offered]
