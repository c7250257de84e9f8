"""Forms of the indicators: what is followed, a value, a reason, a spreadsheet."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.fields import LinesField, NumberField, plain
from levain.evaluation.models import Followed, Measure
from levain.foundation.forms import UploadField, UploadsField
from levain.projects.forms.records import DayField, RecordForm
from levain.projects.forms.words import LineField, WordsField

FILES = 5


class FollowedForm(RecordForm):
    label = LineField(label=_("What is followed?"), max_length=200)
    definition = WordsField(
        label=_("What counts, and what does not?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = LineField(label=_("Unit"), max_length=100, required=False, help_text=_("For example: people, m², kg."))
    source = LineField(
        label=_("Where does the value come from?"),
        max_length=200,
        help_text=_("For example: attendance sheets, a meter, the association's accounts."),
    )
    baseline = NumberField(label=_("Value at the start"), required=False)
    baseline_on = DayField(label=_("Day of the value at the start"), required=False)
    baseline_words = LineField(label=_("If the start is not known, say why"), max_length=300, required=False)
    target = NumberField(label=_("Value aimed at"), required=False)
    target_on = DayField(label=_("By when?"), required=False)
    breakdown = LinesField(
        label=_("Parts of the value"),
        at_most=8,
        longest=60,
        required=False,
        help_text=_("One a line, if you tell them apart. For example: women, men."),
    )
    level_texts = LinesField(
        label=_("The described levels"),
        at_most=7,
        required=False,
        help_text=_("Only for described levels: one a line, from the lowest. The first is level 1."),
    )

    class Meta:
        model = Followed
        fields = [
            "label",
            "definition",
            "kind",
            "unit",
            "impact",
            "better",
            "source",
            "baseline",
            "baseline_on",
            "baseline_words",
            "target",
            "target_on",
            "breakdown",
        ]
        labels = {"kind": _("The value is"), "impact": _("It shows"), "better": _("It is")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["level_texts"] = [level.text for level in self.instance.levels.all()]

    def clean(self):
        values = super().clean()
        if values.get("kind") == Followed.Kind.LEVEL and len(values.get("level_texts") or []) < 2:
            self.add_error("level_texts", _("Describe at least two levels."))
        return values

    def told(self):
        told = super().told()
        told["levels"] = dict(enumerate(told.pop("level_texts"), 1))
        return told


class MeasureForm(RecordForm):
    value = NumberField(label=_("Value"), required=False)
    words = WordsField(label=_("In words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    taken_on = DayField(label=_("Taken on"))
    since = DayField(label=_("Counted since"), required=False, help_text=_("If the value covers a stretch of time."))
    source = LineField(label=_("Where does it come from?"), max_length=300)
    proof = LineField(
        label=_("Where is the proof?"),
        max_length=300,
        required=False,
        help_text=_("A notebook and its pages, a statement, a photo. A value only counts with its proof."),
    )
    files = UploadsField(label=_("Attach the proof"), at_most=FILES, required=False)

    class Meta:
        model = Measure
        fields = ["value", "words", "taken_on", "since", "source", "proof"]

    def __init__(self, *args, followed: Followed, **kwargs):
        super().__init__(*args, **kwargs)
        self.followed = followed
        if followed.kind == Followed.Kind.WORDS:
            del self.fields["value"]
            self.fields["words"].required = True
        elif followed.kind != Followed.Kind.NUMBER:
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Value"), choices=self._choices(), coerce=Decimal, widget=forms.RadioSelect
            )
            if self.instance.value is not None:
                self.initial["value"] = str(int(self.instance.value))
        else:
            self.fields["value"].required = True
            self.fields["value"].help_text = followed.unit
        self.initial.setdefault("source", followed.source)
        self.fields["taken_on"].required = True
        for place, part in enumerate(followed.breakdown):
            self.fields[f"part_{place}"] = NumberField(label=part, required=False)
            known = self.instance.parts.get(part)
            self.initial[f"part_{place}"] = "" if known is None else plain(Decimal(str(known)))

    def _choices(self):
        if self.followed.kind == Followed.Kind.YES_NO:
            return [("1", _("yes")), ("0", _("no"))]
        return [(str(level.value), f"{level.value} · {level.text}") for level in self.followed.levels.all()]

    def clean(self):
        values = super().clean()
        since, taken = values.get("since"), values.get("taken_on")
        if since and taken and since > taken:
            self.add_error("since", _("This day is after the day of the value."))
        parts = self._parts(values)
        if parts and values.get("value") is not None and sum(parts.values()) > float(values["value"]) + 0.0005:
            self.add_error("value", _("The parts add up to more than the value."))
        return values

    def _parts(self, values) -> dict[str, float]:
        told = {part: values.get(f"part_{place}") for place, part in enumerate(self.followed.breakdown)}
        return {part: float(value) for part, value in told.items() if value is not None}

    def told(self):
        told = super().told()
        told["parts"] = self._parts(told)
        told["files"] = told.pop("files", ())
        told.setdefault("value", None)
        return {name: value for name, value in told.items() if not name.startswith("part_")}


class ReturnForm(forms.Form):
    because = WordsField(
        label=_("What must be mended?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, so that the value can be mended.")},
    )


class SheetForm(forms.Form):
    """A spreadsheet to try; what was read waits, signed, for the person's yes."""

    file = UploadField(label=_("Your spreadsheet"), kinds=frozenset({"csv", "xlsx", "ods"}))
