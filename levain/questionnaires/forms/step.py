"""One step of a questionnaire as a form: the questions of a section that a person fills, blocks included."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from levain.questionnaires import conditions
from levain.questionnaires.forms import fields as asking
from levain.questionnaires.forms.left_over import left_over
from levain.questionnaires.models import Question, Response, Section
from levain.questionnaires.services.display import Told, set_aside, shown, who_and_when
from levain.questionnaires.services.filling import MOST_ROWS, Deed, Saved, files_of, mark
from levain.questionnaires.services.reading import Sheet, blank
from levain.questionnaires.services.wording import in_words

KNOWN = re.compile(r"([A-Za-z_][\w.]{0,59}(?:-[0-9]{1,10})?):([0-9]{1,9}):([0-9a-f]{0,12})")
LARGEST_ROW = 2_000_000_000
Kind = Question.Kind


@dataclass
class Line:
    """A question at one place of the form; `condition` is the tree that the page follows, None when always asked."""

    question: Question
    row: int
    name: str
    condition: conditions.Tree | None = None
    only_if: str = ""


@dataclass
class Block:
    """A block in the form: its rows, each with its lines; more can be added, with or without scripts."""

    question: Question
    rows: list[int] = field(default_factory=list)
    lines: dict[int, list[Line]] = field(default_factory=dict)
    condition: conditions.Tree | None = None
    only_if: str = ""
    most: int = MOST_ROWS


class StepForm(forms.Form):
    """The questions of `section` (None: those that stand in no section) that the holder of `parts` fills.

    What must be answered is asked when the response is closed, not at each step; `strict` asks at once.
    """

    use_required_attribute = False

    def __init__(
        self,
        response: Response,
        section: Section | None,
        *,
        parts: set[str] | None = None,
        data=None,
        files=None,
        user=None,
        strict: bool = False,
        sheet: Sheet | None = None,
    ):
        super().__init__(data=data, files=files, prefix="r")
        self.response, self.section, self.parts, self.user, self.strict = response, section, parts, user, strict
        self.sheet = sheet or Sheet.of(response)
        self.documents = files_of(response) if self._asks(Kind.FILE) else {}
        self.lines: list[Line | Block] = []
        self.places: dict[str, Line] = {}
        self.removed: list[Line] = []
        self.sent = self._known_then() if self.is_bound else {}
        self.known = dict(self.sent)
        for question in self._own_questions():
            self._add_block(question) if question.kind == Kind.BLOCK else self._add_line(question, 0, self.lines)
        for name in self.places:
            self.known.setdefault(name, self._known_now(name))

    # What is shown

    def _own_questions(self) -> list[Question]:
        if self.section is not None and not self.sheet.holds(self.section.condition):
            return []
        return [one for one in self.sheet.asked.of_section(self.section) if one.is_for(self.parts)]

    def _asks(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.sheet.asked.questions)

    @property
    def uses_htmx(self) -> bool:
        """Whether a field completes what is typed: the page then loads htmx."""
        return any(line.question.kind == Kind.COMMUNE for line in self.places.values())

    @property
    def set_aside(self) -> list[Told]:
        """On the first step: what was answered to questions that this version no longer asks."""
        if self.sheet.asked.sections[0] != self.section:
            return []
        return set_aside(self.response, self.parts, sheet=self.sheet)

    @property
    def reshaped(self) -> bool:
        """Whether a row was added or removed: the page is shown again."""
        return self.is_bound and any(self.add_prefix(deed) in self.data for deed in ("add", "remove"))

    def _add_line(self, question: Question, row: int, lines: list) -> None:
        tree = self._followed(question, row)
        if tree is False:
            return
        name = f"{question.code}-{row}" if row else question.code
        line = Line(question, row, name, tree, self._only_if(question) if tree else "")
        lines.append(line)
        self.places[name] = line
        value = self._stored(question, row)
        self.fields[name] = asking.field_for(question, self.response.lists, self._allowed(question, row))
        if question.kind == Kind.FILE:
            self._offer_removal(name, value)
        else:
            self.initial[name] = asking.shown_in_field(question, value)

    def _stored(self, question: Question, row: int) -> Any:
        answer = self.sheet.answers.get((question.code, row))
        return answer.value if answer else None

    def _offer_removal(self, name: str, value: Any) -> None:
        there = [(pk, self.documents[pk].name) for pk in value or [] if pk in self.documents]
        if there:
            self.fields[f"{name}.remove"] = forms.TypedMultipleChoiceField(
                label=_("Files to remove"),
                choices=there,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _allowed(self, question: Question, row: int):
        source = question.choice_filter
        return lambda option: not source or self.sheet.holds(source, row, columns=option.more)

    def _followed(self, question: Question, row: int) -> conditions.Tree | None | bool:
        """The tree that the page follows; False when what other steps say already excludes the question."""
        tree = self.sheet.asked.tree(question.condition)
        here = {one.code for one in self._on_this_page()}
        if tree is None or conditions.asked(tree) & here:
            return self._with_what_is_known(tree, here, row) if tree else None
        return None if self.sheet.holds(question.condition, row) else False

    def _on_this_page(self) -> list[Question]:
        section = self.section.pk if self.section else None
        return [one for one in self.sheet.asked.questions if one.section_id == section and one.is_for(self.parts)]

    def _with_what_is_known(self, tree: conditions.Tree, here: set[str], row: int) -> conditions.Tree:
        """The same tree where answers of other pages stand for themselves."""
        if tree[0] == "ref":
            if tree[1] in here:
                inside = self.sheet.asked.by_code[tree[1]].block_id
                return ["ref", f"{tree[1]}-{row}" if inside and row else tree[1]]
            return ["value", self.sheet.seen_from(row, tree[1])]
        return [tree[0], *(self._with_what_is_known(s, here, row) if isinstance(s, list) else s for s in tree[1:])]

    def _only_if(self, question: Question) -> str:
        return in_words(self.sheet.asked.tree(question.condition), self.sheet.asked.by_code)

    # Repeated blocks

    def _add_block(self, question: Question) -> None:
        tree = self._followed(question, 0)
        if tree is False:
            return
        block = Block(question, condition=tree, only_if=self._only_if(question) if tree else "")
        block.most = min(int(question.max or MOST_ROWS), MOST_ROWS)
        gone = self._row_removed(question)
        inside = self.sheet.asked.inner_of[question.pk]
        # A row must be filled, though nothing in it alone is asked: no field of it is said to be optional.
        row_needed = (question.required or question.min) and not any(one.required for one in inside)
        for row in self._rows(question, block.most):
            lines: list[Line] = []
            for inner in inside:
                if row == gone:
                    self.removed.append(Line(inner, row, f"{inner.code}-{row}"))
                elif inner.is_for(self.parts):
                    self._add_line(inner, row, lines)
                    if row_needed and (asked := self.fields.get(f"{inner.code}-{row}")):
                        asked.says_optional = False
            if row != gone:
                block.rows.append(row)
                block.lines[row] = lines
        self.lines.append(block)

    def _rows(self, block: Question, most: int) -> list[int]:
        there = self.sheet.rows(block)
        if not self.is_bound:
            wanted = max(int(block.min or 0), len(there), 1)
        else:
            there = list(dict.fromkeys([*self._rows_sent(block), *there]))[:most]
            wanted = len(there) + (self.data.get(self.add_prefix("add")) == block.code)
        while len(there) < min(wanted, most):
            there.append(next_row(there))
        return there

    def _rows_sent(self, block: Question) -> list[int]:
        sent = str(self.data.get(self.add_prefix(f"{block.code}.rows"), ""))[:1000].split(",")
        return [int(row) for row in sent if row.isascii() and row.isdigit() and 0 < int(row[:11]) <= LARGEST_ROW]

    def _row_removed(self, block: Question) -> int | None:
        code, _dash, row = str(self.data.get(self.add_prefix("remove"), "")).rpartition("-")
        return int(row) if code == block.code and row.isascii() and row.isdigit() and len(row) < 11 else None

    # What is typed

    def _clean_fields(self):
        """A draft may leave out what must be answered: that is asked when it is closed."""
        required = {name: one.required for name, one in self.fields.items()}
        for one in self.fields.values():
            one.required = False
        super()._clean_fields()
        for name, one in self.fields.items():
            one.required = required[name]

    def clean(self):
        cleaned = super().clean()
        for name, line in self.places.items():
            if name in self.cleaned_data and line.question.kind != Kind.FILE:
                self.sheet.typed[line.question.code, line.row] = self._value(name)
        for line in self.removed:
            self.sheet.typed[line.question.code, line.row] = None
        for name, line in self.places.items():
            if name not in self.errors and self.sheet.is_asked(line.question, line.row):
                self._check(name, line)
        return cleaned

    def _value(self, name: str) -> Any:
        return asking.kept(self.places[name].question, self.cleaned_data.get(name))

    def _check(self, name: str, line: Line) -> None:
        question, value = line.question, self._value(name)
        if question.kind == Kind.FILE:
            value = value or self._stored(question, line.row)
        if self.strict and question.required and blank(value) and not self.reshaped:
            self.add_error(name, self.fields[name].error_messages["required"])
        elif not (blank(value) or self.sheet.holds(question.constraint, line.row, itself=value)):
            self.add_error(name, question.constraint_shown or _("This answer does not fit with the others."))

    def deeds(self) -> Iterator[Deed]:
        """What to keep: the answers that stand, each with what its field had shown."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        for name, line in self.places.items():
            if name in self.errors:
                continue
            deed = Deed(line.question, line.row, None, self.known[name])
            if line.question.kind == Kind.FILE:
                deed.uploads = self.cleaned_data.get(name) or []
                deed.removed = self.cleaned_data.get(f"{name}.remove") or []
            else:
                deed.value = self._value(name)
            yield deed
        for line in self.removed:
            yield from self._erased(line)

    def left_over(self) -> Iterator[Deed]:
        """What was typed for questions that a version published meanwhile no longer asks."""
        return left_over(self)

    def _erased(self, line: Line) -> Iterator[Deed]:
        value = self._stored(line.question, line.row)
        if blank(value):
            return
        known = self.known.get(line.name) or self._known_now(line.name, line)
        files = value if line.question.kind == Kind.FILE else []
        yield Deed(line.question, line.row, None, known, removed=list(files))

    # Several hands

    def _known_now(self, name: str, line: Line | None = None) -> tuple[int, str]:
        line = line or self.places[name]
        answer = self.sheet.answers.get((line.question.code, line.row))
        if self.is_bound:
            # The page said nothing of this field: it had shown nothing.
            return 0, ""
        return (answer.version, mark(answer.value)) if answer else (0, "")

    def _known_then(self) -> dict[str, tuple[int, str]]:
        said = str(self.data.get(self.add_prefix("known"), ""))[:20_000]
        return {name: (int(version), digest) for name, version, digest in KNOWN.findall(said)}

    @property
    def known_text(self) -> str:
        """What each field shows now, for the page to send back."""
        told = {name: known for name, known in self.known.items() if known != (0, "") and name in self.places}
        return ";".join(f"{name}:{version}:{digest}" for name, (version, digest) in told.items())

    def show(self, saved: Saved) -> None:
        """Say in the form what was not kept; what was is known from now on, so that it may be changed again."""
        self.sheet = Sheet.of(self.response, self.sheet.asked)
        names = {(line.question.code, line.row): name for name, line in self.places.items()}
        clashed = [(clash.question.code, clash.row) for clash in saved.clashes]
        self._show_files()
        for place in [*saved.kept, *clashed]:
            if name := names.get(place):
                answer = self.sheet.answers.get(place)
                self.known[name] = (answer.version, mark(answer.value)) if answer else (0, "")
        for place, why in saved.refused.items():
            self.add_error(names.get(place), why)
        for clash in saved.clashes:
            self.add_error(names.get((clash.question.code, clash.row)), self._both_wordings(clash))

    def _show_files(self) -> None:
        """The files just kept are on the page given back: nobody attaches them twice."""
        self.documents = files_of(self.response) if self._asks(Kind.FILE) else {}
        for name, line in self.places.items():
            if line.question.kind == Kind.FILE:
                self.fields.pop(f"{name}.remove", None)
                self._offer_removal(name, self._stored(line.question, line.row))

    def _both_wordings(self, clash) -> str:
        theirs = clash.theirs
        if theirs is None or blank(theirs.value):
            return _("Somebody erased this answer meanwhile. To keep yours, save again.")
        words = {"words": shown(clash.question, theirs.value, self.response), "who": who_and_when(theirs)}
        return _("%(who)s wrote meanwhile: “%(words)s”. To keep yours instead, save again.") % words


def next_row(there: list[int]) -> int:
    """A number for a new row, after the others, that two people at once are unlikely to share."""
    return (max(there, default=0) // 1000 + 1) * 1000 + secrets.randbelow(1000)
