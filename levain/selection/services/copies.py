"""What the jury reads of a file: what it was asked, without what concerns people; blind, without the names either."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal, typed
from levain.foundation.models import Document
from levain.people.models import Role, User
from levain.questionnaires import services as questionnaires
from levain.questionnaires.models import Question, Revision
from levain.questionnaires.services import Asked, Sheet, ToldBlock
from levain.selection.models import Application, Mask
from levain.selection.services.answers import response_of

MASK = "▇▇▇"
SHORTEST = 3
# Said to the team of the call or agreed to, never part of what is judged.
NOT_FOR_THE_JURY = (Question.Kind.CONSENT,)
# They name a place, or cannot be masked.
NOT_BLIND = (Question.Kind.COMMUNE, Question.Kind.FILE)
BEGINNINGS = re.compile(
    r"^(?:(?:l['’]|les? |la |une? |des |association |collectif |commune |ville |d['’]|de |du ))+", re.I
)


@dataclass(frozen=True)
class Line:
    """A question and its answer, as the jury reads it."""

    question: str
    words: str
    files: list[Document] = field(default_factory=list)


@dataclass
class Copy:
    """A file as the jury reads it: `hidden` lists the words that were masked, `left_out` the questions not shown."""

    sections: list[tuple[str, list[Line]]]
    hidden: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def copy_of(application: Application, *, blind: bool) -> Copy:
    """The same for every reader: what is masked does not depend on who reads."""
    copy = _written(application, blind)
    if blind:
        copy.hidden = words_to_mask(application)
        mask = Masker(copy.hidden)
        copy.sections = [
            (mask(title), [Line(mask(line.question), mask(line.words)) for line in lines])
            for title, lines in copy.sections
        ]
    return copy


def _written(application: Application, blind: bool) -> Copy:
    response = response_of(application)
    copy = Copy([])
    if response is None:
        lines = [Line(question, _plain(answer)) for question, answer in application.answers.items()]
        if lines:
            copy.sections.append((_("What was answered"), lines))
    else:
        sheet = Sheet.of(response, _asked(response.revision))
        for section in questionnaires.told(response, sheet=sheet):
            asked = list(_lines(section.told, blind, copy.left_out))
            copy.unanswered += [line.question for line in asked if not (line.words or line.files)]
            lines = [line for line in asked if line.words or line.files]
            if lines:
                copy.sections.append((section.title, lines))
    said = {line.words for _title, lines in copy.sections for line in lines}
    if application.summary and application.summary not in said:
        copy.sections.insert(0, (_("In short"), [Line("", application.summary)]))
    return copy


def _asked(revision: Revision) -> Asked:
    """A published revision never changes: it is read once by each process."""
    if not revision.published_at:
        return Asked(revision)
    key = revision.pk, revision.digest
    if key not in _known:
        _known[key] = Asked(revision)
    return _known[key]


_known: dict[tuple[int, str], Asked] = {}


def _lines(told: Iterable, blind: bool, left_out: list[str]) -> Iterable[Line]:
    for one in told:
        question = one.question
        if question.kind in NOT_FOR_THE_JURY:
            continue
        if question.personal_data or (blind and question.kind in NOT_BLIND):
            left_out.append(question.text_shown)
            continue
        if isinstance(one, ToldBlock):
            yield Line(question.text_shown, "\n".join(_row(row) for row in one.rows))
        else:
            yield Line(question.text_shown, one.words, one.files)


def _row(row: Iterable) -> str:
    shown = (one for one in row if not one.question.personal_data and one.question.kind not in NOT_BLIND)
    return " · ".join(one.words for one in shown if one.words)


def _plain(answer) -> str:
    if isinstance(answer, list):
        return "\n".join(_plain(one) for one in answer)
    if isinstance(answer, dict):
        return "\n".join(f"{key} : {_plain(one)}" for key, one in answer.items())
    return "" if answer is None else str(answer)


def words_to_mask(application: Application) -> list[str]:
    """The names that would say who writes, and those that the team added, the longest first."""
    names = [application.title, application.collective, application.local_authority, application.place]
    if application.commune:
        names.append(application.commune.current.name)
    kind = ContentType.objects.get_for_model(Application)
    held = Role.objects.filter(scope_type=kind, scope_id=application.pk)
    names += held.values_list("user__name", flat=True)
    names += [BEGINNINGS.sub("", name) for name in names]
    names += Mask.objects.filter(application=application).values_list("words", flat=True)
    kept = {fold(name): name.strip() for name in names if len(fold(name)) >= SHORTEST}
    return sorted(kept.values(), key=lambda name: (-len(name), name))


@transaction.atomic
def mask(application: Application, words: str, *, by: User) -> None:
    """Hide these words too; twice is once."""
    _made, new = Mask.objects.get_or_create(application=application, words=words)
    if new:
        journal.record("copy.masked", on=application, by=by, place=application.call)


@transaction.atomic
def unmask(mask: Mask, *, by: User) -> None:
    """Show them again."""
    application = mask.application
    mask.delete()
    journal.record("copy.unmasked", on=application, by=by, place=application.call)


def fold(text: str) -> str:
    return "".join(letters for sign in text.strip() for letters in _plain_letters(sign))


def _plain_letters(sign: str) -> str:
    """One sign of a text as it is compared: no accent, no capital, one apostrophe, one hyphen for a space."""
    if sign in "'’ʼ`":
        return "'"
    if sign in "-‐‑ \u00a0\u202f\n\t":
        return " "
    decomposed = unicodedata.normalize("NFKD", sign.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


class Masker:
    """Hides words wherever they stand whole, whatever their accents and capitals, and every way to reach somebody."""

    def __init__(self, words: Iterable[str]):
        folded = sorted({fold(word) for word in words}, key=len, reverse=True)
        whole = "|".join(re.escape(word) for word in folded if word)
        self.pattern = re.compile(rf"(?<!\w)(?:{whole})(?!\w)") if whole else None

    def __call__(self, text: str) -> str:
        text = typed.without_contacts(text)
        if self.pattern is None:
            return text
        plain, origin = [], []
        for index, sign in enumerate(text):
            for letter in _plain_letters(sign):
                plain.append(letter)
                origin.append(index)
        shown, last = [], 0
        for found in self.pattern.finditer("".join(plain)):
            start, end = origin[found.start()], origin[found.end() - 1] + 1
            shown += [text[last:start], MASK]
            last = end
        return "".join([*shown, text[last:]])
