"""The team's side of the door: read, answer, publish with the answer, take up what is offered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import ReplyForm, TakeForm
from levain.projects.models import NeighbourMessage
from levain.projects.views import project_or_404

A_PAGE = 10


def inbox(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_messages(request.user, project))
    received = project.neighbour_messages.delivered().select_related("answered_by", "call")
    page = Paginator(received, A_PAGE).get_page(request.GET.get("page"))
    for message in page:
        message.project = project
    said = {"project": project, "page": page, "takes": rules.can_write_to_team(request.user, project)}
    return render(request, "projects/messages.html", said | {"fictional": project.fictional})


def message_or_404(slug, pk) -> NeighbourMessage:
    found = NeighbourMessage.objects.delivered().select_related("project__cohort__programme", "call", "answered_by")
    return get_object_or_404(found, pk=pk, project__slug=slug)


def message(request, slug, pk):
    """One message, with all that can be done of it."""
    found = message_or_404(slug, pk)
    user = request.user
    require(rules.can_read_message(user, found))
    said = {"project": found.project, "message": found, "hidings": found.hidings.all(), "take": TakeForm()}
    said |= {
        "may_answer": rules.can_answer_message(user, found),
        "may_publish": rules.can_publish_message(user, found),
        "may_unpublish": rules.can_unpublish_message(user, found),
        "may_take": rules.can_take_offer(user, found),
        "may_finish": rules.can_finish_offer(user, found),
        "may_hide": rules.can_hide(user, found),
        "may_list": rules.can_read_messages(user, found.project),
    }
    return render(request, "projects/neighbour.html", said | {"fictional": found.project.fictional})


def answer(request, slug, pk):
    found = message_or_404(slug, pk)
    require(rules.can_answer_message(request.user, found))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_message(found, by=request.user, text=form.cleaned_data["text"])
        except services.AlreadyAnswered as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your answer leaves by mail."))
            return redirect(found)
    said = {"project": found.project, "message": found, "form": form, "fictional": found.project.fictional}
    return render(request, "projects/answer_message.html", said)


@require_POST
def publish(request, slug, pk):
    found = message_or_404(slug, pk)
    require(rules.can_publish_message(request.user, found))
    try:
        services.publish_message(found, by=request.user)
    except services.NotToPublish as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is on the public page. The person is told by mail."))
    return redirect(found)


@require_POST
def unpublish(request, slug, pk):
    found = message_or_404(slug, pk)
    require(rules.can_unpublish_message(request.user, found))
    services.unpublish_message(found, by=request.user)
    messages.success(request, _("It is no longer on the public page."))
    return redirect(found)


@require_POST
def take(request, slug, pk):
    found = message_or_404(slug, pk)
    require(rules.can_take_offer(request.user, found))
    form = TakeForm(request.POST)
    if not form.is_valid():
        said = {"project": found.project, "message": found, "form": form, "fictional": found.project.fictional}
        return render(request, "projects/take_offer.html", said)
    try:
        services.take_offer(found, by=request.user, text=form.cleaned_data["text"])
    except services.OfferMoved as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("The offer is taken up. The person is told by mail."))
    return redirect(found)


@require_POST
def offer_done(request, slug, pk):
    found = message_or_404(slug, pk)
    require(rules.can_finish_offer(request.user, found))
    try:
        services.offer_done(found, by=request.user)
    except services.OfferMoved as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Done: it leaves the lists."))
    return redirect(found)
