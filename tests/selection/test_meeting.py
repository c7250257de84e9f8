"""The meeting that decides: quorum, votes, reasons, the cap, the reserve, the signature that closes the record."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.selection import services
from levain.selection.models import Application, Conflict, Deliberation, Jury, Meeting, SignOff
from levain.selection.services import giving_up
from levain.selection.services import meeting as meetings
from levain.selection.services.meeting import Vote, Was, decide_file
from tests.people.factories import someone
from tests.selection.juries import whole_jury

FOUR = ("cand-07", "cand-16", "cand-03", "cand-11")


@pytest.fixture
def at():
    found = whole_jury()
    found.meeting = meetings.prepare_meeting(found.call, by=found.chair, starts=timezone.now(), quorum=5)
    everyone = {juror.pk: Was("remote") for juror in found.jurors.values()}
    meetings.note_presence(found.meeting, everyone, by=found.chair)
    return found


def decided(at, reference, outcome="retained", reason="Le jury y tient.", **more):
    return decide_file(at.meeting, at.files[reference], by=at.chair, outcome=outcome, reason=reason, **more)


def page(at, name, *rest):
    return reverse(f"selection:{name}", args=[at.call.slug, *rest])


def test_a_meeting_prepared_twice_is_one_meeting_with_a_line_for_each_member(at):
    again = meetings.prepare_meeting(at.call, by=at.lead, starts=timezone.now(), quorum=3)

    assert (again.pk, again.quorum) == (at.meeting.pk, 5)
    assert at.meeting.presences.count() == 7
    assert at.meeting.presences.get(chairs=True).juror == at.chair


def test_nothing_is_decided_without_a_quorum(at):
    absent = {juror.pk: Was("absent") for juror in list(at.jurors.values())[:3]}
    meetings.note_presence(at.meeting, absent, by=at.chair)

    with pytest.raises(meetings.NoQuorum):
        decided(at, "cand-07")


def test_a_decision_moves_the_application_and_keeps_its_vote(at):
    decided(at, "cand-07", vote=Vote(6, 1, 0), dissent="Un membre aurait préféré attendre.")

    at.files["cand-07"].refresh_from_db()
    assert at.files["cand-07"].state == Application.State.RETAINED
    kept = Deliberation.objects.get()
    assert (kept.votes_for, kept.votes_against, kept.voted, kept.departs) == (6, 1, 7, False)


def test_a_member_in_conflict_cannot_have_voted(at):
    with pytest.raises(meetings.TooManyVotes):
        decided(at, "cand-06", "not_retained", vote=Vote(7, 0, 0))
    decided(at, "cand-06", "not_retained", vote=Vote(6, 0, 0))


@pytest.mark.parametrize(
    ("reference", "outcome"),
    [("cand-07", "not_retained"), ("cand-07", "reserve"), ("cand-13", "retained"), ("cand-22", "retained")],
)
def test_a_departure_from_the_order_needs_a_written_reason(at, reference, outcome):
    with pytest.raises(meetings.ReasonNeeded):
        decided(at, reference, outcome, reason="  ")

    assert not Deliberation.objects.exists()
    kept = decided(at, reference, outcome, reason="Parce que.")
    assert kept.departs is (reference != "cand-22")
    assert kept.tied is (reference == "cand-22")


def test_the_cap_holds(at):
    for reference in (*FOUR, "cand-22"):
        decided(at, reference)

    with pytest.raises(services.TooManyRetained):
        decided(at, "cand-21")
    assert not Deliberation.objects.filter(application=at.files["cand-21"]).exists()


def test_the_reserve_is_ranked_and_a_rank_taken_moves_the_others_down(at):
    decided(at, "cand-13", "reserve")
    decided(at, "cand-18", "reserve")
    decided(at, "cand-21", "reserve", rank=1)

    ranks = Application.objects.filter(state="reserve").order_by("reserve_rank").values_list("reference", flat=True)
    assert list(ranks) == ["cand-21", "cand-13", "cand-18"]


def test_two_people_deciding_of_one_file_do_not_overwrite_each_other(at):
    kept = decided(at, "cand-07")

    with pytest.raises(ChangedSince):
        decided(at, "cand-07", "not_retained", version=0)
    decided(at, "cand-07", "reserve", version=kept.version)
    assert Deliberation.objects.get().outcome == "reserve"


def test_the_rest_is_not_retained_but_a_file_within_the_seats_waits(at):
    decided(at, "cand-07")
    count = meetings.decide_the_rest(at.meeting, by=at.chair)

    assert count == 19
    left = [one.reference for one in meetings.undecided(at.meeting)]
    assert left == ["cand-03", "cand-11", "cand-16"]


def sit(at):
    """Everything is decided and written."""
    for reference in (*FOUR, "cand-22"):
        decided(at, reference)
    decided(at, "cand-21", "reserve")
    meetings.decide_the_rest(at.meeting, by=at.chair)
    at.meeting.refresh_from_db()
    told = {"ends": timezone.now() + timedelta(hours=3), "proceedings": "Trois dossiers tirés au sort.\nUne panne."}
    meetings.write_meeting(at.meeting, at.meeting.version, by=at.chair, **told)


def test_what_stands_in_the_way_of_the_signature_is_said(at):
    with pytest.raises(meetings.NotReady) as refused:
        meetings.sign(at.meeting, by=at.chair)

    assert len(refused.value.what) == 3
    assert not SignOff.objects.exists()


def test_the_first_signature_closes_the_record_for_good(at):
    sit(at)
    meetings.sign(at.meeting, by=at.chair)
    meetings.sign(at.meeting, by=at.chair)
    meetings.sign(at.meeting, by=at.jurors["j4"], note="Relu.")

    assert SignOff.objects.count() == 2
    assert at.meeting.is_closed
    assert at.meeting.sheet["seed"] == 2020
    with pytest.raises(meetings.RecordSigned):
        decided(at, "cand-07", "not_retained", version=1)
    with pytest.raises(meetings.RecordSigned):
        meetings.write_meeting(at.meeting, at.meeting.version, by=at.chair, place="Ailleurs")
    with pytest.raises(meetings.RecordSigned):
        meetings.note_presence(at.meeting, {at.chair.pk: Was("absent")}, by=at.chair)
    assert JournalEntry.objects.filter(verb="meeting.signed").count() == 2


def test_the_record_does_not_change_when_a_title_does(client, at):
    sit(at)
    meetings.sign(at.meeting, by=at.chair)
    Application.objects.filter(reference="cand-07").update(title="Un autre titre")
    client.force_login(at.chair)

    text = client.get(page(at, "meeting_record")).text
    assert "De jardin en jardin" in text
    assert "Un autre titre" not in text


@pytest.mark.parametrize("name", ["meeting", "meeting_record"])
def test_a_member_in_conflict_reads_the_record_without_the_closed_file(client, at, name):
    decided(at, "cand-06", "not_retained", reason="Un motif qui reste fermé.", vote=Vote(6, 0, 0))
    sit_rest = [one for one in (*FOUR, "cand-22")]
    for reference in sit_rest:
        decided(at, reference)
    client.force_login(at.jurors["j5"])

    assert "Un motif qui reste fermé." not in client.get(page(at, name)).text
    client.force_login(at.chair)
    assert name == "meeting" or "Un motif qui reste fermé." in client.get(page(at, name)).text


@pytest.mark.parametrize(("name", "begins"), [("meeting_record_pdf", b"%PDF"), ("meeting_record_odt", b"PK")])
def test_the_record_is_handed_out_as_a_file(client, at, name, begins):
    sit(at)
    meetings.sign(at.meeting, by=at.chair)
    client.force_login(at.jurors["j2"])

    assert client.get(page(at, name)).content.startswith(begins)


def test_the_chair_signs_first_and_an_absent_member_never(client, at):
    sit(at)
    meetings.note_presence(at.meeting, {at.jurors["j2"].pk: Was("absent")}, by=at.chair)
    for juror in ("j2", "j3"):
        client.force_login(at.jurors[juror])
        assert client.post(page(at, "sign_meeting")).status_code == 403
    client.force_login(at.chair)
    client.post(page(at, "sign_meeting"))
    client.force_login(at.jurors["j3"])
    client.post(page(at, "sign_meeting"), {"note": "Lu."})

    assert list(SignOff.objects.values_list("by__name", "note")) == [
        (at.chair.name, ""),
        (at.jurors["j3"].name, "Lu."),
    ]


def test_whoever_keeps_the_record_leaves_a_file_she_is_in_conflict_with(client, at):
    Conflict.objects.create(juror=at.chair, application=at.files["cand-02"], kind="family", declared_by=at.chair)
    client.force_login(at.chair)

    assert client.get(page(at, "decide_file", "cand-02")).status_code == 403
    client.force_login(at.lead)
    assert client.get(page(at, "decide_file", "cand-02")).status_code == 200


@pytest.mark.parametrize("name", ["prepare_meeting", "meeting_presence", "decide_the_rest"])
def test_a_juror_keeps_no_record(client, at, name):
    client.force_login(at.jurors["j2"])

    assert client.post(page(at, name)).status_code == 403


def test_nothing_is_decided_before_the_jury_deliberates(client, at):
    Jury.objects.update(phase="discuss")
    client.force_login(at.chair)

    assert client.get(page(at, "decide_file", "cand-07")).status_code == 403


def test_a_decision_typed_without_its_reason_keeps_what_was_typed(client, at):
    client.force_login(at.chair)
    typed = {"outcome": "retained", "reason": "", "deliberation": "Longue discussion.", "votes_for": 7}
    answer = client.post(page(at, "decide_file", "cand-22"), typed)

    assert answer.context["form"].errors["reason"]
    assert "Longue discussion." in answer.text
    client.post(page(at, "decide_file", "cand-22"), typed | {"reason": "Le quartier dense."})
    assert Deliberation.objects.get().tied


def test_the_facts_are_typed_in_the_hours_of_the_call(client, at):
    at.call.time_zone = "America/Martinique"
    at.call.save()
    client.force_login(at.chair)
    typed = {
        "starts": "2020-10-13T09:30",
        "ends": "2020-10-13T13:10",
        "quorum": 5,
        "proceedings": "Dit.",
        "version": 0,
    }
    client.post(page(at, "prepare_meeting"), typed)

    kept = Meeting.objects.get()
    assert (kept.starts.utctimetuple()[3:5], kept.ends.utctimetuple()[3:5]) == ((13, 30), (17, 10))
    stale = client.post(page(at, "prepare_meeting"), typed | {"proceedings": "Autre."})
    assert stale.context["current"].proceedings == "Dit."


def test_presence_is_typed_with_the_hours_of_a_cut(client, at):
    client.force_login(at.chair)
    typed = {f"p{juror.pk}-how": "room" for juror in at.jurors.values()}
    cut = f"p{at.jurors['j4'].pk}-away_"
    client.post(page(at, "meeting_presence"), typed | {f"{cut}from": "10:40", f"{cut}until": "10:55"})

    line = at.meeting.presences.get(juror=at.jurors["j4"])
    assert (line.how, line.away_from, line.away_until) == ("room", time(10, 40), time(10, 55))
    wrong = client.post(page(at, "meeting_presence"), typed | {f"{cut}from": "10:40"})
    assert wrong.status_code == 200


def test_the_page_of_the_meeting_costs_the_same_for_any_number(client, at, django_assert_max_num_queries):
    client.force_login(at.lead)
    client.get(page(at, "meeting"))
    with django_assert_max_num_queries(12):
        client.get(page(at, "meeting"))
    sit(at)
    with django_assert_max_num_queries(12):
        client.get(page(at, "meeting"))


def test_the_reserve_moves_up_when_a_seat_is_given_up(at):
    for reference in (*FOUR, "cand-22"):
        decided(at, reference)
    for reference in ("cand-21", "cand-13", "cand-18"):
        decided(at, reference, "reserve")

    taken = giving_up.give_up(at.files["cand-16"], by=at.lead, reason="La commune se retire.")

    assert taken.reference == "cand-21"
    states = dict(Application.objects.values_list("reference", "state"))
    assert (states["cand-16"], states["cand-21"]) == ("withdrawn", "retained")
    ranks = dict(Application.objects.filter(state="reserve").values_list("reference", "reserve_rank"))
    assert ranks == {"cand-13": 1, "cand-18": 2}
    assert giving_up.give_up(at.files["cand-16"], by=at.lead, reason="Encore.") is None


def test_a_place_on_the_reserve_is_given_up_by_the_national_team_alone(client, at):
    decided(at, "cand-13", "reserve")
    decided(at, "cand-18", "reserve")
    client.force_login(at.chair)
    assert client.post(page(at, "give_up", "cand-13")).status_code == 403
    client.force_login(at.lead)
    assert client.get(page(at, "give_up", "cand-13")).status_code == 200
    client.post(page(at, "give_up", "cand-13"), {"reason": ""})

    assert Application.objects.get(reference="cand-18").reserve_rank == 1
    assert not Application.objects.filter(state="retained").exists()


@pytest.mark.parametrize("name", ["meeting", "meeting_record", "meeting_record_pdf"])
def test_nobody_else_reads_the_record(client, at, name):
    for code in (RoleCode.BEARER, RoleCode.STATE_SERVICE):
        client.force_login(someone(code, on=at.cohort))
        assert client.get(page(at, name)).status_code == 403
