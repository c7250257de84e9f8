from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import area, clean_words
from levain.capitalisation.models import Evidence, Finding, Part, SheetReading

HELP = {
    Part.CONTEXT: _("Where, who, since when. Somebody who does not know the place must see it."),
    Part.PROBLEM: _("What was in the way, in the words of those who lived it."),
    Part.ACTION: _("What was done, in which order, by whom."),
    Part.EFFECTS: _("What was seen, counted or said. Wanted or not."),
    Part.OBSTACLES: _("What slowed down or stopped, and what still does."),
    Part.LEVERS: _("What made it possible: a person, a rule, a place, an amount."),
    Part.CONDITIONS: _("What somebody else needs to do the same, and where it would not hold."),
}
CHOICES_SHOWN = 25


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("What was done, in a few words"),
        help_text=_("It gives the sheet its address, which stays."),
        max_length=200,
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, sheet=None, **kwargs):
        super().__init__(*args, **kwargs)
        if sheet:
            self.fields["version"].initial = sheet.version
            self.fields["title"].initial = sheet.title
            self.fields["title"].help_text = _("Its address does not change.")
            del self.fields["token"]
        else:
            self.fields["token"].initial = uuid4()
            del self.fields["version"]

    def clean_title(self):
        return clean_words(self.cleaned_data["title"])


class EvidenceBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        said = f"{obj.number}. «\u00a0{obj.words[:160]}\u00a0» {obj.who}"
        return said if obj.publishable else f"{said} ({obj.get_consent_display()})"


class FindingBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return f"{obj.number}. {obj.title}"


class PartForm(forms.Form):
    """A part of the sheet, and what it stands on: what she may see of the project's passages and findings."""

    text = forms.CharField(max_length=3000, required=False, widget=area(8))
    evidence = EvidenceBoxes(queryset=Evidence.objects.none(), required=False, label=_("Passages it stands on"))
    findings = FindingBoxes(queryset=Finding.objects.none(), required=False, label=_("Findings it stands on"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, sheet, part, passages, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = part.label
        self.fields["text"].help_text = HELP[part]
        self.fields["version"].initial = sheet.version
        for name, rows in (("evidence", passages), ("findings", findings)):
            self.fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]

    def clean_text(self):
        return clean_words(self.cleaned_data["text"])

    @property
    def opened_at(self) -> int:
        return self.cleaned_data["version"]


class ReadingForm(forms.Form):
    answer = forms.ChoiceField(label=_("Your answer"), choices=SheetReading.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should change, or why"),
        max_length=2000,
        required=False,
        widget=area(4),
        help_text=_("Needed if you do not agree. Those who write the sheet read it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_words(self):
        return clean_words(self.cleaned_data["words"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") and cleaned["answer"] != SheetReading.Answer.AGREES and not cleaned.get("words"):
            self.add_error("words", _("Say what should change, or why you refuse."))
        return cleaned


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Why it is taken off"),
        help_text=_("Everyone reads this sentence at the address of what was taken off."),
        max_length=300,
    )

    def clean_why(self):
        return clean_words(self.cleaned_data["why"])
