"""What people type in a need or a contact: kept as typed, counted as seen, refused only when it cannot be shown."""

import unicodedata
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.foundation.typed import cannot_be_shown, visible_length


class LongText(forms.CharField):
    """Several lines. A text over the limit is given back whole, never cut."""

    def __init__(self, *, limit: int, rows: int = 3, help_text="", **kwargs):
        self.limit = limit
        said = help_text or format_lazy(_("{limit} characters at most."), limit=limit)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(help_text=said, **kwargs)

    def to_python(self, value):
        text = unicodedata.normalize("NFC", super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        return text.strip()

    def validate(self, value):
        super().validate(value)
        if any(cannot_be_shown(sign) for sign in value):
            raise forms.ValidationError(
                _("This text holds signs that cannot be shown. Type it again rather than pasting it.")
            )
        over = visible_length(value) - self.limit
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "This text is %(over)d character too long (%(limit)d at most). It is kept: shorten it.",
                    "This text is %(over)d characters too long (%(limit)d at most). It is kept: shorten it.",
                    over,
                )
                % {"over": over, "limit": self.limit}
            )


class Line(LongText):
    """One line."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput, **kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).split())

    def validate(self, value):
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(_("This text is too long. It is kept: shorten it."))


class Day(forms.DateField):
    """A date; `past` or `future` say which side of today it may be on, today included."""

    def __init__(self, *, past: bool = True, future: bool = True, **kwargs):
        self.past, self.future = past, future
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    default_error_messages = {"invalid": _("This is not a date. Write it as 31/12/2027.")}

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value < today and not self.past:
            raise forms.ValidationError(_("This date is in the past: choose one from today on."))
        if value > today and not self.future:
            raise forms.ValidationError(_("This date is still to come: choose today or an earlier one."))
        if not date(2000, 1, 1) <= value <= today + timedelta(days=3660):
            raise forms.ValidationError(_("This date seems too far away. Check the year."))


class ForWhom(forms.ChoiceField):
    """The audience: its choices stand on the buttons of the form, so it is never drawn as a field."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Choose for whom you write: use one of the buttons below."),
        "invalid_choice": _("Choose for whom you write: use one of the buttons below."),
    }
