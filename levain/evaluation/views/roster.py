"""Keep a roster: who is on it, the waves, who has answered. Then answer for an organisation, account or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.evaluation import rules, services
from levain.evaluation.forms import MemberForm, SheetForm, WaveForm
from levain.evaluation.models import RosterMember, RosterSheet
from levain.evaluation.views.ties import cohort_or_404
from levain.foundation.verdicts import GRANTED, require
from levain.foundation.versions import ChangedSince

State = RosterSheet.State


def kept_or_404(request, slug):
    cohort = cohort_or_404(slug)
    require(rules.can_keep_roster(request.user, cohort))
    return cohort


def roster(request, slug):
    cohort = kept_or_404(request, slug)
    return page(request, cohort, MemberForm(prefix="membre"), WaveForm(prefix="vague", cohort=cohort))


def page(request, cohort, member_form, wave_form):
    wave = cohort.roster_waves.order_by("-opened_on", "-pk").first()
    sheets = list(wave.sheets.select_related("member", "answered_by")) if wave else []
    context = {
        "cohort": cohort,
        "members": cohort.roster.filter(left_on=None),
        "wave": wave,
        "open": bool(wave and wave.is_open()),
        "sheets": sheets,
        "answered": sum(sheet.state == State.ANSWERED for sheet in sheets),
        "member_form": member_form,
        "wave_form": wave_form,
        "fictional": cohort.fictional,
    }
    return render(request, "evaluation/roster.html", context)


@require_POST
def fill(request, slug):
    cohort = kept_or_404(request, slug)
    n = services.fill_roster(cohort, by=request.user)
    told = ngettext("%(n)s member was put on the roster.", "%(n)s members were put on the roster.", n) % {"n": n}
    messages.success(request, told)
    return redirect("evaluation:roster", slug)


@require_POST
def add_member(request, slug):
    cohort = kept_or_404(request, slug)
    form = MemberForm(request.POST, prefix="membre")
    if not form.is_valid():
        return page(request, cohort, form, WaveForm(prefix="vague", cohort=cohort))
    services.add_to_roster(cohort, by=request.user, **form.told())
    messages.success(request, _("It is on the roster: it answers from the next wave on."))
    return redirect("evaluation:roster", slug)


@require_POST
def leave(request, pk):
    member = get_object_or_404(RosterMember.objects.select_related("cohort__programme"), pk=pk)
    require(rules.can_keep_member(request.user, member))
    services.leave_roster(member, by=request.user)
    messages.success(request, _("It will no longer be asked. What it answered stays."))
    return redirect("evaluation:roster", member.cohort.slug)


@require_POST
def open_wave(request, slug):
    cohort = kept_or_404(request, slug)
    form = WaveForm(request.POST, prefix="vague", cohort=cohort)
    if not form.is_valid():
        return page(request, cohort, MemberForm(prefix="membre"), form)
    services.open_wave(cohort, by=request.user, **form.cleaned_data)
    messages.success(request, _("The wave is open: each organisation is asked."))
    return redirect("evaluation:roster", slug)


def sheets_whole():
    return RosterSheet.objects.select_related("wave__cohort__programme", "member__project__cohort__programme")


def sheet(request, pk):
    found = get_object_or_404(sheets_whole(), pk=pk)
    require(rules.can_open_sheet(request.user, found))
    speaks = rules.speaks_for_member(request.user, found.member)
    return answer(request, found, by=request.user, asks_name=not speaks)


def sheet_by_key(request, key):
    """Whoever holds the link answers for this organisation, without an account."""
    return answer(request, get_object_or_404(sheets_whole(), key=key), by=None, asks_name=True)


def answer(request, sheet, *, by, asks_name):
    may_answer = rules.is_open(sheet.wave)
    others = [one.member for one in sheet.wave.sheets.select_related("member") if one.pk != sheet.pk]
    form = SheetForm(request.POST or None, sheet=sheet, members=others, asks_name=asks_name)
    if request.method == "POST" and "decline" in request.POST:
        # What was said may be taken back at any time, also once the wave is closed.
        require(may_answer if sheet.state != State.ANSWERED else GRANTED)
        services.decline_sheet(sheet, by=by)
        messages.success(request, _("Noted: your organisation does not answer. Nothing of it is kept."))
        return redirect(request.path)
    if request.method == "POST":
        require(may_answer)
        if form.is_valid() and sent(form, sheet, by):
            messages.success(request, _("Received, thank you. You can change these answers until the last day."))
            return redirect(request.path)
    context = {
        "sheet": sheet,
        "form": form,
        "may_answer": may_answer,
        "by_link": by is None,
        "asks_name": asks_name,
        "said": told(sheet, others),
        "fictional": sheet.wave.cohort.fictional,
    }
    return render(request, "evaluation/sheet.html", context)


def told(sheet, others) -> list:
    """What was answered, for who reads it once the wave is closed."""
    kinds = {one.pk: [] for one in others}
    for tie in sheet.ties.all():
        kinds[tie.to_id].append(tie.get_kind_display())
    return [(one, kinds[one.pk]) for one in others if kinds[one.pk]]


def sent(form, sheet, by) -> bool:
    try:
        services.answer_sheet(
            sheet,
            form.said(),
            agreed=form.cleaned_data["agreed"],
            by=by,
            name=form.cleaned_data.get("name", ""),
            version=form.cleaned_data["version"],
        )
    except ChangedSince as changed:
        form.add_error(None, str(changed))
        form.data = {**form.data.dict(), "version": changed.current.version}
    except (services.NotAgreed, services.WaveClosed) as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False
