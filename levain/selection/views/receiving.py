"""Applications received elsewhere: choose, map, try, bring in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.foundation.outside import Unreachable
from levain.foundation.verdicts import require
from levain.selection import rules
from levain.selection.forms.receiving import MappingForm, SourceForm
from levain.selection.models import Receiving
from levain.selection.received import demarches
from levain.selection.received.records import NotUnderstood, columns_of
from levain.selection.services import receiving as services
from levain.selection.services.mapping import targets_of
from levain.selection.views.admission import call_or_404

SHOWN_ERRORS = 50
SAMPLE = 80


def _call(request, slug):
    call = call_or_404(slug)
    require(rules.can_bring_in(request.user, call))
    return call


def source(request, slug):
    """What to read: a file, or the service itself."""
    call = _call(request, slug)
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["file"]:
                named = said["file"].name
                records = services.read_file(said["file"].read(), named)
            else:
                named = _("Procedure %(number)d") % {"number": said["demarche"]}
                records = demarches.from_service(said["demarche"])
        except (NotUnderstood, Unreachable) as refusal:
            form.add_error("file" if said["file"] else "demarche", str(refusal))
        else:
            services.keep_rows(call, records, named=named, by=request.user)
            return redirect("selection:map_columns", call.slug)
    waiting = Receiving.objects.filter(call=call).exclude(rows=[]).first()
    context = {"call": call, "form": form, "waiting": waiting, "fictional": call.fictional}
    return render(request, "selection/receive.html", context)


def map_columns(request, slug):
    """Where each column goes; keeping it tries the import, and writes nothing."""
    call = _call(request, slug)
    receiving = Receiving.objects.filter(call=call).exclude(rows=[]).first()
    if receiving is None:
        return redirect("selection:receive", call.slug)
    receiving.call = call
    records = services.records_of(receiving)
    columns = columns_of(records)
    samples = {}
    for record in records:
        for column, words in record.words.items():
            samples.setdefault(column, words[:SAMPLE]) if words else None
    form = MappingForm(
        request.POST or None, columns=columns, samples=samples, targets=targets_of(call), mapping=receiving.mapping
    )
    report = None
    if request.method == "POST" and form.is_valid():
        services.map_columns(receiving, form.mapping())
        report = services.bring_in(call, records, receiving.mapping, by=request.user, dry_run=True)
    context = {
        "call": call,
        "receiving": receiving,
        "count": len(records),
        "form": form,
        "report": report,
        "errors": report.errors[:SHOWN_ERRORS] if report else [],
        "more_errors": max(0, len(report.errors) - SHOWN_ERRORS) if report else 0,
        "fictional": call.fictional,
    }
    return render(request, "selection/map_columns.html", context)


@require_POST
def bring_in(request, slug):
    call = _call(request, slug)
    receiving = Receiving.objects.filter(call=call).first()
    try:
        report = services.bring_in_kept(receiving or Receiving(call=call), by=request.user)
    except (services.NothingToBring, Receiving.DoesNotExist):
        messages.error(request, _("Nothing waits to be imported: give the file again."))
        return redirect("selection:receive", call.slug)
    if report.errors:
        messages.error(request, str(report.errors[0]))
        return redirect("selection:map_columns", call.slug)
    said = ngettext("%(n)d application is in.", "%(n)d applications are in.", report.created) % {"n": report.created}
    messages.success(request, said)
    return redirect("selection:admission", call.slug)
