"""A practice sheet is published when nothing stands in its way, and taken off with a reason."""

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.checks import Blocking, NotReady
from levain.capitalisation.models import PracticeSheet, SheetEdition, SheetReading
from levain.capitalisation.practice_document import document_of
from levain.capitalisation.services.practice import bearers_of, last_words
from levain.capitalisation.services.publishing import NothingNew
from levain.capitalisation.services.turns import take_turn
from levain.capitalisation.showable import blockings_of
from levain.foundation import journal, written
from levain.foundation.written_files import render_file
from levain.people.models import User


def sheet_blockings(sheet: PracticeSheet) -> list[Blocking]:
    """Everything that stands in the way, with where to mend it."""
    here = sheet.get_absolute_url()
    found = [
        Blocking(_("Nothing is written under “%(part)s”.") % {"part": part.label}, here)
        for part, text in sheet.texts
        if not text.strip()
    ]
    grounds = list(sheet.grounds.select_related("evidence__passage", "evidence__speaker_user"))
    if not grounds:
        found.append(Blocking(_("The sheet stands on no passage and no finding: choose one at least."), here))
    kept = {ground.evidence_id: ground.evidence for ground in grounds if ground.evidence}.values()
    for one in kept:
        if not one.publishable:
            said = _("The person quoted in evidence %(number)d has not agreed that her words be published.")
            found.append(Blocking(said % {"number": one.number}, reverse("capitalisation:evidence", args=[one.pk])))
    texts = [(sheet.title, here), *((text, here) for _part, text in sheet.texts)]
    return [*found, *blockings_of(sheet.cohort, kept, texts), *_of_readers(sheet, here)]


def _of_readers(sheet: PracticeSheet, here: str) -> list[Blocking]:
    said = last_words(sheet)
    found = [
        Blocking(_("%(name)s: %(answer)s.") % {"name": one.by or "…", "answer": one.get_answer_display()}, here)
        for one in said
        if one.answer != SheetReading.Answer.AGREES
    ]
    if not said:
        found.append(Blocking(_("No bearer of the project has agreed with this version yet."), here))
    return found


@transaction.atomic
def publish_sheet(sheet: PracticeSheet, *, by: User, at: datetime | None = None) -> SheetEdition:
    """Freeze the sheet as its next edition; refuses with every reason at once."""
    take_turn(sheet.cohort_id)
    sheet = PracticeSheet.objects.select_for_update().select_related("project__cohort", "cohort").get(pk=sheet.pk)
    found = sheet_blockings(sheet)
    if found:
        raise NotReady(found)
    content = written.to_json(document_of(sheet))
    parts = written.part_digests(content)
    digest = written.whole_digest(parts)
    last = sheet.editions.first()
    if last and last.digest == digest and not sheet.withdrawn_on:
        raise NothingNew(_("The last edition already says this: there is nothing new to publish."))
    edition = SheetEdition.objects.create(
        sheet=sheet,
        number=last.number + 1 if last else 1,
        published_at=at or timezone.now(),
        published_by=by,
        content=content,
        parts=parts,
        digest=digest,
    )
    PracticeSheet.objects.filter(pk=sheet.pk).update(withdrawn_on=None, withdrawn_why="")
    journal.record(
        "sheet.published",
        on=sheet,
        by=by,
        place=sheet.project,
        changes={"edition": edition.number, "digest": digest},
        tell=bearers_of(sheet.project),
    )
    return edition


@transaction.atomic
def withdraw_sheet(sheet: PracticeSheet, why: str, *, by: User, on: date | None = None) -> None:
    """Take it off the public site: its address says so, with the reason; what was published is kept."""
    sheet.withdrawn_on, sheet.withdrawn_why = on or timezone.localdate(), why
    sheet.save(update_fields=["withdrawn_on", "withdrawn_why"])
    tell = [*bearers_of(sheet.project), *([sheet.created_by] if sheet.created_by else [])]
    journal.record("sheet.withdrawn", on=sheet, by=by, place=sheet.project, tell=tell)


def sheet_pdf(edition: SheetEdition) -> bytes:
    """A published sheet as a PDF, built once and kept by its digest; masking a passage makes another."""
    kept = f"sheets/{edition.pk}-{written.digest(edition.content)}.pdf"
    if not default_storage.exists(kept):
        default_storage.save(kept, ContentFile(render_file(edition.document, "pdf")))
    with default_storage.open(kept) as file:
        return file.read()
