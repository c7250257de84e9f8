"""Something to do."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.people.models import User
from levain.projects.models import Action, Project
from levain.projects.services import team


class ActionForm(forms.ModelForm):
    class Meta:
        model = Action
        fields = ["title", "owner", "due"]
        labels = {"title": _("What is to be done?"), "owner": _("Who does it?"), "due": _("By when?")}
        widgets = {"due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        people = team(project, "bearer", "member", "local_authority", "partner", "expert")
        self.fields["owner"].queryset = User.objects.filter(pk__in=[person.pk for person in people])
        self.fields["owner"].choices = [("", "—"), *((person.pk, str(person)) for person in people)]

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Give a day to come, or leave it empty."))
        return due
