"""What a finding stands on: several passages linked at once, one taken away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.capitalisation import services
from levain.capitalisation.forms.linking import GatherForm, NarrowForm
from levain.capitalisation.models import Finding
from levain.capitalisation.views import answer, thing_or_404

A_PAGE = 20


def gather(request, pk):
    """The passages kept in the session, to choose those that speak to this finding."""
    finding = thing_or_404(request, Finding, pk)
    narrow = NarrowForm(request.GET, finding=finding)
    page = Paginator(narrow.rows(), A_PAGE).get_page(request.GET.get("page"))
    form = GatherForm(request.POST or None, shown=list(page))
    here = f"{finding.get_absolute_url()}#preuves"

    def link(form):
        chosen = form.cleaned_data["evidence"]
        services.link_several(finding, chosen, form.cleaned_data["stance"], by=request.user)
        messages.success(
            request, ngettext("%(n)d passage linked.", "%(n)d passages linked.", len(chosen)) % {"n": len(chosen)}
        )
        return here

    return answer(
        request,
        form,
        link,
        (services.OtherCohort, services.StandsOnItself),
        template="capitalisation/gather.html",
        finding=finding,
        cohort=finding.cohort,
        narrow=narrow,
        narrowed=any(request.GET.get(name) for name in narrow.fields),
        page=page,
        cancel=here,
        fictional=finding.fictional,
    )


@require_POST
def unlink(request, pk):
    finding = thing_or_404(request, Finding, pk)
    number = request.POST.get("evidence", "")
    link = get_object_or_404(
        finding.links.select_related("evidence", "finding__cohort"),
        evidence=int(number) if number.isdecimal() and len(number) < 9 else 0,
    )
    services.unlink_evidence(link, by=request.user)
    messages.success(
        request,
        _("Evidence %(number)d no longer carries this finding. It stays kept.") % {"number": link.evidence.number},
    )
    return redirect(f"{finding.get_absolute_url()}#preuves")
