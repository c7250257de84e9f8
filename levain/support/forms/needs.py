from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms import DraftedForm
from levain.support.forms.fields import Day, ForWhom, LongText
from levain.support.models import Need, PeerHelp


class WordsForm(forms.Form):
    """The project's words; the audience is on the button."""

    in_my_words = LongText(label=_("What we want to do"), limit=2000, rows=4)
    blocks = LongText(label=_("What blocks"), limit=2000, rows=2, required=False)
    unblock = LongText(label=_("What would unblock it"), limit=2000, rows=2, required=False)
    tried = LongText(label=_("What we have already tried"), limit=2000, rows=2, required=False)
    wanted_by = Day(label=_("By when?"), required=False)
    audience = ForWhom()

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]


class NeedForm(DraftedForm, WordsForm):
    """A need stated for the first time; someone from outside the team says whose words she writes."""

    on_behalf_of = forms.ModelChoiceField(
        queryset=None,
        label=_("Whose words are these?"),
        help_text=_("The person you are writing for. She will be told, and she can change the words."),
        empty_label=_("Choose a person"),
    )
    wanted_by = Day(label=_("By when?"), required=False, past=False)
    # What stands in the way, when the need is stated from there; read again with the rights of whoever writes.
    obstacle = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ["on_behalf_of"]

    def __init__(self, *args, team, for_someone, obstacles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["obstacle"].queryset = obstacles
        self.fields["token"].initial = uuid4
        if for_someone:
            self.fields["on_behalf_of"].queryset = team
        else:
            del self.fields["on_behalf_of"]

    def told(self) -> dict:
        """What the service wants of a valid form."""
        told = dict(self.cleaned_data)
        told.pop("writer")
        return told


class EditNeedForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, need: Need) -> dict:
        return {name: getattr(need, name) for name in cls.base_fields}


class QualifyForm(forms.Form):
    adviser_words = LongText(label=_("The need, in words that a service or a funder understands"), limit=2000, rows=4)
    theme = forms.ChoiceField(label=_("Theme"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("Choose a theme")), *themes]


class CloseForm(forms.Form):
    met = forms.ChoiceField(label=_("Is the need met?"), choices=Need.Met.choices, widget=forms.RadioSelect)
    outcome = LongText(label=_("What came of it"), limit=2000, rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HelpForm(forms.Form):
    """What another project offers."""

    kind = forms.ChoiceField(label=_("What do you offer?"), choices=PeerHelp.Kind.choices, widget=forms.RadioSelect)
    text = LongText(label=_("In a few words"), limit=1000, rows=3)
    project = forms.ModelChoiceField(queryset=None, label=_("In the name of"), empty_label=None)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["project"].queryset = projects
        self.fields["project"].initial = projects.first()
        if len(projects) == 1:
            self.fields["project"].widget = forms.HiddenInput()
