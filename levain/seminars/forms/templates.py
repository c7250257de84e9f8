"""What is typed to make a seminar from a template, or to keep one."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Cohort, Programme
from levain.seminars.forms.once import Once
from levain.seminars.forms.preparation import NaiveMoment
from levain.seminars.models import Seminar
from levain.seminars.rules import MANAGES


def cohorts_prepared_by(user):
    """The cohorts whose seminars she prepares, the latest first."""
    cohorts = Cohort.objects.filter(pk__in=user.scopes(Cohort, *MANAGES))
    cohorts |= Cohort.objects.filter(programme__in=user.scopes(Programme, *MANAGES))
    return cohorts.order_by("-starts")


class UseTemplateForm(Once):
    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("Cohort"), empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=200)
    starts = NaiveMoment(
        label=_("It begins"), help_text=_("In the zone of the cohort. The end follows from the durations.")
    )
    format = forms.ChoiceField(label=_("How do people meet?"), choices=Seminar.Format.choices)
    place = forms.CharField(
        label=_("Place"), help_text=_("Leave it empty if it is not known yet."), max_length=300, required=False
    )
    seats = forms.IntegerField(label=_("Number of seats"), min_value=1, max_value=2000, required=False)

    def __init__(self, *args, user, frame, **kwargs):
        super().__init__(*args, **kwargs)
        self.frame = frame
        self.fields["cohort"].queryset = cohorts_prepared_by(user)
        self.initial |= {"title": frame.title, "format": frame.format}

    def clean(self):
        values = super().clean()
        if values.get("starts") and values.get("cohort"):
            values["starts"] = values["starts"].replace(tzinfo=ZoneInfo(values["cohort"].time_zone))
        return values

    def told(self) -> dict:
        return super().told() | {"purpose": self.frame.purpose}


class KeepTemplateForm(Once):
    name = forms.CharField(
        label=_("Name of the template"), help_text=_("As the next facilitators will look for it."), max_length=120
    )
    replace = forms.BooleanField(label=_("Replace the template of this name"), required=False)
