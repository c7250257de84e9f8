"""Ideas in columns. Those of a board with an inbox are seen once the facilitator has sorted them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars import sorting
from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register
from levain.seminars.models import Activity

# What a wall shows of a column, and the facilitator of her inbox.
SHOWN, WAITING, READ = 20, 12, 300


class Board(ActivityKind):
    code = "board"
    many = True
    words = True
    signs = True
    votes = True
    open_results = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        if len(activity.columns) > 1:
            columns = [(column["id"], column["label"]) for column in activity.columns]
            form.fields["column"] = forms.ChoiceField(label=_("Column"), choices=columns, widget=forms.RadioSelect)
        form.fields["text"] = forms.CharField(
            label=_("One idea"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
        )
        return form

    def answer(self, activity, form):
        alone = {"column": activity.columns[0]["id"]} if len(activity.columns) == 1 else {}
        return alone | super().answer(activity, form)

    def votes_each(self, activity):
        return activity.setup.get("votes_each", 0)

    def merged(self, activity, stage):
        said = counting.shown(activity).exclude(text="")
        inbox = bool(activity.setup.get("inbox"))
        waiting = said.filter(place=None).order_by("rank") if inbox else said.none()
        given = said.exclude(place=None) if inbox else said
        board = sorting.board_of(activity, given.select_related("place", "author", "project")[:READ])
        return {
            "n": said.count(),
            "columns": [column_seen(column) for column in board.columns],
            "waiting": waiting.count() if inbox else 0,
            "inbox": [{"id": each.pk, "text": each.text, "column": each.column} for each in waiting[:WAITING]],
            "votes": self.votes_each(activity),
        }


def column_seen(column: sorting.Column) -> dict:
    left = SHOWN
    groups = []
    for cluster in column.clusters:
        kept = cluster.ideas[: max(left, 0)]
        left -= len(kept)
        groups.append(
            {"title": cluster.group.title, "votes": cluster.votes, "ideas": [idea_seen(one) for one in kept]}
        )
    ideas = [idea_seen(one) for one in column.ideas[: max(left, 0)]]
    shown = len(ideas) + sum(len(group["ideas"]) for group in groups)
    return {"label": column.label, "groups": groups, "ideas": ideas, "more": column.count - shown}


def idea_seen(idea: sorting.Idea) -> dict:
    return {
        "id": idea.said.pk,
        "text": idea.said.text,
        "who": counting.signature(idea.said),
        "votes": idea.votes,
        "times": idea.times,
        "pinned": idea.pinned,
    }


def column_of(activity: Activity, number: int) -> str | None:
    """The name of a column by its rank, as the remote says it."""
    return activity.columns[number]["id"] if number < len(activity.columns) else None


register(Board())
