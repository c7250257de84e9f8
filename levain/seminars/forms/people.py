"""What is typed to come, and to say who came."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.projects.models import Project
from levain.seminars.forms.once import Once
from levain.seminars.models import Asked, Gathering, Needs, PhotoConsent, Registration, Seminar, Side
from levain.seminars.printed import whose

YEARS_SHOWN = 3


def photos_until(day: date) -> date:
    """An agreement to photos ends with the third year after the seminar."""
    return date(day.year + YEARS_SHOWN, 12, 31)


class NeedsForm(Once):
    """What a person needs in order to come: only what the facilitator asks, and nothing that nobody reads."""

    def __init__(self, *args, gathering: Gathering, registration: Registration | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathering, self.seminar = gathering, gathering.seminar
        self.instance = registration
        asks = set(gathering.asks)
        on_site = self.seminar.format != Seminar.Format.ONLINE
        if self.seminar.format == Seminar.Format.BOTH:
            self.fields["remote"] = forms.BooleanField(label=_("I follow it online"), required=False)
        if Asked.VISIT in asks and gathering.visit:
            self.fields["visits"] = forms.BooleanField(label=_("I come to the site visit"), required=False)
        if Asked.ACCESS in asks:
            self.fields["access_needs"] = text(
                500, _("What you need to take part"), _("Captions, a loop, a wheelchair, a quiet place…")
            )
        if Asked.MEALS in asks and on_site:
            self.fields["eats"] = forms.BooleanField(label=_("I eat on the spot"), required=False)
            self.fields["meals"] = text(300, _("What you do not eat"), "")
        if Asked.TRAVEL in asks and on_site:
            self.add_travel()
        if Asked.CHILDCARE in asks:
            self.fields["childcare"] = text(
                300, _("Children to mind during the seminar"), _("How many, how old, at what hours.")
            )
        for question in gathering.questions:
            self.fields[f"question_{question['id']}"] = of_ones_own(question)
        if Asked.PHOTOS in asks:
            self.add_photos()
        self.remember(registration)

    def add_travel(self):
        self.fields["travel"] = text(500, _("How you come"), _("Train, car, a night on the spot…"))
        self.fields["car"] = forms.ChoiceField(
            label=_("Sharing a car"), choices=[("", _("Neither")), *Needs.Car.choices], required=False
        )
        self.fields["car_from"] = text(
            100, _("Leaving from"), _("A town. Those who share a car see your name and this town.")
        )
        self.fields["car_seats"] = forms.IntegerField(
            label=_("How many seats you offer"), min_value=1, max_value=8, required=False
        )

    def add_photos(self):
        until = in_words(photos_until(self.seminar.day))
        self.fields["photos"] = forms.MultipleChoiceField(
            label=_("Photos where I can be recognised may be shown on"),
            choices=PhotoConsent.Channel.choices,
            help_text=_now(
                "To keep the memory of the seminar. Nothing is ticked: nothing is shown. "
                "It ends on %(until)s, and you can take it back here at any time."
            )
            % {"until": until},
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["minor"] = forms.BooleanField(label=_("I am under fifteen, and I agree"), required=False)
        self.fields["parent"] = text(
            120, _("Under fifteen: name of the parent who agrees too"), _("No name is written beside the photo.")
        )

    def remember(self, registration):
        if registration is None:
            return
        for name in ("remote", "access_needs", "meals", "travel"):
            self.initial[name] = getattr(registration, name)
        if needs := getattr(registration, "needs", None):
            for name in ("eats", "visits", "childcare", "car", "car_from", "car_seats"):
                self.initial[name] = getattr(needs, name)
            self.initial |= {f"question_{asked}": said for asked, said in needs.answers.items()}
        if (photos := getattr(registration, "photos", None)) and photos.withdrawn_at is None:
            self.initial |= {"photos": photos.channels, "minor": photos.minor, "parent": photos.parent}

    def clean(self):
        values = super().clean()
        if values.get("photos") and values.get("minor") and not values.get("parent"):
            self.add_error("parent", _("For a child under fifteen, a parent agrees too: write her or his name."))
        if values.get("car") != Needs.Car.OFFERS:
            values["car_seats"] = None
        elif not values.get("car_seats") and "car_seats" not in self.errors:
            self.add_error("car_seats", _("Say how many seats you offer."))
        return values

    def told(self) -> dict:
        """What the registration keeps; the photos are an agreement apart."""
        told = super().told()
        answers = {
            name.removeprefix("question_"): told.pop(name) for name in list(told) if name.startswith("question_")
        }
        for name in ("photos", "minor", "parent"):
            told.pop(name, None)
        return told | ({"answers": {asked: said for asked, said in answers.items() if said}} if answers else {})

    def photos(self) -> dict | None:
        """What is agreed to for photos; None where it was not asked."""
        if "photos" not in self.fields:
            return None
        minor = self.cleaned_data["minor"]
        return {
            "channels": self.cleaned_data["photos"],
            "until": photos_until(self.seminar.day),
            "minor": minor,
            "parent": self.cleaned_data["parent"] if minor else "",
        }


def text(longest, label, hint) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False)


def of_ones_own(question: dict) -> forms.Field:
    if choices := question.get("choices"):
        offered = [("", "—"), *((choice, choice) for choice in choices)]
        return forms.ChoiceField(label=question["text"], choices=offered, required=False)
    return text(500, question["text"], "")


class GuestForm(Once):
    """A person without an account, added by the team."""

    name = forms.CharField(label=_("Name"), max_length=120)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), required=False)
    access_needs = forms.CharField(label=_("What this person needs to take part"), max_length=500, required=False)

    def __init__(self, *args, seminar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = seminar.cohort.projects.all()


class AttendanceForm(forms.Form):
    listed = forms.CharField(widget=forms.HiddenInput, max_length=20000)
    # Who was already ticked when the sheet was read.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20000, required=False)
    present = forms.TypedMultipleChoiceField(
        label=_("Who came?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, registrations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(line.pk, f"{line} · {whose(line)}") for line in registrations]
        self.initial["present"] = [line.pk for line in registrations if line.attended]
        self.initial["listed"] = " ".join(str(line.pk) for line in registrations)
        self.initial["seen"] = " ".join(str(pk) for pk in self.initial["present"])

    def clean_listed(self):
        return numbers(self.cleaned_data["listed"])

    def clean_seen(self):
        return numbers(self.cleaned_data["seen"])


def numbers(said: str) -> list[int]:
    return [int(pk) for pk in said.split() if pk.isascii() and pk.isdigit() and len(pk) < 19]


class CodeForm(forms.Form):
    """The code shown in the room, typed on a phone."""

    code = forms.CharField(
        label=_("Code shown in the room"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
