"""A few dots to share out among choices; several on one where the activity says so (`setup["pile"]`)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register


class Spread(forms.Form):
    """One number for each choice; together they do not go over what each person has."""

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.each = activity.setup.get("dots_each", 3)
        for number, label in enumerate(activity.options):
            self.fields[f"dots_{number}"] = forms.IntegerField(
                label=label, min_value=0, max_value=self.each, required=False, widget=forms.NumberInput()
            )

    def clean(self):
        typed = super().clean()
        value = [number for number, name in enumerate(self.fields) for _dot in range(typed.get(name) or 0)]
        if len(value) > self.each:
            raise forms.ValidationError(too_many(self.each))
        if not value and not self.errors:
            raise forms.ValidationError(_("Put at least one dot."))
        return typed | {"value": value}


class Dots(ActivityKind):
    code = "dots"

    def form(self, activity, data=None):
        if activity.setup.get("pile"):
            return Spread(data, activity=activity)
        each = activity.setup.get("dots_each", 3)
        form = forms.Form(data)
        form.fields["value"] = AtMost(
            label=activity.title,
            choices=list(enumerate(activity.options)),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            most=each,
            help_text=ngettext("You have %(n)s dot.", "You have %(n)s dots.", each) % {"n": each},
        )
        return form

    def initial(self, activity, given):
        value = given.value or []
        if not activity.setup.get("pile"):
            return {"value": value}
        return {f"dots_{number}": value.count(number) or None for number in range(len(activity.options))}

    def merged(self, activity, stage):
        n, counts = counting.by_number(activity)
        lines = counting.shares(list(enumerate(activity.options)), counts, sum(counts.values()))
        return {"n": n, "dots": sum(counts.values()), "lines": sorted(lines, key=lambda line: -line["n"])}


class AtMost(forms.TypedMultipleChoiceField):
    def __init__(self, *, most, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def clean(self, value):
        chosen = super().clean(value)
        if len(chosen) > self.most:
            raise forms.ValidationError(too_many(self.most))
        return chosen


def too_many(each: int) -> str:
    return ngettext("You have %(n)s dot: take some back.", "You have %(n)s dots: take some back.", each) % {"n": each}


register(Dots())
