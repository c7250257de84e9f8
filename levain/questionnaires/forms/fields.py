"""The field of each kind of question: what it shows, what it takes, and the plain value that is kept."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from levain.design.markup import html
from levain.foundation import typed
from levain.foundation.forms import UploadsField
from levain.questionnaires.forms.widgets import MatrixInput
from levain.questionnaires.models import Question
from levain.territories.forms import CommuneField
from levain.territories.models import Territory

Kind = Question.Kind
LIMITS = {Kind.TEXT: 200, Kind.LONG_TEXT: 4000}
MOST_FILES = 5
RADIOS = 14
NO_OPINION = "none"
NUMBER = re.compile(r"[-+]?[0-9]{1,10}(?:\.[0-9]{1,2})?")


class VisibleTextField(forms.CharField):
    """A text limited in characters that a person sees; too long, it is given back whole."""

    def __init__(self, *, limit, several_lines=False, **said):
        self.limit, self.several_lines = limit, several_lines
        widget = forms.Textarea(attrs={"rows": 4}) if several_lines else forms.TextInput()
        widget.attrs["data-limit"] = str(limit)
        super().__init__(widget=widget, **said)
        self.validators = []

    def to_python(self, value):
        text = super().to_python(value)
        # Signs that are not seen weigh too: no text is ten times longer than what is read of it.
        if len(text) > 10 * self.limit + 100 or typed.visible_length(unicodedata.normalize("NFC", text)) > self.limit:
            raise ValidationError(
                _("This text is too long: %(limit)s characters at most.") % {"limit": self.limit}, code="too_long"
            )
        return _lines(text) if self.several_lines else typed.one_line(text)


def _lines(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(typed.cannot_be_shown(sign) for sign in text):
        raise ValidationError(_("This text holds signs that cannot be shown. Type it again rather than pasting it."))
    return text


class NumberField(forms.CharField):
    """A number as people write it: with spaces, a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, least=None, most=None, **said):
        self.least, self.most = least, most
        super().__init__(**said)

    def to_python(self, value):
        text = re.sub(r"[\s\u00a0\u202f]", "", super().to_python(value)).replace(",", ".")
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise ValidationError(_("Write a number, for example 12 or 3.5."), code="number")
        return Decimal(text)

    def validate(self, value):
        if value is None:
            return super().validate("")
        if self.least is not None and value < self.least:
            raise ValidationError(_("Write a number that is at least %(n)s.") % {"n": number_format(self.least)})
        if self.most is not None and value > self.most:
            raise ValidationError(_("Write a number that is at most %(n)s.") % {"n": number_format(self.most)})
        return None

    def run_validators(self, value):
        return


class DayField(forms.DateField):
    def validate(self, value):
        super().validate(value)
        if value and not date(1900, 1, 1) <= value <= date(2199, 12, 31):
            raise ValidationError(_("Check the year of this date."))


class SomeChoicesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, least=None, most=None, **said):
        self.least, self.most = least, most
        super().__init__(**said)

    def clean(self, value):
        found = super().clean(list(dict.fromkeys(value or [])))
        if self.most is not None and len(found) > self.most:
            raise ValidationError(_("Choose %(n)d at most.") % {"n": self.most})
        if found and self.least is not None and len(found) < self.least:
            raise ValidationError(_("Choose %(n)d at least.") % {"n": self.least})
        return found


class MatrixField(forms.Field):
    def __init__(self, *, lines, points, **said):
        self.values = {str(code) for code, _label in points}
        super().__init__(widget=MatrixInput(lines, points), **said)

    def clean(self, value):
        value = {line: point for line, point in (value or {}).items() if point}
        if any(point not in self.values for point in value.values()):
            raise ValidationError(_("Choose one of the answers offered."))
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return value


def field_for(question: Question, lists: dict, allowed) -> forms.Field:
    """The field of a question; `allowed(option)` is the filter of its list of choices."""
    said = {"label": label(question), "help_text": hint(question), "required": question.required}
    return FIELDS[question.kind](question, lists, allowed, said)


def _text(question, lists, allowed, said):
    limit = question.max_chars or LIMITS[question.kind]
    return VisibleTextField(limit=limit, several_lines=question.kind == Kind.LONG_TEXT, **said)


def _number(question, lists, allowed, said):
    return NumberField(least=question.min, most=question.max, **said)


def _day(question, lists, allowed, said):
    return DayField(**said)


def _choice(question, lists, allowed, said):
    options = [(one.code, one.label) for one in question.offered(lists) if allowed(one)]
    if len(options) > RADIOS:
        return forms.ChoiceField(choices=[("", _("Choose")), *options], **said)
    unanswered = [] if question.required else [("", _("No answer"))]
    return forms.ChoiceField(choices=[*options, *unanswered], widget=forms.RadioSelect, **said)


def _choices(question, lists, allowed, said):
    options = [(one.code, one.label) for one in question.offered(lists) if allowed(one)]
    return SomeChoicesField(choices=options, least=_whole(question.min), most=_whole(question.max), **said)


def _scale(question, lists, allowed, said):
    unanswered = [] if question.required else [("", _("No answer"))]
    return forms.ChoiceField(choices=[*points(question), *unanswered], widget=forms.RadioSelect, **said)


def _matrix(question, lists, allowed, said):
    return MatrixField(lines=question.asked_lines(lists), points=points(question), **said)


def _files(question, lists, allowed, said):
    said.pop("help_text")
    field = UploadsField(at_most=_whole(question.max) or MOST_FILES, **said)
    if hint(question):
        field.help_text = html("{} {}", hint(question), field.help_text)
    return field


def _commune(question, lists, allowed, said):
    return CommuneField(**{name: value for name, value in said.items() if value or name != "help_text"})


def _consent(question, lists, allowed, said):
    return forms.BooleanField(**said)


FIELDS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _scale,
    Kind.MATRIX: _matrix,
    Kind.FILE: _files,
    Kind.COMMUNE: _commune,
    Kind.CONSENT: _consent,
}


def label(question: Question) -> str:
    return f"{question.text_shown} ({question.unit})" if question.unit else question.text_shown


def hint(question: Question) -> str:
    """The help, then the example; each on its line."""
    said = [question.help_shown] if question.help_shown else []
    if question.example_shown:
        said.append(_("Example: %(example)s") % {"example": question.example_shown})
    if question.kind in LIMITS:
        limit = question.max_chars or LIMITS[question.kind]
        said += [_("%(limit)s characters at most.") % {"limit": limit}] if question.max_chars else []
    return html("<br>".join("{}" for _line in said), *said) if said else ""


def points(question: Question) -> list[tuple[str, str]]:
    """The points of a scale, each with its number when it has no words, and the way out when there is one."""
    found = [
        (str(point), f"{point} – {words}" if _ends_only(question) and words else words or str(point))
        for point, words in question.points()
    ]
    return [*found, *([(NO_OPINION, _("No opinion"))] if question.has_no_opinion else [])]


def _ends_only(question: Question) -> bool:
    return any(not words for _point, words in question.points())


def _whole(number) -> int | None:
    return None if number is None else int(number)


def kept(question: Question, cleaned: Any) -> Any:
    """The plain value of what was typed: what JSON can hold, the same each time for the same answer."""
    if cleaned in (None, "", [], {}):
        return None
    if isinstance(cleaned, Decimal):
        return int(cleaned) if cleaned == cleaned.to_integral_value() else float(cleaned)
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if isinstance(cleaned, Territory):
        return cleaned.code
    if question.kind == Kind.SCALE:
        return _point(cleaned)
    if question.kind == Kind.MATRIX:
        return {line: _point(point) for line, point in cleaned.items()}
    return cleaned


def _point(said: str) -> int | str:
    return said if said == NO_OPINION else int(said)


def shown_in_field(question: Question, value: Any) -> Any:
    """What a field starts with, from what is kept."""
    if value is None:
        return None
    if question.kind == Kind.NUMBER:
        return number_format(value, use_l10n=True, force_grouping=False) if isinstance(value, int | float) else value
    if question.kind == Kind.SCALE:
        return str(value)
    if question.kind == Kind.COMMUNE:
        return Territory.objects.filter(code=value, kind=Territory.Kind.COMMUNE).first() or value
    return value
