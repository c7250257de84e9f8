"""Commitments: who does what, with whom, by when. They are followed in the projects afterwards."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

SHOWN = 40


class Commitments(ActivityKind):
    code = "commitments"
    many = True
    at_most = 10
    words = True
    signs = True
    open_results = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        form.fields["text"] = forms.CharField(
            label=_("What I will do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
        )
        form.fields["with_whom"] = forms.CharField(label=_("With whom"), max_length=200, required=False)
        form.fields["due"] = forms.DateField(
            label=_("By when"),
            required=False,
            initial=activity.setup.get("due"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        return form

    def merged(self, activity, stage):
        shown = counting.shown(activity).exclude(text="")
        latest = shown.select_related("author", "project").order_by("-rank")[:SHOWN]
        return {"n": shown.count(), "promises": [promise(each) for each in latest]}


def promise(each) -> dict:
    due: date | None = each.due
    return {"text": each.text, "who": counting.who(each), "with_whom": each.with_whom, "due": due}


register(Commitments())
