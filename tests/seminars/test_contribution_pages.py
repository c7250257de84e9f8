import pytest
from django.urls import reverse

from levain.seminars.models import Activity, Contribution
from tests.projects.factories import (
    adviser_of,
    bearer_of,
)
from tests.seminars.factories import (
    ActivityFactory,
    ContributionFactory,
    closing_activity,
    facilitator_of,
)


def page(name, seminar, *more):
    return reverse(f"seminars:{name}", args=[seminar.slug, *more])


def test_who_has_not_registered_is_told_to_before_writing(client, project, seminar):
    activity = ActivityFactory(seminar=seminar)
    client.force_login(bearer_of(project))

    assert client.post(page("write", seminar, activity.pk), {"text": "Moi"}).status_code == 403
    assert not Contribution.objects.exists()


def test_an_empty_contribution_is_given_back_with_its_mistake(client, seminar):
    activity = ActivityFactory(seminar=seminar)
    client.force_login(facilitator_of(seminar))

    answer = client.post(page("write", seminar, activity.pk), {"text": "  ", "column": "sait", "side": "bearer"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert not Contribution.objects.exists()


def test_hostile_words_are_shown_as_words(client, seminar):
    activity = ActivityFactory(seminar=seminar)
    said = ContributionFactory(activity=activity, text="<script>alert(1)</script>", column="sait")
    client.force_login(facilitator_of(seminar))

    for address in (activity.get_absolute_url(), said.get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.mark.parametrize("value", ["99", "un", "-1", "1.5"])
def test_an_answer_that_is_not_offered_is_refused(client, seminar, value):
    activity = ActivityFactory(seminar=seminar, kind=Activity.Kind.POLL, options=["oui", "non"], columns=[])
    client.force_login(facilitator_of(seminar))

    answer = client.post(page("write", seminar, activity.pk), {"answer": value, "side": "bearer"})

    assert answer.context["form"].errors["answer"]
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("kind", "more", "typed", "value"),
    [
        ("weather", {"options": ["soleil", "orage"]}, {"answer": "orage"}, "orage"),
        ("poll", {"options": ["oui", "non"]}, {"answer": "1"}, 1),
        ("scale", {"setup": {"min": 1, "max": 5}}, {"answer": "4"}, 4),
        ("dots", {"options": ["a", "b", "c"]}, {"answer": ["0", "2"]}, [0, 2]),
        (
            "matrix",
            {"setup": {"axes": {"x": "facile", "y": "utile"}}},
            {"answer_x": "6", "answer_y": "0"},
            {"x": 6, "y": 0},
        ),
        ("poll", {"options": ["a", "b", "c"], "setup": {"several": True}}, {"answer": ["0", "2"]}, [0, 2]),
        (
            "matrix",
            {"options": ["la clé"], "setup": {"axes": {"x": "facile", "y": "utile"}}},
            {"answer_option": "0", "answer_x": "6", "answer_y": "9"},
            {"places": {"0": [6, 9]}},
        ),
    ],
)
def test_each_kind_of_activity_keeps_its_kind_of_answer(client, seminar, kind, more, typed, value):
    activity = ActivityFactory(seminar=seminar, kind=kind, columns=[], **more)
    client.force_login(facilitator_of(seminar))

    client.post(page("write", seminar, activity.pk), typed | {"side": "bearer"})

    assert activity.contributions.get().value == value
    assert client.get(activity.get_absolute_url()).status_code == 200


def test_a_second_save_on_an_older_version_gets_both_texts(client, seminar):
    said = ContributionFactory(activity__seminar=seminar, column="sait")
    client.force_login(facilitator_of(seminar))
    address = page("edit_contribution", seminar, said.pk)
    client.post(address, {"text": "Corrigé une fois.", "column": "sait", "version": 1})

    answer = client.post(address, {"text": "Corrigé ailleurs.", "column": "sait", "version": 1})

    shown = answer.content.decode()
    assert "Corrigé une fois." in shown
    assert "Corrigé ailleurs." in shown
    said.refresh_from_db()
    assert (said.text, said.version) == ("Corrigé une fois.", 2)


def test_hidden_words_are_for_the_team_only(client, project, seminar):
    said = ContributionFactory(activity__seminar=seminar, column="sait", hidden=True)
    client.force_login(bearer_of(project))
    assert client.get(said.get_absolute_url()).status_code == 403
    assert said.text not in client.get(said.activity.get_absolute_url()).content.decode()

    client.force_login(facilitator_of(seminar))
    assert client.get(said.get_absolute_url()).status_code == 200


def test_a_closing_questionnaire_stays_closed_under_five_answers(client, project, seminar):
    activity = closing_activity(seminar)
    client.force_login(adviser_of(project))
    for number in range(4):
        said = ContributionFactory(activity=activity, named=False, value={"s02": 3}, text=f"Mot {number}")
    assert client.get(said.get_absolute_url()).status_code == 403
    assert "Mot " not in client.get(activity.get_absolute_url()).content.decode()

    ContributionFactory(activity=activity, named=False, value={"s02": 4}, text="Mot 5", side="adviser")

    shown = client.get(activity.get_absolute_url())
    assert [(line.label, line.count) for line in shown.context["read"].lines] == [
        ("Question s02 ?", 5),
        ("Question s05 ?", 0),
    ]
    assert "Mot 5" in shown.content.decode()
    assert {said.unsaid for said in shown.context["read"].said} == {True}
