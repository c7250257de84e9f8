"""One question, a few answers; one choice, or several where the activity says so (`setup["several"]`)."""

from django import forms

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register


class Poll(ActivityKind):
    code = "poll"

    def form(self, activity, data=None):
        options = list(enumerate(activity.options))
        if activity.setup.get("several"):
            field = forms.TypedMultipleChoiceField(
                label=activity.title, choices=options, coerce=int, widget=forms.CheckboxSelectMultiple
            )
        else:
            field = forms.TypedChoiceField(
                label=activity.title, choices=options, coerce=int, widget=forms.RadioSelect
            )
        form = forms.Form(data)
        form.fields["value"] = field
        return form

    def merged(self, activity, stage):
        n, counts = counting.by_number(activity)
        return {"n": n, "lines": counting.shares(list(enumerate(activity.options)), counts, n)}


register(Poll())
