"""Activities by which the room gathers, sorts, weighs and promises."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.forms.composing.base import ComposeForm, LinesField, with_ids
from levain.seminars.models import Activity
from levain.seminars.sorting import ideas_of

Kind = Activity.Kind
MOST_CHOICES = 24
STEPS = (
    (_("The case is told"), 5),
    (_("Questions to understand"), 8),
    (_("What is expected of the group"), 4),
    (_("Suggestions"), 12),
    (_("What the person keeps"), 3),
    (_("What each one learned"), 3),
)


class BoardForm(ComposeForm):
    kind = Kind.BOARD
    begins = {"minutes": 30, "inbox": True}

    columns = LinesField(label=_("Columns"), help_text=_("One on each line."), least=1, most=8, longest=60)
    inbox = forms.BooleanField(
        label=_("Ideas wait in the facilitator's inbox before the screen shows them"), required=False
    )
    votes_each = forms.IntegerField(
        label=_("How many ideas each person may support"),
        help_text=_("Zero: people do not vote on this board."),
        min_value=0,
        max_value=20,
        initial=3,
    )

    def read(self, activity):
        return super().read(activity) | {
            "columns": "\n".join(column["label"] for column in activity.columns),
            "inbox": bool(activity.setup.get("inbox")),
            "votes_each": activity.setup.get("votes_each", 0),
        }

    def made(self):
        typed = self.cleaned_data
        old = self.instance.columns if self.instance else []
        return {
            "columns": with_ids(typed["columns"], old),
            "setup": {"inbox": typed["inbox"] or None, "votes_each": typed["votes_each"] or None},
        }


class Choices(ComposeForm):
    """Things to weigh, typed here or taken from an idea board of the same seminar."""

    source = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Take the choices from an idea board"),
        help_text=_("Its groups, then its pinned ideas, then the most supported ones, as they stand when you save."),
        required=False,
    )

    def __init__(self, *args, seminar, **kwargs):
        super().__init__(*args, seminar=seminar, **kwargs)
        boards = seminar.activities.filter(kind=Kind.BOARD)
        self.fields["source"].queryset = boards
        if not boards:
            del self.fields["source"]

    def read(self, activity):
        return super().read(activity) | {"options": "\n".join(activity.options)}

    def clean(self):
        values = super().clean()
        if values.get("source") and not values.get("options"):
            values["options"] = ideas_of(values["source"])[:MOST_CHOICES]
            self.errors.pop("options", None)
            if len(values["options"]) < 2:
                self.add_error(
                    "source", _("This board holds fewer than two ideas for now. Type the choices instead.")
                )
        return values


class DotsForm(Choices):
    kind = Kind.DOTS
    begins = {"minutes": 8, "dots_each": 3}

    options = LinesField(label=_("Choices"), help_text=_("One on each line."), least=2, most=MOST_CHOICES)
    dots_each = forms.IntegerField(label=_("How many dots each person has"), min_value=1, max_value=20)
    pile = forms.BooleanField(
        label=_("Several dots may go to the same choice"),
        help_text=_("People then share out points: two here, one there."),
        required=False,
    )

    def read(self, activity):
        setup = activity.setup
        return super().read(activity) | {"dots_each": setup.get("dots_each", 3), "pile": bool(setup.get("pile"))}

    def made(self):
        typed = self.cleaned_data
        return {
            "options": typed["options"],
            "setup": {"dots_each": typed["dots_each"], "pile": typed["pile"] or None},
        }


class MatrixForm(Choices):
    kind = Kind.MATRIX
    begins = {"minutes": 20, "x": _("easy to set up"), "y": _("useful to us")}

    x = forms.CharField(label=_("To the right, what is more…"), max_length=60)
    y = forms.CharField(label=_("Upwards, what is more…"), max_length=60)
    options = LinesField(
        label=_("What is placed"),
        help_text=_("One on each line. Leave it empty if each person writes an idea and places it."),
        least=0,
        most=MOST_CHOICES,
    )

    def read(self, activity):
        axes = activity.setup.get("axes") or {}
        return super().read(activity) | {"x": axes.get("x", ""), "y": axes.get("y", "")}

    def made(self):
        typed = self.cleaned_data
        old = (self.instance.setup.get("axes") if self.instance else None) or {"min": 0, "max": 10}
        return {"options": typed["options"], "setup": {"axes": {**old, "x": typed["x"], "y": typed["y"]}}}


class StepsField(LinesField):
    """A step and its minutes on each line: “Suggestions, 12”."""

    def clean(self, value):
        steps = []
        for line in super().clean(value):
            label, comma, minutes = line.rpartition(",")
            minutes = minutes.strip().removesuffix("min").strip()
            if not (comma and label.strip() and minutes.isascii() and minutes.isdigit() and 1 <= int(minutes) <= 120):
                raise forms.ValidationError(
                    _("Write each step as “Suggestions, 12”: its name, a comma, its minutes. Look at “%(line)s”.")
                    % {"line": line[:60]}
                )
            steps.append((label.strip(), int(minutes)))
        return steps


class ConsultationForm(ComposeForm):
    kind = Kind.PEER_CONSULTATION
    begins = {"minutes": 35}

    steps = StepsField(
        label=_("Steps and their minutes"),
        help_text=_("One on each line: its name, a comma, its minutes. The clock is shared by all the tables."),
        least=2,
        most=10,
        longest=80,
        rows=7,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("steps", "\n".join(f"{label}, {minutes}" for label, minutes in STEPS))
        del self.fields["minutes"]

    def read(self, activity):
        each = activity.minutes // max(len(activity.columns), 1) or 1
        lines = [f"{column['label']}, {column.get('minutes', each)}" for column in activity.columns]
        return super().read(activity) | {"steps": "\n".join(lines)}

    def made(self):
        labels, minutes = zip(*self.cleaned_data["steps"], strict=True)
        old = self.instance.columns if self.instance else []
        return {"columns": with_ids(list(labels), old, minutes=list(minutes))}

    def told(self):
        self.cleaned_data["minutes"] = sum(minutes for _label, minutes in self.cleaned_data["steps"])
        return super().told()


class CommitmentsForm(ComposeForm):
    kind = Kind.COMMITMENTS
    begins = {"title": _("What I commit to do"), "minutes": 15}

    due = forms.DateField(
        label=_("Date proposed to everyone"),
        help_text=_("Each person may choose another one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def read(self, activity):
        return super().read(activity) | {"due": activity.setup.get("due")}

    def made(self):
        due = self.cleaned_data["due"]
        return {"setup": {"due": due.isoformat() if due else None}}
