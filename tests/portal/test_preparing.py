"""What is left to prepare is read in the facts: a step is done when the thing is there, whoever did it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.services import adopt_framework, load_framework
from levain.foundation.models import Letter
from levain.people.models import RoleCode
from levain.people.services import invite
from levain.portal import preparing
from levain.programmes.founding import found_house
from tests.people.factories import UserFactory, give_role, someone
from tests.programmes.factories import CohortFactory, ProgrammeFactory
from tests.projects import factories as f
from tests.selection.factories import CallFactory
from tests.seminars.factories import SeminarFactory


def lead_of(programme):
    return someone(RoleCode.PROGRAMME_LEAD, programme)


def done(user, cohort):
    return [step.label for step in preparing.of(user, cohort.programme, cohort).steps if step.done]


def page(cohort):
    return reverse("portal:prepare", args=[cohort.slug])


def test_a_programme_just_founded_leads_to_its_first_session(client):
    programme = ProgrammeFactory(purpose="Aider", carried_by="Ville", contact="a@e.fr")
    lead = lead_of(programme)

    preparation = preparing.of(lead, programme)

    assert [step.done for step in preparation.steps] == [True, True, False]
    assert preparation.next.to == reverse("programmes:open_cohort", args=[programme.slug])
    client.force_login(lead)
    assert preparation.next.to in client.get("/espace/").content.decode()


def test_what_misses_of_a_programme_is_named():
    programme = ProgrammeFactory(purpose="Aider")

    step = preparing.of(lead_of(programme), programme).steps[0]

    assert not step.done
    assert step.told == "Il manque\u00a0: l’organisme qui le porte, une adresse à laquelle écrire"


def test_each_step_is_ticked_by_what_was_done():
    cohort = CohortFactory()
    lead = lead_of(cohort.programme)
    assert done(lead, cohort) == ["Trouver qui pilote", "Ouvrir la session"]

    give_role(UserFactory(), RoleCode.ADVISER, cohort)
    load_framework()
    adopt_framework(cohort, by=lead)
    SeminarFactory(cohort=cohort)
    CallFactory(cohort=cohort)

    assert done(lead, cohort) == [
        "Trouver qui pilote",
        "Ouvrir la session",
        "Inviter l’accompagnement",
        "Composer l’appel à projets",
        "Annoncer l’appel",
        "Adopter le cadre d’évaluation",
        "Donner sa date au premier séminaire",
    ]


def test_a_call_being_composed_says_what_it_misses():
    call = CallFactory(announced=False)
    lead = lead_of(call.cohort.programme)

    steps = {step.label: step for step in preparing.of(lead, call.cohort.programme, call.cohort).steps}

    assert not steps["Composer l’appel à projets"].done
    assert "formulaire" in steps["Composer l’appel à projets"].told
    assert steps["Composer l’appel à projets"].to == reverse("selection:composing", args=[call.slug])


def test_an_invitation_without_an_answer_is_told_and_ticks_nothing():
    cohort = CohortFactory()
    lead = lead_of(cohort.programme)
    invite("ines@exemple.fr", RoleCode.ADVISER, cohort, by=lead)

    step = next(
        s for s in preparing.of(lead, cohort.programme, cohort).steps if s.label == "Inviter l’accompagnement"
    )

    assert (step.done, step.told) == (False, "1 invitation sans réponse")


def test_a_role_that_has_ended_ticks_nothing():
    cohort = CohortFactory()
    give_role(
        UserFactory(), RoleCode.ADVISER, cohort, until=timezone.localdate() - timedelta(days=1), since=cohort.starts
    )

    assert "Inviter l’accompagnement" not in done(lead_of(cohort.programme), cohort)


def test_whoever_may_not_take_a_step_reads_who_does(client):
    cohort = CohortFactory()
    client.force_login(someone(RoleCode.EVALUATOR, cohort))

    read = client.get(page(cohort)).content.decode()

    assert "par l’équipe nationale" in read
    assert reverse("selection:compose_call", args=[cohort.slug]) not in read


@pytest.mark.parametrize("role", ["programme_lead", "administrator", "adviser", "evaluator"])
def test_the_team_of_a_session_reads_what_is_left(client, role):
    cohort = CohortFactory()
    client.force_login(someone(role, cohort))

    assert client.get(page(cohort)).status_code == 200


def test_others_do_not(client):
    cohort = CohortFactory()
    for person in (UserFactory(), lead_of(ProgrammeFactory()), someone(RoleCode.FACILITATOR, cohort)):
        client.force_login(person)
        assert client.get(page(cohort)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    cohort = CohortFactory()
    client.force_login(lead_of(cohort.programme))
    for _ in range(count):
        give_role(UserFactory(), RoleCode.ADVISER, cohort)
        SeminarFactory(cohort=cohort)
        CallFactory(cohort=cohort, announced=False)
        CohortFactory(programme=cohort.programme)
    for address in (page(cohort), cohort.programme.get_absolute_url(), "/espace/"):
        client.get(address)

        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_session_with_projects_is_steered_and_not_prepared(client):
    project = f.ProjectFactory()
    client.force_login(lead_of(project.cohort.programme))

    assert "Ce qu’il reste à préparer" not in client.get("/espace/").content.decode()


def test_an_empty_house_shows_its_administrator_the_first_gesture(client):
    client.force_login(found_house("camille@exemple.fr")[0])

    assert reverse("programmes:found") in client.get("/espace/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_of_whoever_administers_the_house_costs_the_same(client, count, django_assert_max_num_queries):
    camille = found_house("camille@exemple.fr")[0]
    for _ in range(count):
        give_role(camille, RoleCode.ADMINISTRATOR, CohortFactory().programme)
        CohortFactory()
    client.force_login(camille)
    client.get("/espace/")

    with django_assert_max_num_queries(12):
        read = client.get("/espace/").content.decode()
    assert read.count("tenu par d’autres") == count


def test_an_empty_house_says_so_to_who_passes_and_to_who_would_sign_in(client):
    home, sign_in = client.get("/").content.decode(), client.get("/connexion/").content.decode()
    UserFactory()

    assert "Cette maison se prépare" in home
    assert "levain found" in sign_in
    assert "levain found" not in client.get("/connexion/").content.decode()


@pytest.mark.parametrize("role", ["adviser", "evaluator", "programme_lead"])
def test_the_first_screen_of_a_session_without_projects_leads_to_what_is_left(
    client, role, django_assert_max_num_queries
):
    cohort = CohortFactory()
    CallFactory(cohort=cohort, announced=False)
    client.force_login(someone(role, cohort))
    client.get("/espace/")

    with django_assert_max_num_queries(12):
        assert "Ce qu’il reste à préparer" in client.get("/espace/").content.decode()


def test_whoever_is_invited_into_a_session_reads_its_name_in_the_subject():
    cohort = CohortFactory(name="Session 2027")
    invite("ines@exemple.fr", RoleCode.ADVISER, cohort, by=lead_of(cohort.programme))

    assert Letter.objects.get().subject == "Une invitation à rejoindre Session 2027"
