"""The report is composed paragraph by paragraph; each says what it stands on."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation import references
from levain.capitalisation.models import (
    Citation,
    Evidence,
    Figure,
    Finding,
    Lesson,
    Paragraph,
    PolicyLead,
    PracticeSheet,
    Report,
    Section,
)
from levain.capitalisation.services.figures import read_again, read_new
from levain.capitalisation.services.learning import OtherCohort
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project

Source = references.Thing | dict[str, str]
NAMES = {
    Finding: "finding",
    Evidence: "evidence",
    Lesson: "lesson",
    PolicyLead: "lead",
    Figure: "figure",
    Project: "project",
    PracticeSheet: "sheet",
}


class NameTaken(Exception):
    """Another report has this address."""


class NothingSo(Exception):
    """The words name something that is not there."""


class OwnWords(Exception):
    """Nobody confirms her own paragraph."""


class AlreadyConfirmed(Exception):
    """A second reader has confirmed this paragraph."""


class NothingToConfirm(Exception):
    """A finding is confirmed by its sources, not by a reader."""


class ReadOtherwise(Exception):
    """The second reader reads the paragraph as another kind than its author."""


@transaction.atomic
def create_report(
    cohort: Cohort, slug: str, title: str, *, by: User, dated: date | None = None, **said: Any
) -> Report:
    """Begin a report; its decision note takes every lead of the cohort unless it is told which."""
    if Report.objects.filter(slug=slug).exists():
        raise NameTaken(_("Another report has this address. Choose another one."))
    leads, projects = said.pop("leads", None), said.pop("projects", ())
    report = Report.objects.create(
        cohort=cohort,
        slug=slug,
        title=title,
        dated=dated or timezone.localdate(),
        fictional=said.pop("fictional", cohort.fictional),
        created_by=by,
        **said,
    )
    report.leads.set(PolicyLead.objects.filter(cohort=cohort) if leads is None else leads)
    report.projects.set(projects)
    read_again(report)
    journal.record("report.begun", on=report, by=by, place=cohort)
    return report


@transaction.atomic
def revise_report(report: Report, version: int, *, leads: Iterable[PolicyLead], by: User, **said: Any) -> None:
    """Change its title, its date, its decision note, what it is about."""
    projects = said.pop("projects", None)
    before = _chosen(report)
    save_over(report, version, **said)
    report.leads.set(leads)
    if projects is not None:
        report.projects.set(projects)
    if _chosen(report) != before:
        read_again(report)
    journal.record("report.revised", on=report, by=by, place=report.cohort, changes=dict.fromkeys(said, "changed"))


def _chosen(report: Report) -> tuple[Any, set[int]]:
    """What it is about, as it is kept: a form may already have written over the report in hand."""
    kept = Report.objects.values_list("since", "until", "territory").get(pk=report.pk)
    return kept, set(report.projects.values_list("pk", flat=True))


def last_place(rows: Any) -> int:
    return rows.aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def add_paragraph(
    section: Section,
    kind: str,
    text: str,
    *,
    by: User,
    refs: Iterable[Source] = (),
    token: UUID | None = None,
) -> Paragraph:
    """Write a paragraph at the end of a section; the same form posted twice writes it once."""
    hold(section.report_id)
    known = Paragraph.objects.filter(token=token).first() if token else None
    if known:
        return known
    paragraph = Paragraph.objects.create(
        section=section,
        kind=kind,
        text=text,
        position=last_place(section.paragraphs) + 1,
        written_by=by,
        token=token,
    )
    _cite(paragraph, refs)
    report = section.report
    journal.record("paragraph.written", on=paragraph, by=by, place=report.cohort, changes={"kind": kind})
    return paragraph


def hold(report: int) -> None:
    """Until what is written is whole: a report is not published with a paragraph whose sources are still to come,
    nor while its sections move."""
    Report.objects.select_for_update(no_key=True).only("pk").get(pk=report)


def _cite(paragraph: Paragraph, refs: Iterable[Source]) -> None:
    """What the words name first, in their order, then what else they stand on; each once."""
    report = paragraph.section.report
    cohort = report.cohort_id
    found, nothing = references.find(references.named(paragraph.text), report.cohort)
    if nothing:
        names = ", ".join(f"[[{name}]]" for name in nothing)
        raise NothingSo(_("This session holds nothing named so: %(names)s") % {"names": names})
    paragraph.citations.all().delete()
    rows = []
    for position, ref in enumerate(_once([*found.values(), *refs])):
        if isinstance(ref, dict):
            said: dict[str, Any] = {"source": {"label": ref["label"], "url": _path(ref.get("url", ""))}}
        elif ref.cohort_id != cohort:
            raise OtherCohort(_("It belongs to another cohort."))
        else:
            said = {NAMES[type(ref)]: ref}
        rows.append(Citation(paragraph=paragraph, position=position, **said))
    Citation.objects.bulk_create(rows)
    read_new(report, [row.figure for row in rows if row.figure])


def _path(url: str) -> str:
    """A page of this house is kept by its path: the house may have another address tomorrow."""
    here = settings.SITE_URL + "/"
    return url.removeprefix(settings.SITE_URL) if url.startswith(here) and not url.startswith(here + "/") else url


def _once(refs: Iterable[Source]) -> list[Source]:
    kept: list[Source] = []
    for ref in refs:
        if ref not in kept:
            kept.append(ref)
    return kept


@transaction.atomic
def revise_paragraph(
    paragraph: Paragraph, version: int, *, kind: str, text: str, refs: Iterable[Source], by: User
) -> None:
    """Change a paragraph; new words must be confirmed again, by someone who did not write them."""
    hold(paragraph.section.report_id)
    said: dict[str, Any] = {"kind": kind, "text": text}
    if (paragraph.kind, paragraph.text) != (kind, text):
        said |= {"written_by": by, "confirmed_by": None, "confirmed_on": None}
    save_over(paragraph, version, **said)
    _cite(paragraph, refs)
    journal.record(
        "paragraph.revised", on=paragraph, by=by, place=paragraph.section.report.cohort, changes={"kind": kind}
    )


@transaction.atomic
def move_paragraph(paragraph: Paragraph, by: User, *, up: bool) -> bool:
    """Exchange it with its neighbour; False at the end of its section."""
    hold(paragraph.section.report_id)
    others = list(paragraph.section.paragraphs.select_for_update())
    here = others.index(paragraph)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(others):
        return False
    others[here], others[there] = others[there], others[here]
    for position, one in enumerate(others, start=1):
        one.position = position
    Paragraph.objects.bulk_update(others, ["position"])
    report = paragraph.section.report
    journal.record("paragraph.moved", on=paragraph, by=by, place=report.cohort, changes={"position": there + 1})
    return True


@transaction.atomic
def remove_paragraph(paragraph: Paragraph, *, by: User) -> None:
    """Take a paragraph out of the report; its versions stay."""
    report = paragraph.section.report
    hold(report.pk)
    journal.record("report.revised", on=report, by=by, place=report.cohort, changes={"removed": paragraph.pk})
    paragraph.delete()


def read_blind(paragraph: Paragraph, kind: str, *, by: User) -> None:
    """The second reader says what she reads before she is told what its author calls it: agreed, it is confirmed."""
    if kind == paragraph.kind:
        return confirm_paragraph(paragraph, by=by)
    tell = [paragraph.written_by] if paragraph.written_by else []
    place = paragraph.section.report.cohort
    with transaction.atomic():
        changes = {"read_as": kind}
        journal.record("paragraph.read_otherwise", on=paragraph, by=by, place=place, changes=changes, tell=tell)
    said = {"read": Paragraph.Kind(kind).label, "written": paragraph.get_kind_display()}
    raise ReadOtherwise(
        _("You read: %(read)s. Its author wrote: %(written)s. Talk about it: one of you changes it, then read again.")
        % said
    )


@transaction.atomic
def confirm_paragraph(paragraph: Paragraph, *, by: User, on: date | None = None) -> None:
    """A second reader answers for context or opinion."""
    if paragraph.kind == Paragraph.Kind.FINDING:
        raise NothingToConfirm(_("A finding stands on its sources: there is nothing to confirm."))
    if by == paragraph.written_by:
        raise OwnWords(_("Another person confirms what you wrote."))
    if paragraph.confirmed_by_id:
        raise AlreadyConfirmed(_("A second reader has already confirmed this paragraph."))
    paragraph.confirmed_by = by
    paragraph.confirmed_on = on or timezone.localdate()
    paragraph.save(update_fields=["confirmed_by", "confirmed_on"])
    journal.record("paragraph.confirmed", on=paragraph, by=by, place=paragraph.section.report.cohort)
