"""Peer consultation: the room goes through timed steps together; each table writes under the step it is at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

SHOWN = 24


class Consultation(ActivityKind):
    code = "peer_consultation"
    many = True
    at_most = 60
    words = True
    signs = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        # The page says which step it was written at: a telephone without network may send it later.
        steps = [(column["id"], column["label"]) for column in activity.columns]
        form.fields["column"] = forms.ChoiceField(choices=steps, widget=forms.HiddenInput)
        form.fields["text"] = forms.CharField(
            label=_("What is said at this step"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
        )
        return form

    def steps(self, activity):
        return [column["label"] for column in activity.columns]

    def minutes(self, activity, step):
        return int(activity.columns[step].get("minutes") or 0) if step < len(activity.columns) else 0

    def merged(self, activity, stage):
        at = min(stage.step, len(activity.columns) - 1)
        now = activity.columns[at] if activity.columns else {"id": "", "label": ""}
        said = counting.shown(activity).exclude(text="")
        here = said.filter(column=now["id"])
        latest = list(here.select_related("author", "project").order_by("-rank")[:SHOWN])
        return {
            "n": said.count(),
            "step": at,
            "label": now["label"],
            "here": here.count(),
            "said": [
                {"text": each.text, "table": each.table, "who": counting.who(each)}
                for each in sorted(latest, key=by_table)
            ],
        }


def by_table(each):
    return (each.table or 0, each.rank)


register(Consultation())
