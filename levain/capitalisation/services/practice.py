"""A practice sheet is begun from the project's file, written by several, agreed by its bearers, then published."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain, count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Finding, Part, PracticeSheet, SheetGround, SheetReading
from levain.capitalisation.practice_start import passages_of, texts_of
from levain.capitalisation.services.evidence import next_number
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import RoleCode, User
from levain.programmes.services import holders
from levain.projects.models import Project


class SheetNotAsked(Exception):
    """The version that is answered is not the one that bearers were asked to read."""


class SheetEmpty(Exception):
    """Nothing is written yet: there is nothing to read."""


class OtherProject(Exception):
    """The passage belongs to another project."""


def bearers_of(project: Project) -> list[User]:
    return [role.user for role in holders(project.cohort, (RoleCode.BEARER,), [project])]


@transaction.atomic
def begin_sheet(
    project: Project, title: str, *, by: User, token: UUID | None = None, at: datetime | None = None, **said: Any
) -> PracticeSheet:
    """A new sheet, its parts drafted from the project's file with the passages that may be published."""
    known = PracticeSheet.objects.filter(token=token).first() if token else None
    if known:
        return known
    sheet = PracticeSheet.objects.create(
        project=project,
        cohort=project.cohort,
        number=next_number(PracticeSheet, project.cohort),
        slug=_free_slug(title),
        title=title,
        fictional=project.fictional,
        created_by=by,
        created_at=at or timezone.now(),
        token=token,
        **(texts_of(project) | said),
    )
    for part, kept in passages_of(project).items():
        SheetGround.objects.bulk_create(SheetGround(sheet=sheet, part=part, evidence=one) for one in kept)
    journal.record("sheet.begun", on=sheet, by=by, place=project)
    return sheet


def _free_slug(title: str) -> str:
    """Its address for good: the first title it had."""
    base = slugify(title)[:70].strip("-") or "fiche"
    taken = set(PracticeSheet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


@transaction.atomic
def rename_sheet(sheet: PracticeSheet, version: int, title: str, *, by: User) -> None:
    """Its address stays."""
    save_over(sheet, version, title=title)
    journal.record("sheet.revised", on=sheet, by=by, place=sheet.project, changes={"title": "changed"})


@transaction.atomic
def write_part(
    sheet: PracticeSheet,
    version: int,
    part: str,
    text: str,
    *,
    by: User,
    evidence: Iterable[Evidence] | None = None,
    findings: Iterable[Finding] | None = None,
    among: Iterable[Evidence] | None = None,
) -> None:
    """Write a part and say what it stands on; `among` are the passages she chose from, the others stay."""
    save_over(sheet, version, **{Part(part).value: text})
    rows = sheet.grounds.filter(part=part)
    if evidence is not None:
        wanted = {one.pk: one for one in evidence}
        if any(one.project_id != sheet.project_id for one in wanted.values()):
            raise OtherProject(_("This passage belongs to another project."))
        offered = rows.exclude(evidence=None)
        if among is not None:
            offered = offered.filter(evidence__in=[one.pk for one in among])
        offered.exclude(evidence__in=wanted).delete()
        _add(sheet, part, "evidence", wanted)
    if findings is not None:
        chosen = {one.pk: one for one in findings if one.cohort_id == sheet.cohort_id}
        rows.exclude(finding=None).exclude(finding__in=chosen).delete()
        _add(sheet, part, "finding", chosen)
    journal.record("sheet.revised", on=sheet, by=by, place=sheet.project, changes={part: "changed"})


def _add(sheet: PracticeSheet, part: str, name: str, wanted: dict[int, Any]) -> None:
    there = set(sheet.grounds.filter(part=part).values_list(f"{name}_id", flat=True))
    new = [one for pk, one in wanted.items() if pk not in there]
    SheetGround.objects.bulk_create(SheetGround(sheet=sheet, part=part, **{name: one}) for one in new)


@transaction.atomic
def ask_bearers(sheet: PracticeSheet, *, by: User, on: date | None = None) -> None:
    """Ask the bearers of the project to read the sheet as it stands, and to agree or say what to change."""
    if not any(text.strip() for _part, text in sheet.texts):
        raise SheetEmpty(_("Nothing is written yet: write a part before you ask."))
    PracticeSheet.objects.filter(pk=sheet.pk).update(asked_version=sheet.version, asked_on=on or timezone.localdate())
    sheet.refresh_from_db()
    journal.record("sheet.asked", on=sheet, by=by, place=sheet.project, tell=bearers_of(sheet.project), at_once=True)


@transaction.atomic
def answer_sheet(
    sheet: PracticeSheet, version: int, answer: str, *, by: User, words: str = "", at: datetime | None = None
) -> SheetReading:
    """What a bearer says of the version she read; said again, the last word holds."""
    now = PracticeSheet.objects.select_for_update().get(pk=sheet.pk)
    if now.asked_version != version or now.version != version:
        raise SheetNotAsked(_("The sheet has changed since you opened it. Read it again, then answer."))
    reading = SheetReading.objects.create(
        sheet=sheet, by=by, sheet_version=version, answer=answer, words=words, answered_at=at or timezone.now()
    )
    tell = [sheet.created_by] if sheet.created_by else []
    journal.record("sheet.answered", on=sheet, by=by, place=sheet.project, changes={"answer": answer}, tell=tell)
    return reading


def last_words(sheet: PracticeSheet, version: int | None = None) -> list[SheetReading]:
    """The last answer of each reader about the version that stands."""
    kept: dict[int | None, SheetReading] = {}
    asked = sheet.readings.filter(sheet_version=version or sheet.version).select_related("by")
    for reading in asked.order_by("answered_at", "pk"):
        kept[reading.by_id] = reading
    return list(kept.values())


def agreed(sheet: PracticeSheet) -> bool:
    """One bearer at least agrees with the sheet as it stands, and none refuses or asks for changes."""
    said = {reading.answer for reading in last_words(sheet)}
    return said == {SheetReading.Answer.AGREES}
