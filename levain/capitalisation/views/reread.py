"""A reader's own pages, by the link of her letter or from her account: nothing of them is public."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from levain.capitalisation import talk_rules
from levain.capitalisation.forms.rereadings import RemarkForm
from levain.capitalisation.models import Remark, Rereading
from levain.capitalisation.rereading import given_to, own_passages
from levain.capitalisation.services import rereadings
from levain.capitalisation.views.together import MODELS
from levain.capitalisation.wording import numbered, part_label, parts_of
from levain.foundation.verdicts import require


def mine(request, pk):
    """From her account, to her own page."""
    found = get_object_or_404(Rereading.objects.select_related("cohort"), pk=pk)
    require(talk_rules.can_reread(request.user, found))
    reader = found.readers.get(user=request.user, withdrawn_on=None)
    return redirect("capitalisation:reread", reader.token)


def _closed(request, reason):
    return render(request, "capitalisation/reread_closed.html", {"reason": str(reason)}, status=410)


@never_cache
def reread(request, token):
    try:
        reader = rereadings.find(token)
    except rereadings.LinkClosed as reason:
        return _closed(request, reason)
    given, waiting = given_to(reader)
    return render(
        request,
        "capitalisation/reread.html",
        {
            "reader": reader,
            "rereading": reader.rereading,
            "token": token,
            "own": [one for one in given if one.own],
            "others": [one for one in given if not one.own],
            "waiting": waiting,
            "fictional": reader.rereading.cohort.fictional,
        },
    )


@never_cache
def read_one(request, token, kind, pk):
    try:
        reader = rereadings.find(token)
    except rereadings.LinkClosed as reason:
        return _closed(request, reason)
    thing = getattr(reader.rereading, f"{kind}s").filter(pk=pk).first() if kind in MODELS else None
    if thing is None:
        raise Http404
    form = RemarkForm(request.POST or None, thing=thing, parts=parts_of(thing))
    if request.method == "POST" and form.is_valid():
        try:
            rereadings.say(reader, thing, **form.told())
        except (rereadings.ReadingOver, rereadings.NotInThisReading) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Your remark is kept. You will read our answer here."))
            return redirect(request.path)
    said = Remark.objects.filter(**{kind: thing}, reader=reader)
    return render(
        request,
        "capitalisation/read_one.html",
        {
            "reader": reader,
            "rereading": reader.rereading,
            "token": token,
            "thing": thing,
            "kind": kind,
            "what": numbered(thing),
            "parts": parts_of(thing),
            "passages": own_passages(reader, thing),
            "remarks": [(one, part_label(one.part)) for one in said],
            "form": form,
            "fictional": thing.fictional,
        },
    )


@require_POST
@never_cache
def done(request, token):
    try:
        reader = rereadings.find(token)
    except rereadings.LinkClosed as reason:
        return _closed(request, reason)
    rereadings.finished(reader)
    messages.success(request, _("Thank you: you have finished. You can still come back until the last day."))
    return redirect("capitalisation:reread", token)
