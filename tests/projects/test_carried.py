"""A message carries a document, a partner or somebody to call: each reader sees it if she may read it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.projects import services, shelves
from levain.projects.services.conversations import start_conversation, write_message
from tests.projects import factories as f


@pytest.fixture
def bearer(client, project):
    """She is signed in."""
    user = f.bearer_of(project)
    client.force_login(user)
    return user


def talk(project, bearer, audience="cohort"):
    return start_conversation(project, by=bearer, audience=audience, subject="Samedi", text="Bonjour")


def paper(project, bearer, audience="project", title="Plan du verger"):
    file = SimpleUploadedFile("plan.txt", b"Le plan", "text/plain")
    return services.give_paper(project, by=bearer, title=title, file=file, audience=audience)


def partner(project, bearer, audience="cohort", name="Les Amis du talus"):
    return services.add_partner(project, by=bearer, name=name, audience=audience)


def person(project, bearer, audience="cohort"):
    return services.add_person(partner(project, bearer, audience), by=bearer, name="Ada Loiseau", agreement="dit")


KINDS = {"a document": paper, "a partner": partner, "somebody to call": person}


def shown(client, user, conversation):
    client.force_login(user)
    return client.get(conversation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_carried_shows_to_those_who_may_read_it(client, project, bearer, kind):
    conversation = talk(project, bearer)
    thing = KINDS[kind](project, bearer, "project")

    client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": shelves.code_of(thing)})

    assert conversation.messages.last().carried == thing
    assert thing.get_absolute_url() in shown(client, f.official_of(project), conversation)
    neighbour = f.bearer_of(f.ProjectFactory(cohort=project.cohort))
    hidden = shown(client, neighbour, conversation)
    assert thing.get_absolute_url() not in hidden
    assert shelves.title_of(thing) not in hidden
    assert "ne vous a pas été ouvert" in hidden


def test_what_the_cohort_shares_shows_to_the_cohort(client, project, bearer):
    conversation, thing = talk(project, bearer), person(project, bearer)
    write_message(conversation, by=bearer, text="Appelez-la", carried=thing)

    page = shown(client, f.bearer_of(f.ProjectFactory(cohort=project.cohort)), conversation)

    assert "Ada Loiseau, Les Amis du talus" in page


@pytest.mark.parametrize("kind", KINDS)
def test_one_carries_only_what_one_may_read(client, project, bearer, kind):
    conversation, thing = talk(project, bearer), KINDS[kind](project, bearer, "project")
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": shelves.code_of(thing)})

    assert "carried" in page.context["form"].errors
    assert conversation.messages.count() == 1


def test_the_list_offers_what_the_project_keeps(client, project, bearer):
    conversation = talk(project, bearer)
    elsewhere = f.ProjectFactory(cohort=project.cohort)
    theirs = partner(elsewhere, f.bearer_of(elsewhere), name="Jamais rencontrés")
    linked = partner(elsewhere, f.bearer_of(elsewhere), name="Nos voisins")
    services.link_partner(linked, project, by=bearer)
    kept, retired = paper(project, bearer), paper(project, bearer, title="Vieux plan")
    services.retire_paper(retired, by=bearer)

    page = client.post(conversation.get_absolute_url(), {"text": "Mes mots", "pick": "1"}).content.decode()

    offered = [shelves.code_of(thing) in page for thing in (kept, linked, person(project, bearer), retired, theirs)]
    assert offered == [True, True, False, False, False]


def test_a_document_retired_since_is_no_longer_shown_to_those_who_may_not_bring_it_back(client, project, bearer):
    conversation, thing = talk(project, bearer), paper(project, bearer)
    write_message(conversation, by=bearer, text="Voyez", carried=thing)
    services.retire_paper(thing, by=bearer)

    assert thing.get_absolute_url() not in shown(client, f.state_agent_of(project), conversation)
    assert thing.get_absolute_url() in shown(client, bearer, conversation)


def test_somebody_who_had_herself_removed_leaves_nothing_behind(client, project, bearer):
    conversation, thing = talk(project, bearer), person(project, bearer)
    write_message(conversation, by=bearer, text="Voyez", carried=thing)
    services.remove_person(thing, by=bearer)

    page = shown(client, bearer, conversation)

    assert "Ada" not in page
    assert "Voyez" in page


@pytest.mark.parametrize("kind", ["a document", "a partner"])
def test_one_talks_about_it_from_its_page(client, project, bearer, kind):
    thing = KINDS[kind](project, bearer)
    where = reverse("projects:talk", args=shelves.code_of(thing).split("-"))

    assert where in client.get(thing.get_absolute_url()).content.decode()
    assert client.get(where).status_code == 200


def test_a_partner_shared_by_another_project_is_taken_to_ones_own(client, project, bearer):
    elsewhere = f.ProjectFactory(cohort=project.cohort)
    shared = partner(elsewhere, f.bearer_of(elsewhere))
    kept = partner(elsewhere, f.bearer_of(elsewhere), "project")

    page = client.get(reverse("projects:talk", args=shelves.code_of(shared).split("-")))

    assert page.context["projects"] == [project]
    assert client.get(reverse("projects:talk", args=shelves.code_of(kept).split("-"))).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_carried_costs_the_same_for_any_number(client, project, bearer, count, django_assert_max_num_queries):
    conversation = talk(project, bearer)
    for _number in range(count):
        for make in KINDS.values():
            write_message(conversation, by=bearer, text="Voyez", carried=make(project, bearer))
    client.force_login(f.official_of(project))
    client.get(conversation.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(conversation.get_absolute_url())
