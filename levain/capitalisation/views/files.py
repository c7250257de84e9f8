"""A report as a file, at once when it is short; a long one when the worker has laid it out."""

from django.shortcuts import render
from django.utils.http import http_date

from levain.capitalisation import services
from levain.capitalisation.services import files
from levain.foundation.written_files import handed, render_file


def given(request, report, edition, form, name):
    if edition is None:
        return _of_draft(request, report, form)
    if files.heavy(edition) and not files.ready(edition, form):
        return _waits(request, report, files.ask(edition, form))
    answer = handed(services.file_of(edition, form), form, name)
    if not edition.masked:
        answer["Last-Modified"] = http_date(edition.published_at.timestamp())
    return answer


def _of_draft(request, report, form):
    document = services.draft_of(report)
    if len(document.blocks) > files.HEAVY:
        return _waits(request, report, 0)
    return handed(render_file(document, form), form, report.slug)


def _waits(request, report, step):
    context = {"report": report, "step": step, "fictional": report.fictional}
    answer = render(request, "capitalisation/making.html", context, status=202)
    if step:
        answer["Refresh"] = "5"
    return answer
