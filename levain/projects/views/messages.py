"""One's own words in a conversation, and a message about something."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.foundation import registry, withdrawals
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects import panels, shelves
from levain.projects.forms.conversations import CorrectionForm
from levain.projects.models import Message, Project
from levain.projects.rules import conversations as rules
from levain.projects.services import conversations as services

OFFERED = 10


def message_or_404(pk):
    found = Message.objects.select_related(
        "author", "conversation__cohort__programme", "conversation__project__cohort__programme"
    ).prefetch_related("conversation__named")
    return get_object_or_404(found, pk=pk)


def correct(request, pk):
    message = message_or_404(pk)
    require(rules.can_correct(request.user, message))
    form = CorrectionForm(request.POST or None, instance=message)
    current = None
    if request.method == "POST" and form.is_valid():
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        message.refresh_from_db(fields=["text", "version"])
        try:
            services.correct_message(message, by=request.user, version=version or 0, text=text)
        except ChangedSince as changed:
            current = changed.current
            form.compare_with(current, str(changed))
        else:
            messages.success(request, _("Your message has been changed. Its earlier version is kept."))
            return redirect(message)
    context = {"message": message, "conversation": message.conversation, "form": form, "current": current}
    return render(request, "projects/message_correct.html", context | {"fictional": message.conversation.fictional})


def withdraw(request, pk):
    """Asked first, on a page: what is withdrawn does not come back."""
    message = message_or_404(pk)
    require(rules.can_withdraw(request.user, message))
    if request.method == "POST":
        try:
            services.withdraw_message(message, by=request.user)
        except services.AlreadyWithdrawn as already:
            messages.info(request, str(already))
        else:
            messages.success(request, _("Your message is withdrawn. The others see only that it was."))
        if rules.can_read_conversation(request.user, message.conversation):
            return redirect(message)
        return redirect("portal:space")
    context = {"message": message, "conversation": message.conversation}
    context["uses"] = withdrawals.uses(message)
    return render(request, "projects/message_withdraw.html", context | {"fictional": message.conversation.fictional})


def talk(request, kind, pk):
    """From the page of a thing: take it to a conversation of its place, or to a new one."""
    code = f"{kind}-{pk}"
    thing = shelves.fetch(code)
    if thing is None:
        raise Http404
    require(rules.can_talk_about(request.user, thing))
    place = registry.of(thing).place(thing)
    here = isinstance(place, Project) and rules.can_start(request.user, place)
    projects = [place] if here else rules.talks_in(request.user)
    going = []
    if here:
        found = panels.of_project(request.user, place).filter(closed_at=None)[:OFFERED]
        going = [one for one in found if rules.can_speak(request.user, one)]
    context = {"code": code, "card": shelves.card_of(request.user, thing), "projects": projects, "going": going}
    fictional = getattr(place, "fictional", False)
    return render(request, "projects/talk.html", context | {"place": place, "fictional": fictional})
