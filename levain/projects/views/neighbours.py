"""The door of a public page: write to the team, follow its news; and the team's side of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from levain.design import errors
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import FollowForm, MessageForm, ReplyForm
from levain.projects.models import NeighbourMessage
from levain.projects.views import project_or_404

# Each sends a mail: an address may ask for so many in an hour.
MOST = 5
A_PAGE = 10


def write_to(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_to_team(request.user, project))
    form = MessageForm(request.POST or None, initial={"kind": request.GET.get("pour", "")})
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "neighbour", most=MOST):
            return errors.too_many(request)
        services.leave_message(project, **form.cleaned_data)
        return sent(request, project, _("Your message is ready"))
    return render(
        request, "projects/write_to.html", {"project": project, "form": form, "fictional": project.fictional}
    )


def follow(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limits.too_often(request, "neighbour", most=MOST):
            return errors.too_many(request)
        services.follow(project, email=form.cleaned_data["email"])
        return sent(request, project, _("One more gesture to follow this project"))
    return render(request, "projects/follow.html", {"project": project, "form": form, "fictional": project.fictional})


def sent(request, project, title):
    """The same words for a known and for an unknown address."""
    said = {"project": project, "said": title, "fictional": project.fictional}
    return render(request, "projects/mail_sent.html", said)


@never_cache
def confirm_message(request, token):
    """Mail readers open links by themselves: only the button delivers."""
    message = services.message_of(token)
    if message is None:
        return render(request, "projects/link_expired.html", status=410)
    if request.method == "POST":
        services.confirm_message(message)
    done = bool(message.confirmed_at)
    said = {"message": message, "project": message.project, "done": done, "fictional": message.project.fictional}
    return render(request, "projects/confirm_message.html", said)


@never_cache
def confirm_follow(request, token):
    follower = services.follower_of(token)
    if follower is None:
        return render(request, "projects/link_expired.html", status=410)
    if request.method == "POST":
        services.confirm_follow(follower)
    done = request.method == "POST" or bool(follower.confirmed_at)
    said = {"project": follower.project, "done": done, "fictional": follower.project.fictional}
    return render(request, "projects/confirm_follow.html", said)


@csrf_exempt
@never_cache
def unfollow(request, token):
    """Mail readers post here by themselves when the person asks them to stop (RFC 8058)."""
    follower = services.follower_of(token, "unfollow")
    if follower and request.method == "POST":
        services.unfollow(follower)
        follower = None
    project = follower.project if follower else None
    return render(request, "projects/unfollow.html", {"project": project})


def inbox(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_messages(request.user, project))
    received = project.neighbour_messages.delivered().select_related("answered_by")
    page = Paginator(received, A_PAGE).get_page(request.GET.get("page"))
    said = {"project": project, "page": page, "takes": rules.can_write_to_team(request.user, project)}
    return render(request, "projects/messages.html", said | {"fictional": project.fictional})


def answer(request, slug, pk):
    found = NeighbourMessage.objects.delivered().select_related("project__cohort__programme")
    message = get_object_or_404(found, pk=pk, project__slug=slug)
    require(rules.can_answer_message(request.user, message))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_message(message, by=request.user, text=form.cleaned_data["text"])
        except services.AlreadyAnswered as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your answer leaves by mail."))
            return redirect("projects:messages", slug)
    said = {"project": message.project, "message": message, "form": form, "fictional": message.project.fictional}
    return render(request, "projects/answer_message.html", said)
