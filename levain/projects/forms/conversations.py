"""A message, and the subject it opens."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.people.models import User
from levain.projects import shelves
from levain.projects.forms.words import LineField, WordsField
from levain.projects.models import Message


class MessageForm(forms.Form):
    """Words, with a file or one thing of the project if she wishes; `person` is who writes."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    text = WordsField(label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    carried = forms.ChoiceField(label=_("With something of the project"), required=False)
    file = UploadField(label=_("With a file"), required=False)
    file_alt = forms.CharField(label=_("What is this file?"), required=False, max_length=300)

    def __init__(self, *args, person, project=None, carried="", picking=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        offered = shelves.choices(person, project) if picking and project else []
        if not offered:
            self.fields["carried"].widget = forms.HiddenInput()
        self.fields["carried"].choices = [("", _("nothing")), *offered]
        # What she may carry is asked of the thing itself, and not of the list she was shown.
        self.fields["carried"].valid_value = lambda code: True
        self.fields["carried"].initial = carried

    def clean_carried(self):
        code = self.cleaned_data["carried"]
        thing = shelves.find(self.person, code) if code else None
        if code and thing is None:
            raise forms.ValidationError(_("You can no longer attach this. Choose something else, or nothing."))
        return thing

    def told(self) -> dict:
        """What the service wants of a valid form."""
        return {name: self.cleaned_data[name] for name in ("text", "carried", "file", "file_alt")}

    def ask_file_again(self):
        """A browser never sends a file twice by itself: say so rather than lose it in silence."""
        if self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose the file again: it is the only thing that could not be kept."))

    def carried_now(self):
        """The card of what is already chosen, shown above the text."""
        code = str(self["carried"].value() or "")
        return shelves.card_of(self.person, shelves.find(self.person, code)) if code else None


class SubjectForm(MessageForm):
    """The first message of a conversation, under its subject."""

    subject = LineField(label=_("Subject"), max_length=120)
    named = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=_("Experts who read it too"),
        help_text=_("Only for a conversation among the supporting side."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["token", "subject", "text", "carried", "file", "file_alt", "named"]

    def __init__(self, *args, experts=(), **kwargs):
        super().__init__(*args, **kwargs)
        if experts:
            self.fields["named"].queryset = User.objects.filter(pk__in=[person.pk for person in experts])
            # They were read already: the boxes are drawn without asking for them again.
            self.fields["named"].choices = [(person.pk, str(person)) for person in experts]
        else:
            del self.fields["named"]


class CorrectionForm(forms.ModelForm):
    """One's own words; `version` says which ones were being read while typing."""

    text = MessageForm.base_fields["text"]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Message
        fields = ["text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def compare_with(self, current: Message, reason: str) -> None:
        """Keep what was typed, to be saved knowingly over what the message says now."""
        self.add_error(None, reason)
        self.data = self.data.copy()
        self.data["version"] = current.version
