from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from levain.people.models import Organisation
from levain.people.naming import in_a_sentence
from levain.support.models import Need
from levain.support.panels import project_panel, questions_waiting
from levain.support.waiting import all_waits, waits_for, with_waits
from tests.people.factories import OrganisationFactory, UserFactory, give_role, someone
from tests.projects.factories import ProjectFactory, lead_of, official_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, service_of

pytestmark = pytest.mark.django_db
DAY = date(2021, 1, 13)


def wait(need):
    """The same answer from the rows of one need and from the annotated list."""
    alone = waits_for(need)
    listed = waits_for(with_waits(Need.objects.filter(pk=need.pk))[0])
    assert alone == listed
    return alone.side, alone.since


def test_a_need_waits_first_for_the_adviser_then_for_the_project():
    assert wait(NeedFactory(stated_on=DAY)) == ("adviser", DAY)
    assert wait(NeedFactory(qualified=True, qualified_on=DAY)) == ("bearer", DAY)
    assert wait(NeedFactory(opened=True, agreed_on=DAY)) == ("adviser", DAY)


def test_a_need_with_a_proposal_waits_for_the_answer_of_the_project():
    proposal = ProposalFactory(proposed_on=DAY)

    assert wait(proposal.need) == ("bearer", DAY)


def test_a_need_with_a_question_waits_for_the_service_by_its_name():
    need = NeedFactory(opened=True)
    service = service_of(need.project, name="DDT des Deux-Sèvres")
    ReferralFactory(need=need, service=service, asked_on=DAY, hoped_by=date(2021, 2, 15))

    found = waits_for(need)

    assert (found.side, found.who, found.until) == ("state_service", "la DDT des Deux-Sèvres", date(2021, 2, 15))
    assert "15 février 2021" in found.sentence


def test_the_day_announced_by_the_service_replaces_the_day_hoped_for():
    referral = ReferralFactory(asked_on=DAY, hoped_by=date(2021, 2, 15), back_on=date(2021, 3, 1))

    assert waits_for(referral.need).until == date(2021, 3, 1)


def test_both_waits_are_said_the_longest_first():
    referral = ReferralFactory(asked_on=DAY, hoped_by=date(2021, 2, 15))
    ProposalFactory(need=referral.need, proposed_on=date(2021, 1, 10))

    assert [found.side for found in all_waits(referral.need)] == ["bearer", "state_service"]


def test_once_answered_the_project_tells_what_came_of_it():
    proposal = ProposalFactory(answer="under_way", answered_on=DAY)

    assert wait(proposal.need) == ("bearer", DAY)


def test_when_nothing_suited_the_adviser_looks_again():
    proposal = ProposalFactory(answer="not_for_us", answered_on=DAY)

    assert wait(proposal.need) == ("adviser", DAY)


def test_a_closed_need_waits_for_nobody():
    assert waits_for(NeedFactory(closed=True)).side == ""


def test_the_state_agent_finds_the_questions_put_to_his_service():
    referral = ReferralFactory(asked_on=DAY, hoped_by=date(2021, 2, 15))
    agent = state_agent_of(referral.need.project)
    ReferralFactory()
    ReferralFactory(need__project=referral.need.project, service=referral.service, replied_on=DAY)

    (found,) = questions_waiting(agent)

    assert (found.who, found.until) == (referral.need.project.name, date(2021, 2, 15))
    assert found.url == f"/espace/orientations/{referral.pk}/repondre/"


def test_the_national_team_finds_the_questions_put_to_the_ministry():
    ministry = OrganisationFactory(kind=Organisation.Kind.MINISTRY)
    referral = ReferralFactory(service=ministry)

    assert len(list(questions_waiting(lead_of(referral.need.project)))) == 1


def test_no_question_waits_for_a_person_without_a_role():
    ReferralFactory()

    assert list(questions_waiting(UserFactory())) == []


def test_questions_that_wait_cost_one_query_for_any_number(django_assert_num_queries):
    for count in (1, 3):
        project = ProjectFactory()
        agent = state_agent_of(project)
        for need in NeedFactory.create_batch(count, project=project, opened=True):
            ReferralFactory(need=need, service=service_of(project))
        _known = agent.roles_held
        with django_assert_num_queries(1):
            assert len(list(questions_waiting(agent))) == count


def test_the_panel_of_a_project_costs_two_queries_and_respects_audiences():
    project = ProjectFactory()
    official = official_of(project)
    for need in NeedFactory.create_batch(3, project=project, opened=True):
        ReferralFactory(need=need, service=service_of(project))
    NeedFactory(project=project, audience="collective")
    NeedFactory(project=project, closed=True)
    _known = project.cohort.programme, official.roles_held

    with CaptureQueriesContext(connection) as queries:
        panel = project_panel(project, official)
        shown = [need.wait.side for need in panel["needs"]]

    assert shown == ["state_service"] * 3
    assert len(queries) == 2


def test_every_page_names_the_same_adviser():
    need = NeedFactory(stated_on=DAY)
    first = someone("adviser", need.project.cohort, name="Inès K.")
    someone("adviser", need.project.cohort.programme, name="Paul B.")

    [listed] = with_waits(Need.objects.filter(pk=need.pk))

    assert waits_for(need).who == waits_for(listed).who == first.name


def test_who_put_a_need_in_words_is_named_while_she_advises():
    need = NeedFactory(opened=True, qualified_by__name="Paul B.")
    someone("adviser", need.project.cohort, name="Inès K.")
    assert waits_for(Need.objects.get(pk=need.pk)).who == "Inès K."

    give_role(need.qualified_by, "adviser", need.project.cohort)

    assert waits_for(Need.objects.get(pk=need.pk)).who == "Paul B."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DDT des Vosges", "la DDT des Vosges"),
        (
            "Unité départementale de la DRIEAT des Hauts-de-Seine",
            "l’unité départementale de la DRIEAT des Hauts-de-Seine",
        ),
        ("Commune de Melle", "la commune de Melle"),
        ("Bêches et voisins", "Bêches et voisins"),
    ],
)
def test_an_organisation_has_its_article_in_a_sentence(name, said):
    assert in_a_sentence(name) == said
