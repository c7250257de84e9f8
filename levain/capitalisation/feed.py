"""What is new, as an Atom feed (RFC 4287): reports, practice sheets, lessons, leads and what was answered to them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from xml.etree import ElementTree

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import Edition, LeadAnswer, SheetEdition, Showing
from levain.programmes.models import Cohort

MOST = 40
ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, whatever was typed.
UNSAID = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class News:
    """`id` never changes; `told` is when readers should see it."""

    id: str
    address: str
    title: str
    summary: str
    told: datetime
    programme: str


def latest() -> list[News]:
    """The most recent things published, the latest first: a fixed number of queries."""
    found = [*_reports(), *_sheets(), *_shown(), *_answers()]
    return sorted(found, key=lambda one: (one.told, one.id), reverse=True)[:MOST]


def _news(path: str, mark: str, title: str, summary: str, told: datetime, cohort: Cohort) -> News:
    address = settings.SITE_URL + path
    return News(f"{address}#{mark}", address, title, summary, told, cohort.programme.name)


def _reports():
    for edition in (
        Edition.objects.defer("content", "parts")
        .select_related("report__cohort__programme")
        .order_by("-published_at")[:MOST]
    ):
        title = _("Report: %(title)s") % {"title": edition.report.title}
        summary = edition.report.subtitle or _("Edition %(number)d") % {"number": edition.number}
        path = edition.report.get_absolute_url()
        yield _news(path, f"edition-{edition.number}", title, summary, edition.published_at, edition.report.cohort)


def _sheets():
    rows = SheetEdition.objects.filter(sheet__withdrawn_on=None).defer("content", "parts")
    for edition in rows.select_related("sheet__project", "sheet__cohort__programme").order_by("-published_at")[:MOST]:
        title = _("Practice sheet: %(title)s") % {"title": edition.sheet.title}
        path = reverse("capitalisation:public_practice", args=[edition.sheet.slug])
        yield _news(
            path,
            f"edition-{edition.number}",
            title,
            edition.sheet.project.name,
            edition.published_at,
            edition.sheet.cohort,
        )


def _shown():
    rows = Showing.objects.public().select_related("lesson", "lead", "cohort__programme").order_by("-published_at")
    for shown in rows[:MOST]:
        said = _("Lesson: %(title)s") if shown.lesson_id else _("Lead: %(title)s")
        summary = shown.content["effect"] if shown.lesson_id else shown.content["addressee"]
        title = said % {"title": shown.content["title"]}
        yield _news(shown.get_absolute_url(), "publication", title, summary, shown.published_at, shown.cohort)


def _answers():
    """What was answered to the leads shown; told from the day everyone can read it."""
    answered = LeadAnswer.objects.filter(lead__showing__withdrawn_on=None, lead__showing__isnull=False)
    for answer in answered.select_related("lead__showing__cohort__programme").order_by("-on", "-pk")[:MOST]:
        shown = answer.lead.showing
        shown.lead = answer.lead
        told = max(datetime.combine(answer.on, time(12), UTC), shown.published_at)
        said = {"title": shown.content["title"], "answer": answer.get_status_display()}
        title = _("Answered, %(answer)s: %(title)s") % said
        yield _news(shown.get_absolute_url(), f"reponse-{answer.pk}", title, answer.text[:500], told, shown.cohort)


def render(news: list[News], language: str) -> bytes:
    """The feed as XML, made of values: nothing that was typed can open a tag."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    here = settings.SITE_URL + reverse("capitalisation:feed")
    _add(feed, "title", _("What was learned"))
    _add(feed, "id", here)
    _add(feed, "updated", _date(news[0].told if news else datetime(2020, 1, 1, tzinfo=UTC)))
    for programme in dict.fromkeys(one.programme for one in news) or ["Levain"]:
        _add(_add(feed, "author"), "name", programme)
    _add(feed, "link", rel="self", type="application/atom+xml", href=here)
    _add(feed, "link", rel="alternate", type="text/html", href=settings.SITE_URL + reverse("capitalisation:learned"))
    for one in news:
        entry = _add(feed, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", one.id)
        _add(entry, "updated", _date(one.told))
        _add(_add(entry, "author"), "name", one.programme)
        _add(entry, "link", rel="alternate", type="text/html", href=one.address)
        _add(entry, "summary", one.summary)
    told: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return told


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        made.text = UNSAID.sub("", text)
    return made


def _date(value: datetime) -> str:
    return value.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")
