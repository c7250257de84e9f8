"""The room, for those who are in it: enter by a code, follow, answer, be for. No account."""

import json
import time

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST

from levain.foundation import limits
from levain.seminars.forms.room import CodeForm, JoinForm
from levain.seminars.live import kinds, room, secrets, stream
from levain.seminars.live.secrets import Phone
from levain.seminars.models import Contribution, Device, Live
from levain.seminars.services import answering
from levain.seminars.services.contributions import NothingSaid
from levain.seminars.values import Unfit

COOKIE_LASTS = 3 * 24 * 3600
WRONG_CODES = 60
TEN_MINUTES = 600


@cache_control(no_cache=True)
def offline(request):
    """The script that lets a room open again without network; it reaches no page but theirs."""
    return render(request, "seminars/live/offline.js", content_type="text/javascript; charset=utf-8")


def live_of(code: str) -> Live | None:
    try:
        return Live.objects.select_related("seminar", "activity").get(code=code)
    except Live.DoesNotExist:
        return None


def phone_of(request, live: Live) -> Phone | None:
    """The telephone that asks, if it has entered this room."""
    secret = secrets.opened(request.COOKIES.get(secrets.COOKIE, ""))
    if not secret:
        return None
    try:
        device = Device.objects.get(live=live, mark=secrets.mark(secret, live.pk))
    except Device.DoesNotExist:
        return None
    device.live = live
    return Phone(device, secret)


@never_cache
def enter(request):
    """Type the code shown on the screen."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("seminars:room", form.cleaned_data["code"])
    return render(request, "seminars/live/enter.html", {"form": form})


def unknown(request, code) -> HttpResponse:
    """No room at this code: said kindly, and not more than so many times to one address."""
    if limits.too_often(request, "live-code", most=WRONG_CODES, within=TEN_MINUTES):
        return render(request, "seminars/live/too_many.html", status=429)
    form = CodeForm({"code": code})
    form.full_clean()
    form.add_error("code", _("No room is open at this code. Look at the screen, or ask the facilitator."))
    return render(request, "seminars/live/enter.html", {"form": form}, status=404)


@never_cache
def enter_room(request, code):
    """The door, then the room itself, at one address: what the QR code shows."""
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    phone = phone_of(request, live)
    if phone is None and not live.is_open():
        return closed(request, live)
    if phone is None or "qui" in request.GET:
        return door(request, live, JoinForm(live=live, user=request.user, device=phone.device if phone else None))
    return inside(request, phone)


def closed(request, live) -> HttpResponse:
    """Nobody enters any more: said at the door, before a name is asked."""
    about = {"live": live, "seminar": live.seminar, "fictional": live.seminar.fictional}
    return render(request, "seminars/live/closed.html", about, status=410)


def door(request, live, form, status=200):
    about = {"live": live, "seminar": live.seminar, "form": form, "fictional": live.seminar.fictional}
    return render(request, "seminars/live/door.html", about, status=status)


def inside(request, phone, form=None, status=200):
    """The whole page: what a stream sends in pieces, and works without it."""
    now = room.read(phone.device.live_id)
    about = room.context(now, room.PHONE, asked=True)
    given = answering.given_already(phone, now.activity) if now.activity and now.kind else []
    if form is not None and now.takes:
        about["form"] = form
    elif given and not now.kind.many:
        about["form"].initial = now.kind.initial(now.activity, given[0])
    voted = answering.votes_cast(phone, now.activity) if now.kind and now.kind.votes else set()
    about |= {
        "phone": phone,
        "now_json": json.dumps(room.place(now, room.PHONE)),
        "merged": now.merged if now.results_shown else None,
        "given": len(given),
        "voted": voted,
        "voted_json": json.dumps(sorted(voted)),
        "stream": stream_address(now.live, room.PHONE),
        "fictional": now.live.seminar.fictional,
    }
    return render(request, "seminars/live/phone.html", about, status=status)


def both(now: room.Room, audience: str) -> JsonResponse:
    """What a stream would say, to those who ask now and then."""
    told = {"stage": room.state(now, audience), "results": room.results(now, audience)}
    return JsonResponse(told | {"now": int(time.time() * 1000)})


def stream_address(live: Live, audience: str, user=None) -> str:
    """Where the stream is, with what the entry point checks before it answers."""
    shown = stream.address(live, audience, get_language() or settings.LANGUAGE_CODE, user)
    return f"{reverse('seminars:room_stream', args=[live.code])}?t={shown}"


@require_POST
def join(request, code):
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    phone = phone_of(request, live)
    if phone is None and not live.is_open():
        return closed(request, live)
    form = JoinForm(request.POST, live=live, user=request.user, device=phone.device if phone else None)
    if not form.is_valid():
        return door(request, live, form, status=422)
    secret = (
        phone.secret if phone else secrets.opened(request.COOKIES.get(secrets.COOKIE, "")) or secrets.new_secret()
    )
    answering.join(live, secret, **form.told())
    answer = redirect("seminars:room", code)
    keep_secret(answer, secret)
    return answer


def keep_secret(answer: HttpResponse, secret: str) -> None:
    """The telephone alone holds it, for the pages of rooms alone."""
    answer.set_cookie(
        secrets.COOKIE,
        secrets.sealed(secret),
        max_age=COOKIE_LASTS,
        path="/s/",
        httponly=True,
        samesite="Lax",
        secure=settings.SERVED_ON_TLS,
    )


def wants_json(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@require_POST
def answer(request, code):
    """One answer. A script is told whether it was received; without one, the page comes back."""
    live = live_of(code)
    phone = phone_of(request, live) if live else None
    if phone is None:
        return not_in(request, code)
    pk, question = request.POST.get("activity", ""), request.POST.get("question", "")
    activity = live.activity if str(live.activity_id) == pk else None
    if activity is None:
        activity = get_object_or_404(live.seminar.activities, pk=pk if pk.isascii() and pk.isdigit() else 0)
    activity.seminar = live.seminar
    kind = kinds.of(activity)
    form = kind.form(activity, request.POST) if kind else None
    if form is None or not form.is_valid():
        return to_mend(request, phone, form)
    try:
        answering.answer(phone, activity, question=question, **kind.answer(activity, form))
    except (Unfit, NothingSaid) as error:
        form.add_error(None, str(error))
        return to_mend(request, phone, form)
    except answering.Taken as error:
        return refused(request, code, str(error), taken=True)
    except answering.NotTaken as error:
        return refused(request, code, str(error))
    if wants_json(request):
        return JsonResponse({"received": True})
    messages.success(request, _("Received, thank you."))
    return redirect("seminars:room", code)


def not_in(request, code):
    if wants_json(request):
        return JsonResponse({"join": reverse("seminars:room", args=[code])}, status=401)
    return redirect("seminars:room", code)


def to_mend(request, phone, form):
    if wants_json(request):
        return JsonResponse({"errors": errors_said(form) if form else []}, status=422)
    return inside(request, phone, form, status=422)


def errors_said(form) -> list[str]:
    """Each error under the name of its field, where there are several."""
    several = len(form.visible_fields()) > 1
    errors = []
    for name, told in form.errors.items():
        label = str(form[name].label or "").rstrip(" :\u00a0") if several and name in form.fields else ""
        errors += [f"{label} : {error}" if label else str(error) for error in told]
    return errors


def refused(request, code, said, taken=False):
    if wants_json(request):
        return JsonResponse({"refused": said, "taken": taken}, status=409)
    messages.error(request, said)
    return redirect("seminars:room", code)


@require_POST
def vote(request, code):
    """Be for what somebody wrote (`for`), or no longer (`against`)."""
    live = live_of(code)
    phone = phone_of(request, live) if live else None
    if phone is None:
        return not_in(request, code)
    wanted = request.POST.get("for") or request.POST.get("against") or ""
    pk = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0
    said = get_object_or_404(
        Contribution.objects.select_related("activity"), pk=pk, activity__seminar=live.seminar_id
    )
    said.activity.seminar = live.seminar
    try:
        answering.vote(phone, said, for_it="for" in request.POST)
    except answering.NotTaken as error:
        return refused(request, code, str(error))
    return JsonResponse({"received": True}) if wants_json(request) else redirect("seminars:room", code)


@never_cache
def state(request, code):
    """What a telephone or a screen asks for now and then, where no stream passes."""
    live = live_of(code)
    if live is None:
        return JsonResponse({"open": False}, status=404)
    audience = room.SCREEN if request.GET.get("ecran") else room.PHONE
    return both(room.read(live.pk), audience)


def no_stream(request, code):
    """Streams are answered by the entry point, before Django: whoever comes here has none, and asks now and then."""
    get_object_or_404(Live, code=code)
    return HttpResponse(status=204)


@never_cache
def screen(request, code):
    """For the wall of the room: one thing at a time, read from the back row. Any laptop shows it, with the code."""
    live = live_of(code)
    if live is None:
        return unknown(request, code)
    now = room.read(live.pk)
    about = room.context(now, room.SCREEN, asked=True)
    about |= {
        "now_json": json.dumps(room.place(now, room.SCREEN)),
        "results": room.results(now, room.SCREEN),
        "stream": stream_address(live, room.SCREEN),
        "fictional": live.seminar.fictional,
    }
    return render(request, "seminars/live/screen.html", about)
