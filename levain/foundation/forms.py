from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from levain.foundation import files, kinds, typed
from levain.foundation.models import Kind, Rhythm


class UploadField(forms.FileField):
    """One file from a person; `kinds` limits what it may be, and the limits are said before she chooses."""

    def __init__(self, *, kinds=files.KINDS, **said):
        self.kinds = frozenset(kinds)
        said.setdefault("help_text", help_text(self.kinds))
        super().__init__(**said)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in sorted(self.kinds))

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            try:
                files.inspect(upload, kinds=self.kinds)
            except files.Unacceptable as error:
                raise ValidationError(str(error), code="file") from error
        return upload


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(UploadField):
    """A few files from a person, each judged as one would be; what is wrong names the file."""

    widget = SeveralFiles

    def __init__(self, *, at_most, **said):
        self.at_most = at_most
        super().__init__(**said)

    def clean(self, data, initial=None):
        given = [one for one in data or [] if one]
        if len(given) > self.at_most:
            raise ValidationError(_("Choose %(n)d files at most.") % {"n": self.at_most}, code="too_many")
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._one(upload, alone=len(given) == 1) for upload in given]

    def _one(self, upload, *, alone):
        try:
            return super().clean(upload)
        except ValidationError as error:
            if alone:
                raise
            said = [f"{files.clean_name(upload.name)} : {message}" for message in error.messages]
            raise ValidationError(said, code="file") from error


def help_text(kinds):
    if kinds <= files.PICTURES:
        return _(
            "A photo or a picture (jpg, png, webp), 10 MB at most. The place and the device are removed from it."
        )
    if kinds != files.KINDS:
        return format_lazy(_("10 MB at most. Accepted: {kinds}."), kinds=", ".join(sorted(kinds)))
    return _("10 MB at most. Accepted: pictures (jpg, png, webp), pdf, odt, ods, docx, xlsx, csv, txt.")


class RhythmForm(forms.Form):
    """One rhythm for each kind of notice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, help_text=kinds.HELP[kind], choices=Rhythm.choices
            )


class AnswerForm(forms.Form):
    """The one gesture of an answer from a mail: a choice with a few words, or the words alone."""

    choice = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("A few words, if you wish"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    name = forms.CharField(label=_("Your name"), max_length=120)

    def __init__(self, *args, choices, text_label="", name_help="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choices
        if not choices:
            del self.fields["choice"]
            self.fields["text"].required = True
        if text_label:
            self.fields["text"].label = text_label
        self.fields["name"].help_text = name_help
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def given(self) -> dict:
        """What the deed wants of a valid answer."""
        return {"choice": "", **self.cleaned_data}

    def clean_name(self):
        return typed.one_line(self.cleaned_data["name"])
