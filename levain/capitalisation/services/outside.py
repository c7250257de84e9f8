"""Give documents from outside, version by version; the worker reads each once, a withdrawal masks them."""

from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import CorpusText, DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.models.outside import digest_of
from levain.capitalisation.services.corpus import refresh_many
from levain.capitalisation.services.outside_reading import digest_over
from levain.foundation import documents, files, journal, search, withdrawals
from levain.foundation.models import Document, Passage
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort

ACCEPTED = frozenset({"pdf", "docx", "odt", "txt"}) | files.SUBTITLES
# What is said of a document and follows each of its paragraphs into the corpus.
IN_THE_CORPUS = {"side", "written_on", "project"}
State = DocumentVersion.State


class SameFile(files.Unacceptable):
    """The session holds this very file already."""


class Withdrawn(Exception):
    """The document was withdrawn meanwhile."""


@transaction.atomic
def give_document(
    cohort: Cohort, *, by: User, file: Any, token: UUID | None = None, **said: Any
) -> tuple[OutsideDocument, bool]:
    """Keep a document and its first version, and whether it is new; files.Unacceptable keeps nothing of it."""
    known = OutsideDocument.objects.filter(token=token, given_by=by).first() if token else None
    if known:
        return known, False
    document = OutsideDocument.objects.create(
        cohort=cohort, given_by=by, token=token, **({"fictional": cohort.fictional} | said)
    )
    _keep(document, file, by)
    _record("outside.given", document, by)
    return document, True


@transaction.atomic
def give_version(document: OutsideDocument, *, by: User, file: Any) -> DocumentVersion:
    """Keep a later version; the former ones stay with what was quoted from them."""
    held = OutsideDocument.objects.select_for_update().get(pk=document.pk)
    _check_there(held)
    for refused in held.versions.filter(state=State.REFUSED):
        refused.documents.all().delete()
        refused.delete()
    version = _keep(held, file, by)
    _record("outside.renewed", document, by)
    return version


def _keep(document: OutsideDocument, file: Any, by: User) -> DocumentVersion:
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = DocumentVersion.objects.create(document=document, number=last + 1, given_by=by)
    kept = documents.attach(version, file, by=by, kinds=ACCEPTED)
    _check_new(document, version, kept)
    version.name, version.sha256 = kept.name, kept.sha256
    version.save(update_fields=["name", "sha256"])
    return version


def _check_new(document: OutsideDocument, version: DocumentVersion, kept: Document) -> None:
    same = (
        DocumentVersion.objects.filter(
            document__cohort=document.cohort, document__withdrawn_on=None, sha256=kept.sha256
        )
        .exclude(pk=version.pk)
        .exclude(state=State.REFUSED)
        .select_related("document")
        .first()
    )
    if same and same.document_id == document.pk:
        raise SameFile(_("This very file is already here: version %(number)d.") % {"number": same.number})
    if same:
        told = _("This very file is already in the corpus: “%(title)s”, version %(number)d.")
        raise SameFile(told % {"title": same.document.title, "number": same.number})


@transaction.atomic
def edit_document(document: OutsideDocument, *, by: User, version: int, **changes: Any) -> None:
    """Say better what a document is; its words do not change."""
    _check_there(OutsideDocument.objects.get(pk=document.pk))
    changed = sorted(name for name, value in changes.items() if getattr(document, name) != value)
    save_over(document, version, **changes)
    _record("outside.edited", document, by, changes={"fields": changed})
    if IN_THE_CORPUS & set(changed):
        paragraphs = DocumentParagraph.objects.filter(version__document=document, current=True)
        refresh_many(DocumentParagraph, paragraphs.values_list("pk", flat=True))


@transaction.atomic
def withdraw_document(document: OutsideDocument, *, by: User, because: str) -> None:
    """Its words and files go, with what was quoted of them; the digests stay. Twice changes nothing."""
    held = OutsideDocument.objects.select_for_update().get(pk=document.pk)
    if held.withdrawn_on:
        return
    held.withdrawn_on, held.withdrawn_because = timezone.localdate(), because
    held.save(update_fields=["withdrawn_on", "withdrawn_because"])
    paragraphs = DocumentParagraph.objects.filter(version__document=held)
    kind = ContentType.objects.get_for_model(DocumentParagraph)
    quoted = Passage.objects.filter(object_type=kind, object_id__in=paragraphs.values("pk"))
    for paragraph in paragraphs.filter(pk__in=quoted.values("object_id")):
        withdrawals.withdraw(paragraph, by=by)
    paragraphs.update(text="", under="", voice="")
    texts = CorpusText.objects.filter(object_type=kind, object_id__in=paragraphs.values("pk"))
    search.remove_many(CorpusText, texts.values_list("pk", flat=True))
    texts.delete()
    for version in held.versions.all():
        version.documents.all().delete()
    _record("outside.withdrawn", document, by)


def verify(version: DocumentVersion) -> bool:
    """Whether a version read still says what it said: its paragraphs, one by one, and their digests together."""
    rows = list(version.paragraphs.order_by("position").values_list("text", "digest"))
    same = all(not text or digest_of(text) == digest for text, digest in rows)
    return same and len(rows) == version.paragraphs_count and digest_over(d for _text, d in rows) == version.digest


def _check_there(document: OutsideDocument) -> None:
    if document.withdrawn_on:
        raise Withdrawn(_("This document was withdrawn meanwhile."))


def _record(verb: str, document: OutsideDocument, by: User, **told: Any) -> None:
    journal.record(verb, on=document, by=by, place=document.place, **told)
