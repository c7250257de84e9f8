"""What each side expects: written apart, opened together, put side by side, taken up in an objective."""

import uuid

import pytest
from django.urls import reverse

from levain.evaluation import rules, services
from levain.evaluation.models import Crossing, Expectation
from levain.foundation.models import Notice
from levain.foundation.versions import ChangedSince
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)

SAID = {"inhabitants": "Manger et se parler.", "authority": "Moins d'entretien."}


@pytest.fixture
def both(project):
    """A bearer and an elected official, each with a list handed in."""
    people = {"inhabitants": bearer_of(project), "authority": official_of(project)}
    said = [
        services.write_expectation(project, voice=voice, text=SAID[voice], by=who) for voice, who in people.items()
    ]
    for voice, who in people.items():
        services.hand_in(project, voice=voice, by=who)
    return said


def page_of(client, user, project):
    client.force_login(user)
    return client.get(reverse("evaluation:expectations", args=[project.slug])).content.decode()


def compare(project, said, by, kind="common", **changes):
    return services.compare(project, kind=kind, label="Des jardins", expectations=said, by=by, **changes)


def test_neither_side_reads_the_other_before_both_have_handed_in(client, project):
    bearer, official = bearer_of(project), official_of(project)
    services.write_expectation(project, voice="inhabitants", text=SAID["inhabitants"], by=bearer)
    services.write_expectation(project, voice="authority", text=SAID["authority"], by=official)
    services.hand_in(project, voice="authority", by=official)

    hers, theirs = page_of(client, bearer, project), page_of(client, official, project)
    assert SAID["inhabitants"] in hers
    assert "Moins d&#x27;entretien" not in hers
    assert "Moins d&#x27;entretien" in theirs
    assert SAID["inhabitants"] not in theirs
    authoritys = Expectation.objects.get(voice="authority")
    assert not rules.can_read_expectation(bearer, authoritys)
    assert set(rules.expectations_read(bearer, project)) == {Expectation.objects.get(voice="inhabitants")}


def test_handed_in_by_both_the_lists_stand_face_to_face(client, project, both):
    for reader in (member_of(project), official_of(project), state_agent_of(project), lead_of(project)):
        page = page_of(client, reader, project)
        assert SAID["inhabitants"] in page
        assert "Moins d&#x27;entretien" in page


def test_the_last_list_handed_in_tells_the_sides_that_they_can_compare(project, both):
    told = Notice.objects.filter(entry__verb="expectations.opened").values_list("recipient", flat=True)
    assert set(told) == {bearer.pk for bearer in {one.written_by for one in both}} - {both[1].written_by.pk}


def test_one_side_does_not_write_for_the_other_and_the_adviser_types_for_both(project):
    with pytest.raises(services.NotTheirWords):
        services.write_expectation(project, voice="authority", text="À leur place.", by=bearer_of(project))
    typed = services.write_expectation(project, voice="authority", text="Dit en réunion.", by=adviser_of(project))
    assert typed.voice == "authority"


def test_a_list_handed_in_waits_for_the_other_then_can_be_added_to(project):
    bearer, official = bearer_of(project), official_of(project)
    services.write_expectation(project, voice="inhabitants", text="Se parler.", by=bearer)
    services.hand_in(project, voice="inhabitants", by=bearer)
    with pytest.raises(services.NotTheirWords):
        services.write_expectation(project, voice="inhabitants", text="Encore.", by=bearer)
    services.write_expectation(project, voice="authority", text="Moins d'entretien.", by=official)
    services.hand_in(project, voice="authority", by=official)
    services.write_expectation(project, voice="inhabitants", text="Encore.", by=bearer)
    assert Expectation.objects.count() == 3


def test_an_empty_list_is_not_handed_in(project):
    with pytest.raises(services.WordsMissing):
        services.hand_in(project, voice="inhabitants", by=bearer_of(project))


def test_a_double_click_writes_and_hands_in_once(project):
    bearer, token = bearer_of(project), uuid.uuid4()
    for _time in range(2):
        services.write_expectation(project, voice="inhabitants", text="Se parler.", by=bearer, token=token)
        services.hand_in(project, voice="inhabitants", by=bearer)
    assert Expectation.objects.count() == project.handed_in.count() == 1


def test_lists_are_not_compared_before_they_open(project):
    bearer = bearer_of(project)
    said = services.write_expectation(project, voice="inhabitants", text="Se parler.", by=bearer)
    with pytest.raises(services.ListsClosed):
        compare(project, [said], bearer, kind="blind")


def test_common_ground_stands_between_two_sides_and_a_blind_spot_on_one(project, both):
    bearer = both[0].written_by
    with pytest.raises(services.NothingToCompare):
        compare(project, both[:1], bearer)
    with pytest.raises(services.NothingToCompare):
        compare(project, both, bearer, kind="blind")
    made = compare(project, both, bearer, kind="tension")
    assert {one.crossing for one in Expectation.objects.all()} == {made}
    with pytest.raises(services.NothingToCompare):
        compare(project, both, bearer)


def test_words_of_another_project_are_not_put_together(project, both):
    other = ProjectFactory()
    stray = Expectation.objects.create(project=other, voice="state", text="Ailleurs", written_by=bearer_of(other))
    with pytest.raises(services.NothingToCompare):
        compare(project, [*both, stray], both[0].written_by)


def test_an_objective_begins_with_the_words_of_each_side(project, both):
    bearer = both[0].written_by
    crossing = compare(project, both, bearer)
    objective = services.take_up(crossing, by=bearer)
    assert services.take_up(crossing, by=bearer) == objective
    assert (objective.written_by_inhabitants, objective.written_by_authority) == tuple(SAID.values())
    with pytest.raises(services.AlreadyTakenUp):
        services.undo(crossing, by=bearer)


def test_what_was_put_together_can_be_set_apart_again(project, both):
    crossing = compare(project, both, both[0].written_by)
    services.undo(crossing, by=both[1].written_by)
    assert not Crossing.objects.exists()
    assert Expectation.objects.filter(crossing=None).count() == 2


def test_an_expectation_changes_over_what_was_read_and_keeps_its_words_once_compared(project, both):
    said, bearer = both[0], both[0].written_by
    services.change_expectation(said, text="Manger ensemble.", version=1, by=bearer)
    said.refresh_from_db()
    with pytest.raises(ChangedSince):
        services.change_expectation(said, text="Trop tard.", version=1, by=bearer)
    compare(project, both, bearer)
    said.refresh_from_db()
    with pytest.raises(services.NotTheirWords):
        services.remove_expectation(said, by=bearer)


def test_the_bearer_writes_hands_in_compares_and_takes_up_on_the_page(client, project):
    bearer, official = bearer_of(project), official_of(project)
    page = reverse("evaluation:expectations", args=[project.slug])
    for who, voice in ((bearer, "inhabitants"), (official, "authority")):
        client.force_login(who)
        client.post(page, {"voice": voice, "text": SAID[voice]})
        client.post(reverse("evaluation:hand_in", args=[project.slug]), {"voice": voice})
    client.force_login(bearer)
    told = {"expectations": [one.pk for one in Expectation.objects.all()], "kind": "common", "label": "Des jardins"}
    client.post(reverse("evaluation:compare", args=[project.slug]), told)
    crossing = Crossing.objects.get()
    answer = client.post(reverse("evaluation:take_up", args=[crossing.pk]))
    crossing.refresh_from_db()
    assert answer.url == reverse("evaluation:edit_objective", args=[crossing.objective_id])


def test_what_is_typed_wrong_comes_back_as_it_was_typed(client, project, both):
    client.force_login(both[0].written_by)
    page = reverse("evaluation:expectations", args=[project.slug])
    assert client.post(page, {"voice": "authority", "text": "À leur place"}).status_code == 403
    assert client.post(page, {"voice": "nobody", "text": "Personne"}).status_code == 404
    long = client.post(page, {"voice": "inhabitants", "text": "x" * 501}).content.decode()
    assert "x" * 501 in long
    told = {"expectations": [both[0].pk], "kind": "common", "label": "Un seul côté"}
    answer = client.post(reverse("evaluation:compare", args=[project.slug]), told).content.decode()
    assert "Un seul côté" in answer
    assert not Crossing.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_any_number(client, project, both, count, django_assert_max_num_queries):
    bearer = both[0].written_by
    for n in range(count):
        more = [
            services.write_expectation(project, voice=one.voice, text=f"{one.text} {n}", by=one.written_by)
            for one in both
        ]
        crossing = compare(project, more, bearer)
        if n:
            services.take_up(crossing, by=bearer)
    client.force_login(bearer)
    with django_assert_max_num_queries(12):
        client.get(reverse("evaluation:expectations", args=[project.slug]))
