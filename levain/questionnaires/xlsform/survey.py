"""The lines of the survey sheet, one after the other: groups that open and close, questions that stand in them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from levain.questionnaires.models import Question
from levain.questionnaires.xlsform import formulas
from levain.questionnaires.xlsform.asking import Asking
from levain.questionnaires.xlsform.choices import Choices
from levain.questionnaires.xlsform.kinds import Type
from levain.questionnaires.xlsform.names import Names
from levain.questionnaires.xlsform.remarks import Remarks
from levain.questionnaires.xlsform.sheet import Row

Kind = Question.Kind


@dataclass
class Open:
    """A group or repetition that is not closed yet; `into` is where its questions go."""

    what: str
    row: Row
    into: list[dict[str, Any]]
    condition: str = ""
    section: dict[str, Any] | None = None
    matrix: dict[str, Any] | None = None


@dataclass
class Survey:
    choices: Choices
    names: Names
    language: str
    remarks: Remarks
    sections: list[dict[str, Any]] = field(default_factory=list)
    opened: list[Open] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def read(self, told: list[tuple[Row, Type | None]], title: str) -> list[dict[str, Any]]:
        self.title = title
        self.asking = Asking(self.choices, self.names, self.language, self.remarks)
        for row, kind in told:
            if kind is not None:
                self._line(row, kind)
        for left in self.opened:
            self.remarks.refuse("survey", left.row.at, _("what begins here is never closed."))
        for words in self.said:
            self.remarks.lose(
                "survey", 0, _("this note stands after the last question: “%(words)s”.") % {"words": words}
            )
        return self._sections()

    def _sections(self) -> list[dict[str, Any]]:
        """The steps that ask something; when there are several, what stands in no group is a step too."""
        kept = [section for section in self.sections if section["questions"]]
        for rank, section in enumerate(kept, 1):
            if section.pop("alone", False) and len(kept) > 1:
                section["code"] = f"s{rank}_alone"
        return kept

    def _line(self, row: Row, kind: Type) -> None:
        if kind.opens == "group":
            self._begin_group(row)
        elif kind.opens:
            self._begin_repeat(row)
        elif kind.closes:
            self._end(row, kind.closes)
        elif kind.note:
            self._note(row)
        elif kind.kind:
            self._question(row, kind)
        else:
            self.remarks.lose("survey", row.at, kind.lost)

    def _begin_group(self, row: Row) -> None:
        appearance = row.get("appearance")
        condition = self.asking.condition(row)
        label = row.text("label", self.language)
        if "table-list" in appearance:
            question = self.asking.matrix(row)
            self._here().append(question)
            self.opened.append(Open("group", row, [], matrix=question))
        elif not self.opened:
            section = self._section(row, label or row.get("name"), condition)
            self.opened.append(Open("group", row, section["questions"], section=section))
        else:
            if label:
                self.remarks.lose(
                    "survey",
                    row.at,
                    _("a group within a group has no title here: “%(words)s”.") % {"words": label[:80]},
                )
            inside = self.opened[-1]
            whole = formulas.joined(inside.condition, condition)
            self.opened.append(Open("group", row, inside.into, whole, matrix=inside.matrix))

    def _section(self, row: Row, title: str, condition: str) -> dict[str, Any]:
        code = self.names.groups.get(row.get("name")) or f"s{len(self.sections) + 1}"
        section = {
            "code": code,
            "title": title[:200],
            "intro": row.text("hint", self.language),
            "condition": condition,
            "translations": self.asking.translations(row, {"label": "title", "hint": "intro"}),
            "questions": [],
        }
        self.sections.append(section)
        return section

    def _begin_repeat(self, row: Row) -> None:
        if any(one.what == "repeat" for one in self.opened):
            self.remarks.refuse("survey", row.at, _("a repetition within a repetition cannot be asked here."))
        block = self.asking.block(row, self._condition())
        self._here().append(block)
        self.opened.append(Open("repeat", row, block["inner"]))

    def _end(self, row: Row, what: str) -> None:
        if not self.opened or self.opened[-1].what != what:
            return self.remarks.refuse("survey", row.at, _("nothing of this kind is open here."))
        closed = self.opened.pop()
        if closed.matrix is not None and not (self.opened and self.opened[-1].matrix is closed.matrix):
            self.asking.close_matrix(closed.row, closed.matrix)
        return None

    def _note(self, row: Row) -> None:
        """A text of its own: the opening words of a step, else the help of the next question."""
        words = row.text("label", self.language)
        if row.others("label", self.language):
            self.remarks.lose("survey", row.at, _("a note is kept in the first language alone."))
        if row.get("relevant"):
            self.remarks.lose("survey", row.at, _("this note is always shown."))
        if self.opened and self.opened[-1].section is not None and not self.opened[-1].into:
            section = self.opened[-1].section
            section["intro"] = "\n\n".join(filter(None, [section["intro"], words]))
        elif words:
            self.said.append(words)

    def _question(self, row: Row, kind: Type) -> None:
        if kind.lost:
            self.remarks.lose("survey", row.at, kind.lost)
        matrix = self.opened[-1].matrix if self.opened else None
        if matrix is not None:
            return self.asking.line(row, kind, matrix)
        for told in self.asking.questions(row, kind, self._condition()):
            self._with_notes(row, told)
            self._here().append(told)
        return None

    def _with_notes(self, row: Row, told: dict[str, Any]) -> None:
        if not self.said:
            return
        whole = "\n".join(filter(None, [*self.said, told["help"]]))
        if len(whole) <= 500:
            told["help"] = whole
        else:
            self.remarks.lose("survey", row.at, _("the note before this question is too long to be its help."))
        self.said.clear()

    def _condition(self) -> str:
        return self.opened[-1].condition if self.opened else ""

    def _here(self) -> list[dict[str, Any]]:
        """Where the next question goes: what is open, else a step of questions that stand in no group."""
        if self.opened:
            return self.opened[-1].into
        if not self.sections or not self.sections[-1].get("alone"):
            self.sections.append({"code": "", "title": self.title[:200], "alone": True, "questions": []})
        return self.sections[-1]["questions"]
