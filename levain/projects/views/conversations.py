"""The conversations of a project or of a cohort, one conversation, and what is said in it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from levain.foundation.files import Unacceptable
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort
from levain.projects import panels, readership, shelves
from levain.projects.forms.conversations import MessageForm, SubjectForm
from levain.projects.models import Conversation
from levain.projects.rules import conversations as rules
from levain.projects.services import conversations as services
from levain.projects.views import by_script, project_or_404

LISTED = 20
SHOWN = 20
LATER_SHOWN = 5


@require_safe
def of_project(request, slug):
    project = project_or_404(slug)
    require(rules.can_list_conversations(request.user, project))
    may_start = rules.can_start(request.user, project)
    return _list(request, project, panels.of_project(request.user, project), may_start)


@require_safe
def of_cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_list_in_cohort(request.user, cohort))
    may_start = rules.can_start_in_cohort(request.user, cohort)
    return _list(request, cohort, panels.of_cohort(request.user, cohort), may_start)


def _list(request, place, found, may_start):
    page = Paginator(found, LISTED).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/conversations.html",
        {"place": place, "page": page, "may_start": may_start, "fictional": place.fictional} | _addresses(place),
    )


def _addresses(place):
    """What differs between a project and a cohort, for the pages they share."""
    cohort = place if isinstance(place, Cohort) else place.cohort
    if isinstance(place, Cohort):
        names = ("projects:cohort_conversations", "projects:cohort_conversation_new")
    else:
        names = ("projects:conversations", "projects:conversation_new")
    listed, new = (reverse(name, args=[place.slug]) for name in names)
    of_cohort = reverse("projects:cohort_conversations", args=[cohort.slug])
    return {"list_url": listed, "new_url": new, "cohort": cohort, "cohort_list_url": of_cohort}


def new_in_project(request, slug):
    project = project_or_404(slug, reader=request.user)
    require(rules.can_start(request.user, project))
    return _new(request, project, project)


def new_in_cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_start_in_cohort(request.user, cohort))
    return _new(request, cohort, None)


def _new(request, place, project):
    offered = rules.circles_offered(request.user, place)
    named = readership.experts(project) if project and rules.Circle.SUPPORT in offered else []
    form = SubjectForm(
        request.POST or None,
        request.FILES or None,
        person=request.user,
        project=project,
        carried=request.GET.get("avec", ""),
        picking=True,
        experts=named,
    )
    if request.method == "POST" and (started := _start(request, place, form, offered)):
        return redirect(started)
    context = {"place": place, "project": project, "form": form, "offered": offered, "fictional": place.fictional}
    return render(request, "projects/conversation_new.html", context | _addresses(place))


def _start(request, place, form, offered):
    audience = request.POST.get("audience")
    if form.is_valid() and audience not in offered:
        form.add_error(None, _("Choose for whom you write: use one of the buttons below the message."))
    if form.is_valid():
        named = form.cleaned_data.get("named") if audience == rules.Circle.SUPPORT else ()
        said = form.told() | {"subject": form.cleaned_data["subject"], "token": form.cleaned_data["token"]}
        try:
            started = services.start_conversation(
                place, by=request.user, audience=audience, named=named or (), **said
            )
        except Unacceptable as error:
            form.add_error("file", str(error))
        except services.TooManyMessages as refusal:
            form.add_error(None, str(refusal))
        else:
            who = {"who": started.get_audience_display()}
            messages.success(request, _("Your message is sent, for %(who)s.") % who)
            return started
    form.ask_file_again()
    return None


def conversation(request, pk):
    found = get_object_or_404(_conversations(), pk=pk)
    require(rules.can_read_conversation(request.user, found))
    may_speak = rules.can_speak(request.user, found)
    picking = request.method == "POST" and "pick" in request.POST
    form = None
    if may_speak or request.method == "POST":
        form = MessageForm(
            request.POST or None,
            request.FILES or None,
            person=request.user,
            project=found.project,
            carried=request.GET.get("avec", ""),
            picking=picking or "avec" in request.GET,
        )
    if request.method == "POST" and not picking and (said := _say(request, found, form, may_speak)):
        return redirect(f"{found.get_absolute_url()}#message-{said.pk}")
    if picking:
        form = _not_sent_yet(request, found)
    return render(request, "projects/conversation.html", _page(request, found, form, may_speak))


def _conversations():
    return Conversation.objects.select_related("cohort__programme", "project__cohort__programme")


def _not_sent_yet(request, found):
    """She asked for the list of things to attach: the same words come back, nothing is judged yet."""
    typed = {name: request.POST.get(name, "") for name in ("token", "text", "carried", "file_alt")}
    return MessageForm(
        initial=typed, person=request.user, project=found.project, carried=typed["carried"], picking=True
    )


def _say(request, found, form, may_speak):
    if not found.closed_at:
        require(may_speak)
    if form.is_valid():
        try:
            told = form.told() | {"token": form.cleaned_data["token"]}
            return services.write_message(found, by=request.user, **told)
        except Unacceptable as error:
            form.add_error("file", str(error))
        except (services.TooManyMessages, services.ConversationClosed) as refusal:
            form.add_error(None, str(refusal))
    form.ask_file_again()
    return None


def _page(request, found, form, may_speak):
    user = request.user
    shown, older, newer = _window(request, found)
    shelves.attach_cards(user, shown)
    mark = found.readings.filter(person=user).first()
    for message in shown:
        message.conversation = found
        message.new = message.author_id != user.pk and message.pk > (mark.upto if mark else 0)
        message.mine = bool(rules.can_correct(user, message))
        message.hers = bool(rules.can_withdraw(user, message))
    return {
        "conversation": found,
        "place": found.place,
        "shown": shown,
        "older": older,
        "newer": newer,
        "to_mark": shown[-1].pk if not newer and any(message.new for message in shown) else None,
        "sides": readership.sides(found),
        "form": form,
        "card": form.carried_now() if form else None,
        "may_speak": may_speak,
        "may_settle": rules.can_settle(user, found),
        "fictional": found.fictional,
    } | _addresses(found.place)


def _window(request, found):
    """The newest messages, in order; or those around one that is named, or those before another."""
    told = found.messages.select_related("author").prefetch_related("documents").order_by("-pk")
    before, around = _number(request, "avant"), _number(request, "message")
    if around:
        later = found.messages.filter(pk__gt=around).order_by("pk").values_list("pk", flat=True)
        before = next(iter(later[LATER_SHOWN : LATER_SHOWN + 1]), None)
    if before:
        told = told.filter(pk__lt=before)
    rows = list(told[: SHOWN + 1])
    older = rows[SHOWN - 1].pk if len(rows) > SHOWN else None
    return rows[:SHOWN][::-1], older, bool(before)


def _number(request, name):
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


@require_POST
def read(request, pk):
    """By script when the page has been shown; by a button without it. The mark is hers alone."""
    found = get_object_or_404(_conversations(), pk=pk)
    require(rules.can_read_conversation(request.user, found))
    upto = request.POST.get("upto", "")
    if not (upto.isascii() and upto.isdigit() and len(upto) < 19):
        raise BadRequest
    services.mark_read(found, request.user, upto=int(upto))
    return HttpResponse(status=204) if by_script(request) else redirect(found)


@require_POST
def close(request, pk):
    found = get_object_or_404(_conversations(), pk=pk)
    require(rules.can_settle(request.user, found))
    services.close_conversation(found, by=request.user)
    messages.success(request, _("The conversation is closed. It can be opened again."))
    return redirect(found)


@require_POST
def reopen(request, pk):
    found = get_object_or_404(_conversations(), pk=pk)
    require(rules.can_settle(request.user, found))
    services.reopen_conversation(found, by=request.user)
    messages.success(request, _("The conversation is open again."))
    return redirect(found)
