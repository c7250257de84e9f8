"""What is typed to prepare a seminar."""

from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Cohort, Programme
from levain.seminars.forms.once import Once
from levain.seminars.models import AgendaItem, Minutes, Seminar
from levain.seminars.rules import MANAGES


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self):
        super().__init__(format="%Y-%m-%dT%H:%M")


class NaiveMoment(forms.DateTimeField):
    def __init__(self, **kwargs):
        super().__init__(widget=Moment(), **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        return typed.replace(tzinfo=None) if typed else typed


class SeminarForm(Once, forms.ModelForm):
    """Hours are typed and shown in the zone of the seminar."""

    link = forms.URLField(
        label=_("Link to follow it online"),
        help_text=_("An address that begins with https://"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Seminar
        fields = ["title", "purpose", "starts", "ends", "time_zone", "format", "place", "way", "link", "seats"]
        labels = {
            "title": _("Title"),
            "purpose": _("What is it for?"),
            "starts": _("It begins"),
            "ends": _("It ends"),
            "time_zone": _("Time zone"),
            "format": _("How do people meet?"),
            "place": _("Place"),
            "way": _("How to get there"),
            "seats": _("Number of seats"),
        }
        help_texts = {
            "purpose": _("One or two sentences. People read them before they say whether they come."),
            "time_zone": _("The zone of the place: Europe/Paris, Indian/Reunion, America/Cayenne…"),
            "way": _("Travel, access for wheelchairs, a place to park."),
            "seats": _("Leave it empty if there is room for everyone."),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "way": forms.Textarea(attrs={"rows": 2}),
            "starts": Moment(),
            "ends": Moment(),
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        # The hours are read in the zone typed beside them, in clean().
        for name in ("starts", "ends"):
            self.fields[name] = NaiveMoment(label=self.fields[name].label)
            if self.instance.pk:
                self.initial[name] = getattr(self.instance, name).astimezone(self.instance.zone).replace(tzinfo=None)
        if user is not None:
            cohorts = Cohort.objects.filter(pk__in=user.scopes(Cohort, *MANAGES))
            cohorts |= Cohort.objects.filter(programme__in=user.scopes(Programme, *MANAGES))
            self.fields["cohort"] = forms.ModelChoiceField(cohorts, label=_("Cohort"))
            self.order_fields(["cohort"])

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("This zone is not known. Write for instance Europe/Paris."))
        return zone

    def clean(self):
        values = super().clean()
        zone = values.get("time_zone")
        if zone and values.get("starts") and values.get("ends"):
            for name in ("starts", "ends"):
                values[name] = values[name].replace(tzinfo=ZoneInfo(zone))
            if values["ends"] <= values["starts"]:
                self.add_error("ends", _("The seminar ends after it begins: look at both hours."))
        if values.get("format") != Seminar.Format.ONLINE and not values.get("place") and "place" not in self.errors:
            self.add_error("place", _("Say where people meet, or choose a seminar held online."))
        return values


def at_least_one(minutes):
    if not 1 <= minutes <= 600:
        raise forms.ValidationError(_("Write a number of minutes from 1 to 600."))


class AgendaItemForm(Once, forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "minutes", "who", "activity", "material", "plan_b"]
        labels = {
            "title": _("What happens"),
            "minutes": _("Duration in minutes"),
            "who": _("Who leads it"),
            "activity": _("Activity"),
            "material": _("Material"),
            "plan_b": _("Plan B"),
        }
        help_texts = {
            "minutes": _("The hours of the whole agenda follow from the durations."),
            "plan_b": _("What to do if it does not work."),
        }
        widgets = {"material": forms.Textarea(attrs={"rows": 2}), "plan_b": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, seminar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].min_value = 1
        self.fields["minutes"].validators.append(lambda minutes: at_least_one(minutes))
        self.fields["activity"].queryset = seminar.activities.all()


class DurationsForm(forms.Form):
    """Every duration of the agenda, to try a day: the hours follow."""

    def __init__(self, *args, agenda, **kwargs):
        super().__init__(*args, **kwargs)
        for item in agenda:
            self.fields[f"minutes_{item.pk}"] = forms.IntegerField(
                label=_("Duration in minutes"), min_value=1, max_value=600, initial=item.minutes
            )

    def told(self) -> dict[int, int]:
        return {int(name.removeprefix("minutes_")): minutes for name, minutes in self.cleaned_data.items()}


class MinutesForm(Once, forms.ModelForm):
    approved = forms.BooleanField(
        label=_("These minutes are approved: show them to the whole cohort"), required=False
    )

    class Meta:
        model = Minutes
        fields = ["text", "decisions", "offers"]
        labels = {
            "text": _("What happened"),
            "decisions": _("What was decided"),
            "offers": _("What projects offered one another"),
        }
        help_texts = {"decisions": _("One on each line."), "offers": _("One on each line.")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 12}),
            "decisions": forms.Textarea(attrs={"rows": 4}),
            "offers": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["approved"].initial = bool(self.instance.approved_on)

    def told(self) -> dict:
        told = super().told()
        approved = told.pop("approved")
        return told | {"on": (self.instance.approved_on or timezone.localdate()) if approved else None}
