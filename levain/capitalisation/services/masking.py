"""Words that may no longer be shown leave every published edition: their place and the digest of it stay."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import Because, Edition, Evidence, SheetEdition, VoiceAnswer
from levain.capitalisation.services.reviewing import evidence_gone
from levain.foundation import journal, passages, written
from levain.people.models import User

# Words short enough to be anybody's are not looked for in the sentences of a report.
LEAST_WORDS = 4


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
        _mask_in_sentences(edition, said)
    edition.save(update_fields=["content", "masked"])
    _drop_files("reports" if isinstance(edition, Edition) else "sheets", before)


def _mask_in_sentences(edition: Edition | SheetEdition, said: set[str]) -> None:
    """A paragraph that repeats the words loses them too, and says so."""
    long_enough = [words for words in said if len(words.split()) >= LEAST_WORDS]
    for rank, block in enumerate(edition.content["blocks"]):
        bare = _without(block, long_enough)
        if bare != block:
            edition.content["blocks"][rank] = bare
            # A part without a name cannot be said masked: whoever checks the edition sees that it was touched.
            if block.get("id") and block["id"] not in edition.masked:
                edition.masked.append(block["id"])


def _without(thing: Any, said: list[str]) -> Any:
    if isinstance(thing, dict):
        return {name: _without(value, said) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_without(one, said) for one in thing]
    if isinstance(thing, str):
        for words in said:
            thing = thing.replace(words, _("[words withdrawn]"))
    return thing


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
