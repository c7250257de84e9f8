"""Something to do."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.people.models import User
from levain.projects.forms.versioned import VersionedForm
from levain.projects.models import Action, Project
from levain.projects.services import team

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ActionForm(VersionedForm):
    class Meta:
        model = Action
        fields = ["title", "owner", "due"]
        labels = {"title": _("What is to be done?"), "owner": _("Who does it?"), "due": _("By when?")}
        widgets = {"due": DATE}

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        people = {person.pk: str(person) for person in team(project, *OWNERS)}
        if self.instance.owner_id:
            people[self.instance.owner_id] = str(self.instance.owner)
        self.fields["owner"].queryset = User.objects.filter(pk__in=people)
        self.fields["owner"].choices = [("", _("Nobody yet")), *people.items()]

    def clean_title(self):
        return typed.one_line(self.cleaned_data["title"])

    def clean_due(self):
        """A new date is still to come; one that has passed may stay."""
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate() and due != self.initial.get("due"):
            raise forms.ValidationError(_("This day is past. Give a day to come, or leave it empty."))
        return due


OWNERS = ("bearer", "member", "local_authority", "partner", "expert")
