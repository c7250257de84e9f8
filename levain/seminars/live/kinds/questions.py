"""Questions to the speakers. Others may be for them: those that most people wait for come first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

SHOWN = 30


class Questions(ActivityKind):
    code = "questions"
    many = True
    at_most = 10
    votes = True
    words = True
    signs = True
    open_results = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        form.fields["text"] = forms.CharField(
            label=_("Your question"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
        )
        return form

    def merged(self, activity, stage):
        shown = counting.shown(activity).exclude(text="")
        first = shown.select_related("author", "project").order_by("-votes", "rank")[:SHOWN]
        said = [{"id": each.pk, "text": each.text, "votes": each.votes, "who": counting.who(each)} for each in first]
        return {"n": shown.count(), "questions": said}


register(Questions())
