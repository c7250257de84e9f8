from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import ForWhom, Line, LongText
from levain.support.models import Obstacle


class ObstacleForm(forms.Form):
    text = LongText(label=_("What stands in the way"), limit=2000, rows=4)
    kind = forms.ChoiceField(label=_("It is above all a matter of"), choices=Obstacle.Kind.choices)
    who_can_lift = Line(label=_("Who can lift it?"), limit=300, required=False)
    tried = LongText(label=_("What was tried"), limit=2000, rows=2, required=False)
    need = forms.ModelChoiceField(
        queryset=None, label=_("For which need?"), required=False, empty_label=_("No need in particular")
    )
    audience = ForWhom()
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, needs, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["need"].queryset = needs
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]


class LiftForm(forms.Form):
    how = Line(label=_("What lifted it"), limit=300, required=False)
