"""Where I stand between two ends, each with its words."""

from django import forms

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register


class Scale(ActivityKind):
    code = "scale"

    def levels(self, activity):
        """Each level as it is offered; the ends carry their words."""
        low, high = activity.setup.get("min", 1), activity.setup.get("max", 5)
        labels = activity.setup.get("labels") or {}
        ends = {low: labels.get("min", ""), high: labels.get("max", "")}
        return [
            (level, f"{level} · {ends[level]}" if ends.get(level) else str(level)) for level in range(low, high + 1)
        ]

    def form(self, activity, data=None):
        form = forms.Form(data)
        form.fields["value"] = forms.TypedChoiceField(
            label=activity.title, choices=self.levels(activity), coerce=int, widget=forms.RadioSelect
        )
        return form

    def merged(self, activity, stage):
        n, counts = counting.by_number(activity)
        levels = self.levels(activity)
        return {"n": n, "lines": counting.shares(levels, counts, n), "middle": middle(counts, n)}


def middle(counts, n):
    """The level that half of the room is at, or above: the median, which no one far away moves."""
    passed = 0
    for level in sorted(counts):
        passed += counts[level]
        if 2 * passed >= n:
            return level
    return None


register(Scale())
