"""Maturity: three looks, each before the others'; proofs that bear a level out; one agreement; what to work on."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from levain.chain import rules as chain_rules
from levain.evaluation import maturity, services
from levain.evaluation.models import (
    Look,
    MaturityAgreement,
    MaturityAnswer,
    MaturityDescriptor,
    MaturityProof,
    Moment,
)
from levain.evaluation.services import Agreed, adopt_framework
from levain.foundation import registry
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, lead_of, member_of, official_of


@pytest.fixture
def project(db):
    found = ProjectFactory()
    adopt_framework(found.cohort)
    return found


@pytest.fixture
def grid(project):
    return maturity.grid_of(project.cohort)


def give(project, grid, by, look, level=2, moment="start"):
    services.give_levels(project, moment=moment, look=look, levels={one.pk: level for one in grid}, by=by)


def prove(project, grid, up_to, by, moment="start"):
    wanted = MaturityDescriptor.objects.filter(dimension__in=grid, level__lte=up_to)
    services.add_proofs(project, moment=moment, proofs={one.pk: "Vu le 3 mars." for one in wanted}, by=by)


def page_of(client, user, project, moment="depart"):
    client.force_login(user)
    return client.get(reverse("evaluation:maturity", args=[project.slug]) + f"?moment={moment}")


def test_a_look_sees_the_others_once_it_has_given_its_own(project, grid):
    bearer, official = bearer_of(project), official_of(project)
    give(project, grid, official, Look.AUTHORITY, 3)
    before = maturity.of(bearer, project, Moment.START).lines[0]
    assert [one.level for one in before.given] == [None, None, None]
    assert before.given[1].hidden
    give(project, grid, bearer, Look.BEARER, 2)
    after = maturity.of(bearer, project, Moment.START).lines[0]
    assert [one.level for one in after.given] == [2, 3, None]
    assert after.gap == 1


def test_the_adviser_types_for_a_side_which_confirms_by_giving_them_again(project, grid):
    give(project, grid, adviser_of(project), Look.BEARER, 2)
    assert {one.given_by for one in MaturityAnswer.objects.all()} == {None}
    bearer = bearer_of(project)
    give(project, grid, bearer, Look.BEARER, 2)
    assert {one.given_by for one in MaturityAnswer.objects.all()} == {bearer}
    assert MaturityAnswer.objects.count() == 6


def test_one_does_not_give_the_levels_of_another(project, grid):
    with pytest.raises(services.NotTheirWords):
        give(project, grid, bearer_of(project), Look.TEAM)
    with pytest.raises(services.NotTheirWords):
        give(project, grid, UserFactory(), Look.BEARER)


@pytest.mark.parametrize("level", [-1, 6])
def test_a_level_off_the_grid_is_refused(project, grid, level):
    with pytest.raises(services.OffTheGrid):
        give(project, grid, bearer_of(project), Look.BEARER, level)


def test_a_level_is_borne_out_by_the_proofs_up_to_its_moment(project, grid):
    bearer = bearer_of(project)
    prove(project, grid, 2, bearer)
    prove(project, grid, 3, bearer, moment="end")
    assert set(maturity.proposed_levels(project, Moment.MIDDLE).values()) == {2}
    assert set(maturity.proposed_levels(project, Moment.END).values()) == {3}
    first = MaturityProof.objects.filter(descriptor__level=1, descriptor__dimension=grid[0], moment="start").get()
    MaturityProof.objects.filter(descriptor=first.descriptor, moment="end").delete()
    services.remove_proof(first, by=bearer)
    assert maturity.proposed_levels(project, Moment.END)[grid[0].pk] == 0


def test_a_double_click_adds_one_proof(project, grid):
    sentence = MaturityDescriptor.objects.filter(dimension=grid[0]).first()
    for _time in range(2):
        services.add_proofs(
            project, moment="start", proofs={sentence.pk: "Vu."}, by=bearer_of(project), token=uuid.UUID(int=7)
        )
    assert MaturityProof.objects.count() == 1


def test_one_agrees_after_two_looks_and_says_why_against_the_evidence(project, grid):
    bearer = bearer_of(project)
    prove(project, grid, 2, bearer)
    agreed = {one.pk: Agreed(2) for one in grid}
    give(project, grid, bearer, Look.BEARER)
    with pytest.raises(services.TooFewLooks):
        services.agree_levels(project, moment="start", agreed=agreed, by=bearer)
    give(project, grid, official_of(project), Look.AUTHORITY, 1)
    with pytest.raises(services.ReasonMissing):
        services.agree_levels(project, moment="start", agreed=agreed | {grid[0].pk: Agreed(3)}, by=bearer)
    services.agree_levels(project, moment="start", agreed=agreed | {grid[0].pk: Agreed(3, "Écrit.")}, by=bearer)
    kept = MaturityAgreement.objects.get(dimension=grid[0])
    assert (kept.level, kept.proposed, kept.reason) == (3, 2, "Écrit.")
    with pytest.raises(services.NotTheirWords):
        services.agree_levels(project, moment="start", agreed=agreed, by=member_of(project))


def test_the_lowest_dimension_is_named_and_becomes_an_action_or_a_need(client, project, grid):
    bearer = bearer_of(project)
    prove(project, grid, 2, bearer)
    give(project, grid, bearer, Look.BEARER)
    give(project, grid, official_of(project), Look.AUTHORITY)
    agreed = {one.pk: Agreed(2) for one in grid}
    agreed[grid[3].pk] = Agreed(1, "Le budget n'est pas réuni.", "Réunir un second financeur.")
    services.agree_levels(project, moment="start", agreed=agreed, by=bearer)
    lowest = MaturityAgreement.objects.get(level=1)

    page = page_of(client, bearer, project).content.decode()
    assert "Réunir un second financeur." in page
    labels = {gesture.url_name for gesture in registry.of(lowest).gestures}
    assert {"chain:turn_to_action", "chain:turn_to_need"} <= labels
    assert chain_rules.can_turn(bearer, lowest)


def test_a_territorial_project_is_said_by_the_rule_of_the_framework(project, grid):
    bearer = bearer_of(project)
    prove(project, grid, 4, bearer)
    give(project, grid, bearer, Look.BEARER, 4)
    give(project, grid, official_of(project), Look.AUTHORITY, 4)
    give(project, grid, bearer, Look.BEARER, 4, "end")
    give(project, grid, official_of(project), Look.AUTHORITY, 4, "end")
    services.agree_levels(project, moment="end", agreed={one.pk: Agreed(4) for one in grid}, by=bearer)
    assert maturity.of(bearer, project, Moment.END).profile.territorial
    assert maturity.of(bearer, project, Moment.START).profile is None


def test_levels_proofs_and_agreement_from_the_pages(client, project, grid):
    bearer = bearer_of(project)
    give(project, grid, official_of(project), Look.AUTHORITY)
    client.force_login(bearer)
    at = "?moment=depart"
    levels = {f"level_{one.pk}": "1" for one in grid}
    client.post(reverse("evaluation:give_maturity", args=[project.slug]) + at, levels)
    assert MaturityAnswer.objects.filter(look="bearer", given_by=bearer).count() == 6
    sentence = MaturityDescriptor.objects.filter(dimension=grid[1], level=1).get()
    prove_url = reverse("evaluation:prove_maturity", args=[project.slug]) + at + f"&dimension={grid[1].code}"
    client.post(prove_url, {"descriptor": sentence.pk, "text": "Cinq personnes, liste du 2 mars."})
    assert MaturityProof.objects.get().text.startswith("Cinq")
    agree_url = reverse("evaluation:agree_maturity", args=[project.slug]) + at
    refused = client.post(agree_url, {f"level_{one.pk}": "2" for one in grid})
    assert refused.context["form"].errors
    told = {f"level_{one.pk}": "1" if one == grid[1] else "0" for one in grid}
    client.post(agree_url, told)
    assert MaturityAgreement.objects.count() == 6
    assert client.get(prove_url.replace(grid[1].code, "nulle")).status_code == 404


def test_strangers_do_not_read_and_a_cohort_without_grid_says_so(client):
    bare = ProjectFactory()
    assert page_of(client, UserFactory(), bare).status_code == 403
    assert page_of(client, lead_of(bare), bare).status_code == 200


@pytest.mark.parametrize("moments", [["start"], ["start", "middle", "end"]])
def test_the_page_costs_the_same_for_any_number(client, project, grid, moments, django_assert_max_num_queries):
    bearer, official = bearer_of(project), official_of(project)
    for moment in moments:
        prove(project, grid, 3, bearer, moment)
        give(project, grid, bearer, Look.BEARER, moment=moment)
        give(project, grid, official, Look.AUTHORITY, moment=moment)
        agreed = {one.pk: Agreed(3, next_step="Suite") for one in grid}
        services.agree_levels(project, moment=moment, agreed=agreed, by=bearer)
    client.force_login(bearer)
    with django_assert_max_num_queries(12):
        client.get(reverse("evaluation:maturity", args=[project.slug]) + "?moment=depart")


def test_each_sentence_says_its_level_wherever_it_is_read(client, project, grid):
    """Two sentences make a level: counted one by one, the fourth would be taken for level 4."""
    bearer = bearer_of(project)
    prove(project, grid, 1, bearer)
    client.force_login(bearer)
    sentences = MaturityDescriptor.objects.filter(dimension__in=grid)
    for name in ("give_maturity", "maturity", "prove_maturity"):
        asked = f"?moment=depart&dimension={grid[0].code}"
        html = client.get(reverse(f"evaluation:{name}", args=[project.slug]) + asked).content.decode()
        shown = [one for one in sentences if escape(one.text) in html]
        assert shown
        assert all(f"<li>{one.level} · {escape(one.text)}" in html for one in shown)
