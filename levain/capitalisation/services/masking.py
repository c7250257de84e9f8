"""Words that may no longer be shown leave every published edition: their place and the digest of it stay."""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation import identifying
from levain.capitalisation.models import Because, Edition, Evidence, SheetEdition, Showing, VoiceAnswer
from levain.capitalisation.services.reviewing import evidence_gone
from levain.foundation import journal, passages, written
from levain.people.models import User

# Words short enough to be anybody's are not looked for in the sentences of a report.
LEAST_WORDS = 4
# A run of words is somebody's when it holds so many long ones.
LONG, LONG_WORDS = 4, 3


@transaction.atomic
def mask_withdrawn(obj: models.Model, *, by: User) -> None:
    """Her words are no longer hers to show: they are masked in what was published, and who kept them is told."""
    kept = Evidence.objects.filter(passage__in=passages.of(obj)).exclude(consent=Evidence.Consent.WITHDRAWN)
    for evidence in kept.select_related("cohort", "project", "created_by", "passage"):
        mask_everywhere(evidence)
        VoiceAnswer.objects.filter(evidence=evidence).update(wording="")
        evidence.consent = Evidence.Consent.WITHDRAWN
        evidence.wording = ""
        evidence.save(update_fields=["consent", "wording"])
        journal.record(
            "evidence.withdrawn",
            on=evidence,
            by=by,
            place=evidence.project or evidence.cohort,
            tell=[evidence.created_by] if evidence.created_by else [],
        )
        evidence_gone(evidence, Because.WITHDRAWN, by=by)


def mask_everywhere(evidence: Evidence) -> None:
    """In every edition of the session, first and last alike: no difference between two tells them."""
    for edition in Edition.objects.filter(report__cohort=evidence.cohort_id).select_for_update():
        _mask(edition, evidence)
    for sheet in SheetEdition.objects.filter(sheet__cohort=evidence.cohort_id).select_for_update():
        _mask(sheet, evidence)
    for shown in Showing.objects.filter(cohort=evidence.cohort_id).select_for_update():
        if evidence.number in shown.content["passages"]:
            bare = _without(shown.content, Words.of(evidence, {evidence.passage.quote}))
            if bare != shown.content:
                shown.content = bare
                shown.save(update_fields=["content"])


@dataclass(frozen=True)
class Words:
    """What is looked for in sentences: words said again whole, and the runs of them that nobody else said."""

    whole: list[str]
    runs: set[tuple[str, ...]]

    @classmethod
    def of(cls, evidence: Evidence, said: set[str]) -> "Words":
        size = identifying.KEPT_WORDS
        known = identifying.shingles(((0, words) for words in said), least=size, most=size)
        runs = {run for run in known if sum(len(word) >= LONG for word in run) >= LONG_WORDS}
        if runs:
            others = Evidence.objects.filter(cohort=evidence.cohort_id).exclude(pk=evidence.pk)
            told = others.values_list("consent", "passage__quote", "wording")
            kept = [
                wording if wording else quote for consent, quote, wording in told if consent in Evidence.PUBLISHABLE
            ]
            # The words she has just chosen instead may hold some of the former ones.
            kept += [evidence.wording] if evidence.wording not in said else []
            runs -= set(identifying.shingles(((0, words) for words in kept), least=size, most=size))
        return cls([words for words in said if len(words.split()) >= LEAST_WORDS], runs)

    def out_of(self, text: str) -> str:
        for words in self.whole:
            text = text.replace(words, _("[words withdrawn]"))
        return self._without_runs(text) if self.runs else text

    def _without_runs(self, text: str) -> str:
        size, found = identifying.KEPT_WORDS, list(identifying.WORD.finditer(text))
        plain = [identifying.fold(word[0]) for word in found]
        spans: list[list[int]] = []
        for at in range(len(plain) - size + 1):
            if tuple(plain[at : at + size]) not in self.runs:
                continue
            start, end = found[at].start(), found[at + size - 1].end()
            if spans and start <= spans[-1][1]:
                spans[-1][1] = end
            else:
                spans.append([start, end])
        for start, end in reversed(spans):
            text = text[:start] + _("[words withdrawn]") + text[end:]
        return text


def _mask(edition: Edition | SheetEdition, evidence: Evidence) -> None:
    anchor = f"preuve-{evidence.number}"
    here = [block for block in edition.content["blocks"] if block.get("id") == anchor]
    if not here or anchor in edition.masked:
        return
    before = written.digest(edition.content)
    said = {block["text"] for block in here} | {evidence.passage.quote}
    for block in here:
        block.update(text="", who="", where="", masked=True)
    edition.masked.append(anchor)
    with translation.override(edition.content.get("language", "fr")):
        _mask_in_sentences(edition, Words.of(evidence, said))
    edition.save(update_fields=["content", "masked"])
    _drop_files("reports" if isinstance(edition, Edition) else "sheets", before)


def _mask_in_sentences(edition: Edition | SheetEdition, words: Words) -> None:
    """A paragraph that repeats the words loses them too, and says so."""
    for rank, block in enumerate(edition.content["blocks"]):
        bare = _without(block, words)
        if bare != block:
            edition.content["blocks"][rank] = bare
            # A part without a name cannot be said masked: whoever checks the edition sees that it was touched.
            if block.get("id") and block["id"] not in edition.masked:
                edition.masked.append(block["id"])


def _without(thing: Any, words: Words) -> Any:
    if isinstance(thing, dict):
        return {name: _without(value, words) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_without(one, words) for one in thing]
    return words.out_of(thing) if isinstance(thing, str) else thing


def _drop_files(folder: str, digest: str) -> None:
    """The files made of it before still say the words: they are made again when somebody asks for them."""

    def drop() -> None:
        try:
            names = default_storage.listdir(folder)[1]
        except FileNotFoundError:
            return
        for name in names:
            if digest in name:
                default_storage.delete(f"{folder}/{name}")

    transaction.on_commit(drop)
