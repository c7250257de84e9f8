"""What is typed to enter a room: its code; then, for those who wish, a name."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import one_line
from levain.projects.models import Project
from levain.seminars import rules
from levain.seminars.models import Side

DIGITS = re.compile(r"[\s\u00a0\u202f.-]+")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the room"),
        help_text=_("The digits shown on the screen."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self):
        code = DIGITS.sub("", self.cleaned_data["code"])
        if not (code.isascii() and code.isdigit() and 4 <= len(code) <= 8):
            raise forms.ValidationError(_("Type the digits shown on the screen."))
        return code


class JoinForm(forms.Form):
    """Nothing must be filled in."""

    name = forms.CharField(
        label=_("Name shown with what you write"),
        help_text=_("A first name, a nickname, or nothing."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    side = forms.ChoiceField(label=_("You come with"), required=False)
    known = forms.BooleanField(label=_("Take part with my account"), required=False)

    def __init__(self, *args, live, user, device=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.live, self.user = live, user
        projects = Project.objects.filter(cohort=live.seminar.cohort_id).order_by("name")
        self.projects = {f"p{project.pk}": project for project in projects}
        offered = [(key, str(project)) for key, project in self.projects.items()]
        others = [(side.value, side.label) for side in Side if side not in (Side.BEARER, Side.FACILITATOR)]
        self.fields["side"].choices = [("", _("I would rather not say")), *offered, *others]
        if not (user.is_authenticated and rules.can_see_seminar(user, live.seminar)):
            del self.fields["known"]
        else:
            self.fields["known"].help_text = str(user)
        if device is not None:
            said = f"p{device.project_id}" if device.project_id else device.side
            self.initial = {"name": device.name, "side": said, "known": bool(device.user_id)}

    def clean_name(self):
        return one_line(self.cleaned_data["name"])

    def told(self) -> dict:
        given = self.cleaned_data
        if given.get("known"):
            return {"user": self.user}
        chosen = given.get("side", "")
        if project := self.projects.get(chosen):
            return {"name": given["name"], "side": Side.BEARER, "project": project}
        return {"name": given["name"], "side": chosen}
