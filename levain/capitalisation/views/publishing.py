"""Publishing a report: what will be frozen is shown first, and only that is published."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.capitalisation import rules, services
from levain.capitalisation.checks import blockings, repeated
from levain.capitalisation.foreseen import TOLD, mark_of, with_what_is_open
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Report
from levain.capitalisation.views.report import report_or_404
from levain.people.models import RoleCode


def publish(request, slug):
    report = report_or_404(request, slug, rules.can_publish, with_what_is_open(Report.objects.all()))
    if request.method != "POST":
        return _shown(request, report)
    try:
        edition = services.publish(report, by=request.user, seen=request.POST.get("seen", ""))
    except services.NotReady as refusal:
        return _shown(request, report, refused=refusal.blockings)
    except services.ReportChanged as refusal:
        return _shown(request, report, changed=str(refusal))
    except services.NothingNew as refusal:
        messages.info(request, str(refusal))
        return redirect(report)
    said = _("Edition %(number)d is published. The cohort learns it once someone lets the news go, in its outbox.")
    messages.success(request, said % {"number": edition.number})
    return redirect(report)


def _shown(request, report, refused=(), changed=""):
    """What would be frozen, whom it would be told to, what is in the way; 409 when it was tried and refused."""
    report.published_figures = [report.last_figures] if report.last_figures else []
    chain = gather(report, quotes=False)
    page = {
        "report": report,
        "cohort": report.cohort,
        "chain": chain,
        "number": report.editions_count + 1,
        "seen": mark_of(chain),
        "told": [RoleCode(code).label for code in TOLD],
        "blockings": refused or [*blockings(chain), *repeated(chain)],
        "refused": bool(refused),
        "changed": changed,
        "fictional": report.fictional,
    }
    status = 409 if refused or changed else 200
    return render(request, "capitalisation/publish_report.html", page, status=status)
