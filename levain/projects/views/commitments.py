from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import origins
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import CommitmentForm, NewCommitmentForm, TellForm
from levain.projects.models import Commitment
from levain.projects.views import edited, project_or_404
from levain.projects.views.actions import may_read_source

A_PAGE = 15
READ_WITH = ("by", "organisation", "told_by", "written_by")


def commitments(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    found = project.commitments.select_related(*READ_WITH)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    listed = list(page)
    origins.attach(listed)
    for commitment in listed:
        commitment.project = project
        if commitment.origin and not may_read_source(request.user, commitment.origin):
            commitment.origin = None
        commitment.may = _what_she_may(request.user, commitment)
    return render(
        request,
        "projects/commitments.html",
        {
            "project": project,
            "page": page,
            "listed": listed,
            "may_commit": rules.can_commit(request.user, project),
            "fictional": project.fictional,
        },
    )


def _what_she_may(user, commitment):
    return {
        "tell": rules.can_tell_commitment(user, commitment),
        "edit": rules.can_edit_commitment(user, commitment),
        "ask": rules.can_ask_publication(user, commitment),
        "answer": rules.can_answer_publication(user, commitment),
        "withdraw": rules.can_withdraw_publication(user, commitment),
    }


def add_commitment(request, slug):
    project = project_or_404(slug)
    require(rules.can_commit(request.user, project))
    form = NewCommitmentForm(request.POST or None, project=project, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = services.make_commitment(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The commitment is written down. Whoever made it is told."))
        return redirect(made)
    context = {"project": project, "form": form, "fictional": project.fictional}
    return render(request, "projects/add_commitment.html", context)


def _commitment_or_404(slug, pk):
    found = Commitment.objects.select_related(
        "project__cohort__programme", "project__collective", "project__local_authority", *READ_WITH
    )
    return get_object_or_404(found, pk=pk, project__slug=slug)


def edit_commitment(request, slug, pk):
    commitment = _commitment_or_404(slug, pk)
    require(rules.can_edit_commitment(request.user, commitment))
    form = CommitmentForm(request.POST or None, project=commitment.project, user=request.user, instance=commitment)
    saved, current = edited(request, form, commitment, services.edit_commitment)
    if saved:
        messages.success(request, _("The commitment has been changed."))
        return redirect(commitment)
    context = {"project": commitment.project, "commitment": commitment, "form": form, "current": current}
    return render(request, "projects/edit_commitment.html", context | {"fictional": commitment.project.fictional})


def tell_commitment(request, slug, pk):
    commitment = _commitment_or_404(slug, pk)
    require(rules.can_tell_commitment(request.user, commitment))
    form = TellForm(request.POST or None, instance=commitment)
    saved, current = edited(request, form, commitment, services.tell_commitment)
    if saved:
        messages.success(request, _("It is written down. Only the project reads it."))
        return redirect(commitment)
    context = {"project": commitment.project, "commitment": commitment, "form": form, "current": current}
    return render(request, "projects/tell_commitment.html", context | {"fictional": commitment.project.fictional})


@require_POST
def publish_commitment(request, slug, pk):
    """Ask, agree, refuse or withdraw: the button says which."""
    commitment = _commitment_or_404(slug, pk)
    require(rules.can_decide_publication(request.user, commitment))
    deed = request.POST.get("deed", "")
    if deed not in DEEDS:
        messages.error(request, _("Say what you decide with one of the buttons."))
        return redirect(commitment)
    rule, do, said = DEEDS[deed]
    require(rule(request.user, commitment))
    try:
        do(commitment, request.user)
    except services.PublicationMoved as moved:
        messages.info(request, str(moved))
    else:
        messages.success(request, said(commitment))
    return redirect(commitment)


def _asked(commitment):
    if commitment.publication == Commitment.Publication.AGREED:
        return _("Both sides agree: the public page may show it.")
    return _("It has been asked. Nothing is shown until the other side agrees.")


DEEDS = {
    "ask": (rules.can_ask_publication, lambda it, user: services.ask_publication(it, by=user), _asked),
    "agree": (
        rules.can_answer_publication,
        lambda it, user: services.answer_publication(it, by=user, agree=True),
        lambda it: _("Both sides agree: the public page may show it."),
    ),
    "refuse": (
        rules.can_answer_publication,
        lambda it, user: services.answer_publication(it, by=user, agree=False),
        lambda it: _("You refused: nothing of it is shown outside the project."),
    ),
    "withdraw": (
        rules.can_withdraw_publication,
        lambda it, user: services.withdraw_publication(it, by=user),
        lambda it: _("Withdrawn: nothing of it is shown outside the project."),
    ),
}
