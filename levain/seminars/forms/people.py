"""What is typed to come, and to say who came."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.models import Project
from levain.seminars.forms.once import Once
from levain.seminars.models import Registration, Seminar, Side


class NeedsForm(Once, forms.ModelForm):
    """What a person needs in order to come; nothing is asked that nobody reads."""

    class Meta:
        model = Registration
        fields = ["remote", "access_needs", "meals", "travel"]
        labels = {
            "remote": _("I follow it online"),
            "access_needs": _("What you need to take part"),
            "meals": _("Meals"),
            "travel": _("How you come"),
        }
        help_texts = {
            "access_needs": _("Captions, a wheelchair, someone to mind a child…"),
            "meals": _("What you do not eat."),
            "travel": _("Train, car with free seats, a night on the spot…"),
        }

    def __init__(self, *args, seminar, **kwargs):
        super().__init__(*args, **kwargs)
        if seminar.format != Seminar.Format.BOTH:
            del self.fields["remote"]
        if seminar.format == Seminar.Format.ONLINE:
            del self.fields["meals"], self.fields["travel"]


class GuestForm(Once):
    """A person without an account, added by the team."""

    name = forms.CharField(label=_("Name"), max_length=120)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), required=False)
    access_needs = forms.CharField(label=_("What this person needs to take part"), max_length=500, required=False)

    def __init__(self, *args, seminar, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = seminar.cohort.projects.all()


class AttendanceForm(forms.Form):
    listed = forms.CharField(widget=forms.HiddenInput, max_length=20000)
    present = forms.TypedMultipleChoiceField(
        label=_("Who came?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, registrations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(line.pk, f"{line} · {line.get_side_display()}") for line in registrations]
        self.initial["present"] = [line.pk for line in registrations if line.attended]
        self.initial["listed"] = " ".join(str(line.pk) for line in registrations)

    def clean_listed(self):
        return [
            int(pk) for pk in self.cleaned_data["listed"].split() if pk.isascii() and pk.isdigit() and len(pk) < 19
        ]
