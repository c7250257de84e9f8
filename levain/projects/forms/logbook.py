"""A note of the logbook, new or changed."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from levain.foundation.audiences import Audience
from levain.foundation.files import PICTURES
from levain.foundation.forms import UploadsField
from levain.foundation.models import Document
from levain.people.models import User
from levain.projects import rules
from levain.projects.forms.drafts import DraftedForm
from levain.projects.forms.words import WordsField
from levain.projects.models import IN_THE_PROJECT, LogbookEntry, Project
from levain.projects.services import PHOTOS, team

MOST_PEOPLE = 100_000
NUMBERS = ("people", "first_timers", "hours")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return str(obj)


class PhotosField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return obj.alt or obj.name


class NoteForm(forms.ModelForm):
    """What a note tells, whether it is new or changed."""

    text = WordsField(
        label=_("What happened?"),
        max_length=4000,
        help_text=_("A sentence is enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = LogbookEntry
        fields = ["text", "kind", "happened_on", "people", "first_timers", "hours"]
        labels = {
            "kind": _("It is about"),
            "happened_on": _("Day"),
            "people": _("How many people?"),
            "first_timers": _("How many came for the first time?"),
            "hours": _("How many hours given, all together?"),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(value, label.capitalize()) for value, label in LogbookEntry.Kind.choices]

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. The logbook tells what has happened."))
        return day

    def clean(self):
        values = super().clean()
        if values.get("kind") != LogbookEntry.Kind.EVENT:
            return values | dict.fromkeys(NUMBERS)
        people, first = values.get("people"), values.get("first_timers")
        if first is not None and (people is None or first > people):
            self.add_error("first_timers", _("The first-timers are counted among the people: give both numbers."))
        for name in ("people", "hours"):
            if (values.get(name) or 0) > MOST_PEOPLE:
                self.add_error(name, _("This number is too large. Type it again."))
        return values


class EntryForm(DraftedForm, NoteForm):
    """A new note, in three taps; the audience is on the button, the rest may wait."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    photos = UploadsField(
        label=_("Photos"),
        required=False,
        kinds=PICTURES,
        at_most=PHOTOS,
        help_text=format_lazy(_("{n} at most, 10 MB each (jpg, png, webp). The place is removed."), n=PHOTOS),
    )
    photo_alt = forms.CharField(
        label=_("What do the photos show?"),
        required=False,
        max_length=300,
        help_text=_("For those who cannot see them: a few words are enough."),
    )
    said_by = PersonField(
        label=_("Whose words are these?"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("Mine"),
        help_text=_("Told by telephone, for example. This person will be asked to confirm or correct."),
    )
    people_agree = forms.BooleanField(
        label=_("The people who can be recognised agree to be seen by everyone."),
        required=False,
        help_text=_("For a child under 15, the child and the parents. You can withdraw the note at any time."),
    )

    def __init__(self, *args, by: User, project: Project, **kwargs):
        super().__init__(*args, by=by, **kwargs)
        if rules.can_write_for_someone(by, project):
            others = [person.pk for person in team(project, *IN_THE_PROJECT) if person != by]
            self.fields["said_by"].queryset = User.objects.filter(pk__in=others).order_by("name")
        else:
            del self.fields["said_by"]

    def ask_agreement(self, audience: str) -> None:
        """Publishing a face is a later step than taking the photo."""
        wants = audience == Audience.PUBLIC and self.cleaned_data.get("photos")
        if wants and not self.cleaned_data.get("people_agree"):
            self.add_error(
                "people_agree", _("Tick this box if the people agree, or write for the project without publishing.")
            )

    def told(self) -> dict:
        """What the service wants of a valid form."""
        told = dict(self.cleaned_data)
        told.pop("writer")
        alts = [alt.strip() for alt in self.data.getlist("photo_alt")] or [""]
        photos = told.pop("photos")
        said = told.pop("photo_alt")
        each = alts if len(alts) == len(photos) else [said] * len(photos)
        return told | {"on": told.pop("happened_on"), "photos": list(zip(photos, each, strict=True))}

    def ask_photos_again(self):
        """A browser never sends a file twice by itself: say so rather than lose it in silence."""
        if self.files.getlist("photos") and "photos" not in self.errors:
            self.add_error("photos", _("Choose the photos again: they are the only thing that could not be kept."))


class EditForm(NoteForm):
    """One's own note; `version` says which one was being read while typing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    remove = PhotosField(label=_("Photos to take away"), required=False, queryset=Document.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        photos = self.instance.documents.all()
        if photos:
            self.fields["remove"].queryset = photos
        else:
            del self.fields["remove"]

    def compare_with(self, current: LogbookEntry, reason: str) -> None:
        """Keep what was typed, to be saved knowingly over what the note says now."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = current.version


class ReadersForm(forms.Form):
    """For whom a note stands from now on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    audience = forms.ChoiceField(label=_("From now on, who reads this note?"), widget=forms.RadioSelect)
    people_agree = forms.BooleanField(
        label=_("The people who can be recognised agree to be seen by everyone."), required=False
    )

    def __init__(self, *args, offered: list[Audience], entry: LogbookEntry, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(one.value, one.label.capitalize()) for one in offered]
        self.fields["version"].initial = entry.version
        if not entry.documents.all() or Audience.PUBLIC not in offered or entry.people_agree:
            del self.fields["people_agree"]

    def clean(self):
        values = super().clean()
        asked = "people_agree" in self.fields and values.get("audience") == Audience.PUBLIC
        if asked and not values.get("people_agree"):
            self.add_error(
                "people_agree", _("Tick this box if the people agree, or keep the note for fewer readers.")
            )
        if not asked:
            values.pop("people_agree", None)
        return values
