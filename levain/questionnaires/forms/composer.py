"""What the team types to compose a questionnaire."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.forms.fields import LIMITS, NumberField, VisibleTextField
from levain.questionnaires.models import APPLICATION, Question, Revision, Section
from levain.questionnaires.services.composing import as_written

Kind = Question.Kind
MOST_CHOICES = 200


class Versioned(forms.Form):
    """`version` is what was read before typing; without one, the thing is new."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def knows(self, version: int) -> None:
        """Keep what was typed, to be sent again knowingly over what is so now."""
        self.data = self.data.copy()
        self.data["version"] = version


class PromiseForm(Versioned):
    """What stands above the questions."""

    title = VisibleTextField(label=_("Title"), limit=200)
    audience = VisibleTextField(label=_("Who answers"), limit=60, help_text=_("In two or three words."))
    intro = VisibleTextField(
        label=_("What people read before they begin"),
        limit=2000,
        several_lines=True,
        required=False,
        help_text=_("Why you ask, what you do with the answers, who reads them."),
    )
    anonymous = forms.BooleanField(
        label=_("Nobody knows who answers"),
        required=False,
        help_text=_("Neither the person nor the hour is kept. Do not promise it if a question asks for a name."),
    )
    duration_min = forms.IntegerField(
        label=_("Minutes it takes"), min_value=1, max_value=240, required=False, help_text=_("Time it on yourself.")
    )
    language = forms.ChoiceField(label=_("Language of the questions"), choices=settings.LANGUAGES)

    def __init__(self, *args, revision: Revision | None = None, for_applications: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if for_applications or (revision and revision.questionnaire.audience == APPLICATION):
            # Those who answer a call are known, and sign.
            del self.fields["audience"], self.fields["anonymous"]
        if revision:
            names = ("version", "intro", "anonymous", "duration_min", "language")
            self.initial = {name: getattr(revision, name) for name in names}
            self.initial |= {"title": revision.questionnaire.title, "audience": revision.questionnaire.audience}

    def clean(self):
        told = super().clean()
        return told if "audience" in self.fields else told | {"audience": APPLICATION, "anonymous": False}

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        if told["version"] is None:
            del told["version"]
        return told


class SectionForm(Versioned):
    code = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    title = VisibleTextField(label=_("Title of the section"), limit=200, help_text=_("One subject, one page."))
    intro = VisibleTextField(
        label=_("A few words above its questions"), limit=1000, several_lines=True, required=False
    )

    def __init__(self, *args, section: Section | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if section:
            self.initial = {name: getattr(section, name) for name in ("version", "code", "title", "intro")}


class NewQuestionForm(forms.Form):
    code = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    text = VisibleTextField(label=_("The question"), limit=500, help_text=_("As you would say it aloud."))
    kind = forms.ChoiceField(label=_("How people answer"), choices=Kind.choices, widget=forms.RadioSelect)
    home = forms.ChoiceField(label=_("Its place"))

    def __init__(self, *args, revision: Revision, homes: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.homes = homes
        self.fields["home"].choices = [(key, str(home)) for key, home in homes.items()]
        if len(homes) < 2:
            self.fields["home"].required = False
            self.fields["home"].widget = forms.HiddenInput()

    def clean(self):
        told = super().clean()
        home = self.homes.get(told.get("home"))
        if told.get("kind") == Kind.BLOCK and isinstance(home, Question):
            self.add_error("home", _("A block cannot stand in another block."))
        told["home"] = home
        return told


def homes(revision: Revision, questions: list[Question]) -> dict[str, Section | Question]:
    """Where a question may stand: a section, or a block that repeats its questions."""
    found: dict[str, Section | Question] = {f"s{section.pk}": section for section in revision.sections.all()}
    return found | {f"b{one.pk}": one for one in questions if one.kind == Kind.BLOCK}


class LinesField(VisibleTextField):
    """Several short texts, one a line."""

    def __init__(self, *, most=MOST_CHOICES, **said):
        self.most = most
        super().__init__(limit=20_000, several_lines=True, **said)
        del self.widget.attrs["data-limit"]

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        lines = list(filter(None, lines))
        if len(lines) > self.most:
            raise forms.ValidationError(_("Write %(n)d lines at most.") % {"n": self.most})
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("Each line has 200 characters at most."))
        if len({line.lower() for line in lines}) < len(lines):
            raise forms.ValidationError(_("Two lines are the same."))
        return lines


class QuestionForm(Versioned):
    """A question of one kind: only what that kind needs is asked."""

    text = VisibleTextField(label=_("The question"), limit=500)
    help = VisibleTextField(label=_("Help under the question"), limit=500, required=False)
    example = VisibleTextField(label=_("An example of answer"), limit=500, required=False)
    options = LinesField(
        label=_("Choices, one a line"),
        help_text=_("Move or correct a line: answers already given follow it."),
        required=False,
    )
    options.says_optional = False
    lines = LinesField(label=_("Lines to judge, one a line"), required=False, most=20)
    scale_min = forms.IntegerField(label=_("First point of the scale"), min_value=-10, max_value=10)
    scale_max = forms.IntegerField(label=_("Last point of the scale"), min_value=-9, max_value=20)
    scale_labels = LinesField(
        label=_("Words of the scale, one a line"),
        help_text=_("Its two ends, or each of its points."),
        required=False,
        most=11,
    )
    no_opinion = forms.BooleanField(label=_("Offer “No opinion”"), required=False)
    unit = VisibleTextField(label=_("Unit"), limit=60, required=False, help_text=_("People, euros, hours…"))
    min = NumberField(label=_("At least"), required=False)
    max = NumberField(label=_("At most"), required=False)
    max_chars = forms.IntegerField(label=_("Characters at most"), min_value=10, max_value=20_000, required=False)
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    personal_data = forms.BooleanField(
        label=_("The answer says something of a person"),
        required=False,
        help_text=_("Its column leaves in an export only when it is asked for, and that is kept in the journal."),
    )
    part = forms.ChoiceField(label=_("Who fills it in"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)

    PARTS = [
        ("", _("Whoever answers")),
        ("collective", _("The collective")),
        ("local_authority", _("The local authority")),
        (Question.BOTH, _("Both, each may complete it")),
    ]
    ONLY = {
        "example": {Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER},
        "options": {Kind.CHOICE, Kind.CHOICES},
        "lines": {Kind.MATRIX},
        "unit": {Kind.NUMBER},
        "min": {Kind.NUMBER, Kind.CHOICES, Kind.BLOCK},
        "max": {Kind.NUMBER, Kind.CHOICES, Kind.BLOCK, Kind.FILE},
        "max_chars": set(LIMITS),
        **dict.fromkeys(("scale_min", "scale_max", "scale_labels", "no_opinion"), {Kind.SCALE, Kind.MATRIX}),
    }
    HOW_MANY = {
        Kind.CHOICES: (_("Choices at least"), _("Choices at most")),
        Kind.BLOCK: (_("Times at least"), _("Times at most")),
        Kind.FILE: ("", _("Files at most")),
    }

    def __init__(self, *args, question: Question, sections: list[Section], **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        for name, kinds in self.ONLY.items():
            if question.kind not in kinds:
                del self.fields[name]
        if question.options_from:
            del self.fields["options"]
        if question.repeat_over:
            del self.fields["lines"]
        for name, label in zip(("min", "max"), self.HOW_MANY.get(question.kind, ()), strict=False):
            if name in self.fields:
                self.fields[name].label = label
        self._say_parts(sections)
        self.initial = self._now()

    def _say_parts(self, sections: list[Section]) -> None:
        known = dict(self.PARTS)
        other = [] if self.question.part in known else [(self.question.part, self.question.part)]
        self.fields["part"].choices = [*self.PARTS, *other]
        self.sections = {str(section.pk): section for section in sections}
        if self.question.block_id or len(sections) < 2:
            del self.fields["section"]
        else:
            self.fields["section"].choices = [(key, str(section)) for key, section in self.sections.items()]

    def _now(self) -> dict:
        question, scale = self.question, self.question.scale
        plain = ("version", "text", "help", "example", "unit", "min", "max", "max_chars", "required", "personal_data")
        return {name: getattr(question, name) for name in (*plain, "part")} | {
            "options": "\n".join(option.label for option in question.offered()),
            "lines": "\n".join(line.label for line in question.asked_lines()),
            "scale_min": scale.get("min", 1),
            "scale_max": scale.get("max", 5),
            "scale_labels": "\n".join(scale.get("labels") or scale.get("labels_fr") or []),
            "no_opinion": bool(scale.get("no_opinion")),
            "section": str(question.section_id or ""),
        }

    def clean(self):
        told = super().clean()
        least, most = told.get("min"), told.get("max")
        if least is not None and most is not None and least > most:
            self.add_error("max", _("The most is below the least."))
        for name in ("min", "max"):
            value = told.get(name)
            if value is not None and self.question.kind != Kind.NUMBER and (value < 0 or value != int(value)):
                self.add_error(name, _("Write a whole number."))
        if told.get("scale_min") is not None and told.get("scale_max") is not None:
            self._clean_scale(told)
        return told

    def _clean_scale(self, told):
        points = told["scale_max"] - told["scale_min"] + 1
        if not 2 <= points <= 11:
            self.add_error("scale_max", _("A scale has from 2 to 11 points."))
        elif len(told.get("scale_labels") or []) not in (0, 2, points):
            self.add_error("scale_labels", _("Name the two ends of the scale, or each of its points."))

    def told(self) -> dict:
        """What the question becomes."""
        told = dict(self.cleaned_data)
        if "options" in told:
            told["options"] = as_written(told["options"], self.question.options)
        if "lines" in told:
            told["lines"] = as_written(told["lines"], self.question.lines)
        if "scale_min" in told:
            kept = {name: value for name, value in self.question.scale.items() if name in ("top_box",)}
            told["scale"] = kept | {
                "min": told.pop("scale_min"),
                "max": told.pop("scale_max"),
                "labels": told.pop("scale_labels"),
                "no_opinion": told.pop("no_opinion"),
            }
        if "section" in told:
            told["section"] = self.sections.get(told["section"])
        return told


class ClauseForm(forms.Form):
    """One comparison with the answer to an earlier question; the values offered are those of that question."""

    WORDS = {
        "=": _("is"),
        "!=": _("is not"),
        "selected": _("includes"),
        "not selected": _("does not include"),
        ">=": _("is at least"),
        "<=": _("is at most"),
        "answered": _("is answered"),
        "unanswered": _("is not answered"),
    }

    sign = forms.ChoiceField(label=_("Its answer"))
    value = forms.ChoiceField(label=_("Which answer"), required=False)

    def __init__(self, *args, question: Question, signs, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["sign"].choices = [(sign, self.WORDS[sign]) for sign in signs]
        if question.kind in (Kind.NUMBER, Kind.SCALE):
            self.fields["value"] = NumberField(label=_("Which number"), required=False)
        elif question.kind == Kind.DATE:
            self.fields["value"] = forms.DateField(label=_("Which day"), required=False)
        elif question.kind == Kind.CONSENT:
            self.fields["value"].choices = [("yes", _("yes"))]
        elif question.kind in (Kind.CHOICE, Kind.CHOICES):
            offered = [(option.code, option.label) for option in question.offered()]
            self.fields["value"].choices = [("", _("Choose")), *offered]
        else:
            del self.fields["value"]

    def clean(self):
        told = super().clean()
        value = told.get("value")
        told["value"] = "" if value is None else str(value)
        if "value" in self.fields and told.get("sign") not in ("answered", "unanswered") and not told["value"]:
            self.add_error("value", self.fields["value"].error_messages["required"])
        return told


class TranslationForm(Versioned):
    """The texts of a section or of a question in another language; what is left empty stays in the first one."""

    def __init__(self, *args, part: Section | Question, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.part, self.language = part, language
        there = part.translations.get(language, {})
        self.initial["version"] = part.version
        names = ("title", "intro") if isinstance(part, Section) else ("text", "help", "example", "constraint_words")
        for name in names:
            if said := getattr(part, name):
                several = name == "intro"
                self.fields[name] = VisibleTextField(label=said, limit=1000, several_lines=several, required=False)
                self.initial[name] = there.get(name, "")
        self.lists = {} if isinstance(part, Section) else self._lists()
        for name, (_list, code, label) in self.lists.items():
            self.fields[name] = VisibleTextField(label=label, limit=200, required=False)
            self.initial[name] = there.get(_list, {}).get(code, "")
        self._scale(there)

    def _lists(self):
        told = [("options", option) for option in self.part.offered()]
        told += [("lines", line) for line in self.part.asked_lines()]
        return {f"{name}-{option.code}": (name, option.code, option.label) for name, option in told}

    def _scale(self, there):
        self.words = [] if isinstance(self.part, Section) else self._words_of_the_scale()
        for place, word in enumerate(self.words):
            self.fields[f"scale-{place}"] = VisibleTextField(label=word, limit=200, required=False)
            said = there.get("scale", [])
            self.initial[f"scale-{place}"] = said[place] if place < len(said) else ""

    def _words_of_the_scale(self):
        return self.part.scale.get("labels") or self.part.scale.get("labels_fr") or []

    def told(self) -> dict:
        """The translations of the part, this language changed."""
        said: dict = {}
        for name, text in self.cleaned_data.items():
            if name == "version" or not text or name.startswith("scale-"):
                continue
            if name in self.lists:
                kind, code, _label = self.lists[name]
                said.setdefault(kind, {})[code] = text
            else:
                said[name] = text
        scale = [self.cleaned_data.get(f"scale-{place}", "") for place in range(len(self.words))]
        if any(scale):
            said["scale"] = [text or first for text, first in zip(scale, self.words, strict=True)]
        others = {language: words for language, words in self.part.translations.items() if language != self.language}
        return {**others, self.language: said} if said else others
