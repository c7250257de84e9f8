"""What the team follows of the people quoted: who was asked, who answered, what is to be told in other words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.capitalisation import identifying, rules
from levain.capitalisation.forms.voices import AskForm, MailForm, ParaphraseForm, ReasonForm, RecordForm
from levain.capitalisation.models import Clearance, Evidence, Report, VoiceAsk
from levain.capitalisation.services import asking, paraphrases, voices
from levain.capitalisation.views import answer, cohort_or_404, thing_or_404
from levain.capitalisation.voices_state import STATES, agreement, followed
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince

A_PAGE = 25
Consent = Evidence.Consent


def _board_of(cohort):
    return reverse("capitalisation:voices_board", args=[cohort.slug])


def board(request, cohort):
    """Every passage by where its agreement stands; each count opens its rows."""
    cohort = cohort_or_404(request, cohort)
    rows = _followed(cohort)
    counts = rows.order_by().aggregate(
        tous=Count("pk"), **{name: Count("pk", filter=q) for name, (_label, q) in STATES.items()}
    )
    state, ask = request.GET.get("etat", ""), request.GET.get("demande", "")
    found = rows.filter(STATES[state][1]) if state in STATES else rows
    if ask.isdecimal() and len(ask) < 19:
        found = found.filter(voice_asks=int(ask))
    pages = Paginator(found.select_related("passage", "project", "speaker_user").order_by("number"), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    asks = VoiceAsk.objects.select_related("person").in_bulk([one.asked for one in page if one.asked])
    for one in page:
        one.last_ask, one.agreement = asks.get(one.asked), agreement(one)
    return render(
        request,
        "capitalisation/voices_board.html",
        {
            "cohort": cohort,
            "page": page,
            "state": state,
            "states": [(name, label, counts[name]) for name, (label, _q) in STATES.items() if counts[name]],
            "all": counts["tous"],
            "to_ask": counts["demander"],
            "reports": _named_reports(request.user, cohort),
            "fictional": cohort.fictional,
            "wide": True,
        },
    )


def _named_reports(user, cohort):
    """The reports whose table of names she may open."""
    reports = list(Report.objects.filter(cohort=cohort)[:3])
    for one in reports:
        one.cohort = cohort
    return [one for one in reports if rules.can_open_names(user, one)]


def _followed(cohort):
    """Each passage with where its agreement stands, and the last letter that put it to its author."""
    last = VoiceAsk.evidence.through.objects.filter(evidence=OuterRef("pk")).order_by("-voiceask")
    return followed(Evidence.objects.filter(cohort=cohort)).annotate(asked=Subquery(last.values("voiceask")[:1]))


def ask(request, cohort):
    """Write to those whose words wait: one letter each, for all of them."""
    cohort = cohort_or_404(request, cohort)
    waiting, others = asking.to_ask(cohort)
    form = AskForm(request.POST or None, cohort=cohort, waiting=waiting)

    def send(form):
        said = form.cleaned_data
        made = asking.ask_people(
            cohort, map(int, said["people"]), by=request.user, deadline=said["deadline"], report=said["report"]
        )
        told = ngettext("One person is written to.", "%(n)d people are written to, one letter each.", len(made))
        messages.success(request, told % {"n": len(made)})
        return f"{_board_of(cohort)}?etat=attente"

    return answer(
        request,
        form,
        send,
        (asking.NobodyToAsk, asking.TooSoon),
        template="capitalisation/ask_voices.html",
        cohort=cohort,
        waiting=waiting,
        others=others,
        fictional=cohort.fictional,
    )


def ask_by_mail(request, cohort):
    """Write to somebody without an account."""
    cohort = cohort_or_404(request, cohort)
    _waiting, others = asking.to_ask(cohort)
    if not others:
        messages.info(request, _("No passage of somebody without an account waits for a letter."))
        return redirect(_board_of(cohort))
    form = MailForm(request.POST or None, cohort=cohort, others=others)

    def send(form):
        said = form.cleaned_data
        chosen = {int(pk) for pk in said.pop("evidence")}
        rows = [one for one in others if one.pk in chosen]
        asking.ask_by_mail(cohort, rows, by=request.user, **said)
        messages.success(request, _("The letter is on its way."))
        return f"{_board_of(cohort)}?etat=attente"

    return answer(
        request,
        form,
        send,
        (asking.NobodyToAsk, asking.TooSoon),
        cohort=cohort,
        name=_("Write to somebody without an account"),
        cancel=_board_of(cohort),
        fictional=cohort.fictional,
    )


def _ask_or_404(request, pk):
    found = get_object_or_404(VoiceAsk.objects.select_related("cohort__programme"), pk=pk)
    require(rules.can_manage_ask(request.user, found))
    return found


@require_POST
def send_again(request, pk):
    found = _ask_or_404(request, pk)
    try:
        asking.send_again(found, by=request.user)
    except asking.NoAddress as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The letter leaves again with a new link; the former one opens nothing more."))
    return redirect(found)


@require_POST
def close_link(request, pk):
    found = _ask_or_404(request, pk)
    asking.close_link(found, by=request.user)
    messages.success(request, _("The link that was sent opens nothing more."))
    return redirect(found)


def consent(request, pk):
    """What the person quoted told somebody of the team: written down with the day and the way."""
    kept = thing_or_404(request, Evidence, pk, select=("passage", "project", "speaker_user", "paraphrase"))
    told = getattr(kept, "paraphrase", None) if "paraphrase" in request.GET else None
    form = RecordForm(
        request.POST or None, initial={"consent": Consent.PARAPHRASE, "wording": told.text} if told else {}
    )

    def record(form):
        voices.record_consent(kept, by=request.user, **form.cleaned_data)
        messages.success(request, _("Her answer is recorded, with your name. She is told, and may say otherwise."))
        return kept

    return answer(
        request,
        form,
        record,
        (voices.WordingMissing, voices.WordsWithdrawn),
        cohort=kept.cohort,
        name=_("Write down what she said"),
        quoted=kept,
        cancel=kept.get_absolute_url(),
        fictional=kept.fictional,
    )


def paraphrase(request, pk):
    """Tell a passage in other words; a second person reads what identifies, and confirms."""
    kept = thing_or_404(request, Evidence, pk, select=("passage", "project", "speaker_user", "paraphrase"))
    one = getattr(kept, "paraphrase", None)
    initial = {"text": one.text, "version": one.version} if one else {}
    form = ParaphraseForm(request.POST if "confirm" not in request.POST and request.POST else None, initial=initial)
    if request.method == "POST" and "confirm" in request.POST and one:
        return _confirm(request, kept, one)

    def write(form):
        said = form.cleaned_data
        paraphrases.write(kept, said["text"], by=request.user, version=said["version"] or 0)
        return reverse("capitalisation:paraphrase", args=[kept.pk])

    marks = paraphrases.marks_in(kept, one.text) if one else []
    return answer(
        request,
        form,
        write,
        (paraphrases.NotToParaphrase,),
        template="capitalisation/paraphrase.html",
        cohort=kept.cohort,
        evidence=kept,
        one=one,
        marks=marks,
        refused=any(mark.never for mark in marks),
        awaited=kept.consent in (Consent.REWRITE, Consent.TOLD),
        may_confirm=bool(one and not one.confirmed_by_id and one.written_by_id != request.user.pk),
        cancel=f"{_board_of(kept.cohort)}?etat=dire",
        fictional=kept.fictional,
    )


def _confirm(request, kept, one):
    version = request.POST.get("version", "")
    try:
        paraphrases.confirm(one, by=request.user, version=int(version) if version.isdecimal() else 0)
    except (paraphrases.OwnParaphrase, paraphrases.Identifies, paraphrases.NotToParaphrase, ChangedSince) as refusal:
        messages.error(request, str(refusal))
        return redirect("capitalisation:paraphrase", kept.pk)
    messages.success(request, _("The paraphrase is confirmed. Who said it is shown how it is told."))
    return redirect(f"{_board_of(kept.cohort)}?etat=relire")


def clear(request, pk):
    """A passage that names somebody else: a second person answers for it, or it is told otherwise."""
    kept = thing_or_404(request, Evidence, pk, rules.can_clear, select=("passage", "project", "speaker_user"))
    form = ReasonForm(request.POST or None)

    def read_again(form):
        paraphrases.clear(kept, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Read again: your name and your reason are kept with the passage."))
        return kept

    return answer(
        request,
        form,
        read_again,
        (paraphrases.OwnParaphrase, paraphrases.NothingToClear),
        template="capitalisation/clear_voice.html",
        cohort=kept.cohort,
        evidence=kept,
        marks=identifying.named_in(kept, identifying.known_in(kept.cohort)),
        cleared=Clearance.objects.filter(evidence=kept, digest=identifying.digest_of(kept))
        .select_related("by")
        .first(),
        cancel=kept.get_absolute_url(),
        fictional=kept.fictional,
    )
