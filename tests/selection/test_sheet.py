"""The jury's sheet over the demonstration's call: the numbers of the domain pack, ties, abstentions, conflicts."""

import json

import pytest
from click.testing import CliRunner

from levain.portal.command import main
from levain.selection.models import Application, Conflict, DiversityRule, Review
from levain.selection.services.sheet import Sheet, rule_texts, select
from tests.selection.factories import ApplicationFactory, CallFactory
from tests.selection.juries import story, whole_jury


@pytest.fixture
def call():
    return whole_jury().call


def by_id(sheet):
    return {one["id"]: one for one in sheet["applications"]}


def test_the_ranking_is_the_one_of_the_story_with_its_tie(call):
    found = select(call)

    assert [(one["rank"], one["id"]) for one in found["applications"][:4]] == [
        (1, "cand-07"),
        (2, "cand-16"),
        (3, "cand-03"),
        (4, "cand-11"),
    ]
    fifth = {one["id"]: one["side"] for one in found["applications"] if one["rank"] == 5}
    assert fifth == {"cand-21": "tied", "cand-22": "tied"}
    assert by_id(found)["cand-22"]["score"] == pytest.approx(story()["meeting"]["tie"]["score"], abs=5e-5)
    assert found["gap"] == 0


def test_terms_add_up_weights_sum_to_one_and_shares_to_the_seats(call):
    found = select(call)
    ranked = [one for one in found["applications"] if one["rank"]]

    assert sum(one["weight"] for one in found["criteria"]) == pytest.approx(1)
    assert len(ranked) == 23
    for one in ranked:
        assert sum(one["terms"].values()) == pytest.approx(one["score"])
    assert sum(one["top_seats_share"] for one in ranked) == pytest.approx(5)
    assert found["seats"] == 5
    assert len(found["best_set"]["applications"]) == 5


def test_agreement_is_told_with_what_it_counts(call):
    agreed = select(call)["agreement"]

    assert agreed["alpha_ordinal"] == pytest.approx(0.5258, abs=5e-4)
    assert (agreed["reading"], agreed["jurors"], agreed["alpha_units"]) == ("low", 7, 161)
    assert 0 < agreed["kendall_w"] < 1
    assert agreed["common"] < agreed["files"] == 23
    assert agreed["icc_interval"][0] < agreed["icc_2k"] < agreed["icc_interval"][1]
    assert len(agreed["by_criterion"]) == 7


def test_the_tie_makes_two_best_sets_of_equal_worth(call):
    best = select(call)["best_set"]

    sets = {frozenset(best["applications"]), *map(frozenset, best["alternatives"])}
    four = {"cand-07", "cand-16", "cand-03", "cand-11"}
    assert sets == {frozenset({*four, "cand-21"}), frozenset({*four, "cand-22"})}
    assert (best["constraints"], best["price"]) == ([], 0)


def wish(call, bound, number, group, value):
    return DiversityRule.objects.create(call=call, bound=bound, number=number, group=group, value=value, reason="…")


def test_a_declared_wish_has_its_price_and_what_it_costs_is_shown(call):
    wish(call, "least", 1, "setting", "rural")
    wish(call, "most", 2, "theme", "patrimoine")
    best = select(call)["best_set"]

    assert best["price"] > 0
    assert best["prices"] == [pytest.approx(best["price"]), 0]
    assert best["constraints"][0].startswith("Au moins 1 (")


def test_wishes_that_cannot_be_kept_together_are_named(call):
    innocent = wish(call, "least", 1, "region", "11")
    one, other = wish(call, "least", 3, "setting", "rural"), wish(call, "most", 2, "setting", "rural")
    best = select(call)["best_set"]

    assert not best["possible"]
    assert best["conflict"] == rule_texts([one, other])
    assert rule_texts([innocent])[0] not in best["enough_to_drop"]


def test_a_juror_in_conflict_counts_no_more_in_the_figures(call):
    before = by_id(select(call))["cand-16"]
    review = Review.objects.filter(application__reference="cand-16").first()
    Conflict.objects.create(
        juror=review.juror, application=review.application, kind="family", declared_by=review.juror
    )
    after = by_id(select(call))["cand-16"]

    assert after["readers"] == before["readers"] - 1
    assert after["score"] != before["score"]


def test_what_is_closed_to_a_person_is_not_in_her_sheet_at_all(call):
    closed = Application.objects.get(reference="cand-16")
    sheet = Sheet(call, frozenset({closed.pk}))

    assert "cand-16" not in by_id(sheet.ranking)
    assert [one["rank"] for one in sheet.ranking["applications"][:3]] == [1, 2, 3]
    assert sum(sheet.robustness()["shares"].values()) == pytest.approx(5)
    assert "cand-16" not in json.dumps([sheet.ranking, sheet.agreement, sheet.robustness(), sheet.best([])])


def test_a_review_not_given_counts_for_nothing(call):
    review = Review.objects.filter(application__reference="cand-16").first()
    Review.objects.filter(pk=review.pk).update(submitted_at=None)

    assert by_id(select(call))["cand-16"]["readers"] == 6


def test_a_criterion_nobody_noted_leaves_the_file_without_a_rank(call):
    reviews = Review.objects.filter(application__reference="cand-16")
    for review in reviews:
        review.scores.filter(criterion__code="usages").update(level=None, abstained=True)
    found = by_id(select(call))["cand-16"]

    assert (found["rank"], found["score"], found["missing"]) == (None, None, ["usages"])
    assert found["top_seats_share"] is None


def test_a_file_under_a_threshold_is_out_of_the_order(call):
    call.criteria.filter(code="territoire").update(least="4.0")
    found = by_id(select(call))

    assert found["cand-23"]["below"] == ["territoire"]
    assert found["cand-23"]["rank"] is None


def test_the_same_notes_are_computed_once(call, monkeypatch, django_assert_max_num_queries):
    select(call)
    monkeypatch.setattr("levain.selection.figures.ranking", lambda read: pytest.fail("computed again"))

    with django_assert_max_num_queries(10):
        select(call)


@pytest.mark.parametrize("mode", ["order", "band"])
def test_weightings_may_be_kept_close_to_those_published(call, mode):
    shares = Sheet(call).robustness(mode)["shares"]

    assert sum(shares.values()) == pytest.approx(5)
    assert shares["cand-07"] == pytest.approx(1)


def test_a_call_without_a_note_has_a_sheet_that_says_nothing():
    call = CallFactory(slug="vide")
    ApplicationFactory(call=call, state="admissible")
    found = select(call)

    assert found["applications"][0]["rank"] is None
    assert found["agreement"]["alpha_ordinal"] is None


def test_the_command_prints_the_sheet_and_names_the_calls_it_knows(call, monkeypatch):
    monkeypatch.setattr("levain.portal.command.open_house", lambda: None)
    runner = CliRunner()
    printed = runner.invoke(main, ["select", "appel", "--json"])
    assert json.loads(printed.output)["call"] == "appel"
    assert "De jardin en jardin" in runner.invoke(main, ["select", "appel"]).output

    wrong = runner.invoke(main, ["select", "ailleurs"])
    assert wrong.exit_code != 0
    assert "appel" in wrong.output
