"""A house that has no form of applications takes the one that is offered, and its call goes on from there."""

import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from levain.projects.themes import THEMES
from levain.questionnaires.models import Question, Questionnaire
from levain.questionnaires.services import Asked, checking
from levain.selection.forms.composing import forms_of_calls
from levain.selection.services.answers import read_from, revision_of
from levain.selection.services.starting_form import take_starting_form
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.selection.factories import CallFactory

FORMS, TAKE = reverse("selection:application_forms"), reverse("selection:take_starting_form")


@pytest.fixture
def lead():
    return someone(RoleCode.PROGRAMME_LEAD, CohortFactory().programme)


def test_the_form_offered_is_published_at_once_and_may_be_chosen(client, lead):
    client.force_login(lead)

    page = client.post(TAKE, follow=True).content.decode()

    assert "Formulaire de candidature" in page
    assert "Prendre le formulaire proposé" not in page
    assert list(forms_of_calls(None)) == [Questionnaire.objects.get()]


def test_taken_twice_it_is_one_form(client, lead):
    client.force_login(lead)
    client.post(TAKE)
    client.post(TAKE)

    assert Questionnaire.objects.count() == 1
    assert Questionnaire.objects.get().revisions.count() == 1


def test_nothing_in_it_would_break_and_everything_lists_show_is_read_in_it(lead):
    form = take_starting_form(by=lead)
    call = CallFactory(questionnaire=form)
    asked = Asked(revision_of(call))

    assert [problem for problem in checking.problems(revision_of(call)) if problem.blocking] == []
    assert read_from(call, asked) == {
        "title": "nom_du_projet",
        "summary": "recit",
        "commune": "commune",
        "themes": "sujets",
        "collective": "collective",
        "local_authority": "local_authority",
        "consent": "rappel_pour_l_evaluation",
    }
    themes = Question.objects.get(code="sujets").options
    assert [option["code"] for option in themes] == list(THEMES)


def test_a_form_composed_on_screen_for_applications_may_be_chosen_once_published(client, lead):
    client.force_login(lead)
    page = f"{reverse('questionnaires:begin')}?pour=candidature"

    assert 'name="audience"' not in client.get(page).content.decode()
    client.post(page, {"title": "Le nôtre", "language": "fr", "audience": "personne", "anonymous": "on"})

    form = Questionnaire.objects.get()
    assert (form.audience, form.revisions.get().anonymous) == ("application", False)


def test_its_audience_does_not_change_when_it_is_reworded(client, lead):
    client.force_login(lead)
    client.post(f"{reverse('questionnaires:begin')}?pour=candidature", {"title": "Le nôtre", "language": "fr"})
    form = Questionnaire.objects.get()
    page = reverse("questionnaires:promise", args=[form.slug])

    client.post(page, {"title": "Le nôtre, revu", "language": "fr", "version": form.revisions.get().version})

    form.refresh_from_db()
    assert (form.title, form.audience) == ("Le nôtre, revu", "application")


def test_only_the_team_takes_it(client):
    for person in (UserFactory(), someone(RoleCode.FACILITATOR, CohortFactory())):
        client.force_login(person)
        assert client.get(FORMS).status_code == client.post(TAKE).status_code == 403
    client.force_login(UserFactory())
    assert client.get(TAKE).status_code in (403, 405)
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, lead, count, django_assert_max_num_queries):
    take_starting_form(by=lead)
    for n in range(count):
        form = Questionnaire.objects.create(slug=f"f{n}", title=f"F{n}", audience="application")
        form.revisions.create(number=1, published_at="2026-01-01T00:00Z")
    client.force_login(lead)

    with django_assert_max_num_queries(8):
        client.get(FORMS)
