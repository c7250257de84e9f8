"""The meeting of the jury: its facts, who is there, what is decided of each file, and the record that is signed."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import written
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.foundation.written_files import handed, render_file
from levain.foundation.written_web import render_web
from levain.selection import record, rules
from levain.selection.forms import meeting as forms
from levain.selection.models import Application, Call, Deliberation, Meeting, Presence, SignOff, StateChanged
from levain.selection.services import TooManyRetained, giving_up, members
from levain.selection.services import meeting as meetings
from levain.selection.services.sheet import Sheet

REFUSED = (
    *(meetings.RecordSigned, meetings.NoQuorum, meetings.TooManyVotes, meetings.ReasonNeeded),
    *(TooManyRetained, StateChanged),
)


def call_of_meeting_or_404(slug) -> Call:
    """The call with its jury, its meeting, who was there and who signed."""
    read = Call.objects.select_related("cohort__programme", "jury", "meeting").prefetch_related(
        Prefetch("meeting__presences", Presence.objects.select_related("juror")),
        Prefetch("meeting__signatures", SignOff.objects.select_related("by")),
    )
    return get_object_or_404(read, slug=slug)


def meeting_or_404(call) -> Meeting:
    found = rules.meeting_of(call)
    if found is None:
        raise Http404
    found.call = call
    return found


def meeting(request, slug):
    """Where the meeting stands: what is proposed beside what is decided."""
    call = call_of_meeting_or_404(slug)
    require(rules.can_read_meeting(request.user, call))
    found = rules.meeting_of(call)
    context = {
        "call": call,
        "meeting": found,
        "may_keep": rules.can_open_meeting(request.user, call),
        "may_read_sheet": rules.can_read_sheet(request.user, call),
        "fictional": call.fictional,
    }
    if found is None:
        return render(request, "selection/meeting/none.html", context)
    found.call = call
    sheet = Sheet(call, rules.closed_to(request.user, call))
    proposed = sheet.ranking["applications"]
    decided = {one.application.reference: one for one in found.deliberations.select_related("application")}
    settled = {one.application_id for one in decided.values()}
    left = ({one.pk for one in sheet.files} | sheet.without) - settled
    retained = sum(one.outcome == Deliberation.Outcome.RETAINED for one in decided.values())
    context |= {
        "rows": [(one, decided.get(one["id"])) for one in proposed],
        "closed_count": len(sheet.without),
        "there": sum(one.here for one in found.presences.all()),
        "retained": retained,
        "seats": call.cohort.seats,
        "signatures": found.signatures.all(),
        "missing": [] if found.is_closed else meetings.stands_in_the_way(found, len(left)),
        "may_sign": rules.can_sign(request.user, call),
    }
    return render(request, "selection/meeting/meeting.html", context)


def prepare(request, slug):
    """The facts of the meeting, from its preparation to its end."""
    call = call_of_meeting_or_404(slug)
    require(rules.can_open_meeting(request.user, call))
    found = rules.meeting_of(call)
    form = forms.MeetingForm(request.POST or None, call=call, meeting=found)
    current = None
    if request.method == "POST" and form.is_valid():
        told, version = form.told(), form.cleaned_data["version"] or 0
        try:
            if found is None:
                first = {key: told.pop(key) for key in ("starts", "quorum", "place")}
                found = meetings.prepare_meeting(call, by=request.user, **first)
                version = found.version
            meetings.write_meeting(found, version, by=request.user, **told)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The meeting is written down."))
            return redirect("selection:meeting", call.slug)
    context = {"call": call, "form": form, "current": current, "fictional": call.fictional}
    return render(request, "selection/meeting/prepare.html", context)


def presence(request, slug):
    call = call_of_meeting_or_404(slug)
    require(rules.can_open_meeting(request.user, call))
    found = meeting_or_404(call)
    lines = {one.juror_id: one for one in found.presences.all()}
    people = {one.juror_id: one.juror for one in lines.values()} | {one.user.pk: one.user for one in members(call)}
    given = [(person, presence_form(request, person, lines.get(person.pk))) for person in people.values()]
    if request.method == "POST" and all([form.is_valid() for _person, form in given]):
        was = {person.pk: meetings.Was(**form.cleaned_data) for person, form in given}
        try:
            meetings.note_presence(found, was, by=request.user)
        except meetings.RecordSigned as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The presence is written down."))
        return redirect("selection:meeting", call.slug)
    context = {"call": call, "given": given, "fictional": call.fictional}
    return render(request, "selection/meeting/presence.html", context)


def presence_form(request, person, line):
    names = ("how", "away_from", "away_until")
    initial = {name: getattr(line, name) for name in names} if line else {"how": "absent"}
    return forms.PresenceForm(request.POST or None, prefix=f"p{person.pk}", initial=initial)


def decide(request, slug, reference):
    """One file: what the notes say, what the meeting decides, and why."""
    call = call_of_meeting_or_404(slug)
    application = get_object_or_404(Application, call=call, reference=reference)
    application.call = call
    require(rules.can_deliberate(request.user, application))
    found = meeting_or_404(call)
    decided = Deliberation.objects.filter(application=application).first()
    form = forms.DecisionForm(request.POST or None, initial=initial_of(decided))
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            decide_as_typed(found, application, form.cleaned_data, request.user)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
        except meetings.ReasonNeeded as error:
            form.add_error("reason", str(error))
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The decision is written down."))
            return redirect("selection:meeting", call.slug)
    proposed = next((one for one in Sheet(call).ranking["applications"] if one["id"] == reference), None)
    context = {
        "call": call,
        "application": application,
        "form": form,
        "current": current,
        "proposed": proposed,
        "seats": call.cohort.seats,
        "free": meetings.free_to_vote(found, application),
        "fictional": call.fictional,
    }
    return render(request, "selection/meeting/decide.html", context)


def decide_as_typed(found, application, typed, by):
    vote = meetings.Vote(typed["votes_for"], typed["votes_against"], typed["abstentions"])
    meetings.decide_file(
        found,
        application,
        by=by,
        vote=vote,
        version=typed["version"] or 0,
        **{name: typed[name] for name in ("outcome", "rank", "reason", "deliberation", "dissent")},
    )


def initial_of(decided):
    if decided is None:
        return {}
    names = ("outcome", "rank", "reason", "votes_for", "votes_against", "abstentions", "deliberation", "dissent")
    return {name: getattr(decided, name) for name in (*names, "version")}


@require_POST
def decide_the_rest(request, slug):
    call = call_of_meeting_or_404(slug)
    require(rules.can_open_meeting(request.user, call))
    try:
        count = meetings.decide_the_rest(meeting_or_404(call), by=request.user)
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Files that are not retained: %(n)d.") % {"n": count})
    return redirect("selection:meeting", call.slug)


def sign(request, slug):
    call = call_of_meeting_or_404(slug)
    found = meeting_or_404(call)
    require(rules.can_sign(request.user, call))
    form = forms.SignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.sign(found, by=request.user, note=form.cleaned_data["note"])
        except meetings.NotReady as error:
            messages.error(request, " ".join([str(error), *error.what]))
        else:
            messages.success(request, _("You have signed the record."))
        return redirect("selection:meeting", call.slug)
    context = {"call": call, "meeting": found, "form": form, "fictional": call.fictional}
    return render(request, "selection/meeting/sign.html", context)


def document_for(request, slug):
    """The record as this person may read it: as it was signed, or as it stands; closed files are left out."""
    call = call_of_meeting_or_404(slug)
    require(rules.can_read_meeting(request.user, call))
    found = meeting_or_404(call)
    closed = rules.closed_to(request.user, call)
    if found.record and not closed:
        return call, found, written.from_json(found.record)
    return call, found, record.build(found, closed=closed)


def read_record(request, slug):
    call, found, document = document_for(request, slug)
    context = {
        "call": call,
        "meeting": found,
        "title": document.title,
        "body": render_web(document),
        "signatures": found.signatures.all(),
        "fictional": call.fictional,
    }
    return render(request, "selection/meeting/record.html", context)


def record_pdf(request, slug):
    return record_file(request, slug, "pdf")


def record_odt(request, slug):
    return record_file(request, slug, "odt")


def record_file(request, slug, form):
    call, _found, document = document_for(request, slug)
    return handed(render_file(document, form), form, f"proces-verbal-{call.slug}")


def give_up(request, slug, reference):
    """A retained collective, or one of the reserve, gives up: the reserve moves up."""
    call = call_of_meeting_or_404(slug)
    application = get_object_or_404(Application, call=call, reference=reference)
    application.call = call
    require(rules.can_withdraw_retained(request.user, application))
    form = forms.GiveUpForm(request.POST if request.method == "POST" else None)
    first = call.applications.filter(state=Application.State.RESERVE).order_by("reserve_rank").first()
    if request.method == "POST" and form.is_valid():
        taken = giving_up.give_up(application, by=request.user, reason=form.cleaned_data["reason"])
        said = _("“%(file)s” takes the seat.") % {"file": taken} if taken else _("The place is given up.")
        messages.success(request, said)
        return redirect("selection:applications", call.slug)
    context = {"call": call, "application": application, "form": form, "first": first, "fictional": call.fictional}
    return render(request, "selection/meeting/give_up.html", context)
