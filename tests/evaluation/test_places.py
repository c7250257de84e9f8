"""The place given to the inhabitants, event by event, and the charter of participation: counts and proofs, no sum."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from levain.evaluation import figures
from levain.evaluation.models import CharterAnswer, PlaceGiven
from levain.evaluation.services import places as services
from levain.evaluation.sources import participation as source
from levain.foundation.audiences import Audience
from levain.foundation.models import JournalEntry
from levain.projects.models import LogbookEntry
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, bearer_of, official_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


def event(project, **said):
    said = {"kind": LogbookEntry.Kind.EVENT, "audience": Audience.PROJECT} | said
    return LogbookEntryFactory(project=project, **said)


def get(client, name, project):
    return client.get(reverse(f"evaluation:{name}", args=[project.slug]))


def test_each_event_has_its_place_said_changed_and_taken_back(client, project):
    first, second = event(project), event(project)
    bearer = bearer_of(project)
    client.force_login(bearer)
    address = reverse("evaluation:tell_places", args=[project.slug])

    client.post(address, {f"event_{first.pk}": "consult", f"event_{second.pk}": "empower"})
    client.post(address, {f"event_{first.pk}": "collaborate", f"event_{second.pk}": ""})

    [given] = PlaceGiven.objects.all()
    assert (given.entry, given.place, given.told_by) == (first, "collaborate", bearer)
    assert JournalEntry.objects.filter(verb="places.told").count() == 2
    client.post(address, {f"event_{first.pk}": "collaborate"})
    assert JournalEntry.objects.filter(verb="places.told").count() == 2
    assert "Collaborer" in get(client, "places", project).content.decode()


def test_a_hostile_form_says_nothing_of_another_project_nor_of_what_the_collective_keeps(project):
    mine, theirs = event(project, audience=Audience.COLLECTIVE), event(ProjectFactory())

    n = services.tell_places(project, by=bearer_of(project), places={mine.pk: "inform", theirs.pk: "inform"})

    assert n == 0
    assert not PlaceGiven.objects.exists()


def test_what_is_decided_together_is_counted_with_its_rows_and_its_terms(project):
    said = {event(project).pk: place for place in ("inform", "collaborate", "empower")}
    event(project)
    services.tell_places(project, by=bearer_of(project), places=said)

    found = {one.code: one for one in source.figures(project.cohort, figures.projects_of(project.cohort))}

    figure = found[f"{project.slug}-place"]
    assert (figure.value, figure.n, figure.invited, len(figure.rows)) == (2, 3, 4, 3)
    assert figure.parameters == {"inform": 1, "consult": 0, "involve": 0, "collaborate": 1, "empower": 1}


def test_an_article_that_is_kept_says_what_shows_it(client, project):
    client.force_login(bearer_of(project))
    address = reverse("evaluation:answer_charter", args=[project.slug])

    refused = client.post(address, {"article": "frame", "kept": "yes", "proof": ""})
    assert refused.context["form"].errors["proof"]
    client.post(address, {"article": "frame", "kept": "partly", "proof": "Une règle sur la porte."})
    client.post(address, {"article": "frame", "kept": "yes", "proof": "Une règle sur la porte, relue en juin."})

    answer = CharterAnswer.objects.get()
    assert (answer.kept, answer.proof) == ("yes", "Une règle sur la porte, relue en juin.")
    assert "relue en juin" in get(client, "places", project).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterAnswer.objects.update(proof="")


def test_the_local_authority_reads_and_a_stranger_does_not(client, project):
    client.force_login(official_of(project))
    assert get(client, "places", project).status_code == 200
    client.force_login(UserFactory())
    for name in ("places", "tell_places", "answer_charter"):
        assert get(client, name, project).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_the_pages_cost_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for _one in range(count):
        event(project)
    client.force_login(bearer_of(project))
    for name in ("places", "tell_places"):
        with django_assert_max_num_queries(12):
            assert get(client, name, project).status_code == 200
