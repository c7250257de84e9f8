"""A revision as an XLSForm that other tools read; what is ours alone goes in columns that they leave."""

from typing import Any

from django.utils.translation import gettext as _

from levain.foundation import workbooks
from levain.questionnaires.models import Question, Revision, Section
from levain.questionnaires.models.question import as_options
from levain.questionnaires.services.reading import Asked

Kind = Question.Kind
TYPES = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.NUMBER: "decimal",
    Kind.DATE: "date",
    Kind.FILE: "file",
    Kind.COMMUNE: "text",
    Kind.CONSENT: "acknowledge",
    Kind.CHOICE: "select_one",
    Kind.CHOICES: "select_multiple",
    Kind.SCALE: "select_one",
}
APPEARANCE = {Kind.LONG_TEXT: "multiline", Kind.SCALE: "likert"}
PLAIN = ["type", "name", "required", "relevant", "constraint", "choice_filter", "appearance"]
OWN = ["part", "unit", "personal", "kind", "list", "min", "max", "moments", "indicator"]
WORDED = {
    "label": "text",
    "hint": "help",
    "guidance_hint": "example",
    "constraint_message": "constraint_words",
}
LANGUAGES = {"fr": "Français (fr)", "en": "English (en)"}
NO_OPINION = "none"

Line = dict[str, Any]


def write_form(revision: Revision) -> bytes:
    """The workbook of a revision; reading it again gives the same questions."""
    return workbooks.write(sheets(revision), neutral=False)


def sheets(revision: Revision) -> dict[str, list[list[Any]]]:
    return _Writer(revision).sheets()


def left_to_us(revision: Revision) -> list[str]:
    """What other tools will not do with the form, in words."""
    found = []
    for question in revision.questions.all():
        if question.options_from or question.repeat_over:
            found.append(_("“%(question)s”: its lines depend on who answers; elsewhere there is one alone."))
        elif question.kind == Kind.COMMUNE:
            found.append(_("“%(question)s”: elsewhere the commune is a free text."))
        elif question.kind == Kind.BLOCK and question.min != question.max:
            found.append(_("“%(question)s”: elsewhere the number of rows is free."))
        else:
            continue
        found[-1] %= {"question": question.text_shown}
    return found


class _Writer:
    def __init__(self, revision: Revision):
        self.revision, self.asked = revision, Asked(revision)
        parts = [*self.asked.questions, *filter(None, self.asked.sections)]
        others = {language for part in parts for language in part.translations or {}}
        self.others = sorted(others - {revision.language})
        self.lines: list[Line] = []
        self.choices: list[Line] = []

    def sheets(self) -> dict[str, list[list[Any]]]:
        for section in self.asked.sections:
            self._section(section)
        worded = [self._column(name, language) for name in WORDED for language in self._languages()]
        survey = [*PLAIN[:2], *worded, *PLAIN[2:], "repeat_count", *(f"levain_{name}" for name in OWN)]
        more = sorted({key for one in self.choices for key in one} - {"list_name", "name"} - set(self._labels()))
        return {
            "survey": _table(survey, self.lines),
            "choices": _table(["list_name", "name", *self._labels(), *more], self.choices),
            "settings": _table(list(self._settings()), [self._settings()]),
        }

    def _settings(self) -> Line:
        questionnaire = self.revision.questionnaire
        return {
            "form_title": questionnaire.title,
            "form_id": questionnaire.slug,
            "version": self.revision.number,
            "default_language": LANGUAGES.get(self.revision.language, self.revision.language),
            "levain_intro": self.revision.intro,
            "levain_audience": questionnaire.audience,
            "levain_anonymous": "yes" if self.revision.anonymous else "",
            "levain_minutes": self.revision.duration_min or "",
        }

    def _languages(self) -> list[str]:
        return [self.revision.language, *self.others]

    def _column(self, name: str, language: str) -> str:
        return f"{name}::{LANGUAGES.get(language, language)}" if self.others else name

    def _labels(self) -> list[str]:
        return [self._column("label", language) for language in self._languages()]

    def _section(self, section: Section | None) -> None:
        if section is not None:
            opened = {"type": "begin_group", "name": section.code, "relevant": section.condition}
            self.lines.append(opened | self._words(section, {"label": "title", "hint": "intro"}))
        for question in self.asked.of_section(section):
            self._question(question)
        if section is not None:
            self.lines.append({"type": "end_group"})

    def _words(self, part, names: dict[str, str]) -> Line:
        told = {}
        for column, field in names.items():
            told[self._column(column, self.revision.language)] = getattr(part, field)
            for language in self.others:
                told[self._column(column, language)] = (part.translations or {}).get(language, {}).get(field, "")
        return told

    def _question(self, question: Question) -> None:
        if question.kind == Kind.BLOCK:
            self._block(question)
        elif question.kind == Kind.MATRIX:
            self._matrix(question)
        else:
            self.lines.append(self._line(question))

    def _common(self, question: Question) -> Line:
        return self._words(question, WORDED) | {
            "name": question.code,
            "relevant": question.condition,
            "levain_part": question.part,
            "levain_unit": question.unit,
            "levain_personal": "yes" if question.personal_data else "",
            "levain_moments": " ".join(question.moments),
            "levain_indicator": question.indicator,
        }

    def _line(self, question: Question) -> Line:
        told = self._common(question) | {
            "type": TYPES[question.kind],
            "required": "yes" if question.required else "",
            "constraint": _constraint(question),
            "appearance": APPEARANCE.get(question.kind, ""),
        }
        if question.kind == Kind.COMMUNE:
            told["levain_kind"] = question.kind
        if question.kind == Kind.FILE:
            told |= _bounds(question)
        if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.SCALE):
            told["type"] += f" {self._list(question)}"
            told |= {"choice_filter": question.choice_filter, "levain_list": question.options_from}
        return told

    def _block(self, question: Question) -> None:
        fixed = question.min is not None and question.min == question.max
        told = self._common(question) | {
            "type": "begin_repeat",
            "repeat_count": _plain(question.min) if fixed else "",
        }
        told |= {} if fixed else _bounds(question)
        told["required"] = "yes" if question.required else ""
        self.lines.append(told)
        for inner in self.asked.inner_of[question.pk]:
            self._question(inner)
        self.lines.append({"type": "end_repeat"})

    def _matrix(self, question: Question) -> None:
        name = self._list(question)
        told = self._common(question) | {"type": "begin_group", "appearance": "table-list"}
        self.lines.append(told | {"levain_list": question.repeat_over})
        lines = as_options(question.lines) or as_options([{"code": f"{question.code}_1", "label": question.text}])
        for line in lines:
            words = {self._column("label", self.revision.language): line.label}
            for language in self.others:
                said = (question.translations or {}).get(language, {}).get("lines", {})
                words[self._column("label", language)] = said.get(line.code, "")
            required = "yes" if question.required else ""
            self.lines.append({"type": f"select_one {name}", "name": line.code, "required": required} | words)
        self.lines.append({"type": "end_group"})

    def _list(self, question: Question) -> str:
        """Write the choices of a question; a list that depends on who answers has one choice, to be a list at all."""
        graded = question.kind in (Kind.SCALE, Kind.MATRIX)
        told = self._points(question) if graded else as_options(question.options)
        if question.options_from or not told:
            told = as_options([{"code": "one", "label": question.options_from or "—"}])
        said = {} if graded else question.translations or {}
        for option in told:
            line = {"list_name": question.code, "name": option.code}
            line |= {key: value for key, value in option.more.items() if key not in ("code", "label")}
            line[self._labels()[0]] = option.label
            for language in self.others:
                words = said.get(language, {}).get("options", {}) or self._points_in(question, language)
                line[self._column("label", language)] = words.get(option.code, "")
            self.choices.append(line)
        return question.code

    def _points(self, question: Question):
        words = question.scale.get("labels") or question.scale.get("labels_fr") or []
        told = [{"code": str(point), "label": label} for point, label in _labelled(question, words)]
        if question.has_no_opinion:
            told.append({"code": NO_OPINION, "label": _("No opinion")})
        return as_options([one | {"label": one["label"] or one["code"]} for one in told])

    def _points_in(self, question: Question, language: str) -> dict[str, str]:
        words = (question.translations or {}).get(language, {}).get("scale") or []
        return {str(point): label for point, label in _labelled(question, words)}


def _labelled(question: Question, words: list[str]) -> list[tuple[int, str]]:
    points = list(range(int(question.scale.get("min", 1)), int(question.scale.get("max", 5)) + 1))
    if len(words) == len(points):
        return list(zip(points, words, strict=True))
    ends = {points[0]: words[0], points[-1]: words[-1]} if len(words) >= 2 else {}
    return [(point, ends.get(point, "")) for point in points]


def _bounds(question: Question) -> Line:
    return {"levain_min": _plain(question.min), "levain_max": _plain(question.max)}


def _plain(number) -> str:
    return "" if number is None else f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _constraint(question: Question) -> str:
    """Its limits as any tool checks them, then what it says besides."""
    told = []
    counted = "count-selected(.)" if question.kind == Kind.CHOICES else "."
    if question.kind in (Kind.NUMBER, Kind.CHOICES):
        told += [f"{counted} >= {_plain(question.min)}"] if question.min is not None else []
        told += [f"{counted} <= {_plain(question.max)}"] if question.max is not None else []
    if question.max_chars:
        told.append(f"string-length(.) <= {question.max_chars}")
    if question.constraint:
        told.append(f"({question.constraint})" if told else question.constraint)
    return " and ".join(told)


def _table(columns: list[str], lines: list[Line]) -> list[list[Any]]:
    return [columns, *([line.get(column, "") for column in columns] for line in lines)]
