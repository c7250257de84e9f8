"""The place given to the inhabitants, event by event, and the charter of participation: counts and proofs, no sum."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from levain.evaluation import figures
from levain.evaluation.models import CharterAnswer, PlaceGiven
from levain.evaluation.services import places as services
from levain.evaluation.services.places import Change
from levain.evaluation.sources import participation as source
from levain.foundation.audiences import Audience
from levain.foundation.models import JournalEntry
from levain.projects.models import LogbookEntry
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, adviser_of, bearer_of, official_of

pytestmark = pytest.mark.django_db


def event(project, **said):
    said = {"kind": LogbookEntry.Kind.EVENT, "audience": Audience.PROJECT} | said
    return LogbookEntryFactory(project=project, **said)


def hidden(response):
    """What the form of a page carries without showing it."""
    fields = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", response.content.decode())
    told = [(re.search(r'name="([^"]*)"', one)[1], re.search(r'value="([^"]*)"', one)) for one in fields]
    return {name: value[1] if value else "" for name, value in told if name != "csrfmiddlewaretoken"}


def seen(client, address):
    return hidden(client.get(address))


def says(client, address, said):
    return client.post(address, seen(client, address) | said)


def get(client, name, project):
    return client.get(reverse(f"evaluation:{name}", args=[project.slug]))


def test_each_event_has_its_place_said_changed_and_taken_back(client, project):
    first, second = event(project), event(project)
    bearer = bearer_of(project)
    client.force_login(bearer)
    address = reverse("evaluation:tell_places", args=[project.slug])

    says(client, address, {f"event_{first.pk}": "consult", f"event_{second.pk}": "empower"})
    says(client, address, {f"event_{first.pk}": "collaborate", f"event_{second.pk}": ""})

    [given] = PlaceGiven.objects.all()
    assert (given.entry, given.place, given.told_by) == (first, "collaborate", bearer)
    entries = JournalEntry.objects.filter(verb="places.told").order_by("pk")
    assert entries.count() == 2
    assert entries[1].changes == {str(first.pk): ["consult", "collaborate"], str(second.pk): ["empower", ""]}
    says(client, address, {f"event_{first.pk}": "collaborate"})
    assert JournalEntry.objects.filter(verb="places.told").count() == 2
    assert "Collaborer" in get(client, "places", project).content.decode()


def test_two_people_say_the_place_of_different_events_and_neither_undoes_the_other(client, project):
    first, second = event(project), event(project)
    address = reverse("evaluation:tell_places", args=[project.slug])
    client.force_login(bearer_of(project))
    opened_before = seen(client, address)
    services.tell_places(project, by=adviser_of(project), places={first.pk: Change("", "empower")})

    client.post(address, opened_before | {f"event_{second.pk}": "inform"})
    assert dict(PlaceGiven.objects.values_list("entry", "place")) == {first.pk: "empower", second.pk: "inform"}

    refused = client.post(address, opened_before | {f"event_{first.pk}": "inform"})
    assert "Quelqu’un a répondu pendant que vous écriviez" in refused.content.decode()
    assert PlaceGiven.objects.get(entry=first).place == "empower"
    client.post(address, hidden(refused) | {f"event_{first.pk}": "inform"})
    assert PlaceGiven.objects.get(entry=first).place == "inform"


def test_a_hostile_form_says_nothing_of_another_project_nor_of_what_the_collective_keeps(project):
    mine, theirs = event(project, audience=Audience.COLLECTIVE), event(ProjectFactory())

    said = {one.pk: Change("", "inform") for one in (mine, theirs)}
    n = services.tell_places(project, by=bearer_of(project), places=said)

    assert n == 0
    assert not PlaceGiven.objects.exists()


def test_what_is_decided_together_is_counted_with_its_rows_and_its_terms(project):
    said = {event(project).pk: Change("", place) for place in ("inform", "collaborate", "empower")}
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
    says(client, address, {"article": "frame", "kept": "partly", "proof": "Une règle sur la porte."})
    assert "Une règle sur la porte." in get(client, "places", project).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterAnswer.objects.update(proof="")


def test_an_article_answered_again_keeps_what_was_answered_before_and_of_which_charter(client, project):
    client.force_login(bearer_of(project))
    address = reverse("evaluation:answer_charter", args=[project.slug])
    says(client, address, {"kept": "partly", "proof": "Une règle sur la porte."})
    CharterAnswer.objects.update(told_on=date(2021, 1, 14))

    says(client, address, {"kept": "yes", "proof": "La règle, relue en juin."})
    says(client, address, {"kept": "yes", "proof": "La règle, relue en juin."})

    before, now = CharterAnswer.objects.order_by("pk")
    assert (before.kept, before.proof, before.told_on) == ("partly", "Une règle sur la porte.", date(2021, 1, 14))
    assert (now.kept, now.replaced_on, {before.charter, now.charter}) == ("yes", None, {"2016-10-11"})
    html = get(client, "places", project).content.decode().replace("\xa0", " ")
    assert "Avant : en partie, Une règle sur la porte." in html
    assert "14 janvier 2021" in html


def test_two_people_answer_the_same_article_and_the_second_compares(client, project):
    address = reverse("evaluation:answer_charter", args=[project.slug])
    client.force_login(bearer_of(project))
    opened_before = seen(client, address)
    services.answer_charter(project, by=adviser_of(project), article="frame", kept="no", proof="")

    mine = {"kept": "yes", "proof": "Le compte rendu de mai."}
    refused = client.post(address, opened_before | mine)
    assert "Quelqu’un a répondu pendant que vous écriviez" in refused.content.decode()
    assert "Le compte rendu de mai." in refused.content.decode()
    again = hidden(refused)
    client.post(address, again | mine)

    assert list(CharterAnswer.objects.order_by("pk").values_list("kept", flat=True)) == ["no", "yes"]


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
