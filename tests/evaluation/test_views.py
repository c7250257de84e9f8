"""The pages of the objectives, as people use and misuse them."""

import pytest
from django.urls import reverse

from levain.evaluation.models import Level, Objective, Rating
from tests.evaluation.factories import LEVELS, ObjectiveFactory, RatingFactory
from tests.people.factories import UserFactory
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)


def page(client, user, name, *args, query="", **data):
    client.force_login(user)
    address = reverse(f"evaluation:{name}", args=args) + query
    return client.post(address, data) if data else client.get(address)


def text_of(response):
    return " ".join(response.content.decode().split())


def objective_posted(**changes):
    levels = {f"level_{value + 2}": text for value, text in LEVELS.items()}
    told = {"inhabitants": "Se parler.", "authority": "Moins d'entretien.", "agreed": "Des jardins tenus ensemble."}
    return told | levels | {"importance": "3", "difficulty": "2", "settle": "1"} | changes


@pytest.mark.parametrize("count", [1, 3])
def test_the_objectives_cost_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for objective in ObjectiveFactory.create_batch(count, project=project):
        for voice in ("inhabitants", "authority"):
            RatingFactory(objective=objective, voice=voice)
    page(client, adviser_of(project), "objectives", project.slug)
    with django_assert_max_num_queries(12) as counted:
        response = client.get(reverse("evaluation:objectives", args=[project.slug]))
    assert len(response.context["rows"]) == count
    assert len(counted) <= 10


@pytest.mark.parametrize("count", [1, 3])
def test_the_score_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for objective in ObjectiveFactory.create_batch(count, project=project):
        RatingFactory(objective=objective)
    page(client, adviser_of(project), "score", project.slug)
    with django_assert_max_num_queries(10):
        client.get(reverse("evaluation:score", args=[project.slug]))


def test_the_gap_between_the_sides_stands_on_the_page(client, project):
    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective, level=-2)
    RatingFactory(objective=objective, voice="authority", level=0)
    response = page(client, adviser_of(project), "objectives", project.slug)
    assert "écart : 2 niveaux" in text_of(response).replace("\u00a0", " ")


def test_nobody_reads_the_others_level_before_giving_hers(client, project):
    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective, voice="authority", reason="Secret de la mairie.")
    bearer = bearer_of(project)
    opened = f"?objectif={objective.pk}"
    before = page(client, bearer, "objectives", project.slug, query=opened)
    assert "Secret de la mairie." not in text_of(before)

    answer = page(
        client, bearer, "rate", objective.pk, "depart", level="-1", reason="Nos fèves.", voice="inhabitants"
    )
    assert answer.status_code == 302
    after = page(client, bearer, "objectives", project.slug, query=opened)
    assert "Secret de la mairie." in text_of(after)


def test_reasons_are_shown_as_typed_and_can_be_quoted(client, project):
    rating = RatingFactory(objective__project=project, reason="<script>alert(1)</script>\nDeux lignes.")
    response = page(client, adviser_of(project), "objectives", project.slug, query=f"?objectif={rating.objective_id}")
    html = response.content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Deux lignes." in html
    assert f'data-cite="evaluation.rating:{rating.pk}:reason"' in html
    assert f'data-cite="evaluation.objective:{rating.objective_id}:written_by_inhabitants"' in html


@pytest.mark.parametrize("opened", ["", "abc", "99999999999999999999", "'; drop"])
def test_a_strange_opened_objective_is_no_trouble(client, project, opened):
    ObjectiveFactory(project=project)
    assert (
        page(client, adviser_of(project), "objectives", project.slug, query=f"?objectif={opened}").status_code == 200
    )


def test_a_stranger_and_a_neighbour_are_told_why_not(client, project):
    for user in (UserFactory(), bearer_of(ProjectFactory())):
        assert page(client, user, "objectives", project.slug).status_code == 403
        assert page(client, user, "score", project.slug).status_code == 403


def test_an_empty_project_says_what_to_do(client, project):
    response = page(client, bearer_of(project), "objectives", project.slug)
    assert reverse("evaluation:expectations", args=[project.slug]) in text_of(response)
    assert page(client, bearer_of(project), "score", project.slug).status_code == 200


def test_the_adviser_settles_an_objective_with_both(client, project):
    answer = page(client, adviser_of(project), "new_objective", project.slug, **objective_posted())
    objective = Objective.objects.get()
    assert answer.status_code == 302
    assert answer.url == objective.get_absolute_url()
    assert (objective.agreed, objective.product, objective.levels.count()) == ("Des jardins tenus ensemble.", 6, 5)


def test_a_bearer_does_not_slip_in_the_words_of_the_authority(client, project):
    page(client, bearer_of(project), "new_objective", project.slug, **objective_posted(settle="", draft="1"))
    posted = objective_posted()
    del posted["settle"]
    page(client, bearer_of(project), "new_objective", project.slug, **posted, draft="1")
    assert set(Objective.objects.values_list("written_by_authority", flat=True)) == {""}


def test_settling_without_the_other_side_keeps_everything_typed(client, project):
    response = page(client, bearer_of(project), "new_objective", project.slug, **objective_posted())
    assert response.status_code == 200
    assert not Objective.objects.exists()
    assert response.context["form"].non_field_errors()
    assert LEVELS[1].replace("'", "&#x27;") in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agreed": ""}, "agreed"),
        ({"agreed": "a" * 501}, "agreed"),
        ({"level_0": ""}, "level_0"),
        ({"level_3": LEVELS[0]}, "level_3"),
        ({"level_2": "b" * 301}, "level_2"),
        ({"difficulty": ""}, "difficulty"),
        ({"importance": "7"}, "importance"),
        ({"inhabitants": ""}, "inhabitants"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_its_field(client, project, changes, field):
    response = page(client, adviser_of(project), "new_objective", project.slug, **objective_posted(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Objective.objects.exists()


@pytest.mark.parametrize("length", [299, 300])
def test_a_level_of_three_hundred_characters_is_kept_whole(client, project, length):
    page(client, adviser_of(project), "new_objective", project.slug, **objective_posted(level_0="é" * length))
    assert len(Level.objects.get(value=-2).text) == length


def test_two_people_who_edit_are_shown_both_texts(client, project):
    objective = ObjectiveFactory(project=project)
    posted = objective_posted(version="1", agreed="Version de la mairie.")
    page(client, adviser_of(project), "edit_objective", objective.pk, **objective_posted(version="1"))
    response = page(client, adviser_of(project), "edit_objective", objective.pk, **posted)
    html = text_of(response)
    assert "Des jardins tenus ensemble." in html
    assert "Version de la mairie." in html
    objective.refresh_from_db()
    assert (objective.agreed, objective.version) == ("Des jardins tenus ensemble.", 2)
    assert page(client, adviser_of(project), "edit_objective", objective.pk, **(posted | {"version": "2"})).url


def test_a_rated_objective_is_not_edited_by_its_address(client, project):
    objective = ObjectiveFactory(project=project)
    RatingFactory(objective=objective)
    assert page(client, bearer_of(project), "edit_objective", objective.pk).status_code == 403
    assert page(client, bearer_of(project), "edit_objective", objective.pk, **objective_posted()).status_code == 403


def test_an_objective_is_withdrawn_with_a_reason(client, project):
    objective = ObjectiveFactory(project=project)
    bearer = bearer_of(project)
    assert page(client, bearer, "withdraw_objective", objective.pk, because=" ").status_code == 200
    answer = page(client, bearer, "withdraw_objective", objective.pk, because="Le terrain est vendu.")
    assert answer.status_code == 302
    assert "Le terrain est vendu." in text_of(page(client, bearer, "objectives", project.slug))


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"reason": "Vu."}, "level"),
        ({"level": "-1"}, "reason"),
        ({"level": "5", "reason": "Vu."}, "level"),
        ({"level": "0.5", "reason": "Vu."}, "level"),
        ({"level": "-1", "reason": "a" * 1001}, "reason"),
    ],
)
def test_a_rating_says_what_is_wrong_and_keeps_the_rest(client, project, posted, field):
    objective = ObjectiveFactory(project=project)
    response = page(client, bearer_of(project), "rate", objective.pk, "depart", voice="inhabitants", **posted)
    assert field in response.context["form"].errors
    assert not Rating.objects.exists()


def test_a_side_may_say_that_it_gives_no_level(client, project):
    objective = ObjectiveFactory(project=project)
    page(
        *(client, state_agent_of(project), "rate", objective.pk, "depart"),
        voice="state",
        level="none",
        reason="Hors de notre champ.",
    )
    assert Rating.objects.get().level is None


def test_the_bearer_rates_for_the_inhabitants_whatever_the_form_says(client, project):
    objective = ObjectiveFactory(project=project)
    response = page(
        client, bearer_of(project), "rate", objective.pk, "depart", voice="state", level="2", reason="Non."
    )
    assert response.status_code == 403
    assert not Rating.objects.exists()


def test_objectives_follow_one_another_in_one_conversation(client, project):
    first, second = ObjectiveFactory.create_batch(2, project=project)
    answer = page(
        *(client, official_of(project), "rate", first.pk, "fin"), voice="authority", level="1", reason="Cinq jardins."
    )
    assert answer.url == reverse("evaluation:rate", args=[second.pk, "fin"]) + "?voix=authority"
    answer = page(
        *(client, official_of(project), "rate", second.pk, "fin"), voice="authority", level="0", reason="Ouverte."
    )
    assert answer.url == second.get_absolute_url()


def test_posting_a_rating_twice_makes_one_and_shows_the_first(client, project):
    objective, bearer = ObjectiveFactory(project=project), bearer_of(project)
    posted = {"voice": "inhabitants", "level": "-1", "reason": "Nos fèves.", "version": "0"}
    page(client, bearer, "rate", objective.pk, "depart", **posted)
    again = page(client, bearer, "rate", objective.pk, "depart", **posted)
    assert again.status_code == 302
    assert Rating.objects.get().version == 1


def test_the_adviser_types_and_the_side_confirms_from_the_page(client, project):
    objective = ObjectiveFactory(project=project)
    page(client, adviser_of(project), "rate", objective.pk, "depart", voice="inhabitants", level="-1", reason="Dit.")
    rating = Rating.objects.get()
    assert not rating.confirmed
    bearer = member_of(project)
    shown = page(client, bearer, "objectives", project.slug, query=f"?objectif={objective.pk}")
    assert reverse("evaluation:confirm_rating", args=[rating.pk]) in text_of(shown)
    client.post(reverse("evaluation:confirm_rating", args=[rating.pk]))
    rating.refresh_from_db()
    assert rating.rated_by == bearer
    assert client.post(reverse("evaluation:confirm_rating", args=[rating.pk])).status_code == 403


def test_a_state_change_is_asked_by_post(client, project):
    rating = RatingFactory(objective__project=project, rated_by=None, typed_by=adviser_of(project))
    assert page(client, bearer_of(project), "confirm_rating", rating.pk).status_code == 405


def test_an_unknown_moment_or_objective_is_not_found(client, project):
    objective = ObjectiveFactory(project=project)
    assert page(client, bearer_of(project), "rate", objective.pk, "hier").status_code == 404
    assert page(client, bearer_of(project), "rate", 424242, "depart").status_code == 404


def test_the_score_shows_its_terms_with_a_decimal_comma(client, project):
    for importance, difficulty, level in ((3, 2, -1), (2, 3, -2), (3, 3, -2)):
        objective = ObjectiveFactory(project=project, importance=importance, difficulty=difficulty)
        RatingFactory(objective=objective, level=level)
        RatingFactory(objective=objective, level=level + 2, moment="end")
    html = text_of(page(client, lead_of(project), "score", project.slug))
    assert "26,7" in html
    assert "15,47" in html
    assert "√(0,7 × 153 + 0,3 × 441)" in html
    assert "sur 3 objectifs communs" in html
    assert all(rating.get_absolute_url() in html for rating in Rating.objects.all())


def test_fictional_projects_say_so_on_every_page(client, project):
    project.fictional = True
    project.save()
    objective = ObjectiveFactory(project=project)
    adviser = adviser_of(project)
    for name, args in (
        ("objectives", [project.slug]),
        ("score", [project.slug]),
        ("new_objective", [project.slug]),
        ("edit_objective", [objective.pk]),
        ("withdraw_objective", [objective.pk]),
        ("rate", [objective.pk, "depart"]),
    ):
        assert page(client, adviser, name, *args).context["fictional"] is True
