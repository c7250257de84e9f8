"""What was learned, for everybody: practice sheets, lessons, leads with their answers, published figures."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema

from levain.capitalisation.checks import PUBLIC_FLOOR
from levain.capitalisation.models import (
    Confidence,
    Edition,
    Figure,
    LeadAnswer,
    PolicyLead,
    PracticeSheet,
    SheetEdition,
    Showing,
)
from levain.capitalisation.models import FollowUp as FollowedUp
from levain.capitalisation.models.lesson import decision_asked
from levain.portal.api import pages, shapes
from levain.portal.api.open_data import InASession

router = Router(tags=["what was learned"])
Level = shapes.one_of(level.name.lower() for level in Confidence)
Scope, Kind = shapes.one_of(PolicyLead.Scope.values), shapes.one_of(PolicyLead.Kind.values)
Effort, Answered = shapes.one_of(PolicyLead.Effort.values), shapes.one_of(PolicyLead.Answer.values)
Progress = shapes.one_of(FollowedUp.State.values)
Promise = shapes.one_of(["", *Figure.Promise.values])
NEEDS_NO_FLOOR = (Figure.Promise.NONE, Figure.Promise.ATTRIBUTED)


class Sheet(Schema):
    slug: str
    title: str
    project: str
    session: str
    published_at: datetime
    edition: int
    digest: str
    fictional: bool
    address: str
    pdf: str


class SheetWhole(Sheet):
    parts: list[shapes.Part]
    content: shapes.Written
    addresses: dict[str, str]


class ShownFinding(Schema):
    number: int
    title: str
    confidence: Level


class Lesson(Schema):
    number: int
    session: str
    title: str
    context: str
    mechanism: str
    effect: str
    for_whom: str
    findings: list[ShownFinding]
    published_at: datetime
    changed_at: datetime
    fictional: bool
    address: str


class Answer(Schema):
    status: Answered
    text: str
    by: str
    on: date
    fictional: bool


class FollowUp(Schema):
    on: date
    state: Progress
    text: str
    proof: str
    address: str


class Lead(Schema):
    number: int
    session: str
    title: str
    scope: Scope
    kind: Kind
    decision: str
    addressee: str
    text: str
    effort: Effort
    first_step: str
    lessons: list[int]
    findings: list[ShownFinding]
    answers: list[Answer]
    follow_ups: list[FollowUp]
    published_at: datetime
    changed_at: datetime
    fictional: bool
    address: str


class PublishedFigure(Schema):
    """A figure of a published edition; one promised without a name is given from the public floor on.

    `since` and `until` are the days of a report of a period, `beyond` why a figure counts more than them.
    """

    number: int
    label: str
    value: Any
    unit: str
    counted: str
    n: int | None
    invited: int | None
    method: str
    promise: Promise
    taken_on: date | None
    since: date | None = None
    until: date | None = None
    beyond: str = ""
    session: str
    report: str
    edition: int


class Sheets(pages.Page):
    items: list[Sheet]


class Lessons(pages.Page):
    items: list[Lesson]


class Leads(pages.Page):
    items: list[Lead]


class Figures(pages.Page):
    items: list[PublishedFigure]


@router.get("/sheets", response=Sheets, url_name="sheets")
def sheets(request, asked: Query[InASession]):
    """The practice sheets published, each agreed by the project it speaks of."""
    rows = _sheets()
    rows = rows.filter(cohort__slug=asked.session) if asked.session else rows
    return pages.of(request, rows, asked, _sheet)


@router.get("/sheets/{slug}", response=SheetWhole, url_name="sheet")
def sheet(request, slug: shapes.Slug):
    """The last edition of a sheet, whole: its parts, and the passages and findings each stands on."""
    pages.only_known(request)
    found = get_object_or_404(_sheets(), slug=slug)
    edition = SheetEdition.objects.get(sheet=found, number=found.edition)
    return _sheet(found) | {name: getattr(edition, name) for name in ("parts", "content", "addresses")}


def _sheets() -> Any:
    rows = PracticeSheet.objects.published().select_related("cohort", "project")
    last = Prefetch("editions", SheetEdition.objects.defer("content", "parts"))
    return rows.annotate(edition=Max("editions__number")).prefetch_related(last)


def _sheet(found: Any) -> dict[str, Any]:
    edition = found.editions.all()[0]
    return {
        "slug": found.slug,
        "title": found.title,
        "project": found.project.name,
        "session": found.cohort.slug,
        "published_at": edition.published_at,
        "edition": edition.number,
        "digest": edition.digest,
        "fictional": found.fictional,
        "address": shapes.full(reverse("capitalisation:public_practice", args=[found.slug])),
        "pdf": shapes.full(reverse("capitalisation:practice_pdf", args=[found.slug])),
    }


@router.get("/lessons", response=Lessons, url_name="lessons")
def lessons(request, asked: Query[InASession]):
    """The lessons shown, with the words they had that day."""
    return pages.of(request, _shown("lesson", asked.session), asked, _lesson)


@router.get("/lessons/{session}/{number}", response=Lesson, url_name="lesson")
def lesson(request, session: shapes.Slug, number: int):
    """One lesson, by its session and its number, which never change."""
    pages.only_known(request)
    return _lesson(get_object_or_404(_shown("lesson", session), lesson__number=_small(number)))


@router.get("/leads", response=Leads, url_name="leads")
def leads(request, asked: Query[InASession]):
    """The leads shown, with every answer they received and what was done since."""
    return pages.of(request, _leads(asked.session), asked, _lead)


@router.get("/leads/{session}/{number}", response=Lead, url_name="lead")
def lead(request, session: shapes.Slug, number: int):
    """One lead, by its session and its number, which never change."""
    pages.only_known(request)
    return _lead(get_object_or_404(_leads(session), lead__number=_small(number)))


def _small(number: int) -> int:
    """A number that no database column holds names nothing."""
    if not 0 < number < 2**31:
        raise Http404
    return number


def _shown(name: str, session: str = "") -> Any:
    rows = Showing.objects.public().filter(**{f"{name}__isnull": False}).select_related("cohort", name)
    return rows.filter(cohort__slug=session) if session else rows


def _leads(session: str = "") -> Any:
    return _shown("lead", session).prefetch_related("lead__answers", "lead__follow_ups")


def _said(shown: Showing) -> dict[str, Any]:
    findings = [
        {**one, "confidence": Confidence(one["confidence"]).name.lower()} for one in shown.content["findings"]
    ]
    return {
        **shown.content,
        "number": shown.thing.number,
        "session": shown.cohort.slug,
        "findings": findings,
        "published_at": shown.published_at,
        "changed_at": shown.changed_at,
        "fictional": shown.thing.fictional,
        "address": shapes.full(shown.get_absolute_url()),
    }


def _lesson(shown: Showing) -> dict[str, Any]:
    return _said(shown)


def _lead(shown: Showing) -> dict[str, Any]:
    found = shown.lead
    return _said(shown) | {
        "decision": decision_asked(shown.content["kind"], shown.content["scope"]),
        "answers": [_answer(one) for one in found.answers.all()] if found else [],
        "follow_ups": [
            {"on": one.on, "state": one.state, "text": one.text, "proof": one.proof, "address": one.address}
            for one in (found.follow_ups.all() if found else ())
        ],
    }


def _answer(one: LeadAnswer) -> dict[str, Any]:
    return {"status": one.status, "text": one.text, "by": one.by, "on": one.on, "fictional": one.fictional}


@router.get("/figures", response=Figures, url_name="figures")
def figures(request, asked: Query[InASession]):
    """The figures of the last edition of each report, as it was published. `limit` counts editions, never cut."""
    later = Edition.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    rows = Edition.objects.exclude(Exists(later)).defer("content", "parts").select_related("report__cohort")
    rows = rows.filter(report__cohort__slug=asked.session) if asked.session else rows
    page = pages.of(request, rows, asked, _figures, _with_labels)
    return page | {"items": [figure for edition in page["items"] for figure in edition]}


def _with_labels(editions: list[Edition]) -> list[tuple[Edition, dict]]:
    """Editions published before they kept the words of their figures find them where figures are."""
    cohorts = {edition.report.cohort_id for edition in editions}
    named = {(one.cohort_id, one.number): one for one in Figure.objects.filter(cohort__in=cohorts)}
    return [(edition, named) for edition in editions]


def _figures(found: tuple[Edition, dict]) -> list[dict[str, Any]]:
    edition, named = found
    shown = []
    for said in edition.figures:
        one = named.get((edition.report.cohort_id, said["number"]))
        told = {"label": one.label if one else "", "promise": one.promise if one else ""} | said
        if f"chiffre-{said['number']}" in edition.masked:
            continue
        if told["promise"] in NEEDS_NO_FLOOR or (told["n"] or 0) >= PUBLIC_FLOOR:
            whose = {"session": edition.report.cohort.slug, "report": edition.report.slug, "edition": edition.number}
            shown.append(told | whose)
    return shown
