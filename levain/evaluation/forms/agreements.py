"""One conversation about an objective, a signature on paper, what the objectives matter to one person."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.objectives import area
from levain.evaluation.models import Objective, Rank, Voice
from levain.evaluation.side_by_side import signed

NO_LEVEL = "none"
IMPORTANCE = (
    _("not important"),
    _("a little important"),
    _("quite important"),
    _("important"),
    _("very important"),
)
ATTAINMENT = (
    _("not at all reached"),
    _("a little reached"),
    _("half reached"),
    _("almost reached"),
    _("reached"),
)


class ConversationForm(forms.Form):
    """For each side that is there, its level and its reason; a side left empty has not spoken."""

    def __init__(self, *args, voices, **kwargs):
        super().__init__(*args, **kwargs)
        self.voices = [Voice(voice) for voice in voices]
        choices = [
            ("", _("has not spoken yet")),
            *((str(rank.value), f"{signed(rank.value)} · {rank.label}") for rank in reversed(Rank)),
            (NO_LEVEL, _("gives no level")),
        ]
        for voice in self.voices:
            self.fields[f"level_{voice}"] = forms.ChoiceField(label=_("Its level"), choices=choices, required=False)
            self.fields[f"reason_{voice}"] = forms.CharField(
                label=_("Why, in its words"), max_length=1000, required=False, widget=area(2)
            )

    @property
    def sides(self):
        return [(voice, self[f"level_{voice}"], self[f"reason_{voice}"]) for voice in self.voices]

    def clean(self):
        values = super().clean()
        for voice in self.voices:
            level, reason = values.get(f"level_{voice}"), values.get(f"reason_{voice}")
            if level and not reason:
                self.add_error(f"reason_{voice}", _("Say why, in one sentence at least."))
            elif reason and not level:
                self.add_error(f"level_{voice}", _("Choose one of the five levels, or say that it gives none."))
        if not self.errors and not self.said():
            self.add_error(None, _("Write down what one side at least says."))
        return values

    def said(self) -> dict[str, tuple[int | None, str]]:
        told = {}
        for voice in self.voices:
            if level := self.cleaned_data.get(f"level_{voice}"):
                rank = None if level == NO_LEVEL else int(level)
                told[voice.value] = (rank, self.cleaned_data[f"reason_{voice}"])
        return told


class PaperSignatureForm(forms.Form):
    voice = forms.ChoiceField(label=_("For which side?"), choices=Voice.choices)
    name_on_paper = forms.CharField(
        label=_("Who signed on paper?"),
        help_text=_("First name, initial, and in what capacity."),
        max_length=120,
        error_messages={"required": _("Say who signed on paper.")},
    )
    signed_on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))


def from_1_to_5(words):
    return [("", _("I would rather not say")), *((str(n), f"{n} · {said}") for n, said in enumerate(words, 1))]


class ViewsForm(forms.Form):
    """Two questions an objective, from 1 to 5. The adviser types a sheet for a side."""

    sheet = forms.UUIDField(widget=forms.HiddenInput, required=False)
    shown_under_the_floor = forms.BooleanField(
        label=_("My answers may be shown with those of my side even when fewer than five people have answered"),
        required=False,
    )

    def __init__(self, *args, objectives: list[Objective], voices, types, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.objectives, self.types = objectives, types
        if types:
            self.fields["sheet"].initial = uuid4()
            del self.fields["shown_under_the_floor"]
        self.fields["voice"] = forms.ChoiceField(
            label=_("On which side was this sheet answered?") if types else _("Which side do you answer for?"),
            choices=[(voice, Voice(voice).label.capitalize()) for voice in voices],
            initial=voices[0] if voices else None,
            widget=forms.HiddenInput if len(voices) == 1 else forms.Select,
        )
        for objective in objectives:
            held = (given or {}).get(objective.pk)
            for name, label, words in (
                ("importance", _("Is it important to you?"), IMPORTANCE),
                ("attainment", _("How far is it reached today?"), ATTAINMENT),
            ):
                self.fields[f"{name}_{objective.pk}"] = forms.TypedChoiceField(
                    label=label,
                    choices=from_1_to_5(words),
                    coerce=int,
                    empty_value=None,
                    required=False,
                    initial=getattr(held, name, None),
                )
            if held and not types:
                self.fields["shown_under_the_floor"].initial = held.shown_under_the_floor

    @property
    def rows(self):
        return [(one, self[f"importance_{one.pk}"], self[f"attainment_{one.pk}"]) for one in self.objectives]

    def views(self) -> dict[int, tuple[int | None, int | None]]:
        values = self.cleaned_data
        return {one.pk: (values[f"importance_{one.pk}"], values[f"attainment_{one.pk}"]) for one in self.objectives}
