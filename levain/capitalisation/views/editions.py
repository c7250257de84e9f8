"""The editions of a report, each as it was published; what one says that the one before did not."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.capitalisation import changes, services
from levain.capitalisation.document import note_of
from levain.capitalisation.models import Edition
from levain.capitalisation.social import Social
from levain.capitalisation.views.files import given
from levain.capitalisation.views.reading import frozen, published_or_404
from levain.foundation.marked import marked
from levain.foundation.written_files import handed
from levain.foundation.written_web import render_web


def edition_or_404(request, slug, number) -> Edition:
    report = published_or_404(request, slug)
    edition = get_object_or_404(Edition.objects.defer("content"), report=report, number=number)
    edition.report = report
    return edition


@marked
def edition(request, slug, number):
    """An edition that a later one may have replaced: its address stays."""
    edition = edition_or_404(request, slug, number)
    return frozen(request, edition.report, edition)


@marked
def edition_pdf(request, slug, number):
    return _file(request, slug, number, "pdf")


@marked
def edition_odt(request, slug, number):
    return _file(request, slug, number, "odt")


def _file(request, slug, number, form):
    edition = edition_or_404(request, slug, number)
    return given(request, edition.report, edition, form, f"{slug}-{number}")


@marked
def changed(request, slug, number):
    """What this edition does not say as the one before it."""
    report = published_or_404(request, slug)
    after = get_object_or_404(Edition, report=report, number=number)
    before = report.editions.filter(number__lt=number).order_by("-number").first()
    found = changes.between(before, after) if before else []
    context = {"report": report, "edition": after, "before": before, "changes": found, "fictional": report.fictional}
    return render(request, "capitalisation/changes.html", context)


@marked
def note(request, slug):
    """The decision note alone, for those who decide."""
    report, document = _note(request, slug)
    described = f"{report.subtitle or report.title}. " + _("What is asked, of whom, and the first step.")
    context = {
        "report": report,
        "body": render_web(document) if document else "",
        "date": document.date if document else "",
        **Social.of_report("capitalisation:note", report, described).context,
    }
    return render(request, "capitalisation/note.html", context)


@marked
def note_pdf(request, slug):
    """The same on two pages of paper at most."""
    report, document = _note(request, slug)
    if document is None:
        return redirect("capitalisation:note", slug)
    return handed(services.note_file(document, report), "pdf", f"note-{report.slug}")


def _note(request, slug):
    report = published_or_404(request, slug)
    edition = report.editions.first()
    document = edition.document if edition else services.draft_of(report)
    return report, note_of(document)
