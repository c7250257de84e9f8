"""The remote: what the facilitator presses, on a telephone or a laptop. Nothing is pressed by mistake."""

import json

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.seminars import rules, services
from levain.seminars.live import room
from levain.seminars.live.kinds.board import column_of
from levain.seminars.models import Contribution, Live
from levain.seminars.services import live as driving
from levain.seminars.services import moderation
from levain.seminars.views import seminar_or_404
from levain.seminars.views.room import both, stream_address, wants_json


def driven(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_drive(request.user, seminar))
    return seminar


@never_cache
def remote(request, slug):
    seminar = driven(request, slug)
    live = Live.objects.filter(seminar=seminar).first()
    about = {"seminar": seminar, "live": live, "fictional": seminar.fictional}
    if live is None or not live.is_open():
        return render(request, "seminars/live/not_open.html", about)
    now = room.read(live.pk)
    about |= room.context(now, room.REMOTE, asked=True) | {
        "now_json": json.dumps(room.place(now, room.REMOTE)),
        "results": room.results(now, room.REMOTE),
        "stream": stream_address(live, room.REMOTE, request.user),
        "drives": live.driver_id in (None, request.user.pk),
        "wide": True,
    }
    return render(request, "seminars/live/remote.html", about)


@never_cache
def remote_state(request, slug):
    seminar = driven(request, slug)
    now = room.read(get_object_or_404(Live, seminar=seminar).pk)
    return both(now, room.REMOTE)


@require_POST
def open_room(request, slug):
    seminar = driven(request, slug)
    driving.open_live(seminar, by=request.user)
    return redirect("seminars:remote", slug)


@require_POST
def deed(request, slug):
    """`deed` is `name` or `name:object`; what it cannot do is said, and nothing else changes."""
    seminar = driven(request, slug)
    live = get_object_or_404(Live, seminar=seminar)
    name, _colon, about = request.POST.get("deed", "").partition(":")
    if name not in DEEDS:
        return HttpResponse(status=400)
    try:
        DEEDS[name](live, about, request.user)
    except (driving.NotDriving, driving.LiveOver) as error:
        if wants_json(request):
            return JsonResponse({"refused": str(error)}, status=409)
        messages.error(request, str(error))
    if wants_json(request):
        return JsonResponse({"done": True})
    return redirect("seminars:remote", slug)


def _activity(live, pk):
    return get_object_or_404(live.seminar.activities, pk=_number(pk))


def _said(live, pk):
    return get_object_or_404(
        Contribution.objects.select_related("activity__seminar__cohort__programme"),
        pk=_number(pk),
        activity__seminar=live.seminar_id,
    )


def _number(text) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _step(live, about, by):
    pk, _dash, step = about.partition("-")
    driving.go_to_step(live, _activity(live, pk), _number(step), by=by)


def _put(live, about, by):
    """Out of the inbox, into the column of that rank."""
    pk, _dash, rank = about.partition("-")
    said = _said(live, pk)
    column = column_of(said.activity, _number(rank))
    if column is not None:
        services.sort(said.activity, [said.pk], by=by, column=column)


DEEDS = {
    "take_over": lambda live, about, by: driving.take_over(live, by=by),
    "show": lambda live, about, by: driving.show(live, _activity(live, about), by=by),
    "welcome": lambda live, about, by: driving.show(live, None, by=by),
    "reveal": lambda live, about, by: driving.reveal(live, _activity(live, about), by=by),
    "conceal": lambda live, about, by: driving.reveal(live, _activity(live, about), by=by, shown=False),
    "close": lambda live, about, by: driving.close(live, _activity(live, about), by=by),
    "reopen": lambda live, about, by: driving.close(live, _activity(live, about), by=by, closed=False),
    "filter": lambda live, about, by: driving.set_stage(live, _activity(live, about), by=by, filtered=True),
    "unfilter": lambda live, about, by: driving.set_stage(live, _activity(live, about), by=by, filtered=False),
    "step": _step,
    "put": _put,
    "clock": lambda live, about, by: driving.start_clock(live, 60 * (_number(about) or 5), by=by),
    "more_time": lambda live, about, by: driving.extend_clock(live, 60 * (_number(about) or 1), by=by),
    "stop_clock": lambda live, about, by: driving.stop_clock(live, by=by),
    "resume_clock": lambda live, about, by: driving.resume_clock(live, by=by),
    "remove_clock": lambda live, about, by: driving.remove_clock(live, by=by),
    "hide": lambda live, about, by: moderation.hide(live, _said(live, about), by=by),
    "unhide": lambda live, about, by: moderation.hide(live, _said(live, about), by=by, hidden=False),
    "silence": lambda live, about, by: moderation.silence(live, _said(live, about), by=by),
    "forgive": lambda live, about, by: moderation.silence(live, _said(live, about), by=by, silenced=False),
    "ban": lambda live, about, by: moderation.ban(live, _device(live, about), by=by),
    "unban": lambda live, about, by: moderation.ban(live, _device(live, about), by=by, banned=False),
    "end": lambda live, about, by: driving.end_live(live, by=by),
}


def _device(live, pk):
    return get_object_or_404(live.devices, pk=_number(pk))
