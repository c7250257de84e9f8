"""The version of the framework chosen, and one box and one sentence for each of its engagements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Engagement
from levain.projects.forms.words import LineField


class EngagementsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, framework, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.engagements = list(Engagement.objects.filter(version=framework).order_by("dimension", "number"))
        for each in self.engagements:
            taken = each.number in answers
            self.fields[f"taken_{each.number}"] = forms.BooleanField(label=str(each), required=False, initial=taken)
            self.fields[f"text_{each.number}"] = LineField(
                label=_("How?"), required=False, max_length=300, initial=answers.get(each.number, "")
            )

    def clean(self):
        """A sentence without its box is not lost: it ticks the box."""
        values = super().clean()
        for each in self.engagements:
            if values.get(f"text_{each.number}"):
                values[f"taken_{each.number}"] = True
        return values

    def by_dimension(self):
        """The boxes with their sentences, under the titles of the framework."""
        groups: dict[str, list] = {}
        for each in self.engagements:
            pair = (self[f"taken_{each.number}"], self[f"text_{each.number}"])
            groups.setdefault(each.dimension_title, []).append(pair)
        return groups.items()

    def answers(self) -> dict[int, str]:
        said = self.cleaned_data
        return {each.number: said[f"text_{each.number}"] for each in self.engagements if said[f"taken_{each.number}"]}
