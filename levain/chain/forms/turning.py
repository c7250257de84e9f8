from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.chain.services import EVIDENCE, TURNS
from levain.projects.models import Project
from levain.projects.services import advisers, team

OWNERS = ("bearer", "member", "local_authority", "partner", "expert")


class TurnForm(forms.Form):
    """Into what, for which project, in which words; the passage it comes from stays attached."""

    into = forms.ChoiceField(label=_("It becomes"), widget=forms.RadioSelect, initial="action")
    quote = forms.CharField(
        label=_("The words it comes from"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Keep the words exactly as they were said, all of them or a part."),
    )
    field = forms.CharField(widget=forms.HiddenInput)
    project = forms.ModelChoiceField(label=_("For which project?"), queryset=Project.objects.none())
    title = forms.CharField(label=_("In a few words, what is it?"), max_length=200)
    owner = forms.ChoiceField(label=_("Who takes care of it?"), required=False)
    due = forms.DateField(
        label=_("By when?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, projects, may_keep=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(key, label) for key, (label, *_rest) in TURNS.items()]
        if may_keep:
            self.fields["into"].choices += [(EVIDENCE, _("evidence, for what it shows"))]
        self.fields["project"].queryset = projects
        only = list(projects[:2])
        self.people = {}
        if len(only) == 1:
            self.fields["project"].initial = only[0]
            self.people = {str(person.pk): person for person in [*team(only[0], *OWNERS), *advisers(only[0])]}
        choices = [(key, str(person)) for key, person in self.people.items()]
        self.fields["owner"].choices = [("", "—"), *choices]
        if not choices:
            del self.fields["owner"]

    def clean_owner(self):
        return self.people.get(self.cleaned_data["owner"])

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Give a day to come, or leave it empty."))
        return due
