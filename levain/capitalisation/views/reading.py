from dataclasses import dataclass
from functools import lru_cache

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.capitalisation import rules, services
from levain.capitalisation.models import Edition, Report
from levain.capitalisation.reading_source import TO_SETTLE
from levain.capitalisation.social import Social
from levain.capitalisation.views.files import given
from levain.foundation import passages
from levain.foundation.marked import marked
from levain.foundation.verdicts import require
from levain.foundation.written_web import Aside, contents, render_web


def published_or_404(request, slug) -> Report:
    report = get_object_or_404(Report.objects.select_related("cohort__programme"), slug=slug)
    require(rules.can_read_report(request.user, report))
    return report


@dataclass(frozen=True)
class Read:
    """A document made ready for a page."""

    date: str
    body: str
    contents: list[tuple[str, str]]
    # How many parts of an edition are no longer those that were published.
    altered: int = 0


def _read(document, asides, altered=0) -> Read:
    return Read(document.date, render_web(document, asides), contents(document), altered)


def _made(edition, asides) -> Read:
    """An edition does not change: what was made of it once serves again, for the same asides."""
    return _kept(edition.pk, edition.digest, tuple(edition.masked), tuple(sorted(asides.items())))


@lru_cache(maxsize=16)
def _kept(pk, digest, masked, asides) -> Read:
    edition = Edition.objects.select_related("report").get(pk=pk)
    return _read(edition.document, dict(asides), len(services.verify(edition)))


@marked
def report(request, slug):
    """The last edition, everyone's to read; before the first, the draft for those who compose it."""
    report = published_or_404(request, slug)
    edition = report.editions.defer("content").first()
    if edition:
        edition.report = report
        return frozen(request, report, edition)
    return _shown(request, report, None, _read(services.draft_of(report), {}), {})


def frozen(request, report, edition):
    """An edition, with what became of each source since."""
    quoted = services.quoted(edition)
    standing = {name: one for name, one in quoted.items() if name not in edition.masked}
    asides = _asides(request.user, report, standing, services.states(standing))
    return _shown(request, report, edition, _made(edition, asides), asides)


def _shown(request, report, edition, read, asides):
    numbers = list(report.editions.values_list("number", flat=True))
    return render(
        request,
        "capitalisation/report.html",
        {
            "report": report,
            "edition": edition,
            "numbers": numbers,
            "replaced": bool(edition and numbers and edition.number != numbers[0]),
            "date": read.date,
            "body": read.body,
            "contents": read.contents,
            "altered": read.altered,
            "noted": any(name == "note" for name, _words in read.contents),
            "changed": sum(aside.changed for aside in asides.values()),
            "may_work": rules.can_work(request.user, report),
            **(_passed_on(report) if edition else {}),
        },
    )


def _passed_on(report):
    """What the page of a published report says of itself to those who pass its address on."""
    return Social.of("capitalisation:report", [report.slug], report.subtitle or report.title).context


def _asides(user, report, quoted, states):
    """What is true today of each passage, and the way to it for those who may go."""
    sources = _sources(user, report, quoted)
    changed = (*TO_SETTLE, passages.State.WITHDRAWN)
    return {
        name: Aside(
            text=_("State of the source: %(state)s.") % {"state": str(found.state.label).lower()},
            to=sources.get(name, ""),
            changed=found.state in changed,
        )
        for name, found in states.items()
    }


def _sources(user, report, quoted):
    """The page of each passage this person may open: whoever works on the cohort, or the person quoted."""
    works = bool(rules.can_work(user, report))
    return {
        name: one.get_absolute_url()
        for name, one in quoted.items()
        if works or (user.is_authenticated and one.speaker_user_id == user.pk)
    }


@marked
def pdf(request, slug):
    """The same edition as a tagged PDF."""
    return _file(request, slug, "pdf")


@marked
def odt(request, slug):
    """The same edition, for those who take a part of it into a text of their own."""
    return _file(request, slug, "odt")


def _file(request, slug, form):
    report = published_or_404(request, slug)
    edition = report.editions.defer("content").first()
    return given(request, report, edition, form, report.slug)
