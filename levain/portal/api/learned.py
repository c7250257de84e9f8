"""What was learned, for everybody: practice sheets, lessons, leads with their answers, published figures."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Max, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from levain.capitalisation.checks import PUBLIC_FLOOR
from levain.capitalisation.models import Confidence, Edition, Figure, LeadAnswer, PracticeSheet, SheetEdition, Showing
from levain.portal.api import pages, shapes
from levain.portal.api.open_data import InASession

router = Router(tags=["what was learned"])
PROMISED = (Figure.Promise.CONFIDENTIAL, Figure.Promise.ANONYMOUS)


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
    parts: list[dict[str, str]]
    content: dict[str, Any]


class ShownFinding(Schema):
    number: int
    title: str
    confidence: str


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
    status: str
    text: str
    by: str
    on: date
    fictional: bool


class FollowUp(Schema):
    on: date
    state: str
    text: str
    proof: str
    address: str


class Lead(Schema):
    number: int
    session: str
    title: str
    scope: str
    kind: str
    addressee: str
    text: str
    effort: str
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
    """A figure of a published edition; one promised without a name is given from the public floor on."""

    number: int
    label: str
    value: Any
    counted: str
    n: int | None
    method: str
    promise: str
    taken_on: date | None
    session: str
    report: str
    edition: int


class Sheets(pages.Page):
    items: list[Sheet]


class Lessons(pages.Page):
    items: list[Lesson]


class Leads(pages.Page):
    items: list[Lead]


class Figures(Schema):
    items: list[PublishedFigure]


class OfASession(Schema):
    session: Annotated[str, Field(max_length=80, description="the slug of a session")]


@router.get("/sheets", response=Sheets, url_name="sheets")
def sheets(request, asked: Query[InASession]):
    """The practice sheets published, each agreed by the project it speaks of."""
    rows = _sheets()
    rows = rows.filter(cohort__slug=asked.session) if asked.session else rows
    return pages.of(request, rows, asked, _sheet)


@router.get("/sheets/{slug}", response=SheetWhole, url_name="sheet")
def sheet(request, slug: str):
    """The last edition of a sheet, whole: its parts, and the passages and findings each stands on."""
    found = get_object_or_404(_sheets(), slug=slug)
    edition = SheetEdition.objects.get(sheet=found, number=found.edition)
    return _sheet(found) | {"parts": edition.parts, "content": edition.content}


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
def lesson(request, session: str, number: int):
    """One lesson, by its session and its number, which never change."""
    return _lesson(get_object_or_404(_shown("lesson", session), lesson__number=_small(number)))


@router.get("/leads", response=Leads, url_name="leads")
def leads(request, asked: Query[InASession]):
    """The leads shown, with every answer they received and what was done since."""
    return pages.of(request, _leads(asked.session), asked, _lead)


@router.get("/leads/{session}/{number}", response=Lead, url_name="lead")
def lead(request, session: str, number: int):
    """One lead, by its session and its number, which never change."""
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
        "answers": [_answer(one) for one in found.answers.all()] if found else [],
        "follow_ups": [
            {"on": one.on, "state": one.state, "text": one.text, "proof": one.proof, "address": one.address}
            for one in (found.follow_ups.all() if found else ())
        ],
    }


def _answer(one: LeadAnswer) -> dict[str, Any]:
    return {"status": one.status, "text": one.text, "by": one.by, "on": one.on, "fictional": one.fictional}


@router.get("/figures", response=Figures, url_name="figures")
def figures(request, asked: Query[OfASession]):
    """The figures of the last editions of a session's reports."""
    pages.only_known(request, OfASession)
    editions: dict[int, Edition] = {}
    rows = Edition.objects.filter(report__cohort__slug=asked.session).defer("content").select_related("report")
    for edition in rows.order_by("report", "number"):
        editions[edition.report_id] = edition
    items = [one for edition in editions.values() for one in _figures(edition, asked.session)]
    return {"items": items}


def _figures(edition: Edition, session: str) -> list[dict[str, Any]]:
    names = [part["id"] for part in edition.parts if part["id"].startswith("chiffre-")]
    numbers = [int(name.rpartition("-")[2]) for name in names if name.rpartition("-")[2].isdigit()]
    kept = Figure.objects.filter(cohort=edition.report.cohort_id, number__in=numbers).order_by("number")
    return [
        {
            "number": one.number,
            "label": one.label,
            "value": one.value,
            "counted": one.counted,
            "n": one.n,
            "method": one.method,
            "promise": one.promise,
            "taken_on": one.taken_on,
            "session": session,
            "report": edition.report.slug,
            "edition": edition.number,
        }
        for one in kept
        if one.promise not in PROMISED or (one.n or 0) >= PUBLIC_FLOOR
    ]
