"""The worker reads the files that wait, one at a time; a version is whole or not there at all."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from levain.capitalisation.extraction.pieces import Piece, Unreadable
from levain.capitalisation.extraction.running import pieces_of
from levain.capitalisation.models import DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.models.outside import digest_of
from levain.capitalisation.services.corpus import refresh_many
from levain.foundation import files
from levain.foundation.models import Document

# A reading that has not ended after this long was stopped with its worker: it is taken up again.
LOST = timedelta(minutes=10)
TRIES = 3
TOLD_EVERY = 0.5
State = DocumentVersion.State


def read_waiting(at_most: int = 1) -> int:
    """Read the next versions that wait, and take up those whose reading was lost."""
    done = 0
    while done < at_most and (version := _claim()):
        read(version)
        done += 1
    return done


def _claim() -> DocumentVersion | None:
    now = timezone.now()
    lost = Q(state=State.READING, began_at__lt=now - LOST)
    waiting = DocumentVersion.objects.filter(Q(state=State.WAITING) | lost, document__withdrawn_on=None)
    for version in waiting.order_by("given_at", "pk").prefetch_related("documents")[:20]:
        if any(file.check_state == Document.Check.WAITING for file in version.documents.all()):
            continue
        same = DocumentVersion.objects.filter(pk=version.pk, state=version.state, began_at=version.began_at)
        if same.update(state=State.READING, began_at=now, tries=F("tries") + 1, done=0, total=0):
            version.refresh_from_db()
            return version
    return None


def read(version: DocumentVersion) -> None:
    file = version.documents.first()
    try:
        if version.tries > TRIES:
            raise Unreadable("too_heavy")
        if file is None or not file.file:
            raise Unreadable("virus" if file and file.held else "broken")
        with file.file.open("rb") as opened:
            content = opened.read()
        pieces = pieces_of(files.extension(file.file.name), content, told=_teller(version))
    except FileNotFoundError:
        refuse(version, "broken")
    except Unreadable as refusal:
        refuse(version, str(refusal))
    else:
        keep(version, pieces)


def _teller(version: DocumentVersion) -> Callable[[int, int], None]:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            DocumentVersion.objects.filter(pk=version.pk).update(done=done, total=total)

    return tell


@transaction.atomic
def refuse(version: DocumentVersion, because: str) -> None:
    """Say why, and let the file go: nothing of it is kept."""
    DocumentVersion.objects.filter(pk=version.pk, state=State.READING).update(state=State.REFUSED, refused=because)
    version.documents.all().delete()


@transaction.atomic
def keep(version: DocumentVersion, pieces: list[Piece]) -> None:
    """Write the paragraphs, which from now on do not change; those of the version before leave the corpus."""
    document = OutsideDocument.objects.select_for_update().get(pk=version.document_id)
    held = DocumentVersion.objects.filter(pk=version.pk, state=State.READING).first()
    if held is None or document.withdrawn_on:
        return
    later = document.versions.filter(number__gt=held.number, state=State.READ).exists()
    digests = [digest_of(piece.text) for piece in pieces]
    DocumentParagraph.objects.bulk_create(
        (
            DocumentParagraph(
                version=held,
                position=place,
                text=piece.text,
                digest=digest,
                page=piece.page,
                second=piece.second,
                under=piece.under,
                voice=piece.voice,
                current=not later,
            )
            for place, (piece, digest) in enumerate(zip(pieces, digests, strict=True), 1)
        ),
        batch_size=500,
    )
    held.state, held.digest, held.paragraphs_count = State.READ, digest_over(digests), len(pieces)
    held.save(update_fields=["state", "digest", "paragraphs_count"])
    if not later:
        before = DocumentParagraph.objects.filter(version__document=document, current=True).exclude(version=held)
        former = list(before.values_list("pk", flat=True))
        before.update(current=False)
        refresh_many(DocumentParagraph, former)
        refresh_many(DocumentParagraph, held.paragraphs.values_list("pk", flat=True))


def digest_over(digests: Iterable[str]) -> str:
    return sha256("".join(digests).encode()).hexdigest()
