"""The pages of the jury's sheet: what they say, at what cost, and to whom they say nothing."""

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from levain.people.models import RoleCode
from levain.selection import rules
from levain.selection.models import Application, Declaration, DiversityRule, Jury, Review
from tests.people.factories import UserFactory, give_role, someone
from tests.selection.juries import whole_jury

PAGES = ("sheet", "sheet_ranking", "sheet_weightings", "sheet_agreement", "sheet_diversity")
FIGURES = (*PAGES, "sheet_ranking_csv", "sheet_weightings_csv")
# Awa K. is in conflict with this file.
TIED, TIED_TITLE = "cand-06", "Du four au champ"


@pytest.fixture
def at():
    return whole_jury()


def opened(client, user, name, call, **query):
    client.force_login(user)
    return client.get(reverse(f"selection:{name}", args=[call.slug]), query)


@pytest.mark.parametrize("name", FIGURES)
def test_the_chair_reads_every_page(client, at, name):
    assert opened(client, at.chair, name, at.call).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_for_any_number_of_files(client, at, name, django_assert_max_num_queries):
    opened(client, at.lead, name, at.call)
    with django_assert_max_num_queries(12):
        client.get(reverse(f"selection:{name}", args=[at.call.slug]))
    for one in list(at.files.values())[3:]:
        one.state = Application.State.WITHDRAWN
        one.save()
    opened(client, at.lead, name, at.call)
    with django_assert_max_num_queries(12):
        client.get(reverse(f"selection:{name}", args=[at.call.slug]))


@pytest.mark.parametrize("who", ["chair", "lead"])
@pytest.mark.parametrize("name", PAGES)
def test_the_first_visit_costs_no_more(client, at, name, who, django_assert_max_num_queries):
    DiversityRule.objects.create(
        call=at.call, bound="least", number=1, group="region", value="75", reason="Du sud.", declared_by=at.chair
    )
    opened(client, getattr(at, who), "sheet", at.call)
    cache.clear()
    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"selection:{name}", args=[at.call.slug])).status_code == 200


@pytest.mark.parametrize("name", FIGURES)
def test_a_juror_in_conflict_finds_nothing_of_the_closed_file(client, at, name):
    answer = opened(client, at.jurors["j5"], name, at.call)

    assert answer.status_code == 200
    assert TIED not in answer.text
    assert TIED_TITLE not in answer.text


def test_the_ranks_she_sees_have_no_gap_that_would_tell(client, at):
    rows = csv.DictReader(io.StringIO(opened(client, at.jurors["j5"], "sheet_ranking_csv", at.call).text))
    ranks = [int(row["rank"]) for row in rows]

    assert len(ranks) == 22
    assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks]


def test_a_chair_in_conflict_is_a_juror_in_conflict(client, at):
    give_role(at.jurors["j5"], RoleCode.PROGRAMME_LEAD, at.cohort)

    assert TIED_TITLE not in opened(client, at.jurors["j5"], "sheet", at.call).text


@pytest.mark.parametrize(
    ("phase", "who", "may"),
    [
        ("read", "chair", False),
        ("read", "lead", False),
        ("discuss", "chair", True),
        ("discuss", "lead", True),
        ("discuss", "juror", False),
        ("deliberate", "juror", True),
        ("deliberate", "evaluator", False),
        ("closed", "evaluator", True),
    ],
)
def test_the_figures_open_phase_by_phase(client, at, phase, who, may):
    Jury.objects.update(phase=phase)
    people = {"chair": at.chair, "lead": at.lead, "juror": at.jurors["j2"]}
    user = people.get(who) or someone(RoleCode.EVALUATOR, on=at.cohort)

    for name in FIGURES:
        assert opened(client, user, name, at.call).status_code == (200 if may else 403)


@pytest.mark.parametrize("code", [None, RoleCode.BEARER, RoleCode.STATE_SERVICE, RoleCode.EXPERT])
def test_nobody_else_reads_them(client, at, code):
    user = someone(code, on=at.cohort) if code else UserFactory()

    for name in FIGURES:
        assert opened(client, user, name, at.call).status_code == 403


@pytest.mark.parametrize("phase", ["discuss", "deliberate", "closed"])
def test_what_the_sheet_shows_is_what_the_rules_show(at, phase):
    Jury.objects.update(phase=phase)
    Review.objects.filter(juror=at.chair, application=at.files["cand-01"]).update(submitted_at=None)
    Declaration.objects.filter(juror=at.jurors["j2"], application=at.files["cand-02"]).delete()
    call = at.call.__class__.objects.get(pk=at.call.pk)
    for user in (at.chair, at.lead, *at.jurors.values()):
        closed = rules.closed_to(user, call)
        for one in Application.objects.filter(call=call).select_related("call__cohort"):
            may = bool(rules.can_see_scores(user, one))
            assert may is (one.pk not in closed) or not rules.can_read_sheet(user, call)


def test_the_tie_is_shown_as_a_tie(client, at):
    page = opened(client, at.chair, "sheet_ranking", at.call)

    assert page.context["tied"] == ["Le lotissement se repense", "La pente en commun"]
    assert page.text.count("ex æquo") == 2


def test_the_chart_has_a_title_a_description_and_its_table(client, at):
    text = opened(client, at.chair, "sheet_weightings", at.call).text

    assert re.search(r'<svg[^>]* role="img" aria-labelledby="shares-t shares-d"', text)
    assert 'id="shares-d"' in text
    assert text.count("<tr>") == 24
    assert "style=" not in text


def test_other_weightings_are_offered_and_an_unknown_one_is_all(client, at):
    assert opened(client, at.chair, "sheet_weightings", at.call, poids="band").context["mode"] == "band"
    assert opened(client, at.chair, "sheet_weightings", at.call, poids="<x>").context["mode"] == "all"


def test_the_csv_adds_up_and_starts_no_formula(client, at):
    at.files["cand-07"].title = "=HYPERLINK(1)"
    at.files["cand-07"].save()
    rows = list(csv.DictReader(io.StringIO(opened(client, at.chair, "sheet_ranking_csv", at.call).text)))
    codes = [criterion.code for criterion in at.call.criteria.all()]

    assert rows[0]["title"] == "'=HYPERLINK(1)"
    for row in rows:
        assert sum(float(row[code]) for code in codes) == pytest.approx(float(row["score"]), abs=1e-5)


def declare(client, at, user, **changes):
    typed = {"bound": "least", "number": 1, "group": "setting:rural", "reason": "Des villages aussi."}
    typed["token"] = "3f0c1f0e-7a52-4a35-9d8e-0d6a8d3f2c11"
    client.force_login(user)
    return client.post(reverse("selection:sheet_diversity", args=[at.call.slug]), typed | changes, follow=True)


def test_a_wish_is_declared_once_with_its_price_and_taken_back(client, at):
    declare(client, at, at.chair)
    page = declare(client, at, at.chair)
    wish = DiversityRule.objects.get()

    assert (wish.declared_by, wish.group, wish.value) == (at.chair, "setting", "rural")
    assert page.context["best"]["price"] > 0
    client.post(reverse("selection:take_wish_back", args=[at.call.slug, wish.pk]))
    assert not DiversityRule.objects.exists()


@pytest.mark.parametrize("wrong", [{"group": "setting:lune"}, {"number": 0}, {"reason": ""}])
def test_a_wish_that_means_nothing_is_refused(client, at, wrong):
    assert declare(client, at, at.chair, **wrong).context["form"].errors
    assert not DiversityRule.objects.exists()


def test_a_juror_reads_the_wishes_and_declares_none(client, at):
    assert declare(client, at, at.jurors["j2"]).status_code == 403
    assert opened(client, at.jurors["j2"], "sheet_diversity", at.call).status_code == 200


def test_wishes_that_exclude_each_other_are_named_on_the_page(client, at):
    declare(client, at, at.chair, bound="least", number=3)
    declare(client, at, at.chair, bound="most", number=2, token="5f0c1f0e-7a52-4a35-9d8e-0d6a8d3f2c12")

    assert len(opened(client, at.chair, "sheet_diversity", at.call).context["best"]["conflict"]) == 2


def test_the_kind_of_place_of_a_file_is_said_on_screen(client, at):
    client.force_login(at.chair)
    page = reverse("selection:sheet_places", args=[at.call.slug])
    assert client.get(page).status_code == 200
    file = at.files["cand-07"]
    client.post(page, {f"f{file.pk}": "rural"})

    file.refresh_from_db()
    assert (file.setting, file.region) == ("rural", "75")
    client.force_login(at.jurors["j2"])
    assert client.get(page).status_code == 403
