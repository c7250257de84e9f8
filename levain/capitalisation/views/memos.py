from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation import rules, services
from levain.capitalisation.forms.codes import MemoForm
from levain.capitalisation.models import Code, Evidence, Memo
from levain.capitalisation.views import answer, cohort_or_404, thing_or_404
from levain.formulas.differences import differences

MEMOS_A_PAGE = 20


def memos(request, cohort):
    """The analytic journal of a session, the last thoughts first."""
    cohort = cohort_or_404(request, cohort)
    written = Memo.objects.filter(cohort=cohort).select_related("code", "evidence", "created_by")
    return render(
        request,
        "capitalisation/memos.html",
        {
            "cohort": cohort,
            "memos": Paginator(written, MEMOS_A_PAGE).get_page(request.GET.get("page")),
            "fictional": cohort.fictional,
        },
    )


def memo(request, pk):
    """A memo, and how it changed."""
    memo = thing_or_404(request, Memo, pk, rules.can_read_memo, select=("code", "evidence__passage", "created_by"))
    kept = list(memo.history.select_related("history_user").order_by("history_date", "history_id"))
    steps = [
        {"at": new.history_date, "by": new.history_user, "pieces": list(differences(old.text, new.text))}
        for old, new in zip(kept, kept[1:], strict=False)
        if old.text != new.text
    ]
    context = {"memo": memo, "cohort": memo.cohort, "steps": steps[::-1], "fictional": memo.fictional}
    return render(request, "capitalisation/memo.html", context)


def new_memo(request, cohort):
    """On the session, or on the code or the evidence that the address names."""
    cohort = cohort_or_404(request, cohort)
    about = _about(request, cohort)
    form = MemoForm(request.POST or None)

    def write(form):
        told = {"fictional": cohort.fictional} | form.told()
        return services.write_memo(cohort, by=request.user, **about, **told)

    thing = next(iter(about.values()), None)
    return answer(
        request,
        form,
        write,
        services.OtherCohort,
        cohort=cohort,
        name=_("Write a memo"),
        about=thing,
        cancel=thing.get_absolute_url() if thing else reverse("capitalisation:memos", args=[cohort.slug]),
        fictional=cohort.fictional,
    )


def _about(request, cohort):
    for name, model in (("code", Code), ("preuve", Evidence)):
        asked = request.GET.get(name, "")
        if asked.isdecimal() and len(asked) < 19:
            return {model._meta.model_name: get_object_or_404(model, pk=asked, cohort=cohort)}
    return {}


def edit_memo(request, pk):
    memo = thing_or_404(request, Memo, pk, rules.can_read_memo)
    form = MemoForm(request.POST or None, instance=memo)

    def revise(form):
        services.revise_memo(memo, form.opened_at, by=request.user, **form.told())
        messages.success(request, _("Saved. The earlier version is kept."))
        return memo

    return answer(
        request,
        form,
        revise,
        (),
        cohort=memo.cohort,
        name=_("Change the memo"),
        cancel=memo.get_absolute_url(),
        fictional=memo.fictional,
    )
