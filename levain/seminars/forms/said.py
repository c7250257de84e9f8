"""What is typed of what was said: the words, the answer, on whose behalf."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.forms import fields as asking
from levain.seminars import closing
from levain.seminars.forms.once import Once
from levain.seminars.models import ANONYMOUS, Activity
from levain.seminars.models.people import TYPED

Kind = Activity.Kind


class ContributionForm(Once):
    """One contribution; a participant speaks for herself, the team says on whose behalf it types."""

    text = forms.CharField(
        label=_("What was said"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args, activity, team, edited=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        if edited is None:
            self.fields.update(answer_fields(activity))
        else:
            self.fields["version"].initial = edited.version
        if activity.columns:
            columns = [(column["id"], column["label"]) for column in activity.columns]
            self.fields["column"] = forms.ChoiceField(
                label=_("Column"), choices=columns, initial=edited.column if edited else None
            )
        if activity.kind == Kind.COMMITMENTS:
            self.add_promise(edited)
        if team:
            self.add_speaker(edited)

    def add_promise(self, edited):
        self.fields["with_whom"] = forms.CharField(label=_("With whom"), max_length=200, required=False)
        self.fields["due"] = forms.DateField(
            label=_("By when"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
        )
        if edited:
            self.initial |= {"with_whom": edited.with_whom, "due": edited.due}

    def add_speaker(self, edited):
        table = forms.IntegerField(label=_("Table"), min_value=1, max_value=99, required=False)
        self.fields["table"] = table
        if edited:
            self.initial["table"] = edited.table
            return
        self.fields["side"] = forms.ChoiceField(label=_("Who speaks"), choices=TYPED)
        if self.activity.named:
            projects = self.activity.seminar.cohort.projects.all()
            self.fields["project"] = forms.ModelChoiceField(projects, label=_("Project"), required=False)

    def clean_text(self):
        return self.cleaned_data["text"].strip()

    def clean(self):
        values = super().clean()
        if not values.get("text") and self.answer() is None and "text" not in self.errors:
            self.add_error("text", _("Write a few words, or choose an answer."))
        if values.get("side") == ANONYMOUS and values.get("project"):
            self.add_error("project", _("Who did not give a name has no project either: leave it empty."))
        return values

    def answer(self):
        """The value, as the activity keeps it; None when nothing was chosen."""
        if self.activity.kind == Kind.CLOSING_QUESTIONNAIRE:
            return self.sheet()
        return answer_of(self.activity, self.cleaned_data)

    def sheet(self) -> dict | None:
        asked = {name: field.question for name, field in self.fields.items() if hasattr(field, "question")}
        given = {
            question.code: asking.kept(question, self.cleaned_data.get(name)) for name, question in asked.items()
        }
        return {code: answer for code, answer in given.items() if answer is not None} or None

    def told(self) -> dict:
        told = {name: value for name, value in super().told().items() if not name.startswith("answer")}
        return told | ({"value": self.answer()} if self.answer() is not None else {})


def answer_fields(activity: Activity) -> dict[str, forms.Field]:
    """The fields by which one answers, according to the kind of activity."""
    kind, setup = activity.kind, activity.setup
    if kind == Kind.WEATHER:
        return {"answer": one_of([(word, word) for word in activity.options])}
    if kind == Kind.POLL:
        options = list(enumerate(activity.options))
        return {"answer": several(options) if setup.get("several") else one_of(options)}
    if kind == Kind.SCALE:
        return {"answer": one_of([(level, level) for level in range(setup.get("min", 1), setup.get("max", 5) + 1)])}
    if kind == Kind.DOTS:
        return {"answer": several(list(enumerate(activity.options)), _("Dots"))}
    if kind == Kind.MATRIX:
        return place(activity)
    if kind == Kind.CLOSING_QUESTIONNAIRE:
        return sheet(activity)
    return {}


def one_of(choices):
    return forms.ChoiceField(label=_("Answer"), choices=[("", "—"), *choices], required=False)


def place(activity) -> dict[str, forms.Field]:
    """What is placed, where the activity lists it, and how far on each axis."""
    axes = activity.setup.get("axes") or {}
    ends = {"min_value": axes.get("min", 0), "max_value": axes.get("max", 10)}
    placed = {"answer_option": one_of(list(enumerate(activity.options)))} if activity.options else {}
    return placed | {f"answer_{axis}": number(axes.get(axis) or axis, **ends) for axis in "xy"}


def number(label, **ends):
    return forms.IntegerField(label=label, required=False, **ends)


def sheet(activity) -> dict[str, forms.Field]:
    """The questions of the closing questionnaire, those answered in words apart: each is a contribution."""
    fields = {}
    for question in closing.questions(activity):
        if question.kind not in closing.WORDS:
            field = fields[f"answer_{question.code}"] = asking.field_for(question, {}, lambda _option: True)
            field.required, field.question = False, question
    return fields


def several(options, label=None):
    return forms.TypedMultipleChoiceField(
        label=label or _("Answer"),
        choices=options,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def answer_of(activity: Activity, typed: dict):
    kind = activity.kind
    if kind == Kind.POLL and activity.setup.get("several"):
        return typed.get("answer") or None
    if kind in (Kind.POLL, Kind.SCALE):
        return int(typed["answer"]) if typed.get("answer") else None
    if kind in (Kind.WEATHER, Kind.DOTS):
        return typed.get("answer") or None
    many = {name.removeprefix("answer_"): given for name, given in typed.items() if name.startswith("answer_")}
    given = {name: int(each) for name, each in many.items() if each not in (None, "")}
    if kind != Kind.MATRIX or not {"x", "y"} <= set(given):
        return None
    if not activity.options:
        return given
    return {"places": {str(given["option"]): [given["x"], given["y"]]}} if "option" in given else None
