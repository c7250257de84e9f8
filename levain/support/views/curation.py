"""Staff keep the catalogue: a new sheet, a correction, a merge, a retirement, and the versions of all this."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.support import rules, sheet_versions
from levain.support.forms.support import MergeForm, RetireForm, SupportForm
from levain.support.models import Support
from levain.support.services import curation as services
from levain.support.views import bring_up_to_date


def _sheet(request, slug):
    found = get_object_or_404(Support.objects.prefetch_related("territories"), slug=slug)
    require(rules.can_keep_catalogue(request.user, found))
    return found


def write(request):
    require(rules.can_keep_catalogue(request.user))
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            support = services.write_support(by=request.user, **form.told())
        except services.AlreadyThere as already:
            form.add_error("name", str(already))
        else:
            messages.success(request, _("The support is in the catalogue: matching reads it from now on."))
            return redirect(support)
    return render(request, "support/support_new.html", {"form": form})


def correct(request, slug):
    support = _sheet(request, slug)
    form = SupportForm(request.POST or None, support=support)
    current = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            changed = services.correct_support(support, by=request.user, version=version, **form.told())
        except ChangedSince as meanwhile:
            current = meanwhile.current
            form.add_error(None, str(meanwhile))
            bring_up_to_date(form, current.version)
        else:
            said = _("The sheet is corrected. Its earlier version is kept.") if changed else _("Nothing changed.")
            messages.success(request, said)
            return redirect(support)
    context = {"support": support, "form": form, "current": current}
    return render(request, "support/support_edit.html", context)


def retire(request, slug):
    support = _sheet(request, slug)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.retire_support(support, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("This support is proposed no more. It stays shown where it was used."))
        return redirect(support)
    return render(request, "support/support_retire.html", {"support": support, "form": form})


@require_POST
def offer_again(request, slug):
    support = _sheet(request, slug)
    services.offer_again(support, by=request.user)
    messages.success(request, _("This support is on offer again."))
    return redirect(support)


@require_POST
def confirm(request, slug):
    support = _sheet(request, slug)
    services.confirm_support(support, by=request.user)
    messages.success(request, _("Noted: read again today."))
    return redirect(support)


def merge(request, slug):
    support = _sheet(request, slug)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge_support(support, into=form.cleaned_data["into"], by=request.user)
        except services.CannotMerge as refusal:
            form.add_error("into", str(refusal))
        else:
            messages.success(request, _("The two sheets are one. What was proposed stays as it was."))
            return redirect(form.cleaned_data["into"])
    return render(request, "support/support_merge.html", {"support": support, "form": form})


def versions(request, slug):
    support = _sheet(request, slug)
    return render(
        request, "support/support_versions.html", {"support": support, "versions": sheet_versions.of(support)}
    )
