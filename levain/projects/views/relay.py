from collections import defaultdict

from django.apps import apps
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from levain.foundation.verdicts import require
from levain.people.models import User
from levain.projects import relay as relays
from levain.projects import rules, services
from levain.projects.forms import RelayForm
from levain.projects.models import HandOver


@never_cache
def hand_over_mine(request):
    return _hand_over(request, request.user)


@never_cache
def hand_over(request, pk):
    giver = get_object_or_404(User, pk=pk)
    require(rules.can_hand_over(request.user, giver))
    return _hand_over(request, giver)


def _hand_over(request, giver):
    """Say to whom, read what will pass, confirm: the three are one form."""
    pieces = relays.pieces(giver, request.user)
    form = RelayForm(request.POST or None, giver=giver)
    read = request.method == "POST" and form.is_valid()
    read = read and "back" not in request.POST
    if read and "confirm" in request.POST:
        try:
            done = services.hand_over(giver, by=request.user, **form.cleaned_data)
        except (services.CannotTakeOver, services.NothingLeft) as refusal:
            form.add_error(None, str(refusal))
            read = False
        else:
            messages.success(request, _("Done. Both of you receive a letter, and the teams are told."))
            return redirect(done)
    return render(
        request,
        "projects/relay_confirm.html" if read and pieces else "projects/relay_new.html",
        {
            "giver": giver,
            "mine": giver == request.user,
            "groups": _by_kind(request.user, pieces),
            "form": form,
            "kept": rules.kept_for_another(giver, request.user),
            "to": (form.cleaned_data["to"] or form.cleaned_data["name"]) if read else "",
            "fictional": giver.fictional,
        },
    )


def _by_kind(reader, pieces):
    """The titles she may read, by kind; the rest is counted."""
    groups = defaultdict(list)
    for piece in pieces:
        groups[str(piece.kind)].append(piece.title_for(reader))
    return [_shown(kind, titles) for kind, titles in groups.items()]


def _shown(kind, titles):
    return {"kind": kind, "titles": [title for title in titles if title], "hidden": titles.count("")}


def relay(request, pk):
    found = HandOver.objects.select_related("giver", "receiver", "by")
    done = get_object_or_404(found, pk=pk)
    require(rules.can_read_relay(request.user, done))
    wanted = defaultdict(list)
    for label, number in done.moved:
        wanted[label].append(number)
    groups = []
    for label, numbers in wanted.items():
        model = apps.get_model(label)
        listed = model._default_manager.select_related().filter(pk__in=numbers)
        titles = [relays.title_for(request.user, obj) for obj in listed]
        groups.append(_shown(str(relays.kind_of(model)), titles))
    return render(
        request, "projects/relay.html", {"relay": done, "groups": groups, "fictional": done.giver.fictional}
    )
