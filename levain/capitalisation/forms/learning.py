from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.evidence import numbered
from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import Finding, Lesson, PolicyLead
from levain.people.around import services_around
from levain.people.models import Organisation
from levain.projects.models import Project
from levain.territories.models import Territory


class Boxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return numbered(obj)


class LessonForm(WordsForm):
    findings = Boxes(
        queryset=Finding.objects.none(),
        label=_("It stands on these findings"),
        error_messages={"required": _("A lesson stands on one finding at least: choose it.")},
    )

    class Meta:
        model = Lesson
        fields = ["title", "context", "mechanism", "effect", "for_whom", "circumstances", "findings"]
        labels = {
            "title": _("The lesson, in a few words"),
            "context": _("In which context"),
            "mechanism": _("By which mechanism"),
            "effect": _("To which effect"),
            "for_whom": _("For whom it holds"),
            "circumstances": _("In which circumstances, and where it stops"),
        }
        help_texts = {
            "context": _("When… Where…"),
            "mechanism": _("Because…"),
            "effect": _("Then…"),
        }
        widgets = {
            "context": area(2),
            "mechanism": area(2),
            "effect": area(2),
            "for_whom": area(2),
            "circumstances": area(2),
        }

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = Finding.objects.filter(cohort=cohort)


def bodies_of(cohort):
    """Whom a lead may be addressed to by name: ministries, and the State services and town halls of the projects."""
    communes = Territory.objects.filter(projects__cohort=cohort)
    return (
        Organisation.objects.filter(kind=Organisation.Kind.MINISTRY)
        | Organisation.objects.filter(pk__in=services_around(*communes).values("pk"))
        | Organisation.objects.filter(pk__in=Project.objects.filter(cohort=cohort).values("local_authority"))
    ).distinct()


class LeadForm(WordsForm):
    lessons = Boxes(
        queryset=Lesson.objects.none(),
        label=_("It stands on these lessons"),
        error_messages={"required": _("A lead stands on one lesson at least: choose it.")},
    )

    class Meta:
        model = PolicyLead
        fields = [
            "title",
            "scope",
            "kind",
            "addressee",
            "body",
            "text",
            "effort",
            "first_step",
            "hoped_by",
            "lessons",
        ]
        labels = {
            "title": _("The lead, in a few words"),
            "scope": _("It concerns"),
            "kind": _("The decision asked"),
            "addressee": _("To whom it is addressed"),
            "body": _("Among the bodies known here"),
            "hoped_by": _("Day an answer is hoped for, at the latest"),
            "text": _("What is proposed"),
            "effort": _("Effort it takes"),
            "first_step": _("The first step"),
        }
        help_texts = {
            "addressee": _("The office or the body that can decide, not a person."),
            "body": _("Choose it when it is in the list: its leads are then found together, year after year."),
        }
        widgets = {
            "text": area(4),
            "first_step": area(2),
            "hoped_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lessons"].queryset = Lesson.objects.filter(cohort=cohort)
        self.fields["body"].queryset = bodies_of(cohort)
        self.fields["body"].empty_label = _("None of them")
        for name in ("scope", "kind", "effort"):
            self.fields[name].choices = [("", _("To be chosen")), *self.fields[name].choices[1:]]

    def clean_hoped_by(self):
        hoped = self.cleaned_data["hoped_by"]
        if hoped and hoped != self.instance.hoped_by and hoped < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Choose a day to come, or none."))
        return hoped


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("The answer"), choices=[("", _("To be chosen")), *PolicyLead.Answer.choices])
    answered_by = forms.CharField(label=_("Who answered"), max_length=200)
    on = forms.DateField(
        label=_("Date of the answer"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("What was answered"),
        help_text=_("Needed if it is declined: the reason is what those who wrote the lead will work with."),
        max_length=3000,
        required=False,
        widget=area(4),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].says_optional = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == PolicyLead.Answer.DECLINED and not cleaned.get("text"):
            self.add_error("text", _("Say why it is declined."))
        return cleaned

    def clean_text(self):
        return clean_words(self.cleaned_data["text"])

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["on"]

    def clean_answered_by(self):
        return clean_words(self.cleaned_data["answered_by"])
