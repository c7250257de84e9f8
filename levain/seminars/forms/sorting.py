"""What the facilitator does to several ideas at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.models import Activity, Contribution


class SortForm(forms.Form):
    """The ideas ticked, and where they go; the button says what is done to them."""

    ideas = forms.TypedMultipleChoiceField(coerce=int, required=False)
    column = forms.ChoiceField(label=_("Column"), required=False)
    group = forms.TypedChoiceField(label=_("In the group"), coerce=int, empty_value=None, required=False)
    title = forms.CharField(label=_("or a new group"), max_length=120, required=False)

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        there = Contribution.objects.filter(activity=activity).values_list("pk", flat=True)
        self.fields["ideas"].choices = [(pk, pk) for pk in there] if self.is_bound else []
        self.fields["column"].choices = [(column["id"], column["label"]) for column in activity.columns]
        groups = [(group.pk, group.title) for group in activity.groups.all()]
        self.groups = dict(groups)
        self.fields["group"].choices = [("", _("new group")), *groups]
