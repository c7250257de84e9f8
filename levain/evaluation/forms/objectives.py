"""Forms of the objectives: the words of each side, five levels, weights; then a level and its reason."""

from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import Objective, Rank, Rating, Voice
from levain.evaluation.side_by_side import signed

IMPORTANCE = [
    ("", _("not told")),
    (0, _("0, not important")),
    (1, _("1, a little important")),
    (2, _("2, quite important")),
    (3, _("3, extremely important")),
]
DIFFICULTY = [
    ("", _("not told")),
    (0, _("0, not difficult")),
    (1, _("1, a little difficult")),
    (2, _("2, quite difficult")),
    (3, _("3, extremely difficult")),
]
WORDS = {
    Voice.INHABITANTS: (_("What the inhabitants expect"), _("In their own words, as they say it.")),
    Voice.AUTHORITY: (_("What the local authority expects"), _("In its own words.")),
    Voice.STATE: (_("What the State expects"), _("If its service has told you.")),
}
LEVEL_HELP = {
    Rank.MUCH_LESS: _("The worst that can be expected, or worse than today."),
    Rank.LESS: _("Part of the way. Often where things stand today."),
    Rank.EXPECTED: _("What you will reach if all goes as planned."),
    Rank.MORE: _("One step further than planned."),
    Rank.MUCH_MORE: _("The best that can reasonably be hoped for."),
}


def area(rows):
    return forms.Textarea(attrs={"rows": rows})


def field_of(value: int) -> str:
    return f"level_{value + 2}"


class ObjectiveForm(forms.Form):
    """`voices` are the sides whose words this person may write; the others' words are shown, not asked."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agreed = forms.CharField(
        label=_("The objective, in words all agree on"),
        help_text=_("One sentence. Say what will be different, not what will be done."),
        max_length=500,
        widget=area(2),
        error_messages={"required": _("Write the words all agree on, or keep a draft.")},
    )

    def __init__(self, *args, voices, objective: Objective | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.objective, self.voices = objective, [voice for voice in Voice if voice in voices]
        for voice in self.voices:
            label, hint = WORDS[voice]
            self.fields[voice.value] = forms.CharField(
                label=label,
                help_text=hint,
                max_length=500,
                required=voice != Voice.STATE,
                widget=area(2),
                error_messages={"required": _("Write what this side expects, or keep a draft until it has written.")},
            )
        for value in reversed(Rank.values):
            self.fields[field_of(value)] = forms.CharField(
                label=f"{signed(value)} · {Rank(value).label}",
                help_text=LEVEL_HELP[Rank(value)],
                max_length=300,
                widget=area(2),
                error_messages={"required": _("Describe this level.")},
            )
        for name, label, choices in (
            ("importance", _("How important is it?"), IMPORTANCE),
            ("difficulty", _("How difficult is it?"), DIFFICULTY),
        ):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False
            )
        if "draft" in self.data:
            self._ask_nothing()
        self._remember(objective)

    def _ask_nothing(self) -> None:
        """A draft is kept as far as it goes."""
        for asked in self.fields.values():
            asked.required = False

    def _remember(self, objective: Objective | None) -> None:
        if objective is None:
            self.fields["token"].initial = uuid4()
            return
        known = {level.value: level.text for level in objective.levels.all()}
        self.initial |= {voice.value: objective.wording(voice) for voice in self.voices}
        self.initial |= {field_of(value): known.get(value, "") for value in Rank.values}
        self.initial |= {
            "agreed": objective.agreed,
            "importance": objective.importance,
            "difficulty": objective.difficulty,
            "version": objective.version,
        }

    @property
    def wording_fields(self):
        return [self[voice.value] for voice in self.voices]

    @property
    def level_fields(self):
        return [self[field_of(value)] for value in reversed(Rank.values)]

    @property
    def awaited(self) -> str:
        """The side that must still write its own words, and that whoever fills this form may not write for."""
        for voice in (Voice.INHABITANTS, Voice.AUTHORITY):
            if voice not in self.voices and not (self.objective and self.objective.wording(voice)):
                return str(voice.label)
        return ""

    @property
    def settles(self) -> bool:
        return "draft" not in self.data

    def levels(self) -> dict[int, str]:
        return {value: self.cleaned_data[field_of(value)] for value in Rank.values}

    def wordings(self) -> dict[str, str]:
        return {voice.value: self.cleaned_data[voice.value] for voice in self.voices}

    def clean(self):
        values = super().clean()
        importance, difficulty = values.get("importance"), values.get("difficulty")
        if (importance is None) != (difficulty is None) and not {"importance", "difficulty"} & set(self.errors):
            missing = "importance" if importance is None else "difficulty"
            self.add_error(missing, _("Give both the importance and the difficulty, or neither."))
        if self.settles:
            self._refuse_twins(values)
        return values

    def _refuse_twins(self, values) -> None:
        seen: set[str] = set()
        for value in Rank.values:
            text = values.get(field_of(value))
            if text and text in seen:
                self.add_error(field_of(value), _("Two levels say the same thing. Say how this one differs."))
            seen.add(text)


class WithdrawForm(forms.Form):
    because = forms.CharField(label=_("Why is it withdrawn?"), max_length=500, widget=area(3))


class RatingForm(forms.Form):
    """The level of one side, and the reason; what the five levels say stands on the choices."""

    NONE = "none"
    voice = forms.ChoiceField(widget=forms.HiddenInput, choices=Voice.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.ChoiceField(
        label=_("Where does this objective stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five levels, or say that you give none.")},
    )
    reason = forms.CharField(
        label=_("Why this level?"),
        help_text=_("A fact, a number, what you saw."),
        max_length=1000,
        widget=area(4),
        error_messages={"required": _("Say why, in one sentence at least.")},
    )

    def __init__(self, *args, objective: Objective, rating: Rating | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [
            *((str(level.value), described(level)) for level in reversed(objective.levels.all())),
            (self.NONE, _("We give no level at this moment")),
        ]
        self.initial["version"] = rating.version if rating else 0
        if rating:
            self.initial["level"] = self.NONE if rating.level is None else str(rating.level)
            self.initial["reason"] = rating.reason

    def clean_level(self) -> int | None:
        chosen = self.cleaned_data["level"]
        return None if chosen == self.NONE else int(chosen)


def described(level):
    return format_html(
        "<strong>{} · {}</strong> <span>{}</span>", signed(level.value), Rank(level.value).label, level.text
    )
