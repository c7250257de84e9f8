"""What a facilitator types of the practical side: the place, the visit, what is asked, who is invited."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire
from levain.seminars.forms.once import Once
from levain.seminars.forms.preparation import NaiveMoment
from levain.seminars.models import Asked, Gathering, Seminar, Side
from levain.seminars.plan import DIRECTIONS
from levain.seminars.services.expectations import questionnaires
from levain.territories.forms import CommuneField

MOST_LANDMARKS, MOST_QUESTIONS, MOST_GUESTS = 8, 8, 60
FARTHEST = 60
GUEST = re.compile(r"[<(]?([^\s<>();,]+@[^\s<>();,]+)[>)]?")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def several_lines(label, hint, longest=2000, rows=4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class OfGathering(Once):
    """A part of the practical side; `instance` is what was read of it."""

    names: tuple[str, ...] = ()

    def __init__(self, *args, instance: Gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.fields["version"].initial = instance.version if instance.pk else 0
        for name in self.names:
            self.initial[name] = getattr(instance, name)


class PlaceForm(OfGathering):
    names = ("commune", "access", "contact")
    commune = CommuneField(required=False)
    landmarks = several_lines(
        _("What stands around, for the small map"),
        _("One on each line: name, minutes on foot, direction from the place. Example: Station, 8, north-east."),
    )
    access = forms.CharField(
        label=_("Access"),
        help_text=_("Steps and lift, toilets, loop, parking for disabled people, whom to ask on the spot."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = forms.CharField(
        label=_("Whom to call on the day"),
        help_text=_("A first name and a number. Those who come read it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["landmarks"] = "\n".join(
            f"{one['name']}, {one['minutes']}, {DIRECTIONS[one['towards']].label}" for one in self.instance.landmarks
        )

    def clean_landmarks(self):
        typed_lines = lines(self.cleaned_data["landmarks"])
        if len(typed_lines) > MOST_LANDMARKS:
            raise ValidationError(_now("Eight places at most, so that the map stays readable."))
        return [landmark(line) for line in typed_lines]


def landmark(line: str) -> dict:
    """« Gare, 8, nord-est » → {"name", "minutes", "towards"}."""
    parts = [part.strip() for part in line.rsplit(",", 2)]
    minutes = re.search(r"\d+", parts[1]) if len(parts) == 3 else None
    towards = direction(parts[2]) if len(parts) == 3 else None
    if not parts[0] or minutes is None or towards is None or not 1 <= int(minutes.group()) <= FARTHEST:
        wrong = _now("Write “%(line)s” with three parts: a name, minutes on foot (60 at most), a direction.")
        raise ValidationError(wrong % {"line": line[:60]})
    return {"name": typed.one_line(parts[0])[:60], "minutes": int(minutes.group()), "towards": towards}


def direction(said: str) -> str | None:
    """The code of a direction, from its name in French or English, or from its letters."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", said.lower()) if sign.isalpha() or sign == "-")
    plain = re.sub(r"^(versle|versla|versl|au|al|tothe)(?=[nseo])", "", plain)
    plain = plain.replace("-", "").replace("west", "ouest").replace("north", "nord").replace("south", "sud")
    plain = plain.replace("east", "est") if "ouest" not in plain else plain
    return next((code for code, one in DIRECTIONS.items() if plain in one.names), None)


class VisitForm(OfGathering):
    names = ("visit_of", "visit", "visit_meets", "visit_minutes")
    visit_of = forms.ModelChoiceField(Project.objects.none(), label=_("Project that hosts the visit"), required=False)
    visit = forms.CharField(
        label=_("What is visited"),
        help_text=_("Who shows it, what one sees, shoes to wear. Leave it empty if nothing is visited."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    visit_meets = forms.CharField(label=_("Where people meet for the visit"), max_length=200, required=False)
    visit_starts = NaiveMoment(label=_("The visit begins"), required=False)
    visit_minutes = forms.IntegerField(label=_("Duration in minutes"), min_value=10, max_value=600, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seminar = self.instance.seminar
        self.fields["visit_of"].queryset = self.seminar.cohort.projects.all()
        if starts := self.instance.visit_starts:
            self.initial["visit_starts"] = starts.astimezone(self.seminar.zone).replace(tzinfo=None)

    def clean_visit_starts(self):
        """The hour is that of the place."""
        typed_hour = self.cleaned_data["visit_starts"]
        return typed_hour.replace(tzinfo=self.seminar.zone) if typed_hour else None


class AskingForm(OfGathering):
    names = ("closes_on", "asks", "kept_until", "strict", "expectations")
    asks = forms.MultipleChoiceField(
        label=_("What do you ask those who come?"),
        help_text=_("Ask only what somebody will read and act upon."),
        choices=Asked.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    questions = several_lines(
        _("Questions of your own"),
        _("One on each line. For a choice, add the answers after bars: Which workshop? | Materials | Statutes"),
    )
    expectations = forms.ModelChoiceField(
        Questionnaire.objects.none(),
        label=_("Questionnaire of expectations, before the day"),
        help_text=_("Those that are answered under one’s name. The answers help the team to build the day."),
        empty_label=_("The four questions of the house"),
        required=False,
    )
    closes_on = forms.DateField(
        label=_("Last day to register"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, *args, kept: dict[Project, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["questions"] = "\n".join(
            " | ".join([asked["text"], *asked.get("choices", [])]) for asked in self.instance.questions
        )
        self.fields["expectations"].queryset = questionnaires(self.instance)
        self.projects = kept
        for project, seats in kept.items():
            self.fields[f"seats_{project.pk}"] = forms.IntegerField(
                label=_now("Seats kept for %(project)s") % {"project": project},
                min_value=0,
                max_value=500,
                required=False,
                initial=seats or None,
            )
        self.fields["kept_until"] = forms.DateField(
            label=_("Kept until"),
            help_text=_("After that day, seats that the projects have not taken go to those who wait."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
        )
        self.fields["strict"] = forms.BooleanField(
            label=_("A project has no more seats than those kept for it"), required=False
        )

    def clean_questions(self):
        """A question keeps its id as long as its words stay: answers given are not lost."""
        known = {asked["text"]: asked["id"] for asked in self.instance.questions}
        found: list[dict] = []
        for line in lines(self.cleaned_data["questions"]):
            text, *choices = [part.strip() for part in line.split("|")]
            if not text or len(text) > 200 or len(choices) == 1 or any(len(one) > 100 for one in choices):
                raise ValidationError(
                    _now("Write each question in 200 characters at most, with two answers or none.")
                )
            asked = {"id": known.get(text) or free_id(text, found), "text": text}
            found.append(asked | ({"choices": list(dict.fromkeys(filter(None, choices)))} if choices else {}))
        if len(found) > MOST_QUESTIONS:
            raise ValidationError(_now("Eight questions at most: people answer on a phone."))
        return found

    def clean(self):
        values = super().clean()
        total = self.instance.seminar.seats
        kept = sum(self.seats().values())
        if total is not None and kept > total:
            said = _now("You keep %(kept)s seats, and the room has %(total)s.") % {"kept": kept, "total": total}
            raise ValidationError(said)
        return values

    def seats(self) -> dict[Project, int]:
        given = {project: self.cleaned_data.get(f"seats_{project.pk}") for project in self.projects}
        return {project: seats for project, seats in given.items() if seats}

    def told(self) -> dict:
        return {name: value for name, value in super().told().items() if not name.startswith("seats_")}


def free_id(text: str, taken: list[dict]) -> str:
    name = slugify(text)[:30] or "q"
    used = {asked["id"] for asked in taken}
    return next(one for one in [name, *(f"{name}-{n}" for n in range(2, 20))] if one not in used)


class CallOffForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        help_text=_("Everyone who was asked reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InvitePeopleForm(Once):
    """People with an account, under the role that brings them here."""

    words = several_lines(
        _("Your words"),
        _("They stand in the letter, before the date and the place. Empty: what the seminar is for."),
        1500,
    )

    def __init__(self, *args, groups: list[tuple[str, list]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label=_("Whom do you invite?"),
            coerce=int,
            choices=[(label, [(user.pk, name) for user, name in people]) for label, people in groups],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one person.")},
        )
        self.order_fields(["people", "words"])


class InviteGuestsForm(Once):
    """People without an account, pasted from a sheet or a mail."""

    guests = several_lines(
        _("Names and addresses"),
        _("One person on each line: name, address, organisation. Sixty at a time."),
        8000,
        6,
    )
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, initial=Side.PARTNER)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), required=False)
    words = several_lines(
        _("Your words"),
        _("They stand in the letter, before the date and the place. Empty: what the seminar is for."),
        1500,
    )

    def __init__(self, *args, seminar: Seminar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guests"].required = True
        self.fields["project"].queryset = seminar.cohort.projects.all()

    def clean_guests(self):
        found = {}
        for line in lines(self.cleaned_data["guests"]):
            one = guest(line)
            found.setdefault(one["email"], one)
        if len(found) > MOST_GUESTS:
            raise ValidationError(_now("Sixty people at a time: send the next ones after these."))
        return list(found.values())


def guest(line: str) -> dict[str, str]:
    """« Jeanne Petit, jeanne@exemple.fr, Réseau des lieux » or « Jeanne Petit <jeanne@exemple.fr> »."""
    there = GUEST.search(line)
    try:
        if there is None:
            raise ValidationError("")
        email = typed.address(there.group(1))
        before, after = (
            typed.one_line(part.strip(" ,;:\t<>()")) for part in (line[: there.start()], line[there.end() :])
        )
    except ValidationError as error:
        raise ValidationError(_now("No sound mail address on the line “%(line)s”.") % {"line": line[:80]}) from error
    return {"name": before[:120] or email.partition("@")[0], "email": email, "organisation": after[:200]}
