"""The door of a public page, without an account: write to the team, see what became of it, follow the news."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from levain.design import errors
from levain.foundation import limits
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import AppealForm, FollowForm, MessageForm
from levain.projects.views import project_or_404

# Each sends a mail: an address may ask for so many in an hour.
MOST = 5
# Nobody's mailbox is filled by somebody else, nor a team's by a crowd of machines.
MOST_TO_A_MAIL, MOST_TO_A_TEAM = 5, 60
A_DAY = 24 * limits.HOUR
LONGEST_NUMBER = 9


def write_to(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_to_team(request.user, project))
    call = call_answered(request, project)
    asked = "help" if call else request.GET.get("pour", "")
    form = MessageForm(request.POST or None, initial={"kind": asked, "gives": call.hand if call else ""})
    if request.method == "POST" and form.is_valid():
        if floods(request, project, form.cleaned_data["email"]):
            return errors.too_many(request)
        services.leave_message(project, call=call, **form.cleaned_data)
        return sent(request, project, _("Your message is ready"))
    said = {"project": project, "form": form, "call": call, "fictional": project.fictional}
    return render(request, "projects/write_to.html", said)


def call_answered(request, project):
    """The call for help that a visitor answers: one of this project, that everyone reads."""
    asked = request.GET.get("appel", "")
    if not asked.isdecimal() or len(asked) > LONGEST_NUMBER:
        return None
    return project.help_calls.shown().filter(found_at=None, pk=asked).first()


def floods(request, project, email) -> bool:
    """Counted three ways: where it comes from, whose address is typed, which team receives."""
    account = f"account-{request.user.pk}" if request.user.is_authenticated else ""
    return (
        limits.too_often(request, "neighbour", most=MOST)
        or (account and limits.too_often(request, "neighbour-account", most=MOST, of=account))
        or limits.too_often(request, "neighbour-mail", most=MOST_TO_A_MAIL, within=A_DAY, of=email)
        or limits.too_often(request, "neighbour-team", most=MOST_TO_A_TEAM, of=str(project.pk))
    )


def follow(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if floods(request, project, form.cleaned_data["email"]):
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
        return redirect(services.status_link(message).removeprefix(settings.SITE_URL))
    done = bool(message.confirmed_at)
    said = {"message": message, "project": message.project, "done": done, "fictional": message.project.fictional}
    return render(request, "projects/confirm_message.html", said)


@never_cache
def my_message(request, token):
    """Where a message stands, for whoever wrote it: who owes the answer, what is public, what she may do."""
    message = services.message_followed(token)
    if message is None:
        return render(request, "projects/link_expired.html", status=410)
    hiding = message.hidings.first() if message.hidden_at else None
    form = AppealForm(request.POST if request.POST.get("deed") == "appeal" else None)
    if request.method == "POST" and (answered := my_deed(request, message, hiding, form)):
        return answered
    said = {"project": message.project, "message": message, "hiding": hiding, "form": form}
    said |= {"who_answers": services.who_answers(message), "then": services.then(message)}
    return render(request, "projects/my_message.html", said | {"fictional": message.project.fictional})


def my_deed(request, message, hiding, form):
    """What its writer does of it: take it off the page, erase it, ask for a second look."""
    deed = request.POST.get("deed")
    if deed == "take_back":
        services.take_back(message)
        messages.success(request, _("Your message is no longer public."))
    elif deed == "erase":
        services.erase_message(message)
        said = {"project": message.project, "fictional": message.project.fictional}
        return render(request, "projects/my_message_erased.html", said)
    elif deed == "appeal" and hiding and hiding.may_appeal:
        if not form.is_valid():
            return None
        try:
            services.appeal(hiding, text=form.cleaned_data["text"])
        except services.AlreadyAppealed as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("The national team has your request."))
    return redirect(request.path)


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
