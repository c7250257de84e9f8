"""Ideas between two axes: each person places those of the list, or writes one and places it."""

from django import forms
from django.utils.translation import gettext as _

from levain.seminars import matrix
from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

MOST_POINTS = 60


class Place(forms.Form):
    """Two numbers; the square beside them, where there are scripts, writes them."""

    def __init__(self, *args, activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = matrix.axes(activity)
        self.activity = activity

    def number(self, axis, required=True):
        low, high = self.about["min"], self.about["max"]
        return forms.IntegerField(
            label=_("%(axis)s, from %(low)s to %(high)s") % {"axis": self.about[axis], "low": low, "high": high},
            min_value=low,
            max_value=high,
            required=required,
        )


class OwnPlace(Place):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(label=_("The idea"), max_length=200)
        self.fields |= {axis: self.number(axis) for axis in "xy"}
        self.pairs = [("", self["x"], self["y"])]

    def clean(self):
        typed = super().clean()
        return typed | {"value": {axis: typed.get(axis) for axis in "xy"}}


class Places(Place):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(len(self.activity.options)):
            self.fields |= {f"{axis}_{number}": self.number(axis, required=False) for axis in "xy"}
        self.pairs = [
            (label, self[f"x_{number}"], self[f"y_{number}"]) for number, label in enumerate(self.activity.options)
        ]

    def clean(self):
        typed = super().clean()
        places = {}
        for number in range(len(self.activity.options)):
            x, y = typed.get(f"x_{number}"), typed.get(f"y_{number}")
            if (x is None) != (y is None) and not self.errors:
                self.add_error(f"x_{number}" if x is None else f"y_{number}", _("Give both numbers, or none."))
            if x is not None and y is not None:
                places[str(number)] = [x, y]
        if not places and not self.errors:
            raise forms.ValidationError(_("Place at least one of them."))
        return typed | {"value": {"places": places}}


class Matrix(ActivityKind):
    """A list to place: one answer, which may be changed."""

    code = "matrix"

    def held(self, activity):
        return self if activity.options else OWN

    def form(self, activity, data=None):
        return Places(data, activity=activity)

    def initial(self, activity, given):
        places = (given.value or {}).get("places") or {}
        return {
            f"{axis}_{number}": at for number, place in places.items() for axis, at in zip("xy", place, strict=True)
        }

    def merged(self, activity, stage):
        answers = counting.shown(activity).filter(value__isnull=False).select_related("author", "project")
        given = [(each.text, each.value, counting.who(each)) for each in answers[:MOST_ANSWERS]]
        found = matrix.points(activity, given)[:MOST_POINTS]
        return {"n": len(given), "axes": matrix.axes(activity), "points": [vars(point) for point in found]}


class OwnMatrix(Matrix):
    """Ideas of one's own, each with its place."""

    many = True
    at_most = 10
    words = True
    signs = True

    def form(self, activity, data=None):
        return OwnPlace(data, activity=activity)


MOST_ANSWERS = 2000
OWN = OwnMatrix()
register(Matrix())
