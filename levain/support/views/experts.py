"""The pool of experts, and one's own sheet in it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.support import rules
from levain.support.forms.missions import ExpertForm
from levain.support.models import Expert
from levain.support.services.experts import write_profile
from levain.support.views import bring_up_to_date
from levain.support.vocabularies import THEMES

A_PAGE = 24


def experts(request):
    require(rules.can_see_pool(request.user))
    found = Expert.objects.filter(user__is_active=True).select_related("user").prefetch_related("territories")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for expert in page:
        expert.theme_labels = [THEMES.get(code, code) for code in expert.themes]
    fictional = any(expert.user.fictional for expert in page)
    return render(request, "support/experts.html", {"page": page, "fictional": fictional})


def my_sheet(request):
    require(rules.can_keep_profile(request.user))
    expert = Expert.objects.filter(user=request.user).prefetch_related("territories").first()
    form = ExpertForm(request.POST or None, expert=expert)
    if request.method == "POST" and form.is_valid():
        try:
            write_profile(request.user, version=form.cleaned_data["version"] or 1, **form.told())
        except ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            bring_up_to_date(form, meanwhile.current.version)
        else:
            messages.success(request, _("Your sheet is up to date: advisers find you by it."))
            return redirect("portal:space")
    return render(request, "support/expert_edit.html", {"form": form, "fictional": request.user.fictional})
