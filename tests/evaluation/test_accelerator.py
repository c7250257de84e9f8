"""The accelerator itself: time to answer, four voices, the barometer at three moments; nothing under the floor."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.models import BarometerAnswer, BarometerWave, EmergenceAsk, MissedInitiative
from levain.evaluation.services import accelerator as services
from levain.evaluation.sources import accelerator as source
from levain.evaluation.sources import voices
from levain.foundation.models import Letter
from levain.people.models import RoleCode
from levain.selection.models import EvaluationConsent
from tests.people import factories as people
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, department_of, lead_of
from tests.selection.factories import ApplicationFactory
from tests.seminars.factories import ActivityFactory, ContributionFactory, SeminarFactory
from tests.support.factories import NeedFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(project):
    return project.cohort


def figures_of(cohort):
    return {figure.code: figure for figure in source.of_cohorts([cohort])[cohort.pk]}


def test_the_time_to_answer_is_the_median_over_the_first_proposal_reply_or_help(project, cohort):
    stated = date(2021, 3, 1)
    for days in (2, 8, 40):
        need = NeedFactory(project=project, stated_on=stated)
        ProposalFactory(need=need, proposed_on=stated + timedelta(days=days))
        ProposalFactory(need=need, proposed_on=stated + timedelta(days=days + 30))
    NeedFactory(project=project, stated_on=stated)

    figure = figures_of(cohort)["besoins-premiere-reponse"]

    assert (figure.value, figure.n, figure.invited, figure.method) == (8, 3, 4, "M-RESP")
    assert figure.parameters["longest"] == 40
    assert len(figure.rows) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_cohorts_are_read_together_in_the_same_queries(count, django_assert_num_queries):
    cohorts = [ProjectFactory().cohort for _place in range(count)]
    for cohort in cohorts:
        ProposalFactory(need=NeedFactory(project=cohort.projects.first()))

    with django_assert_num_queries(5):
        found = source.of_cohorts(cohorts)

    assert set(found) == {cohort.pk for cohort in cohorts}


def consents(cohort, call, n, state="not_retained"):
    for place in range(n):
        reference = f"{state}-{place}"
        decided = {"decided_on": date(2020, 10, 23)} if state in ("retained", "not_retained") else {}
        ApplicationFactory(call=call, reference=reference, state=state, **decided)
        EvaluationConsent.objects.create(call=call, reference=reference, name="Ada", email=f"{reference}@ici.example")


@pytest.fixture
def asked(project, cohort):
    """Six projects not retained and one retained, of those who agreed to be called."""
    call = ApplicationFactory(call__cohort=cohort).call
    consents(cohort, call, 6)
    consents(cohort, call, 1, "retained")
    return services.ask_emergence(cohort, when="decision", by=adviser_of(project))


def answered(ask, **said):
    services.answer_emergence(
        ask, **{"origin": "changed", "now": "goes_on", "again": "yes", "helped": "Un mot."} | said
    )


def test_only_those_who_agreed_are_written_to_and_once(asked, cohort, project):
    assert len(asked) == 7
    assert Letter.objects.filter(to__endswith="@ici.example").count() == 7
    assert services.ask_emergence(cohort, when="decision", by=adviser_of(project)) == []
    EvaluationConsent.objects.filter(reference="retained-0").update(
        name="", email="", person=None, withdrawn_at=timezone.now()
    )
    assert len(services.ask_emergence(cohort, when="year", by=adviser_of(project))) == 6


def test_the_state_services_of_the_territory_are_asked_too(project, cohort):
    service = people.OrganisationFactory(kind="state_service")
    people.give_role(people.UserFactory(), RoleCode.STATE_SERVICE, department_of(project), organisation=service)

    asked = services.ask_emergence(cohort, when="decision", by=adviser_of(project))

    assert [(ask.voice, ask.service) for ask in asked] == [("state", service)]


def time_passes(**since):
    """The days in which these questions may be answered are over."""
    long_ago = timezone.localdate() - EmergenceAsk.OPEN_FOR - timedelta(days=1)
    EmergenceAsk.objects.filter(**since).update(asked_on=long_ago)


def test_a_voice_of_fewer_than_five_answers_tells_nothing(asked, cohort):
    others = [ask for ask in asked if ask.voice == "not_retained"]
    for ask in others[:4]:
        answered(ask)
    held = set(EmergenceAsk.objects.values_list("pk", flat=True))
    time_passes()
    assert all(not one.shown and not one.now and not one.helped for one in voices.heard(cohort))

    EmergenceAsk.objects.filter(pk__in=held).update(asked_on=timezone.localdate())
    answered(others[4], now="stopped")
    answered(next(ask for ask in asked if ask.voice == "retained"), helped="Nous seuls.")
    time_passes()
    by_voice = {one.voice: one for one in voices.heard(cohort)}

    assert by_voice["not_retained"].now == {"goes_on": 4, "stopped": 1}
    assert not by_voice["retained"].shown
    assert by_voice["retained"].helped == []


def test_the_last_answer_of_a_voice_is_not_told_apart_by_reading_before_and_after(client, asked, cohort, project):
    """Five answered of six: shown now, the sixth would be the difference of two readings."""
    others = [ask for ask in asked if ask.voice == "not_retained"]
    for ask in others[:5]:
        answered(ask, helped="Un mot de cinq.")
    client.force_login(adviser_of(project))
    page = client.get(reverse("evaluation:emergence", args=[cohort.slug])).content.decode()
    assert "Un mot de cinq." not in page
    assert "Pas encore entendus : commencés, jamais déposés · services de l’État." in page.replace("\xa0", " ")
    assert not any(figure.value for figure in voices.figures(cohort, []))

    answered(others[5], now="stopped")

    [told] = [one for one in voices.heard(cohort) if one.shown]
    assert (told.voice, told.answered) == ("not_retained", 6)


def test_a_voice_that_is_read_is_no_longer_answered_nor_asked(client, asked, cohort, project):
    others = [ask for ask in asked if ask.voice == "not_retained"]
    for ask in others[:5]:
        answered(ask)
    time_passes()
    assert [one.voice for one in voices.heard(cohort) if one.shown] == ["not_retained"]

    late = EmergenceAsk.objects.get(pk=others[5].pk)
    with pytest.raises(services.AskClosed):
        answered(late, now="stopped")
    assert client.get(reverse("evaluation:answer_emergence", args=[late.key])).status_code == 410
    call = EvaluationConsent.objects.first().call
    ApplicationFactory(call=call, reference="later", state="not_retained", decided_on=date(2020, 10, 23))
    EvaluationConsent.objects.create(call=call, reference="later", name="Ada", email="later@ici.example")
    assert services.ask_emergence(cohort, when="decision", by=adviser_of(project)) == []


def test_initiatives_that_did_not_apply_wait_for_five_services(cohort, project):
    for place in range(5):
        said = {"cohort": cohort, "voice": "state", "when": "decision", "asked_by": adviser_of(project)}
        ask = EmergenceAsk.objects.create(**said)
        answered(ask, missed=[{"what": f"Un verger {place}", "why": "too_early"}])
        told = voices.missed(cohort, voices.heard(cohort))
        assert bool(told) is (place == 4)


def test_what_the_selection_changed_needs_five_answers_on_both_sides(asked, cohort, project):
    for ask in asked:
        answered(ask, now="stopped" if ask.voice == "not_retained" else "goes_on")
    assert voices.selection(voices.heard(cohort)) == []
    for _place in range(4):
        said = {"cohort": cohort, "voice": "retained", "when": "decision", "asked_by": adviser_of(project)}
        answered(EmergenceAsk.objects.create(**said))

    [(_when, rows, kept, left)] = voices.selection(voices.heard(cohort))

    assert (kept, left) == (5, 6)
    assert [(n, m) for _label, n, m in rows] == [(5, 0), (0, 0), (0, 0), (0, 6)]


def test_the_five_questions_are_answered_once_by_the_link(client, asked):
    ask = asked[0]
    address = reverse("evaluation:answer_emergence", args=[ask.key])
    assert client.get(address).status_code == 200
    told = {"origin": "born", "now": "waits", "again": "yes", "helped": "Un voisin."}
    client.post(address, told)
    client.post(address, told | {"now": "stopped"})

    ask.refresh_from_db()
    assert (ask.now, ask.helped) == ("waits", "Un voisin.")
    assert client.post(reverse("evaluation:answer_emergence", args=["nowhere"]), told).status_code == 404


def test_a_service_names_initiatives_that_did_not_apply_with_a_reason(client, project, cohort):
    ask = EmergenceAsk.objects.create(cohort=cohort, voice="state", when="decision", asked_by=adviser_of(project))
    address = reverse("evaluation:answer_emergence", args=[ask.key])
    told = {"origin": "same", "now": "goes_on", "again": "yes", "what_1": "Un verger, au nord"}
    assert client.post(address, told).status_code == 200
    assert not MissedInitiative.objects.exists()

    client.post(address, told | {"why_1": "too_early"})

    assert MissedInitiative.objects.get().what == "Un verger, au nord"


def wave_of(cohort, project, moment="start"):
    today = timezone.localdate()
    return services.open_wave(
        cohort, by=adviser_of(project), moment=moment, opens=today, closes=today + timedelta(days=9), invited=27
    )


def waves_once_closed(cohort):
    """What a reader sees the day after; the sheet in hand still believes that it is open."""
    today = timezone.localdate()
    BarometerWave.objects.update(opens=today - timedelta(days=9), closes=today - timedelta(days=1))
    return voices.waves([cohort])[cohort.pk]


def test_the_barometer_shows_counts_from_five_answers(cohort, project):
    wave = wave_of(cohort, project)
    for level in (5, 4, 4, 2):
        services.answer_wave(wave, token=uuid4(), levels={"bar-1": level})
    [before] = waves_once_closed(cohort)
    assert before.agreeing("bar-1") is None

    services.answer_wave(wave, token=uuid4(), levels={"bar-1": 1, "bar-2": 5, "made-up": 3, "bar-3": 9})
    [now] = waves_once_closed(cohort)

    assert now.agreeing("bar-1") == (3, 5)
    assert now.agreeing("bar-2") is None
    assert {"made-up", "bar-3"}.isdisjoint(BarometerAnswer.objects.latest("pk").levels)
    figure = next(one for one in voices.of_wave(cohort, now) if one.code == "bar-1-start")
    assert (figure.value, figure.n, figure.invited, len(figure.rows)) == (3, 5, 27, 5)


def test_the_barometer_is_taken_once_at_a_moment(cohort, project):
    wave_of(cohort, project)
    with pytest.raises(services.AlreadyOpen):
        wave_of(cohort, project)


def test_a_sheet_sent_twice_is_kept_once_and_names_nobody(client, cohort, project):
    wave = wave_of(cohort, project)
    address = reverse("evaluation:answer_barometer", args=[wave.key])
    token = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())[1]
    for _twice in range(2):
        client.post(address, {"token": token, "bar-1": "4"})

    assert BarometerAnswer.objects.count() == 1
    assert {field.name for field in BarometerAnswer._meta.fields} == {"id", "wave", "levels"}


PAGES = ("accelerator", "emergence", "barometer", "ask_emergence", "open_wave_barometer")


@pytest.mark.parametrize("name", PAGES)
def test_the_team_of_the_cohort_reads_the_pages_and_a_bearer_does_not(client, cohort, project, name):
    ProposalFactory(need=NeedFactory(project=project), usefulness=4, answer="obtained")
    address = reverse(f"evaluation:{name}", args=[cohort.slug])
    client.force_login(lead_of(project))
    assert client.get(address).status_code == 200
    client.force_login(bearer_of(project))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_cohorts_are_compared_within_the_budget(client, count, django_assert_max_num_queries):
    programme = ProjectFactory().cohort.programme
    lead = people.someone(RoleCode.PROGRAMME_LEAD, programme)
    cohorts = [ProjectFactory(cohort__programme=programme).cohort for _place in range(count)]
    for cohort in cohorts:
        ProposalFactory(need=NeedFactory(project=cohort.projects.first()))
    client.force_login(lead)
    query = "&".join(f"session={cohort.slug}" for cohort in cohorts)

    with django_assert_max_num_queries(12):
        html = client.get(f"{reverse('evaluation:compare_cohorts')}?{query}").content.decode()

    assert all(cohort.name in html for cohort in cohorts)


def test_a_poster_of_the_barometer_is_printed_by_those_who_ask(client, cohort, project):
    wave = wave_of(cohort, project)
    address = reverse("evaluation:barometer_poster", args=[wave.pk])
    client.force_login(adviser_of(project))
    assert reverse("evaluation:answer_barometer", args=[wave.key]) in client.get(address).content.decode()
    client.force_login(bearer_of(project))
    assert client.get(address).status_code == 403


def satisfaction(cohort, **levels):
    """The levels that close a seminar, by side."""
    seminar = SeminarFactory(cohort=cohort)
    activity = ActivityFactory(seminar=seminar, kind="closing_questionnaire")
    for side, given in levels.items():
        for level in given:
            ContributionFactory(activity=activity, side=side, text="", value={"s02": level})
    found = figures_of(cohort)
    return {code.removeprefix(f"seminaire-{seminar.number}"): one for code, one in found.items() if "semin" in code}


def test_five_who_all_say_the_same_are_not_told_by_a_bound_that_can_only_be_all(cohort):
    """“Nine out of ten or more” of five people is five people."""
    found = satisfaction(cohort, bearer=[4] * 8 + [2] * 3, state_service=[5] * 5, local_authority=[4, 4, 3, 2, 1, 5])
    assert found[""].value == 16
    assert "-state-service" not in found
    assert "-local-authority" not in found, "alone hidden, the State would be the difference"
    assert found["-bearer"].value == 8


def test_of_ten_or_more_all_alike_the_bound_is_said(cohort):
    found = satisfaction(cohort, bearer=[4] * 11, state_service=[2, 4, 5, 4, 1], local_authority=[4, 4, 3, 2, 1])
    assert found["-bearer"].why_not == "Neuf sur dix ou plus."
    assert (found["-bearer"].value, found["-bearer"].rows) == (None, ())
    assert found["-state-service"].value == 3
