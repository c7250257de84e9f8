"""Someone on the map of stakeholders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.records import DayField, RecordForm
from levain.projects.forms.words import LineField, WordsField
from levain.projects.models import Stakeholder


class StakeholderForm(RecordForm):
    name = LineField(
        label=_("Who?"), max_length=150, help_text=_("A group or an organisation, rather than a person by name.")
    )
    wanted = WordsField(
        label=_("What do you want from them?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_gesture = LineField(label=_("What is your next gesture towards them?"), max_length=300, required=False)
    next_on = DayField(label=_("By when?"), required=False)

    class Meta:
        model = Stakeholder
        fields = ["name", "kind", "place", "wanted", "next_gesture", "next_on", "partner", "audience"]
        labels = {"kind": _("They are"), "place": _("Today they are"), "partner": _("Their sheet in the directory")}
        widgets = {"place": forms.RadioSelect}

    field_order = ["name", "kind", "place", "wanted", "next_gesture", "next_on", "partner"]

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Stakeholder._meta.get_field("kind").choices
        self.fields["place"].choices = [(value, label.capitalize()) for value, label in Stakeholder.Place.choices]
        self.fields["partner"].queryset = partners
        if not partners.exists():
            del self.fields["partner"]
