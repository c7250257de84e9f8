"""What everyone reads of a session: shown, shown with older words, or not yet; and the deeds that change it."""

from django.contrib import messages
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import services
from levain.capitalisation import showing_rules as rules
from levain.capitalisation.forms.practice import WithdrawForm
from levain.capitalisation.models import Lesson, PolicyLead, PracticeSheet, Report
from levain.capitalisation.views import answer, cohort_or_404
from levain.foundation.verdicts import require

KINDS = {"lecons": Lesson, "pistes": PolicyLead}
MOST = 60


def shown(request, cohort):
    """Everything of the session that may be on the public site, with its state."""
    cohort = cohort_or_404(request, cohort)
    groups = []
    for code, title, model in (("lecons", _("The lessons"), Lesson), ("pistes", _("The leads"), PolicyLead)):
        things = model.objects.filter(cohort=cohort).select_related("showing").order_by("number")[:MOST]
        groups.append((code, title, [_told(one) for one in things]))
    sheets = PracticeSheet.objects.filter(cohort=cohort).annotate(published_at=Max("editions__published_at"))
    context = {
        "cohort": cohort,
        "groups": groups,
        "sheets": sheets.order_by("number")[:MOST],
        "reports": Report.objects.filter(cohort=cohort).annotate(published_at=Max("editions__published_at")),
        "may_show": rules.can_show_in(request.user, cohort),
        "fictional": cohort.fictional,
    }
    return render(request, "capitalisation/shown.html", context)


def _told(thing):
    """A lesson or a lead, what is shown of it, and whether its words have changed since."""
    shown = getattr(thing, "showing", None)
    return thing, shown, shown is not None and services.reworded(thing, shown.content)


def _thing_or_404(request, kind, pk):
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind].objects.select_related("cohort__programme", "showing")
    thing = get_object_or_404(rows, pk=pk)
    require(rules.can_show(request.user, thing))
    return thing


def _back(thing) -> str:
    return reverse("capitalisation:shown", args=[thing.cohort.slug])


@require_POST
def show(request, kind, pk):
    thing = _thing_or_404(request, kind, pk)
    try:
        made = services.show(thing, by=request.user)
    except services.NotReady as refusal:
        for one in refusal.blockings[:5]:
            messages.error(request, one.reason)
    else:
        messages.success(request, _("Everyone may read it: %(address)s") % {"address": made.get_absolute_url()})
    return redirect(_back(thing))


def take_off(request, kind, pk):
    thing = _thing_or_404(request, kind, pk)
    form = WithdrawForm(request.POST or None)

    def deed(form):
        services.take_off(thing, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is taken off. Its address says so."))
        return _back(thing)

    name = _("Take off the site: %(title)s") % {"title": thing.title}
    said = {"cohort": thing.cohort, "name": name, "cancel": _back(thing), "fictional": thing.fictional}
    return answer(request, form, deed, services.NotShown, **said)
