"""What is typed of a jury's wishes, its meeting and its decisions."""

from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import LineField, WordsField
from levain.selection.forms.composing import Moment
from levain.selection.models import Application, Deliberation, DiversityRule, Presence


def lines(rows):
    return forms.Textarea(attrs={"rows": rows})


def hour(label):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class WishForm(forms.Form):
    """What the jury wishes of the set that is chosen; only what some file can answer is offered."""

    bound = forms.ChoiceField(label=_("How many"), choices=DiversityRule.Bound.choices)
    number = forms.IntegerField(label=_("Files"), min_value=0, max_value=99, initial=1)
    group = forms.ChoiceField(label=_("Of which group"))
    reason = WordsField(label=_("Why"), max_length=1000, widget=lines(2))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["group"].choices = groups

    def clean(self):
        typed = super().clean()
        if typed.get("bound") == DiversityRule.Bound.LEAST and typed.get("number") == 0:
            self.add_error("number", _("At least one, or nothing is asked."))
        return typed

    def told(self):
        typed = self.cleaned_data
        group, _colon, value = typed["group"].partition(":")
        return {key: typed[key] for key in ("bound", "number", "reason", "token")} | {"group": group, "value": value}


class PlacesForm(forms.Form):
    """The kind of place of each file."""

    def __init__(self, *args, files, **kwargs):
        super().__init__(*args, **kwargs)
        self.files = list(files)
        for one in self.files:
            self.fields[f"f{one.pk}"] = forms.ChoiceField(
                label=one.title,
                help_text=one.place,
                choices=[("", _("not said")), *Application.Setting.choices],
                required=False,
                initial=one.setting,
            )

    def told(self):
        return {one.id: (self.cleaned_data[f"f{one.pk}"], one.region) for one in self.files}


class MeetingForm(forms.Form):
    """When and where; the hours are those of the call's own zone."""

    starts = Moment(label=_("Beginning"))
    ends = Moment(label=_("End"), required=False)
    place = LineField(label=_("Place"), max_length=200, required=False)
    quorum = forms.IntegerField(
        label=_("Quorum"), min_value=1, max_value=99, help_text=_("How many members must be present to decide.")
    )
    conflicts_reminded = WordsField(
        label=_("How the conflicts of interest were reminded"), max_length=2000, required=False, widget=lines(2)
    )
    proceedings = WordsField(
        label=_("Proceedings"),
        max_length=20_000,
        required=False,
        widget=lines(8),
        help_text=_("What was said of one file goes with its decision: a member in conflict does not read it there."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, call, meeting=None, **kwargs):
        self.zone = ZoneInfo(call.time_zone)
        if meeting:
            names = ("place", "quorum", "conflicts_reminded", "proceedings", "version")
            initial = {name: getattr(meeting, name) for name in names}
            initial |= {name: self._local(getattr(meeting, name)) for name in ("starts", "ends")}
            kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            self.fields[name].widget.input_type = "datetime-local"

    def _local(self, value):
        return timezone.localtime(value, self.zone).replace(tzinfo=None) if value else None

    def clean(self):
        typed = super().clean()
        for name in ("starts", "ends"):
            if typed.get(name):
                typed[name] = typed[name].replace(tzinfo=self.zone)
        if typed.get("starts") and typed.get("ends") and typed["ends"] < typed["starts"]:
            self.add_error("ends", _("The meeting ends after it begins."))
        return typed

    def told(self):
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


class PresenceForm(forms.Form):
    """How one member took part."""

    how = forms.ChoiceField(label=_("How"), choices=Presence.How.choices)
    away_from = hour(_("Cut off or away from"))
    away_until = hour(_("until"))

    def clean(self):
        typed = super().clean()
        start, end = typed.get("away_from"), typed.get("away_until")
        if bool(start) != bool(end) or (start and end and end < start):
            self.add_error("away_until", _("Give both hours, the first one first."))
        return typed


class DecisionForm(forms.Form):
    """What the meeting decides of one file."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Deliberation.Outcome.choices, widget=forms.RadioSelect)
    rank = forms.IntegerField(
        label=_("Rank of the reserve"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("For the reserve list only; the next free rank if you leave it empty."),
    )
    reason = WordsField(
        label=_("Reason"),
        max_length=4000,
        required=False,
        widget=lines(4),
        help_text=_(
            "It stands in the letter. Needed for a file that is retained, and for any departure from the order."
        ),
    )
    votes_for = forms.IntegerField(label=_("Votes for"), required=False, min_value=0, max_value=99)
    votes_against = forms.IntegerField(label=_("Votes against"), required=False, min_value=0, max_value=99)
    abstentions = forms.IntegerField(label=_("Abstentions"), required=False, min_value=0, max_value=99)
    deliberation = WordsField(
        label=_("What was weighed"),
        max_length=6000,
        required=False,
        widget=lines(4),
        help_text=_("For the record only: it is not sent to the applicants."),
    )
    dissent = WordsField(label=_("Disagreement to be written down"), max_length=4000, required=False, widget=lines(2))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SignForm(forms.Form):
    note = WordsField(label=_("A remark, if you have one"), max_length=1000, required=False, widget=lines(2))


class GiveUpForm(forms.Form):
    reason = WordsField(label=_("What the collective says"), max_length=2000, required=False, widget=lines(3))
