from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import ForWhom, Line, LongText
from levain.support.models import Obstacle


class ToldObstacleForm(forms.Form):
    text = LongText(label=_("What stands in the way"), limit=2000, rows=4)
    kind = forms.ChoiceField(label=_("It is above all a matter of"), choices=Obstacle.Kind.choices)
    who_can_lift = Line(label=_("Who can lift it?"), limit=300, required=False)
    tried = LongText(label=_("What was tried"), limit=2000, rows=2, required=False)
    needs = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Which needs does it block?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = ForWhom()

    def __init__(self, *args, needs, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = needs
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]


class ObstacleForm(ToldObstacleForm):
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class EditObstacleForm(ToldObstacleForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class LiftForm(forms.Form):
    how = Line(label=_("What lifted it"), limit=300, required=False)


class AcrossForm(forms.Form):
    """What is looked for among the obstacles of several projects."""

    nature = forms.ChoiceField(label=_("Kind of obstacle"), required=False)
    qui = forms.CharField(label=_("Who can lift it?"), required=False, max_length=100)
    etat = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("in the way today")), ("leves", _("lifted")), ("tous", _("all"))],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nature"].choices = [("", _("all kinds")), *Obstacle.Kind.choices]
