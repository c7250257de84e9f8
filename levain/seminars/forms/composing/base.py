"""What every kind of activity is prepared with: a question, a time, a promise about names."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.seminars.forms.once import Once
from levain.seminars.forms.preparation import at_least_one
from levain.seminars.models import Activity

LONGEST = 200


class LinesField(forms.CharField):
    """One thing on each line; the same one twice is one."""

    def __init__(self, *, least: int, most: int, longest: int = LONGEST, rows: int = 5, **kwargs):
        self.least, self.most, self.longest = least, most, longest
        kwargs.setdefault("required", least > 0)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if len(typed) > self.most * (self.longest + 2) * 2:
            raise forms.ValidationError(_("Give at most %(n)s, or people will not read them.") % {"n": self.most})
        lines = [" ".join(line.split()) for line in typed.splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) < self.least and (lines or self.required):
            raise forms.ValidationError(
                ngettext(
                    "Give at least %(n)s, one on each line.", "Give at least %(n)s, one on each line.", self.least
                )
                % {"n": self.least}
            )
        if len(lines) > self.most:
            raise forms.ValidationError(_("Give at most %(n)s, or people will not read them.") % {"n": self.most})
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(_("Each line holds at most %(n)s characters.") % {"n": self.longest})
        return lines


class ComposeForm(Once):
    """`activity` is the one being changed; what it holds that the form does not ask stays as it is."""

    kind: str
    # What a new activity of this kind begins with.
    begins: dict = {}

    title = forms.CharField(label=_("What do you ask?"), max_length=200)
    note = forms.CharField(
        label=_("A word of explanation"),
        help_text=_("It is shown under the question, on the phones and on the screen."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    minutes = forms.IntegerField(label=_("Duration in minutes"), initial=10)
    named = forms.BooleanField(
        label=_("What people say is kept with their side and project"),
        help_text=_("Without this, nothing leads back to a person. It is said to all."),
        required=False,
        initial=True,
    )
    last = ("minutes", "named")

    def __init__(self, *args, seminar, activity: Activity | None = None, **kwargs):
        self.seminar, self.instance = seminar, activity
        super().__init__(*args, **kwargs)
        self.fields["minutes"].validators.append(at_least_one)
        self.initial = {**(self.read(activity) if activity else self.begins), **self.initial}
        self.order_fields([name for name in self.fields if name not in self.last] + list(self.last))

    def read(self, activity: Activity) -> dict:
        """What the fields hold of an activity that exists."""
        return {
            "title": activity.title,
            "note": activity.setup.get("note", ""),
            "minutes": activity.minutes,
            "named": activity.named,
        }

    def made(self) -> dict:
        """The options, columns and setup of this kind; a setup of None is taken away."""
        return {}

    def told(self) -> dict:
        typed, made = self.cleaned_data, self.made()
        kept = dict(self.instance.setup) if self.instance else {}
        setup = kept | {"note": typed["note"] or None} | made.get("setup", {})
        return {
            "title": typed["title"],
            "minutes": typed["minutes"],
            "named": typed["named"],
            "options": made.get("options", []),
            "columns": made.get("columns", []),
            "setup": {name: value for name, value in setup.items() if value is not None},
        }

    def previewed(self) -> Activity:
        """The activity as it would be, saved nowhere."""
        return Activity(seminar=self.seminar, kind=self.kind, position=0, **self.told())


def with_ids(labels: list[str], old: list[dict], **more: list) -> list[dict]:
    """Columns keep their names in the code: by their words, else in their order when they were reworded."""
    by_label = {column["label"]: column["id"] for column in old}
    reworded = [column["id"] for column in old if column["label"] not in labels]
    used = {column["id"] for column in old}
    columns = []
    for place, label in enumerate(labels):
        name = by_label.get(label) or (reworded.pop(0) if reworded else "")
        name = name or next(str(n) for n in range(1, 100) if str(n) not in used)
        used.add(name)
        columns.append({"id": name, "label": label} | {key: values[place] for key, values in more.items()})
    return columns
