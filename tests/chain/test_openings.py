"""A retained application opens its project, filled with what was said; what moves up later opens in its turn."""

import pytest
from django.urls import reverse

from levain.chain.services import release_decisions
from levain.evaluation.models import Expectation, Objective
from levain.people.models import Organisation, RoleCode
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire
from levain.questionnaires.services import start
from levain.selection.models import Application, StateChanged
from levain.selection.services import TooManyRetained, decide
from levain.support.models import Need
from tests.chain.test_letters import ready
from tests.people.factories import UserFactory, give_role, someone
from tests.questionnaires.factories import answer, published, question
from tests.selection.factories import ApplicationFactory, CallFactory
from tests.territories.factories import TerritoryFactory

State = Application.State
SAID = {
    "Pourquoi": "Parce que.",
    "Ce qui bloque": "Un local hors d'eau.",
    "Espoir": "Se parler.",
    "Mairie": "Un bourg.",
}
ABOUT = {"story": "Pourquoi", "need": "Ce qui bloque", "hoped": "Espoir", "authority_hopes": "Mairie"}


@pytest.fixture
def call():
    return CallFactory(over=True, cohort__seats=1, read_from=ABOUT)


def apply(call, lead, state=State.RETAINED, **said):
    about = {
        "commune": TerritoryFactory(name="Melle"),
        "collective": "Les Mains",
        "local_authority": "Ville de Melle",
    }
    rank = said.pop("rank", None)
    application = ApplicationFactory(call=call, answers=SAID, **about | said)
    decide(application, state, by=lead, reason="Un bel élan.", rank=rank)
    return application


def release(call, lead):
    ready(call, lead)
    return release_decisions(call, by=lead)


def test_the_project_is_filled_with_what_was_said(call, lead):
    application = apply(call, lead, title="Le jardin", themes=["eau"])
    bearer, official = someone(RoleCode.BEARER, application), someone(RoleCode.LOCAL_AUTHORITY, application)

    [project] = release(call, lead)

    assert (project.name, project.story, project.themes) == ("Le jardin", "Parce que.", ["eau"])
    assert (project.collective.name, project.local_authority.name) == ("Les Mains", "Ville de Melle")
    assert bearer.roles.on(project).get().organisation == project.collective
    assert official.roles.on(project).get().code == RoleCode.LOCAL_AUTHORITY


def test_each_side_expects_what_it_hoped_for_and_the_need_waits_for_the_bearer(call, lead):
    application = apply(call, lead)
    bearer = someone(RoleCode.BEARER, application)
    someone(RoleCode.LOCAL_AUTHORITY, application)

    release(call, lead)

    need = Need.objects.get()
    said = set(Expectation.objects.values_list("voice", "text"))
    assert said == {("inhabitants", "Se parler."), ("authority", "Un bourg.")}
    assert not Objective.objects.exists()
    assert (need.in_my_words, need.stated_by, need.confirmed_on) == ("Un local hors d'eau.", bearer, None)


def test_without_accounts_the_project_opens_all_the_same(call, lead):
    apply(call, lead)

    release(call, lead)

    assert Project.objects.count() == 1
    assert Need.objects.get().stated_by == lead


def test_an_organisation_known_in_this_commune_is_not_made_again(call, lead):
    melle = TerritoryFactory()
    town = Organisation.objects.create(name="ville de Melle", kind="commune")
    town.territories.add(melle)
    apply(call, lead, commune=melle)

    [project] = release(call, lead)

    assert project.local_authority == town


def test_released_again_nothing_opens_twice(call, lead):
    apply(call, lead)

    assert release(call, lead) == release_decisions(call, by=lead)
    assert (Expectation.objects.count(), Need.objects.count()) == (0, 1)


def test_an_application_without_a_commune_stops_everything(call, lead):
    apply(call, lead, commune=None)
    ready(call, lead)

    with pytest.raises(StateChanged):
        release_decisions(call, by=lead)

    assert not Project.objects.exists()


def test_no_more_are_retained_than_there_are_seats(call, lead):
    apply(call, lead)
    ApplicationFactory(call=call)
    Application.objects.update(state=State.RETAINED, decided_on="2026-01-01")
    ready(call, lead)

    with pytest.raises(TooManyRetained):
        release_decisions(call, by=lead)


def test_after_a_seat_is_given_up_the_one_that_moved_up_is_told_and_opens(call, lead):
    first = apply(call, lead)
    second = apply(call, lead, State.RESERVE, rank=1)
    [project] = release(call, lead)
    Application.objects.filter(pk=first.pk).update(state=State.WITHDRAWN)
    Application.objects.filter(pk=second.pk).update(state=State.RETAINED, reserve_rank=None)

    [opened] = release(call, lead)

    project.refresh_from_db()
    assert project.left_on
    assert opened == Application.objects.get(pk=second.pk).project
    assert list(second.letters.exclude(released_at=None).values_list("state", flat=True)) == ["reserve", "retained"]


def test_those_who_only_looked_on_are_brought_too(call, lead):
    application = apply(call, lead)
    observer = UserFactory()
    give_role(observer, RoleCode.OBSERVER, application)

    [project] = release(call, lead)

    assert observer.roles.on(project).get().code == RoleCode.OBSERVER


def test_the_team_says_once_which_question_gives_what_and_the_project_is_filled_with_it(client, call, lead):
    form = Questionnaire.objects.create(slug="appel", title="Appel", audience="bearer")
    published(question("nom"), question("manque", "long_text"), question("telephone", personal_data=True), of=form)
    call.questionnaire, call.read_from = form, {}
    call.save()
    client.force_login(lead)
    client.post(reverse("selection:read_questions", args=[call.slug]), {"title": "nom", "need": "manque"})
    call.refresh_from_db()
    application = apply(call, lead)
    answer(start(form.revisions.get(), subject=application), nom="Le jardin", manque="Une eau propre.")

    release(call, lead)

    assert call.read_from == {"title": "nom", "need": "manque"}
    assert Need.objects.get().in_my_words == "Une eau propre."
