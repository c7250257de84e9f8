"""A call as its team composes it."""

from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import LineField, WordsField
from levain.questionnaires.models import APPLICATION, Questionnaire
from levain.selection.models import Call

LEVELS = 6
YES_NO = [("oui", _("Yes")), ("non", _("No"))]


def lines(rows):
    return forms.Textarea(attrs={"rows": rows})


class Moment(forms.DateTimeField):
    """An hour typed in a zone that is known elsewhere: it has none of its own."""

    def __init__(self, **said):
        super().__init__(widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"), **said)

    def to_python(self, value):
        typed = super().to_python(value)
        return typed.replace(tzinfo=None) if typed else typed


def day(label, **said):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said
    )


class CallForm(forms.Form):
    """What every call says first; the hours are those of its own zone."""

    title = LineField(label=_("Title"), max_length=200)
    short = WordsField(
        label=_("The call in a few words"),
        help_text=_("Two or three sentences, as you would say them to a neighbour."),
        max_length=500,
        widget=lines(3),
    )
    opens = Moment(label=_("It opens"))
    closes = Moment(label=_("It closes"))
    time_zone = forms.CharField(
        label=_("Time zone"), help_text=_("The zone that decides: Europe/Paris, Indian/Reunion…"), max_length=40
    )
    grace_minutes = forms.IntegerField(
        label=_("Minutes of grace"),
        help_text=_("Announced on the page. An application begun before the closing may still be deposited."),
        min_value=0,
        max_value=1440,
    )
    contact = WordsField(
        label=_("Who to contact"),
        help_text=_("Who answers questions, how and when. Say also how to apply on paper."),
        max_length=1000,
        widget=lines(3),
    )
    jury_on = day(_("Day of the jury"))
    decisions_on = day(_("Day the decisions are published"))
    supported_from = day(_("The support begins"))
    supported_until = day(_("The support ends"))
    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.all(),
        label=_("Form of the applications"),
        help_text=_("Applicants fill its newest published version."),
        required=False,
        empty_label=_("Choose a form"),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, call: Call | None = None, cohort=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["questionnaire"].queryset = forms_of_calls(call)
        if call is None:
            self.initial |= {"token": uuid4(), "time_zone": cohort.time_zone, "grace_minutes": 30}
            return
        if call.has_opened:
            for name in ("opens", "closes", "time_zone"):
                del self.fields[name]

    @classmethod
    def initial_of(cls, call: Call) -> dict:
        said = {name: getattr(call, name) for name in cls.base_fields if name != "token"}
        for name in ("opens", "closes"):
            said[name] = said[name].astimezone(call.zone).replace(tzinfo=None)
        return said

    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("This zone is not known. Write for instance Europe/Paris."))
        return zone

    def clean(self):
        said = super().clean()
        if "time_zone" in self.fields and said.get("opens") and said.get("closes") and said.get("time_zone"):
            for name in ("opens", "closes"):
                said[name] = said[name].replace(tzinfo=ZoneInfo(said["time_zone"]))
            if said["closes"] <= said["opens"]:
                self.add_error("closes", _("The call closes after it opens: look at both hours."))
        starts, ends = said.get("supported_from"), said.get("supported_until")
        if starts and ends and ends < starts:
            self.add_error("supported_until", _("The support ends after it begins: look at both days."))
        return said

    def told(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("token", "version")}


def forms_of_calls(call: Call | None):
    """The questionnaires made for applications, and the one this call already has."""
    made_for = Questionnaire.objects.filter(audience=APPLICATION, revisions__published_at__isnull=False)
    kept = Questionnaire.objects.filter(pk=call.questionnaire_id if call else None)
    return (made_for | kept).distinct().order_by("title")


class ClosingForm(forms.Form):
    closes = Moment(label=_("It now closes"))
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = WordsField(
        label=_("Why"), help_text=_("Everyone reads it on the page of the call."), max_length=600, widget=lines(3)
    )

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["decided_on"].initial = timezone.localdate

    def clean_closes(self):
        closes = self.cleaned_data["closes"].replace(tzinfo=self.call.zone)
        if closes <= self.call.closes:
            raise forms.ValidationError(
                _("The closing only moves later: some may have counted on the date announced.")
            )
        if closes <= timezone.now():
            raise forms.ValidationError(_("This moment is already past."))
        return closes


class ListForm(forms.Form):
    """What goes with a list of lines: the version it was read in, sometimes a few words above it."""

    intro = LineField(label=_("Above the questions"), max_length=600, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, intro: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not intro:
            self.fields["intro"].widget = forms.HiddenInput()

    @staticmethod
    def initial_of(call: Call) -> dict:
        return {"intro": call.eligibility.get("intro", ""), "version": call.version}


class Row(forms.Form):
    """A line of a list that the team keeps: emptied, it goes; half filled, it is given back."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_permitted = True

    def has_changed(self):
        """Whether something is typed in it; then nothing it needs may miss."""
        typed = (name for name in self.fields if name not in ("ORDER", "code", "expects"))
        return any(self.data.get(self.add_prefix(name), "").strip() for name in typed)


class PartForm(Row):
    heading = LineField(label=_("Heading"), max_length=120)
    text = WordsField(
        label=_("Text"),
        help_text=_("An empty line begins a new paragraph."),
        max_length=4000,
        widget=lines(5),
    )

    @staticmethod
    def shown(part):
        return {"heading": part["heading"], "text": "\n\n".join(part["paragraphs"])}

    def kept(self):
        said = self.cleaned_data
        paragraphs = [" ".join(part.split()) for part in said["text"].split("\n\n")]
        return {"heading": said["heading"], "paragraphs": [part for part in paragraphs if part]}


class PairForm(Row):
    q = LineField(label=_("Question"), max_length=300)
    a = WordsField(label=_("Answer"), max_length=2000, widget=lines(3))

    @staticmethod
    def shown(pair):
        return pair

    def kept(self):
        return {"q": self.cleaned_data["q"], "a": self.cleaned_data["a"]}


class EligibilityRow(Row):
    text = LineField(label=_("Question"), max_length=300)
    expects = forms.ChoiceField(
        label=_("The answer hoped for"), choices=YES_NO, widget=forms.RadioSelect, initial="oui"
    )
    if_not = WordsField(
        label=_("Otherwise, what we say"),
        help_text=_("What is missing and how to come to it: nobody is turned away."),
        max_length=600,
        widget=lines(2),
    )

    @staticmethod
    def shown(question):
        return question

    def kept(self):
        said = self.cleaned_data
        return {"text": said["text"], "expects": said["expects"], "if_not": said["if_not"]}


class CriterionForm(Row):
    label = LineField(label=_("Criterion"), max_length=200)
    question = LineField(label=_("The question it asks"), max_length=300, required=False)
    weight = forms.DecimalField(label=_("Weight, in %"), min_value=0, max_value=100, decimal_places=1, max_digits=4)
    levels = WordsField(
        label=_("Levels, from 0 to 5"),
        help_text=_("Six lines, one for each level, the lowest first."),
        max_length=2000,
        widget=lines(6),
        required=False,
    )
    code = forms.SlugField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def shown(criterion):
        return {
            "label": criterion.label,
            "question": criterion.question,
            "weight": (criterion.weight * 100).normalize().__format__("f"),
            "levels": "\n".join(level["label"] for level in criterion.levels),
            "code": criterion.code,
        }

    def clean_levels(self):
        said = [" ".join(line.split()) for line in self.cleaned_data["levels"].split("\n") if line.strip()]
        if said and len(said) != LEVELS:
            raise forms.ValidationError(
                _("Write six lines, one for each level from 0 to 5; there are %(n)d.") % {"n": len(said)}
            )
        return said

    def kept(self):
        said = self.cleaned_data
        return {
            "code": said["code"] or slugify(said["label"])[:50],
            "label": said["label"],
            "question": said["question"],
            "weight": said["weight"] / Decimal(100),
            "levels": [{"level": level, "label": label} for level, label in enumerate(said["levels"])],
        }


class Rows(forms.BaseFormSet):
    """The lines of a list, each with its place, and room for two more."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        order = form.fields["ORDER"]
        order.label, order.required = _("Position in the list"), False
        order.initial = (index or 0) + 1

    def kept(self) -> list[dict]:
        """What is left of them, in the order asked."""
        filled = [row for row in self.forms if row.has_changed()]
        return [
            row.kept() for row in sorted(filled, key=lambda row: row.cleaned_data.get("ORDER") or len(self.forms))
        ]


def rows_of(row: type[Row]) -> type[Rows]:
    return forms.formset_factory(row, formset=Rows, extra=2, can_order=True, max_num=30, absolute_max=40)


LABELS = {
    "title": _("The name of the project"),
    "summary": _("What it is, in the lists and for the jury"),
    "commune": _("Its commune"),
    "themes": _("Its themes"),
    "collective": _("The name of the collective"),
    "local_authority": _("The name of the local authority"),
    "consent": _("The consent to be called for the evaluation"),
}


class ReadFromForm(forms.Form):
    """Which question of the form gives what lists, letters and the jury are shown of an application."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, offered: dict[str, list[tuple[str, str]]], **kwargs):
        super().__init__(*args, **kwargs)
        for name, questions in offered.items():
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=[("", _("No question gives it")), *questions], required=False
            )

    def chosen(self) -> dict[str, str]:
        return {name: code for name, code in self.cleaned_data.items() if name != "version"}
