"""What a quoted person sees of her words, and answers: on her page, or from the link of a letter."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Min, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from levain.capitalisation import rules, voices_shown
from levain.capitalisation.forms.voices import SaidForm
from levain.capitalisation.models import Evidence, Paraphrase, VoiceAsk
from levain.capitalisation.services import asking, voices
from levain.foundation import limits
from levain.foundation.verdicts import require

A_PAGE = 6
REFUSALS = (
    voices.NotHers,
    voices.AlreadyPublished,
    voices.NotConfirmed,
    voices.WordsWithdrawn,
    voices.WordingMissing,
)
POSTS_AN_HOUR = 120


def _read(rows):
    """With what each passage needs to be put to its author: a fixed number of queries."""
    with_it = rows.select_related("passage", "project", "cohort__programme")
    return with_it.prefetch_related("passage__object", "links__finding", "voice_asks__report", "voice_answers")


def mine(request):
    """Her words that were kept, in all the sessions, and what she said of each."""
    rows = Evidence.objects.filter(speaker_user=request.user).exclude(consent=Evidence.Consent.WITHDRAWN)
    return _page(request, rows, reverse("capitalisation:voices"), by=request.user)


def asked(request, pk):
    """The page of an asking: hers for the person, the board for the team."""
    ask = get_object_or_404(VoiceAsk.objects.select_related("cohort__programme"), pk=pk)
    require(rules.can_read_ask(request.user, ask))
    if request.user.pk == ask.person_id:
        return redirect("capitalisation:voices")
    board = reverse("capitalisation:voices_board", args=[ask.cohort.slug])
    return redirect(f"{board}?demande={ask.pk}")


@never_cache
def by_link(request, token):
    """The same words, without signing in: the link of her letter opens what that letter put to her."""
    ask = asking.held(token)
    if ask is None:
        return render(request, "capitalisation/voices_closed.html", status=410)
    if request.method == "POST" and limits.too_often(request, "voices", most=POSTS_AN_HOUR):
        return render(request, "capitalisation/voices_closed.html", {"too_often": True}, status=429)
    rows = ask.evidence.exclude(consent=Evidence.Consent.WITHDRAWN)
    return _page(request, rows, request.path, by=ask.person, ask=ask)


def _page(request, rows, here, *, by, ask=None):
    # What was put to her last comes first, and stays where it is as she answers.
    asked = VoiceAsk.objects.filter(evidence=OuterRef("pk")).order_by("-asked_at").values("asked_at")[:1]
    rows = rows.order_by(Subquery(asked).desc(nulls_last=True), "-cohort__starts", "number")
    form = SaidForm(request.POST or None, asks_name=bool(ask and ask.shared))
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, rows, form.cleaned_data, here, by, ask)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
    page = Paginator(_read(rows), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "capitalisation/voices.html", _context(page, form, ask, by) | _waiting(rows))


def _answered(request, rows, said, here, by, ask):
    chosen = rows.select_related("cohort", "project", "passage")
    alone, hers = said["evidence"], {"by": by, "ask": ask, "name": said["name"]}
    if alone:
        one = get_object_or_404(chosen, pk=alone)
        changed = voices.answer([one], said["choice"], wording=said["wording"], sure=said["sure"], **hers)
    else:
        changed = voices.answer_waiting(chosen, said["choice"], **hers)
    if changed:
        told = ngettext("Your answer is recorded.", "Your answers are recorded: %(n)d passages.", changed)
        messages.success(request, told % {"n": changed})
    else:
        messages.info(request, _("This was already your answer.") if alone else _("Nothing waits any more."))
    place = request.GET.get("page", "")
    where = f"?page={place}" if place.isdecimal() else ""
    return redirect(f"{here}{where}#propos-{alone}" if alone else f"{here}{where}")


def _context(page, form, ask, by):
    rows = list(page)
    told = dict(Paraphrase.objects.filter(evidence__in=rows).values_list("evidence", "text"))
    shown = []
    published = voices.published_among(rows)
    for report, group in _by_report(rows, ask).items():
        shown += voices_shown.for_her(group, report, told=told)
    wrong = str(form.data.get("evidence", "")) if form.is_bound and form.errors else ""
    return {
        "page": page,
        "shown": [(one, one.evidence.pk in published, str(one.evidence.pk) == wrong) for one in shown],
        "form": form,
        "longest": voices.LONGEST,
        "wrong": wrong,
        "ask": ask,
        "by": by,
        "fictional": any(one.fictional or one.cohort.fictional for one in rows),
    }


def _by_report(rows, ask):
    """Under each report in which the words are meant to be used, as she would be named there."""
    groups: dict = {}
    for one in rows:
        asks = [ask] if ask else sorted(one.voice_asks.all(), key=lambda asked: asked.pk)
        groups.setdefault(asks[-1].report if asks else None, []).append(one)
    return groups


def _waiting(rows):
    """How many of her passages wait for her answer, on all the pages, and the first day one is hoped for."""
    waits = rows.order_by().filter(consent=Evidence.Consent.PENDING)
    return waits.aggregate(waiting=Count("pk", distinct=True), deadline=Min("voice_asks__deadline"))
