from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import codebook, rules, services
from levain.capitalisation.forms.codes import CodeForm, MergeForm, SplitForm
from levain.capitalisation.models import Code, CodeChange, Coding, Memo
from levain.capitalisation.views import answer, cohort_or_404
from levain.formulas.differences import differences
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.programmes.models import Cohort

REFUSALS = (
    services.CodeInItself,
    services.OtherCodebook,
    services.LabelTaken,
    services.AlreadyMerged,
    services.NothingToSplit,
)
EVIDENCE_A_PAGE = 20


def code_or_404(request, pk, rule=rules.can_edit_code) -> Code:
    code = get_object_or_404(
        Code.objects.select_related("cohort__programme", "parent", "merged_into", "taken_from", "created_by"), pk=pk
    )
    require(rule(request.user, code))
    return code


def book_of(cohort) -> str:
    """The page of a codebook."""
    return reverse("capitalisation:codes", args=[cohort.slug]) if cohort else reverse("capitalisation:shared_codes")


def codes(request, cohort):
    """The codebook of a session, each code under its own, with what it holds."""
    cohort = cohort_or_404(request, cohort)
    entries, retired = codebook.tree(cohort)
    return render(
        request,
        "capitalisation/codes.html",
        {
            "cohort": cohort,
            "entries": entries,
            "retired": retired,
            "book": cohort,
            "memos": Memo.objects.filter(cohort=cohort).count(),
            "to_take": Code.objects.filter(cohort=None, retired_at=None).exclude(taken__cohort=cohort).exists(),
            "may_edit": True,
            "fictional": cohort.fictional,
            "wide": True,
        },
    )


def shared_codes(request):
    """The codes that sessions may take up; what each session makes of them stays in its own book."""
    require(rules.can_read_shared_codes(request.user))
    entries, retired = codebook.tree(None)
    return render(
        request,
        "capitalisation/shared_codes.html",
        {
            "entries": entries,
            "retired": retired,
            "may_edit": rules.can_edit_shared_codes(request.user),
            "cohorts": list(rules.cohorts_of(request.user)),
        },
    )


@require_POST
def take(request, pk):
    """Take a shared code into the book of the session named."""
    shared = code_or_404(request, pk, rules.can_read_code)
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=request.POST.get("cohort", ""))
    require(rules.can_work_on(request.user, cohort))
    try:
        taken = services.take_code(shared, cohort, by=request.user)
    except services.OtherCodebook as refusal:
        messages.error(request, str(refusal))
        return redirect(shared)
    messages.success(request, _("This code is now in the codebook of the session."))
    return redirect(taken)


@require_POST
def share(request, pk):
    code = code_or_404(request, pk, rules.can_share_code)
    shared = services.share_code(code, by=request.user)
    messages.success(request, _("A copy of this code is in the shared codebook."))
    return redirect(shared)


def code(request, pk):
    """What a code means, where it stands, what it holds by project and by side, and how it came to be."""
    code = code_or_404(request, pk, rules.can_read_code)
    held = codebook.evidence_of(code)
    pages = Paginator(held, EVIDENCE_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    coders = dict(
        Coding.objects.filter(code=code, evidence__in=[one.pk for one in shown]).values_list("evidence", "by__name")
    )
    for one in shown:
        one.coded_by = coders.get(one.pk) or ""
    lines, sides = codebook.counted(code)
    return render(
        request,
        "capitalisation/code.html",
        {
            "code": code,
            "cohort": code.cohort,
            "evidence": shown,
            "lines": lines,
            "sides": sides,
            "children": code.children.filter(retired_at=None),
            "changes": code.changes.select_related("into", "by", "undone_by"),
            "memos": code.memos.select_related("created_by") if code.cohort else [],
            "may_edit": rules.can_edit_code(request.user, code),
            "may_share": code.cohort and not code.taken_from and rules.can_edit_shared_codes(request.user),
            "cohorts": [] if code.cohort else list(rules.cohorts_of(request.user)),
            "book": book_of(code.cohort),
            "fictional": bool(code.cohort and code.cohort.fictional),
        },
    )


def new(request, cohort):
    cohort = cohort_or_404(request, cohort)
    return _new(request, cohort)


def new_shared(request):
    require(rules.can_edit_shared_codes(request.user))
    return _new(request, None)


def _new(request, cohort):
    under = request.GET.get("sous", "")
    form = CodeForm(
        request.POST or None, cohort=cohort, initial={"parent": int(under)} if under.isdecimal() else None
    )
    return answer(
        request,
        form,
        lambda form: services.create_code(cohort, by=request.user, **form.told()),
        REFUSALS,
        cohort=cohort,
        name=_("Write a code") if cohort else _("Write a shared code"),
        cancel=book_of(cohort),
        fictional=bool(cohort and cohort.fictional),
    )


def edit(request, pk):
    """Rename it, say better what it means, put it under another."""
    code = code_or_404(request, pk)
    form = CodeForm(request.POST or None, instance=code, cohort=code.cohort)

    def revise(form):
        services.revise_code(code, form.opened_at, by=request.user, **form.told())
        messages.success(request, _("Saved. The earlier version is kept."))
        return code

    return _change(request, code, form, revise, _("Change the code"))


def merge(request, pk):
    code = code_or_404(request, pk)
    form = MergeForm(request.POST or None, code=code)

    def together(form):
        told = form.cleaned_data
        services.merge_code(code, form.opened_at, told["into"], by=request.user, why=told["why"])
        messages.success(request, _("Merged. You can undo it from the page of the former code."))
        return told["into"]

    return _change(request, code, form, together, _("Merge this code into another"))


def split(request, pk):
    code = code_or_404(request, pk)
    form = SplitForm(request.POST or None, code=code, evidence=codebook.evidence_of(code))

    def apart(form):
        told = form.cleaned_data
        under = told["place"] == "under"
        services.split_code(code, form.opened_at, form.parts(), by=request.user, why=told["why"], under=under)
        messages.success(request, _("Split. You can undo it from the page of the former code."))
        return code

    return _change(request, code, form, apart, _("Split this code"))


def _change(request, code, form, deed, name):
    return answer(
        request,
        form,
        deed,
        REFUSALS,
        cohort=code.cohort,
        name=name,
        about=code,
        cancel=code.get_absolute_url(),
        fictional=bool(code.cohort and code.cohort.fictional),
    )


@require_POST
def retire(request, pk):
    """Retire a code, or bring it back."""
    code = code_or_404(request, pk)
    deed = services.retire_code if code.in_use else services.restore_code
    opened = request.POST.get("version", "")
    try:
        deed(code, int(opened) if opened.isdecimal() and len(opened) < 9 else 0, by=request.user)
    except ChangedSince as changed:
        messages.error(request, str(changed))
    else:
        messages.success(request, _("Recorded."))
    return redirect(code)


@require_POST
def undo(request, pk):
    change = get_object_or_404(CodeChange.objects.select_related("code__cohort__programme"), pk=pk)
    require(rules.can_undo_change(request.user, change))
    try:
        services.undo_change(change, by=request.user)
    except services.AlreadyUndone as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: everything is back under the former code."))
    return redirect(change.code)


def versions(request, pk):
    """Every version of an entry, with what changed from one to the next."""
    code = code_or_404(request, pk, rules.can_read_code)
    kept = list(code.history.select_related("history_user").order_by("history_date", "history_id"))
    labels = dict(codebook.paths(code.cohort))
    steps = [_step(old, new, labels) for old, new in zip(kept, kept[1:], strict=False)]
    return render(
        request,
        "capitalisation/code_versions.html",
        {
            "code": code,
            "cohort": code.cohort,
            "steps": [step for step in steps if step["fields"]][::-1],
            "first": kept[0] if kept else code,
            "fictional": bool(code.cohort and code.cohort.fictional),
        },
    )


def _step(old, new, labels):
    fields = [
        (Code._meta.get_field(name), list(differences(getattr(old, name), getattr(new, name))))
        for name in codebook.FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    told = [(CodeForm.base_fields[field.name].label, pieces) for field, pieces in fields]
    if old.parent_id != new.parent_id:
        places = [labels.get(one.parent_id, _("At the top")) for one in (old, new)]
        told.append((_("Under which code"), list(differences(*places))))
    return {"at": new.history_date, "by": new.history_user, "fields": told}
