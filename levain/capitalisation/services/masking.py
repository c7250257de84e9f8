"""Words that may no longer be shown leave every published edition: their place and the digest of it stay."""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _lazy

from levain.capitalisation import quoted_names, repeats
from levain.capitalisation.models import (
    Because,
    Edition,
    Evidence,
    FormerPassage,
    PracticeSheet,
    Report,
    SheetEdition,
    Showing,
    VoiceAnswer,
)
from levain.capitalisation.services.reviewing import evidence_gone
from levain.capitalisation.services.turns import take_turn
from levain.foundation import journal, passages, written
from levain.people.models import User

KEPT = ("consent", "passage__quote", "wording")
# What leads somewhere, or draws, is no sentence.
ADDRESSES = {"id", "kind", "target", "url", "slug", "png"}


@transaction.atomic
def mask_withdrawn(obj: models.Model, *, by: User) -> None:
    """Her words are no longer hers to show: they are masked in what was published, and who kept them is told."""
    kept = Evidence.objects.filter(passage__in=passages.of(obj)).exclude(consent=Evidence.Consent.WITHDRAWN)
    for cohort in sorted(set(kept.values_list("cohort", flat=True))):
        take_turn(cohort)
    for evidence in kept.select_related("cohort", "project", "created_by", "passage"):
        mask_everywhere(evidence, evidence.words)
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


def mask_everywhere(evidence: Evidence, words: str) -> None:
    """In every edition of the session, first and last alike: no difference between two tells them.

    `words` are those that were shown as hers until now.
    """
    former = FormerPassage.objects.filter(evidence=evidence).values_list("passage__quote", flat=True)
    said = {words, evidence.passage.quote, *former} - {""}
    quoting = set()
    for edition in Edition.objects.filter(report__cohort=evidence.cohort_id).select_for_update():
        _mask(edition, evidence, said)
        if _quotes(edition, f"preuve-{evidence.number}"):
            quoting.add(edition.report_id)
    for sheet in SheetEdition.objects.filter(sheet__cohort=evidence.cohort_id).select_for_update():
        _mask(sheet, evidence, said)
    hers = Words.of(evidence, said)
    for shown in Showing.objects.filter(cohort=evidence.cohort_id).select_for_update():
        bare = _without(shown.content, hers)
        if bare != shown.content:
            shown.content = bare
            shown.save(update_fields=["content"])
    heads = ("title", "subtitle", "intro")
    _out_of_titles(Report.objects.filter(cohort=evidence.cohort_id), heads, hers)
    _out_of_titles(Report.objects.filter(pk__in=quoting), heads, HerName(_names_of(evidence), near=False))
    _out_of_titles(PracticeSheet.objects.filter(cohort=evidence.cohort_id), ("title",), hers)


class Sought:
    """What is looked for in sentences, and what is put in its place."""

    instead = _lazy("[words withdrawn]")

    def spans(self, text: str) -> list[tuple[int, int]]:
        raise NotImplementedError

    def out_of(self, text: str) -> str:
        for start, end in reversed(self.spans(text)):
            text = text[:start] + str(self.instead) + text[end:]
        return text

    def out_of_runs(self, runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A sentence in pieces (strong words, a reference) is read as one."""
        starts, whole = [], ""
        for run in runs:
            starts.append(len(whole))
            whole += run[_said(run)]
        bare = [dict(run) for run in runs]
        for start, end in reversed(self.spans(whole)):
            for rank in range(len(bare) - 1, -1, -1):
                first, last = starts[rank], starts[rank] + len(runs[rank][_said(runs[rank])])
                if first < end and start < last:
                    name, text = _said(bare[rank]), bare[rank][_said(bare[rank])]
                    put = str(self.instead) if first <= start else ""
                    bare[rank][name] = (
                        text[: max(start - first, 0)] + put + text[end - first if end < last else len(text) :]
                    )
        return bare


@dataclass(frozen=True)
class HerName(Sought):
    """The names by which the house knows her; near her words, a first name alone is enough."""

    names: tuple[quoted_names.Name, ...]
    near: bool
    instead = _lazy("[name withdrawn]")

    def spans(self, text: str) -> list[tuple[int, int]]:
        return quoted_names.spans_of(self.names, text, near=self.near)


@dataclass(frozen=True)
class Words(Sought):
    """The runs of her words that nobody else said."""

    runs: repeats.Runs

    @classmethod
    def of(cls, evidence: Evidence, said: set[str]) -> "Words":
        told = list(Evidence.objects.filter(cohort=evidence.cohort_id).values_list("pk", *KEPT))
        common = repeats.counted(quote for _pk, _consent, quote, _wording in told)
        runs = {run: tells for words in said for run, tells in repeats.runs_of(words, common).items()}
        if runs:
            others = [one for one in told if one[0] != evidence.pk and one[1] in Evidence.PUBLISHABLE]
            kept = [wording if wording else quote for _pk, _consent, quote, wording in others]
            # The words she has just chosen instead may hold some of the former ones.
            kept += [evidence.wording] if evidence.wording not in said else []
            for run in repeats.said_in(kept, {len(run) for run in runs}):
                runs.pop(run, None)
        return cls(runs)

    def spans(self, text: str) -> list[tuple[int, int]]:
        return repeats.spans(text, self.runs)


def _said(run: dict[str, Any]) -> str:
    return "text" if "text" in run else "label"


def _mask(edition: Edition | SheetEdition, evidence: Evidence, said: set[str]) -> None:
    anchor = f"preuve-{evidence.number}"
    content = edition.content
    here = [] if anchor in edition.masked else [one for one in content["blocks"] if one.get("id") == anchor]
    before = written.digest(content)
    digests = written.part_digests(content)
    said = said | {block["text"] for block in here}
    for block in here:
        block.update(text="", who="", where="", when="", masked=True)
    with translation.override(content.get("language", "fr")):
        edition.content = _without(content, Words.of(evidence, said))
        if isinstance(edition, Edition) and _quotes(edition, anchor):
            edition.content = _unnamed(edition.content, evidence)
    now = written.part_digests(edition.content)
    touched = [rank for rank, part in enumerate(now) if part != digests[rank]]
    if not touched:
        return
    for rank in touched:
        name = written.name_of(now[rank], rank)
        edition.masked += [name] if name not in edition.masked else []
        # What is left of it: whoever checks the edition later sees that nothing else was touched.
        edition.parts[rank]["masked"] = now[rank]["digest"]
    edition.save(update_fields=["content", "masked", "parts"])
    folder, named = ("reports", edition.digest) if isinstance(edition, Edition) else ("sheets", before)
    _drop_files(folder, named)


def _quotes(edition: Edition, anchor: str) -> bool:
    return any(one.get("id") == anchor for one in edition.content["blocks"])


def _names_of(evidence: Evidence) -> tuple[quoted_names.Name, ...]:
    account = evidence.speaker_user.name if evidence.speaker_user else ""
    return tuple(quoted_names.names_of(account, evidence.speaker))


def _unnamed(content: dict[str, Any], evidence: Evidence) -> dict[str, Any]:
    """An edition that quotes her names her no more, but in the words of others: somebody answers for those."""
    names, anchor = _names_of(evidence), f"preuve-{evidence.number}"
    far, close = HerName(names, near=False), HerName(names, near=True)
    heads = {name: _without(value, far) for name, value in content.items() if name != "blocks"}
    blocks = [
        one if one["kind"] == written.Quotation.kind else _without(one, close if _leads_to(one, anchor) else far)
        for one in content["blocks"]
    ]
    return {**heads, "blocks": blocks}


def _leads_to(thing: Any, anchor: str) -> bool:
    if isinstance(thing, dict):
        return thing.get("target") == anchor or any(_leads_to(value, anchor) for value in thing.values())
    return isinstance(thing, list) and any(_leads_to(one, anchor) for one in thing)


def _out_of_titles(rows: models.QuerySet, names: tuple[str, ...], sought: Sought) -> None:
    """What is read today at the head of a page, which no edition freezes."""
    for pk, *said in rows.values_list("pk", *names):
        bare = [sought.out_of(text) for text in said]
        if bare != said:
            rows.filter(pk=pk).update(**dict(zip(names, bare, strict=True)))


def _without(thing: Any, words: Sought) -> Any:
    if isinstance(thing, dict):
        return {name: value if name in ADDRESSES else _without(value, words) for name, value in thing.items()}
    if isinstance(thing, list):
        if thing and all(isinstance(one, dict) and one.get("kind") in written.RUNS for one in thing):
            return words.out_of_runs(thing)
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
