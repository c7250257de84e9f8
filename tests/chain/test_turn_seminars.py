"""What was said at a seminar, or kept in its minutes, becomes something that lives on."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from levain.capitalisation.models import Evidence
from levain.foundation.models import Origin
from levain.projects.models import Action
from levain.seminars.models import ANONYMOUS, Activity
from levain.seminars.services import write_minutes
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import ActivityFactory, ContributionFactory, SeminarFactory

pytestmark = pytest.mark.django_db


def page_of(obj):
    return reverse("chain:turn", args=[ContentType.objects.get_for_model(obj).pk, obj.pk])


@pytest.fixture
def project():
    return ProjectFactory()


def test_a_decision_of_the_minutes_becomes_an_action_that_leads_back_to_them(client, project):
    seminar = SeminarFactory(cohort=project.cohort, over=True)
    team = adviser_of(project)
    minutes = write_minutes(seminar, text="Il a plu.", decisions="Un appel par mois.", by=team)
    client.force_login(team)
    told = {"into": "action", "quote": "Un appel par mois.", "field": "decisions", "project": project.pk}
    assert client.post(page_of(minutes), told | {"title": "Appeler chaque mois"}).status_code == 302
    assert Action.objects.get().title == "Appeler chaque mois"
    assert Origin.objects.get().passage.object == minutes


def test_words_of_the_decisions_are_found_there_whatever_text_the_page_began_with(client, project):
    seminar = SeminarFactory(cohort=project.cohort, over=True)
    team = adviser_of(project)
    minutes = write_minutes(seminar, text="Il a plu.", decisions="Un appel par mois.", by=team)
    client.force_login(team)
    told = {"into": "action", "quote": "Un appel par mois.", "field": "text", "project": project.pk}

    assert client.post(page_of(minutes), told | {"title": "Appeler chaque mois"}).status_code == 302
    assert Origin.objects.get().passage.field == "decisions"


def test_a_contribution_becomes_evidence_for_those_who_draw_the_learning(client, project):
    activity = ActivityFactory(seminar=SeminarFactory(cohort=project.cohort, over=True))
    said = ContributionFactory(activity=activity, text="Personne ne sait qui a la clé.", project=project)
    told = {"into": "evidence", "quote": said.text, "field": "text", "project": project.pk, "title": "La clé"}
    client.force_login(bearer_of(project))
    assert client.post(page_of(said), told).status_code == 200
    assert not Evidence.objects.exists()
    client.force_login(adviser_of(project))
    assert client.post(page_of(said), told).status_code == 302
    assert Evidence.objects.get().passage.object == said


def test_words_without_a_name_become_evidence_that_names_nobody(client, project):
    activity = ActivityFactory(seminar=SeminarFactory(cohort=project.cohort, over=True), named=False)
    said = ContributionFactory(activity=activity, text="Je n'ai pas osé parler.", side=ANONYMOUS, named=False)
    told = {"into": "evidence", "quote": said.text, "field": "text", "project": project.pk, "title": "Oser"}
    client.force_login(adviser_of(project))
    client.post(page_of(said), told)
    assert (Evidence.objects.get().speaker_user, Evidence.objects.get().project) == (None, None)


def test_a_promise_is_proposed_as_a_commitment_of_its_project(client, project):
    activity = ActivityFactory(
        seminar=SeminarFactory(cohort=project.cohort, over=True), kind=Activity.Kind.COMMITMENTS, columns=[]
    )
    said = ContributionFactory(activity=activity, text="Envoyer la liste.", project=project)
    client.force_login(adviser_of(project))
    assert client.get(page_of(said)).context["form"].initial["into"] == "commitment"


def test_an_action_of_a_whole_seminar_has_its_owner_in_the_project_chosen(client, project):
    other = ProjectFactory(cohort=project.cohort)
    zoe, lou, team = bearer_of(project), bearer_of(other), adviser_of(project)
    activity = ActivityFactory(seminar=SeminarFactory(cohort=project.cohort, over=True))
    said = ContributionFactory(activity=activity, text="Appeler la mairie.", project=None)
    told = {"into": "action", "quote": said.text, "field": "text", "project": project.pk, "title": "Appeler"}
    client.force_login(team)

    offered = dict(client.get(page_of(said)).context["form"].fields["owner"].choices)
    elsewhere = client.post(page_of(said), told | {"owner": lou.pk})
    client.post(page_of(said), told | {"owner": zoe.pk})

    assert offered[str(other)] == [(str(lou.pk), str(lou))]
    assert (str(team.pk), str(team)) in offered["accompagnement"]
    assert "owner" in elsewhere.context["form"].errors
    assert Action.objects.get().owner == zoe
