from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.chain.services import EVIDENCE, TURNS
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, teams

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
        every = list(projects)
        if len(every) == 1:
            self.fields["project"].initial = every[0]
        self.people = owners_of(every)
        choices = [
            (place, [(str(one.pk), str(one)) for one in people]) for place, people in grouped(self.people, every)
        ]
        self.fields["owner"].choices = [("", "—"), *(choices if len(every) > 1 else flat(choices))]
        if not choices:
            del self.fields["owner"]

    def clean(self):
        """Whoever takes care of it belongs to the project chosen, or supports it."""
        told = super().clean()
        wanted, project = told.get("owner"), told.get("project")
        told["owner"] = None
        if wanted and project:
            told["owner"] = next(
                (one for one in [*self.people[project.pk], *self.people[None]] if str(one.pk) == wanted), None
            )
            if told["owner"] is None:
                self.add_error("owner", _("This person is not of this project. Choose another one, or nobody."))
        return told

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Give a day to come, or leave it empty."))
        return due


def owners_of(projects: list[Project]) -> dict[int | None, list[User]]:
    """The people of each project; under None, those who support them all."""
    return {None: advisers(projects[0]) if projects else []} | teams(projects, *OWNERS)


def grouped(people: dict[int | None, list[User]], projects: list[Project]) -> list[tuple[str, list[User]]]:
    named = [(str(project), people[project.pk]) for project in projects] + [(str(_("support")), people[None])]
    return [(place, found) for place, found in named if found]


def flat(choices: list[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(one for _place, people in choices for one in people))
