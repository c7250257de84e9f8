from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.projects.models import Action, LogbookEntry
from levain.projects.services import team


class EntryForm(forms.ModelForm):
    """A note, in three taps; the audience is on the button, the rest may wait."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    photo = UploadField(label=_("A photo"), required=False)
    photo_alt = forms.CharField(label=_("What does the photo show?"), required=False, max_length=300)

    class Meta:
        model = LogbookEntry
        fields = ["text", "kind", "happened_on", "people", "first_timers", "hours"]
        labels = {
            "text": _("What happened?"),
            "kind": _("It is about"),
            "happened_on": _("Day"),
            "people": _("How many people?"),
            "first_timers": _("How many came for the first time?"),
            "hours": _("How many hours given, all together?"),
        }
        help_texts = {
            "text": _("A sentence is enough. You can come back to it."),
            "people": _("For an event, if you know."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "kind": forms.RadioSelect,
            "happened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = LogbookEntry.Kind.choices
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            self.fields["happened_on"].initial = self.instance.happened_on
        else:
            self.fields["token"].initial = uuid4()
            self.fields["happened_on"].initial = timezone.localdate()

    def told(self) -> dict:
        """What the service wants of a valid form."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        told["on" if not self.instance.pk else "happened_on"] = told.pop("happened_on")
        return told

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
        return values


class ActionForm(forms.ModelForm):
    class Meta:
        model = Action
        fields = ["title", "owner", "due"]
        labels = {"title": _("What is to be done?"), "owner": _("Who does it?"), "due": _("By when?")}
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        people = team(project, "bearer", "member", "local_authority", "partner", "expert")
        self.fields["owner"].choices = [("", "—"), *((person.pk, str(person)) for person in people)]
