"""What the team types while it checks an application, and what comes back."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation
from levain.projects.forms.words import LineField, WordsField
from levain.selection.models import Check, Opinion
from levain.selection.services.checklist import MOST_POINTS, is_usual

BLANK_POINTS = 3
MOST_DAYS = 120


class CheckForm(forms.Form):
    """Each point of the call: yes, no or to be asked, with a word."""

    def __init__(self, *args, items, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(items)
        known = known or {}
        for item in self.items:
            check = known.get(item.pk)
            self.fields[f"answer-{self.key(item)}"] = forms.ChoiceField(
                label=item.text,
                help_text=item.help,
                choices=[(one.value, str(one.label).capitalize()) for one in Check.Answer],
                widget=forms.RadioSelect,
                required=False,
                initial=check.answer if check else None,
            )
            self.fields[f"note-{self.key(item)}"] = LineField(
                label=_("A word on this point"),
                max_length=500,
                required=False,
                initial=check.note if check else "",
            )

    def answers(self) -> dict[int, tuple[str, str]]:
        said = self.cleaned_data
        keys = {item.pk: self.key(item) for item in self.items}
        return {pk: (said[f"answer-{key}"], said[f"note-{key}"]) for pk, key in keys.items()}

    def key(self, item) -> str:
        """Names a point in the page: by its place among the usual ones when the page was made before it was kept."""
        usual = f"usual-{item.position}"
        if item.pk is None or (f"note-{usual}" in self.data and is_usual(item)):
            return usual
        return str(item.pk)


class PointsForm(forms.Form):
    """The points of a call, one a line, in their order; an empty line is a point taken off."""

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = [(item.pk, item.text, item.help, place) for place, item in enumerate(items, 1)]
        blank = min(BLANK_POINTS, MOST_POINTS - len(self.rows))
        self.rows += [(None, "", "", len(self.rows) + place) for place in range(1, blank + 1)]
        for number, (_pk, text, hint, place) in enumerate(self.rows):
            self.fields[f"place-{number}"] = forms.IntegerField(
                label=_("Place of point %(n)d") % {"n": number + 1}, initial=place, min_value=1, max_value=99
            )
            self.fields[f"text-{number}"] = LineField(
                label=_("Point %(n)d") % {"n": number + 1}, max_length=200, required=False, initial=text
            )
            self.fields[f"help-{number}"] = LineField(
                label=_("What helps to judge it"), max_length=300, required=False, initial=hint
            )

    def points(self) -> list[tuple[int | None, str, str]]:
        """What is kept, in the order of the places given."""
        said = self.cleaned_data
        found = [
            (said[f"place-{number}"], number, pk, said[f"text-{number}"], said[f"help-{number}"])
            for number, (pk, *_rest) in enumerate(self.rows)
            if said[f"text-{number}"]
        ]
        return [(pk, text, hint) for _place, _number, pk, text, hint in sorted(found, key=lambda row: row[:2])]


class AskForm(forms.Form):
    """What is asked again, until when, in the zone of the call."""

    reason = WordsField(
        label=_("What you tell the applicants"),
        help_text=_("They read these words as they are. Say why, and thank them for what is there."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    missing = WordsField(
        label=_("What is missing, one thing a line"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = forms.MultipleChoiceField(
        label=_("Questions that open again"),
        help_text=_("These alone may be changed; all the rest stays as it was deposited."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = forms.DateTimeField(label=_("Until when?"), widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"))
    grace_minutes = forms.IntegerField(
        label=_("Minutes of grace"),
        help_text=_("An answer that comes a little late is still received."),
        min_value=0,
        max_value=1440,
        initial=30,
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, call, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(call.time_zone)
        self.fields["token"].initial = uuid4
        self.fields["due"].help_text = _("Time of %(city)s, which is the time of the call.") % {
            "city": call.zone_city
        }
        self.fields["questions"].choices = questions
        if not questions:
            del self.fields["questions"]

    def clean_missing(self):
        return [line.strip() for line in self.cleaned_data["missing"].splitlines() if line.strip()]

    def clean_due(self) -> datetime:
        """What was typed is an hour of the call's own zone."""
        due = self.cleaned_data["due"].replace(tzinfo=self.zone)
        if due <= timezone.now():
            raise forms.ValidationError(_("This moment is past: leave the applicants some days."))
        if (due - timezone.now()).days > MOST_DAYS:
            raise forms.ValidationError(_("This date seems too far away. Check the year."))
        return due

    def clean(self):
        said = super().clean()
        if not self.errors and not (said.get("missing") or said.get("questions")):
            self.add_error("missing", _("Say what is missing, or choose the questions to open again."))
        return said


class SettleForm(forms.Form):
    admissible = forms.ChoiceField(
        label=_("Does the jury read this application?"),
        choices=[("yes", _("Yes, it is admissible")), ("no", _("No, it is not admissible"))],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Why"),
        help_text=_("Needed when it is not admissible, or when a point is not met. It is kept with the application."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason.says_optional = False

    def clean_admissible(self):
        return self.cleaned_data["admissible"] == "yes"


class AnswerForm(forms.Form):
    """What the applicants say with what they send back."""

    answer = WordsField(
        label=_("Your answer"),
        help_text=_("A few words are enough: what you added, what you could not."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OpinionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Your opinion"),
        choices=[(kind.value, str(kind.label).capitalize()) for kind in Opinion.Kind],
        widget=forms.RadioSelect,
    )
    text = WordsField(
        label=_("Your reasons: what you know of the place, of the group, of what stands in the way"),
        help_text=_("The jury reads them. The applicants do not."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskOpinionForm(forms.Form):
    service = forms.ModelChoiceField(
        label=_("Which service?"), queryset=Organisation.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services
