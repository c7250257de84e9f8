"""The codebook and the quotations go out as tables; a codebook comes in after a trial."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation import services, tables
from levain.capitalisation.forms.codes import SheetForm
from levain.capitalisation.views import cohort_or_404
from levain.foundation import trials, workbooks


def codes_table(request, cohort, form):
    cohort = cohort_or_404(request, cohort)
    return _handed(cohort, "codes", form, _("Codes"), tables.CODES, tables.codebook_rows(cohort))


def quotations_table(request, cohort, form):
    """Only the words that may be published, under the names the report gives."""
    cohort = cohort_or_404(request, cohort)
    return _handed(cohort, "citations", form, _("Quotations"), tables.QUOTATIONS, tables.quotation_rows(cohort))


def _handed(cohort, what, form, title, columns, rows):
    return tables.handed(f"{cohort.slug}-{what}", form, title, columns, rows)


def bring_codes(request, cohort):
    """A trial of the file, then the yes that writes it."""
    cohort = cohort_or_404(request, cohort)
    form, report, held = SheetForm(), None, ""
    if "held" in request.POST:
        rows = trials.opened("codes", request.POST["held"], cohort)
        if rows is None:
            messages.error(request, _("This trial is too old. Choose the file again."))
            return redirect(request.path)
        report = services.bring_codes(rows, cohort, by=request.user, dry_run=False)
        if report.written:
            n = report.created + report.updated
            messages.success(request, ngettext("%(n)d code written.", "%(n)d codes written.", n) % {"n": n})
            return redirect("capitalisation:codes", cohort.slug)
    elif request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            report, held = _tried(form, cohort, request.user)
    context = {"cohort": cohort, "form": form, "report": report, "held": held, "fictional": cohort.fictional}
    return render(request, "capitalisation/bring_codes.html", context)


def _tried(form, cohort, user):
    try:
        rows = trials.first_sheet(form.cleaned_data["file"])
    except workbooks.UnreadableWorkbook as error:
        form.add_error("file", str(error))
        return None, ""
    report = services.bring_codes(rows, cohort, by=user)
    asks = not report.errors and report.created + report.updated
    return report, trials.held("codes", rows, cohort) if asks else ""
