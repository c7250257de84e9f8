"""One line of the survey sheet as a question of ours."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from levain.questionnaires.models import Question
from levain.questionnaires.xlsform import formulas
from levain.questionnaires.xlsform.choices import Choices
from levain.questionnaires.xlsform.kinds import Type
from levain.questionnaires.xlsform.names import Names
from levain.questionnaires.xlsform.remarks import Remarks
from levain.questionnaires.xlsform.sheet import Row

Kind = Question.Kind
TEXTS = {"label": "text", "hint": "help", "guidance_hint": "example", "constraint_message": "constraint_words"}
LONGEST = {"text": 500, "help": 500, "example": 500, "constraint_words": 300}
YES, NO = {"yes", "true", "true()", "1", "oui"}, {"", "no", "false", "false()", "0", "non"}
SHOWN = {"multiline", "likert", "minimal", "field-list", "table-list", "numbers", "quick", "compact", "columns"}
UNUSED = {
    "default": lazy("the answer given beforehand (default) is not kept."),
    "calculation": lazy("what is worked out (calculation) is not kept."),
    "readonly": lazy("“read only” is not kept: the question can be answered."),
    "trigger": lazy("“trigger” is not kept."),
    "required_message": lazy("the words of “required” are ours."),
    "parameters": lazy("“parameters” is not kept."),
}
READ = {*TEXTS, *UNUSED, "type", "name", "required", "relevant", "constraint", "appearance"}
READ |= {"repeat_count", "choice_filter"}
NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,2})?")


class Asking:
    """Makes questions of lines; what cannot be kept is said of its line."""

    def __init__(self, choices: Choices, names: Names, language: str, remarks: Remarks):
        self.choices, self.names, self.language, self.remarks = choices, names, language, remarks

    def lose(self, row: Row, words: str) -> None:
        self.remarks.lose("survey", row.at, words)

    def condition(self, row: Row) -> str:
        return self._readable(row, "relevant", lazy("this is always asked"))

    def _readable(self, row: Row, column: str, instead) -> str:
        source = row.get(column)
        if not source:
            return ""
        condition, why = formulas.readable(source, self.names.codes)
        if why:
            self.lose(
                row,
                _("“%(column)s” is not kept, %(instead)s: %(why)s")
                % {"column": column, "instead": instead, "why": why},
            )
        return condition

    def translations(self, row: Row, names: dict[str, str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for column, field in names.items():
            for language, text in row.others(column, self.language).items():
                found.setdefault(language, {})[field] = text
        return found

    def told(self, row: Row, kind: str, condition: str = "") -> dict[str, Any]:
        """What every question has; too long a text is refused, since half of it would say something else."""
        said: dict[str, Any] = {
            "code": self.names.codes.get(row.get("name"), ""),
            "kind": kind,
            "required": self._required(row),
            "condition": formulas.joined(condition, self.condition(row)),
            "translations": self.translations(row, TEXTS),
        }
        for column, field in TEXTS.items():
            said[field] = row.text(column, self.language)
            if len(said[field]) > LONGEST[field]:
                self.remarks.refuse(
                    "survey",
                    row.at,
                    _("“%(column)s” is longer than %(n)d signs.") % {"column": column, "n": LONGEST[field]},
                )
        said["text"] = said["text"] or row.get("name")
        self._name_the_rest(row)
        return said | self._of_ours(row)

    def _required(self, row: Row) -> bool:
        said = row.get("required").lower()
        if said not in YES | NO:
            self.lose(row, _("“required” that depends on other answers is not kept: nobody has to answer."))
        return said in YES

    def _name_the_rest(self, row: Row) -> None:
        for heading, text in row.cells.items():
            if heading.name in UNUSED and not (heading.name == "parameters" and row.get("type") == "range"):
                self.lose(row, str(UNUSED[heading.name]))
            elif heading.name.startswith("media"):
                self.lose(row, _("pictures, sounds and films beside a question are not shown."))
            elif heading.name not in READ and not heading.name.startswith("levain_"):
                self.lose(row, _("the column “%(name)s” is not used here.") % {"name": heading.name[:40]})
            elif heading.name == "appearance" and not {*re.split(r"[\s(]+", text)} <= SHOWN:
                self.lose(row, _("“%(words)s” is shown in the common way.") % {"words": text[:60]})

    def _of_ours(self, row: Row) -> dict[str, Any]:
        """What Levain writes beside the format, and reads again."""
        said: dict[str, Any] = {
            "part": row.get("levain_part")[:30],
            "unit": row.get("levain_unit")[:60],
            "indicator": row.get("levain_indicator")[:30],
            "moments": row.get("levain_moments").split(),
            "personal_data": row.get("levain_personal").lower() in YES,
        }
        for column, field in (("levain_min", "min"), ("levain_max", "max"), ("levain_max_chars", "max_chars")):
            if NUMBER.fullmatch(row.get(column)):
                said[field] = row.get(column)
        return said

    def questions(self, row: Row, kind: Type, condition: str) -> list[dict[str, Any]]:
        """The question of a line, and the one that “or other” adds after it."""
        told = self.told(row, kind.kind, condition)
        if row.get("levain_kind") in (Kind.COMMUNE, Kind.CHOICE, Kind.SCALE):
            told["kind"] = row.get("levain_kind")
        self._constrain(row, told)
        if kind.list_name:
            self._choose(row, kind, told)
        if kind.kind == Kind.SCALE:
            self._range(row, told)
        other = self._other(told, condition) if kind.or_other and told["kind"] != Kind.SCALE else []
        return [told, *other]

    def _constrain(self, row: Row, told: dict[str, Any]) -> None:
        found, left = formulas.limits(row.get("constraint"), told["kind"] in (Kind.CHOICES, Kind.BLOCK))
        if told["kind"] not in (Kind.TEXT, Kind.LONG_TEXT):
            found.pop("max_chars", None)
        told |= found | {key: told[key] for key in ("min", "max", "max_chars") if key in told}
        if left:
            told["constraint"], why = formulas.readable(left, self.names.codes)
            if why:
                self.lose(row, _("“constraint” is not kept, any answer is accepted: %(why)s") % {"why": why})

    def _choose(self, row: Row, kind: Type, told: dict[str, Any]) -> None:
        if row.get("levain_list"):
            told["options_from"] = row.get("levain_list")[:40]
            return None
        if kind.list_name not in self.choices.lists:
            return self.remarks.refuse(
                "survey",
                row.at,
                _("the list “%(list)s” is not in the sheet “choices”.") % {"list": kind.list_name[:60]},
            )
        scale = self.choices.scale(kind.list_name)
        if told["kind"] == Kind.SCALE or ("likert" in row.get("appearance") and scale):
            told |= {"kind": Kind.SCALE, "scale": scale or {}}
            self._translate(told, "scale", self.choices.scale_words(kind.list_name))
        else:
            told["options"] = [dict(one) for one in self.choices.lists[kind.list_name]]
            self._translate(told, "options", self.choices.words.get(kind.list_name, {}))
            told["choice_filter"] = self._readable(row, "choice_filter", lazy("every choice is offered"))
        return None

    def _translate(self, told: dict[str, Any], field: str, words: dict[str, Any]) -> None:
        for language, said in words.items():
            told["translations"].setdefault(language, {})[field] = said

    def _other(self, told: dict[str, Any], condition: str) -> list[dict[str, Any]]:
        """“or other” adds a choice, and a question for those who take it."""
        if "other" not in {one["code"] for one in told.get("options", [])}:
            told.setdefault("options", []).append({"code": "other", "label": _("Other")})
        code = f"{told['code'][:24]}_other"
        asks = f"selected(${{{told['code']}}}, 'other')"
        self.names.codes.setdefault(code, code)
        return [
            {"code": code, "kind": Kind.TEXT, "text": _("Specify other."), "help": "", "translations": {}}
            | {"condition": formulas.joined(condition, asks), "part": told["part"]}
        ]

    def _range(self, row: Row, told: dict[str, Any]) -> None:
        """Points from start to end; a range too wide or with steps is a number between the two."""
        if told.get("scale"):
            return
        said = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d{1,6}(?:\.\d+)?)", row.get("parameters")))
        start, end, step = (said.get(key, given) for key, given in (("start", "1"), ("end", "10"), ("step", "1")))
        whole = all("." not in one for one in (start, end)) and step == "1"
        if whole and 1 <= int(end) - int(start) <= 20:
            told["scale"] = {"min": int(start), "max": int(end)}
        else:
            told |= {"kind": Kind.NUMBER, "min": start, "max": end}
            if step != "1":
                self.lose(row, _("any number between the two ends is accepted, whatever the step."))

    def block(self, row: Row, condition: str) -> dict[str, Any]:
        """A repetition; the number of rows is ours when it is a plain number."""
        told = self.told(row, Kind.BLOCK, condition) | {"inner": []}
        times = row.get("repeat_count")
        if times.isdigit():
            told |= {"min": times, "max": times}
        elif times:
            self.lose(row, _("the number of repetitions is free: “%(words)s” is not kept.") % {"words": times[:60]})
        return told

    def matrix(self, row: Row) -> dict[str, Any]:
        told = self.told(row, Kind.MATRIX) | {"lines": [], "list_name": ""}
        told["code"] = self.names.groups.get(row.get("name"), "")
        if row.get("levain_list"):
            told["repeat_over"] = row.get("levain_list")[:40]
        return told

    def line(self, row: Row, kind: Type, matrix: dict[str, Any]) -> None:
        """One line of a table of questions that share a list."""
        if not kind.list_name or kind.kind != Kind.CHOICE:
            return self.remarks.refuse("survey", row.at, _("a table (table-list) holds lines of one choice alone."))
        if matrix["list_name"] not in ("", kind.list_name):
            return self.remarks.refuse("survey", row.at, _("the lines of a table take from one list."))
        matrix["list_name"] = kind.list_name
        code = self.names.codes.get(row.get("name"), "")
        matrix["lines"].append({"code": code, "label": row.text("label", self.language) or code})
        matrix["required"] = matrix["required"] or self._required(row)
        for language, text in row.others("label", self.language).items():
            matrix["translations"].setdefault(language, {}).setdefault("lines", {})[code] = text
        for column in ("relevant", "constraint", "hint"):
            if row.get(column):
                self.lose(row, _("“%(column)s” of one line of a table is not kept.") % {"column": column})
        return None

    def close_matrix(self, row: Row, matrix: dict[str, Any]) -> None:
        name = matrix.pop("list_name")
        if not name or name not in self.choices.lists:
            return self.remarks.refuse("survey", row.at, _("this table has no lines, or its list is unknown."))
        scale = self.choices.scale(name)
        if scale is None:
            labels = [one["label"] for one in self.choices.lists[name]]
            scale = {"min": 1, "max": len(labels), "labels": labels}
            self.lose(row, _("the answers of this table are kept as points from 1 to %(n)d.") % {"n": len(labels)})
        matrix["scale"] = scale
        self._translate(matrix, "scale", self.choices.scale_words(name))
        if matrix.get("repeat_over"):
            matrix["lines"] = []
        return None
