"""What is checked in an application, what is asked again, and what that opens: the deposit stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import reminders
from levain.foundation.models import JournalEntry, Notice
from levain.people.models import RoleCode
from levain.selection.models import Application, Check, CorrectionRequest, StateChanged
from levain.selection.services import admission, checklist
from levain.selection.services.calls import decide
from tests.people.factories import UserFactory, someone
from tests.selection.factories import ApplicationFactory, CallFactory

State = Application.State


@pytest.fixture
def call():
    return CallFactory(over=True)


@pytest.fixture
def lead(call):
    return someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme)


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call)


@pytest.fixture
def bearer(application):
    return someone(RoleCode.BEARER, application)


def ask(application, by, **changes):
    said = {"reason": "Il manque l'accord.", "due": timezone.now() + timedelta(days=10), "missing": ["L'accord"]}
    return admission.ask_correction(application, by=by, **said | changes)


def state_of(application):
    return Application.objects.get(pk=application.pk).state


def page(name, application):
    return reverse(f"selection:{name}", args=[application.call.slug, application.reference])


def test_a_call_begins_with_the_usual_points_and_keeps_those_it_writes(call, lead):
    first = checklist.first_checklist(call)
    checklist.change_checklist(call, [(first[1].pk, "Deux personnes", ""), (None, "Un budget", "")], by=lead)

    assert [point.text for point in checklist.points_of(call)] == ["Deux personnes", "Un budget"]
    assert call.checklist.first().pk == first[1].pk


def test_what_was_found_on_each_point_is_kept_and_may_be_taken_back(application, lead):
    points = checklist.first_checklist(application.call)
    checklist.check(application, {points[0].pk: ("yes", ""), points[1].pk: ("ask", "Qui ?")}, by=lead)
    checklist.check(application, {points[0].pk: ("", ""), points[1].pk: ("no", "Personne")}, by=lead)

    assert list(application.checks.values_list("item", "answer", "note")) == [(points[1].pk, "no", "Personne")]


def test_a_point_of_another_call_is_not_checked(application, lead):
    other = checklist.first_checklist(CallFactory())[0]
    checklist.first_checklist(application.call)

    checklist.check(application, {other.pk: ("yes", "")}, by=lead)

    assert not Check.objects.exists()


def test_asking_for_what_is_missing_tells_those_who_wrote_at_once(application, lead, bearer):
    official = someone(RoleCode.LOCAL_AUTHORITY, application)
    before = application.deposited_at

    request = ask(application, lead)

    application.refresh_from_db()
    assert (application.state, application.deposited_at) == (State.CORRECTION, before)
    assert set(Notice.objects.filter(entry__object_id=request.pk).values_list("recipient", "kind")) == {
        (bearer.pk, "answer"),
        (official.pk, "answer"),
    }


def test_the_same_request_sent_twice_is_one(application, lead):
    token = uuid4()

    assert ask(application, lead, token=token) == ask(application, lead, token=token)
    assert CorrectionRequest.objects.count() == 1


def test_one_request_at_a_time(application, lead):
    ask(application, lead)

    with pytest.raises(StateChanged):
        ask(application, lead)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"missing": []}, admission.NothingAsked),
        ({"due": timezone.now() - timedelta(days=1)}, admission.DueTooSoon),
    ],
)
def test_a_request_names_something_and_leaves_time(application, lead, changes, refusal):
    with pytest.raises(refusal):
        ask(application, lead, **changes)

    assert state_of(application) == State.DEPOSITED


@pytest.mark.parametrize("state", ["draft", "withdrawn", "inadmissible"])
def test_nothing_is_asked_of_an_application_that_is_not_in_the_call(call, lead, state):
    application = ApplicationFactory(call=call, state=state)

    with pytest.raises(StateChanged):
        ask(application, lead)


def test_an_answer_in_time_tells_the_team_and_closes_the_pen(application, lead, bearer):
    request = ask(application, lead)
    admission.answer_correction(request, by=bearer, answer="Le voici.")

    with pytest.raises(admission.AlreadyAnswered):
        admission.answer_correction(request, by=bearer, answer="Encore.")

    assert CorrectionRequest.objects.get().answer == "Le voici."
    assert Notice.objects.filter(recipient=lead, entry__verb="correction.answered").exists()
    assert state_of(application) == State.CORRECTION


def test_the_grace_is_forgiven_and_nothing_after_it(application, lead, bearer):
    request = ask(application, lead, grace_minutes=30)
    late = CorrectionRequest.objects.filter(pk=request.pk)
    late.update(due=timezone.now() - timedelta(minutes=29), asked_at=timezone.now() - timedelta(days=5))
    request.refresh_from_db()
    assert request.is_open()
    late.update(due=timezone.now() - timedelta(minutes=31))

    with pytest.raises(admission.TooLate):
        admission.answer_correction(request, by=bearer, answer="Trop tard")


def test_it_is_decided_once_answered_or_once_the_time_is_over(application, lead, bearer):
    request = ask(application, lead)
    with pytest.raises(admission.StillWaiting):
        admission.settle(application, admissible=True, by=lead)
    admission.answer_correction(request, by=bearer, answer="Le voici.")

    admission.settle(application, admissible=True, by=lead)

    request.refresh_from_db()
    assert state_of(application) == State.ADMISSIBLE
    assert request.settled_at


def test_passing_over_a_missing_point_or_refusing_says_why(application, lead):
    with pytest.raises(admission.ReasonMissing):
        admission.settle(application, admissible=False, by=lead)
    point = checklist.first_checklist(application.call)[0]
    checklist.check(application, {point.pk: ("no", "")}, by=lead)
    with pytest.raises(admission.ReasonMissing):
        admission.settle(application, admissible=True, by=lead)

    admission.settle(application, admissible=True, by=lead, reason="L'accord est venu par téléphone.")

    assert state_of(application) == State.ADMISSIBLE


def test_a_decided_application_is_no_longer_checked(application, lead):
    decide(application, State.RETAINED, by=lead, reason="Un bel élan.")

    with pytest.raises(StateChanged):
        ask(application, lead)
    with pytest.raises(StateChanged):
        admission.settle(application, admissible=False, by=lead, reason="Non.")


def test_the_applicants_are_reminded_before_the_deadline_and_no_longer_once_they_answered(application, lead, bearer):
    request = ask(application, lead)
    asked = timezone.now() - timedelta(days=9)
    CorrectionRequest.objects.update(asked_at=asked, due=timezone.now() + timedelta(days=1, hours=1))

    reminders.remind(timezone.now().replace(hour=12))
    assert JournalEntry.objects.filter(verb="reminder.correction").count() == 1
    request.refresh_from_db()
    admission.answer_correction(request, by=bearer, answer="Voilà.")
    reminders.remind(timezone.now().replace(hour=12) + timedelta(days=1))

    assert JournalEntry.objects.filter(verb="reminder.correction").count() == 1


def test_the_team_checks_asks_and_concludes_on_its_pages(client, application, lead, bearer):
    client.force_login(lead)
    point = checklist.first_checklist(application.call)[0]
    client.post(page("check", application), {f"answer-{point.pk}": "ask", f"note-{point.pk}": "L'accord écrit"})
    asking = client.get(page("ask_correction", application))
    assert "accord écrit" in asking.content.decode()
    client.post(
        page("ask_correction", application),
        {
            "reason": "Merci pour ce beau dossier.",
            "missing": "L'accord écrit",
            "due": (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M"),
            "grace_minutes": "30",
            "token": str(uuid4()),
        },
    )
    assert state_of(application) == State.CORRECTION

    client.force_login(bearer)
    answered = client.post(page("correction", application), {"answer": "Joint.", "version": "1"}, follow=True)
    assert "Joint." in answered.content.decode()

    client.force_login(lead)
    client.post(page("settle", application), {"admissible": "yes", "reason": "Reçu."})
    assert state_of(application) == State.ADMISSIBLE


@pytest.mark.parametrize("name", ["check", "ask_correction"])
def test_the_checks_are_closed_to_those_who_applied_and_to_others(client, application, bearer, name):
    for person in (bearer, UserFactory(), someone(RoleCode.JUROR, application.call)):
        client.force_login(person)
        assert client.get(page(name, application)).status_code == 403


def test_a_correction_is_read_by_those_who_wrote_and_by_the_team_alone(client, application, lead, bearer):
    ask(application, lead)
    found = {}
    elsewhere = someone(RoleCode.BEARER, ApplicationFactory(call=application.call))
    for name, person in {"bearer": bearer, "lead": lead, "elsewhere": elsewhere}.items():
        client.force_login(person)
        found[name] = client.get(page("correction", application)).status_code

    assert found == {"bearer": 200, "lead": 200, "elsewhere": 403}


def test_only_those_who_wrote_answer(client, application, lead):
    ask(application, lead)
    client.force_login(lead)

    assert client.post(page("correction", application), {"answer": "Moi", "version": "1"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, call, lead, count, django_assert_max_num_queries):
    for _number in range(count):
        ask(ApplicationFactory(call=call), lead)
    checklist.first_checklist(call)
    client.force_login(lead)

    with django_assert_max_num_queries(12):
        shown = client.get(reverse("selection:admission", args=[call.slug]))

    assert len(shown.context["page"].object_list) == count


def test_what_was_found_stays_readable_once_decided(client, application, lead):
    point = checklist.first_checklist(application.call)[0]
    checklist.check(application, {point.pk: ("no", "Personne")}, by=lead)
    decide(application, State.NOT_RETAINED, by=lead, reason="D'autres projets.")
    client.force_login(lead)

    shown = client.get(page("check", application)).content.decode()

    assert "Personne" in shown
    assert (
        application.title in client.get(reverse("selection:admission", args=[application.call.slug])).content.decode()
    )


def test_looking_at_the_usual_points_writes_nothing(client, application, lead):
    client.force_login(lead)
    for to in (page("check", application), reverse("selection:checklist", args=[application.call.slug])):
        assert client.get(to).status_code == 200

    assert not application.call.checklist.exists()


def test_the_usual_points_are_kept_with_the_first_answers(client, application, lead):
    other = ApplicationFactory(call=application.call)
    client.force_login(lead)
    shown = client.get(page("check", application)).content.decode()
    assert 'name="note-usual-2"' in shown

    for one in (application, other):  # both pages were opened before anything was kept
        client.post(page("check", one), {"answer-usual-2": "ask", "note-usual-1": "", "note-usual-2": "Qui ?"})

    for one in (application, other):
        assert list(one.checks.values_list("item__position", "answer", "note")) == [(2, "ask", "Qui ?")]
    assert application.call.checklist.count() == len(checklist.FIRST_CHECKLIST)
