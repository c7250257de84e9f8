"""Forms of the register of effects and of the six steps of a contribution analysis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import CausalLink, Effect, Proof, Rival
from levain.foundation.forms import UploadsField
from levain.projects.forms.records import DayField, RecordForm
from levain.projects.forms.words import LineField, WordsField

FILES = 5


def words(label, longest, *, rows=3, required=False, help_text=""):
    area = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=longest, required=required, widget=area, help_text=help_text)


class EffectForm(RecordForm):
    text = words(
        _("What changed?"),
        500,
        required=True,
        help_text=_("Who does what differently, where, since when? Good or bad, foreseen or not."),
    )
    on_whom = LineField(label=_("For whom?"), max_length=200)
    foreseen = forms.TypedChoiceField(
        label=_("Was it foreseen?"),
        choices=[("1", _("yes, it was an aim")), ("0", _("no, nobody had thought of it"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    noticed_on = DayField(label=_("Noticed on"))

    class Meta:
        model = Effect
        fields = ["text", "on_whom", "directness", "sign", "foreseen", "noticed_on"]
        labels = {"directness": _("It is"), "sign": _("For those people, it is")}
        help_texts = {
            "directness": _(
                "Direct: through what the project does itself. Indirect: through others who imitate it or decide."
            )
        }
        widgets = {"directness": forms.RadioSelect, "sign": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["foreseen"] = "1" if self.instance.foreseen else "0"
        self.fields["directness"].choices = Effect.Directness.choices


class QuestionForm(RecordForm):
    question = words(
        _("Which question is asked of this effect?"),
        500,
        required=True,
        help_text=_("For example: did the accelerator help this path to be used, and how?"),
    )
    confidence_wanted = LineField(
        label=_("How sure must we be, and for which decision?"), max_length=200, required=False
    )

    class Meta:
        model = Effect
        fields = ["question", "confidence_wanted"]


class TheoryForm(RecordForm):
    theory = words(_("How is it held to have come about?"), 2000, required=True, rows=5)
    risks = words(_("What could have gone otherwise?"), 2000)

    class Meta:
        model = Effect
        fields = ["theory", "risks"]


class StoryForm(RecordForm):
    story = words(_("What did the project and the accelerator contribute?"), 3000, required=True, rows=5)
    weak_links = words(_("Where is the story weak?"), 1500)
    disagreements = words(
        _("Who tells it otherwise?"),
        1500,
        help_text=_("What people think of the contribution is not in itself proof."),
    )

    class Meta:
        model = Effect
        fields = ["story", "weak_links", "disagreements"]


class ToFindForm(RecordForm):
    to_find = words(_("Which evidence is missing, who looks for it, by when?"), 1500, required=True, rows=5)

    class Meta:
        model = Effect
        fields = ["to_find"]


class VerdictForm(RecordForm):
    revised = words(_("The story, revised with what was found"), 3000, rows=5)
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Effect.Verdict.choices, widget=forms.RadioSelect)

    class Meta:
        model = Effect
        fields = ["revised", "verdict"]


class ProofForm(RecordForm):
    text = words(_("What does it say?"), 1000, required=True)
    source = LineField(
        label=_("Where does it come from?"),
        max_length=200,
        help_text=_("Two pieces that come from the same place count as one."),
    )
    dated = DayField(label=_("Date"))
    supports = forms.TypedChoiceField(
        label=_("It speaks"),
        choices=[("1", _("for the effect")), ("0", _("against it, or nuances it"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    outside = forms.BooleanField(label=_("It comes from somebody who has no part in the project"), required=False)
    link = forms.ModelChoiceField(
        label=_("Which link does it bear out?"), queryset=CausalLink.objects.none(), required=False
    )
    address = LineField(
        label=_("Page of this site where it can be read"),
        max_length=300,
        required=False,
        help_text=_("Paste its address, if it is here."),
    )
    files = UploadsField(label=_("Attach it"), at_most=FILES, required=False)

    class Meta:
        model = Proof
        fields = ["text", "kind", "category", "source", "dated", "supports", "outside", "link", "address"]
        labels = {"kind": _("It is"), "category": _("It comes from")}

    def __init__(self, *args, effect: Effect, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["link"].queryset = CausalLink.objects.filter(effect=effect)
        self.fields["link"].empty_label = _("the effect as a whole")
        self.initial["supports"] = "1"

    def clean_address(self):
        """A page of this house, without the name of the machine: nothing leads elsewhere."""
        address = self.cleaned_data["address"]
        if not address:
            return ""
        path = "/" + address.split("://", 1)[-1].split("/", 1)[-1] if "://" in address else address
        if not path.startswith("/") or path.startswith("//"):
            raise forms.ValidationError(_("Paste the address of a page of this site."))
        return path


class RivalForm(forms.Form):
    text = LineField(
        label=_("What else could explain this effect?"),
        max_length=300,
        help_text=_("For example: the price of fuel, another programme, a fashion."),
    )


class WeighForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("After looking at it"), choices=Rival.Verdict.choices, widget=forms.RadioSelect
    )
    because = words(_("What shows it?"), 500)

    def clean(self):
        """Set aside, in whole or in part, an explanation says what was looked at."""
        values = super().clean()
        examined = values.get("verdict") in (Rival.Verdict.RULED_OUT, Rival.Verdict.PARTIAL)
        if examined and not values.get("because"):
            self.add_error("because", _("Say what shows it: an explanation is not set aside without a word."))
        return values


class LinkForm(forms.Form):
    text = LineField(
        label=_("A link of the story"),
        max_length=300,
        help_text=_("For example: the path is open → children walk to school."),
    )


class LowerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.TypedChoiceField(label=_("Lower the strength to"), coerce=int, empty_value=None, required=False)
    because = words(_("Why?"), 500)

    def __init__(self, *args, computed: int, **kwargs):
        super().__init__(*args, **kwargs)
        below = [(str(level), str(level)) for level in range(1, computed)]
        self.fields["to"].choices = [("", _("the counted level, without lowering")), *below]

    def clean(self):
        values = super().clean()
        if values.get("to") and not values.get("because"):
            self.add_error("because", _("A strength is lowered with a reason."))
        return values
