"""A note of the logbook, new or changed."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation.files import PICTURES
from levain.foundation.forms import UploadField
from levain.projects.forms.words import WordsField
from levain.projects.models import LogbookEntry

MOST_PEOPLE = 100_000


class NoteForm(forms.ModelForm):
    """What a note tells, whether it is new or changed."""

    text = WordsField(
        label=_("What happened?"),
        max_length=4000,
        help_text=_("A sentence is enough. You can come back to it."),
        widget=forms.Textarea(attrs={"rows": 5}),
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
        help_texts = {"people": _("For an event, if you know.")}
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
        people, first = values.get("people"), values.get("first_timers")
        if first is not None and (people is None or first > people):
            self.add_error("first_timers", _("The first-timers are counted among the people: give both numbers."))
        for name in ("people", "hours"):
            if (values.get(name) or 0) > MOST_PEOPLE:
                self.add_error(name, _("This number is too large. Type it again."))
        return values


class EntryForm(NoteForm):
    """A new note, in three taps; the audience is on the button, the rest may wait."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    photo = UploadField(label=_("A photo"), required=False, kinds=PICTURES)
    photo_alt = forms.CharField(label=_("What does the photo show?"), required=False, max_length=300)

    def told(self) -> dict:
        """What the service wants of a valid form."""
        told = dict(self.cleaned_data)
        return told | {"on": told.pop("happened_on")}

    def ask_photo_again(self):
        """A browser never sends a file twice by itself: say so rather than lose it in silence."""
        if self.files.get("photo") and "photo" not in self.errors:
            self.add_error("photo", _("Choose the photo again: it is the only thing that could not be kept."))


class EditForm(NoteForm):
    """One's own note; `version` says which one was being read while typing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def compare_with(self, current: LogbookEntry, reason: str) -> None:
        """Keep what was typed, to be saved knowingly over what the note says now."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = current.version
