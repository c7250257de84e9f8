"""Practice sheets as everyone reads them: the last edition at an address that stays."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from levain.capitalisation.models import PracticeSheet, SheetEdition
from levain.capitalisation.services import sheet_pdf, verify
from levain.capitalisation.social import Social
from levain.foundation.marked import marked
from levain.foundation.written_files import handed
from levain.foundation.written_web import contents, render_web


def _published_or_404(slug) -> PracticeSheet:
    """Unknown, or never published: the same answer."""
    rows = PracticeSheet.objects.select_related("project__cohort", "cohort")
    sheet = get_object_or_404(rows, slug=slug)
    sheet.shown = list(sheet.editions.defer("content").all())
    if not sheet.shown:
        raise Http404
    return sheet


def gone(request, *, name, why, day, back, fictional=False):
    """What was public and no longer is: its address says so, and why."""
    context = {"name": name, "why": why, "day": day, "back": back, "fictional": fictional}
    return render(request, "capitalisation/gone.html", context, status=410)


def _gone(request, sheet):
    return gone(
        request,
        name=sheet.title,
        why=sheet.withdrawn_why,
        day=sheet.withdrawn_on,
        back="capitalisation:public_practices",
        fictional=sheet.fictional,
    )


@require_safe
@marked
def sheet(request, slug, number=None):
    sheet = _published_or_404(slug)
    if sheet.withdrawn_on:
        return _gone(request, sheet)
    if number is not None and not any(one.number == number for one in sheet.shown):
        raise Http404
    edition = SheetEdition.objects.get(sheet=sheet, number=number or sheet.shown[0].number)
    document = edition.document
    first = next((block for block in document.blocks if block.kind == "paragraph"), None)
    described = "".join(getattr(run, "text", "") for run in first.runs) if first else document.subtitle
    return render(
        request,
        "capitalisation/public_sheet.html",
        {
            "sheet": sheet,
            "title": document.title,
            "subtitle": document.subtitle,
            "edition": edition,
            "altered": len(verify(edition)),
            "editions": sheet.shown,
            "numbered": number is not None,
            "latest": edition.number == sheet.shown[0].number,
            "body": render_web(document),
            "contents": contents(document),
            "fictional": sheet.fictional,
            **Social.of("capitalisation:public_practice", [sheet.slug], described).context,
        },
    )


@require_safe
@marked
def pdf(request, slug):
    """The last edition as a tagged PDF."""
    sheet = _published_or_404(slug)
    if sheet.withdrawn_on:
        return _gone(request, sheet)
    edition = SheetEdition.objects.get(pk=sheet.shown[0].pk)
    return handed(sheet_pdf(edition), "pdf", sheet.slug)
