import pytest
from django.urls import reverse

from levain.questionnaires.models import Questionnaire
from levain.seminars import services
from levain.seminars.models import Activity
from tests.projects.factories import bearer_of
from tests.questionnaires.factories import published, question
from tests.seminars.factories import ActivityFactory, ContributionFactory, facilitator_of

TOKEN = "0c6f4c2e-2f43-4f0e-8c8e-7e0f0a8b7f11"
STEPS = "Le cas, 5\nLes questions, 8 min\nSuggestions, 12"


def compose(client, seminar, kind, **typed):
    client.force_login(facilitator_of(seminar))
    address = reverse("seminars:add_activity", args=[seminar.slug]) + f"?kind={kind}"
    return client.post(address, {"title": "Quoi ?", "minutes": "10", "named": "on", "token": TOKEN} | typed)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("weather", {"options": "soleil\norage"}, {"options": ["soleil", "orage"]}),
        (
            "poll",
            {"options": "oui\nnon\noui", "several": "on"},
            {"options": ["oui", "non"], "setup": {"several": True}},
        ),
        (
            "scale",
            {"low": "1", "high": "4", "low_words": "Non", "high_words": "Oui"},
            {"setup": {"min": 1, "max": 4, "labels": {"min": "Non", "max": "Oui"}}},
        ),
        ("wordcloud", {"words_each": "2", "note": "Un mot."}, {"setup": {"note": "Un mot.", "words_each": 2}}),
        (
            "board",
            {"columns": "À garder\nÀ changer", "inbox": "on", "votes_each": "0"},
            {
                "columns": [{"id": "1", "label": "À garder"}, {"id": "2", "label": "À changer"}],
                "setup": {"inbox": True},
            },
        ),
        (
            "dots",
            {"options": "a\nb", "dots_each": "5", "pile": "on"},
            {"options": ["a", "b"], "setup": {"dots_each": 5, "pile": True}},
        ),
        (
            "matrix",
            {"x": "facile", "y": "utile", "options": ""},
            {"options": [], "setup": {"axes": {"x": "facile", "y": "utile", "min": 0, "max": 10}}},
        ),
        ("questions", {}, {"setup": {}}),
        (
            "peer_consultation",
            {"steps": STEPS},
            {
                "minutes": 25,
                "columns": [
                    {"id": "1", "label": "Le cas", "minutes": 5},
                    {"id": "2", "label": "Les questions", "minutes": 8},
                    {"id": "3", "label": "Suggestions", "minutes": 12},
                ],
            },
        ),
        ("commitments", {"due": "2021-06-30"}, {"setup": {"due": "2021-06-30"}}),
    ],
)
def test_each_kind_keeps_what_it_needs(client, seminar, kind, typed, kept):
    compose(client, seminar, kind, **typed)

    activity = seminar.activities.get()
    assert (activity.kind, activity.title, activity.named) == (kind, "Quoi ?", True)
    assert {name: getattr(activity, name) for name in kept} == kept


def test_a_closing_questionnaire_takes_the_promise_of_the_one_that_is_published(client, seminar):
    of = Questionnaire.objects.create(slug="avis", title="Votre avis", audience="seminar_participant")
    revision = published(question("s02", "scale"), of=of, anonymous=True)

    compose(client, seminar, "closing_questionnaire", questionnaire="avis")

    activity = seminar.activities.get()
    assert (activity.named, activity.setup) == (False, {"questionnaire": "avis", "revision": revision.number})


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("poll", {"options": "une seule"}, "options"),
        ("poll", {"options": "\n".join(f"réponse {n}" for n in range(13))}, "options"),
        ("board", {"columns": "x" * 61, "votes_each": "1"}, "columns"),
        ("scale", {"low": "1", "high": "99"}, "high"),
        ("peer_consultation", {"steps": "Le cas\nSuggestions, 12"}, "steps"),
        ("peer_consultation", {"steps": "Le cas, 0\nSuggestions, ²"}, "steps"),
        ("dots", {"options": "a\nb", "dots_each": "0"}, "dots_each"),
        ("weather", {"options": "a\nb", "minutes": "0"}, "minutes"),
        ("closing_questionnaire", {"questionnaire": "inconnu"}, "questionnaire"),
    ],
)
def test_what_cannot_be_asked_is_given_back(client, seminar, kind, typed, field):
    answer = compose(client, seminar, kind, **typed)

    assert answer.context["form"].errors[field]
    assert not seminar.activities.exists()


def test_sent_twice_it_is_added_once(client, seminar):
    for _again in range(2):
        compose(client, seminar, "questions")

    assert seminar.activities.count() == 1


@pytest.mark.parametrize("kind", Activity.Kind.values)
def test_the_form_of_each_kind_opens_filled_with_what_it_usually_is(client, seminar, kind):
    client.force_login(facilitator_of(seminar))

    answer = client.get(reverse("seminars:add_activity", args=[seminar.slug]) + f"?kind={kind}")

    assert answer.status_code == 200
    assert answer.context["form"].kind == kind


def test_an_unknown_kind_leads_back_to_the_choice(client, seminar):
    client.force_login(facilitator_of(seminar))

    answer = client.get(reverse("seminars:add_activity", args=[seminar.slug]) + "?kind=<script>")

    assert len(answer.context["kinds"]) == len(Activity.Kind.values)


def test_a_preview_shows_the_fields_and_saves_nothing(client, seminar):
    answer = compose(client, seminar, "dots", options="Le local\nLe jardin", dots_each="2", preview="yes")

    assert answer.context["tried"].fields["answer"].disabled
    assert not seminar.activities.exists()


def edit(client, activity, **typed):
    client.force_login(facilitator_of(activity.seminar))
    told = {"title": activity.title, "minutes": activity.minutes, "named": "on", "version": activity.version} | typed
    return client.post(reverse("seminars:edit_activity", args=[activity.seminar.slug, activity.pk]), told)


def test_columns_keep_their_names_when_they_are_reworded_or_reordered(client, seminar):
    board = ActivityFactory(seminar=seminar)

    edit(client, board, columns="Ce qui bloque\nCe que nous savons tous faire\nAutre", votes_each="3")

    board.refresh_from_db()
    assert [column["id"] for column in board.columns] == ["bloque", "sait", "1"]


def test_once_answered_choices_are_only_added(client, seminar):
    poll = ActivityFactory(seminar=seminar, kind="poll", columns=[], options=["oui", "non"])
    ContributionFactory(activity=poll, text="", value=1)

    refused = edit(client, poll, options="non\noui")
    assert refused.context["form"].non_field_errors()
    edit(client, poll, options="oui\nnon\nje ne sais pas", title="Viendrez-vous ?")

    poll.refresh_from_db()
    assert (poll.options, poll.title, poll.version) == (["oui", "non", "je ne sais pas"], "Viendrez-vous ?", 2)


def test_once_answered_the_promise_about_names_stays(client, seminar):
    poll = ActivityFactory(seminar=seminar, kind="poll", columns=[], options=["oui", "non"])
    ContributionFactory(activity=poll, text="", value=1)

    answer = edit(client, poll, options="oui\nnon", named="")

    assert answer.context["form"].non_field_errors()
    poll.refresh_from_db()
    assert poll.named


def test_a_second_save_on_an_older_version_is_compared(client, seminar):
    poll = ActivityFactory(seminar=seminar, kind="poll", columns=[], options=["oui", "non"])
    edit(client, poll, options="oui\nnon\npeut-être")

    answer = edit(client, poll, options="oui\nnon\njamais")

    assert answer.context["current"]
    poll.refresh_from_db()
    assert poll.options[-1] == "peut-être"


def test_what_is_kept_and_not_asked_stays(client, seminar):
    poll = ActivityFactory(seminar=seminar, kind="poll", columns=[], options=["oui", "non"], setup={"autre": 1})

    edit(client, poll, options="oui\nnon")

    poll.refresh_from_db()
    assert poll.setup == {"autre": 1}


def test_an_activity_where_something_was_said_is_not_taken_away(client, seminar):
    empty, said = ActivityFactory(seminar=seminar), ContributionFactory(activity__seminar=seminar).activity
    client.force_login(facilitator_of(seminar))

    for activity in (empty, said):
        client.post(reverse("seminars:remove_activity", args=[seminar.slug, activity.pk]))

    assert list(seminar.activities.all()) == [said]


def test_activities_change_places(seminar):
    first, second = ActivityFactory(seminar=seminar), ActivityFactory(seminar=seminar)

    services.move_activity(second, by=facilitator_of(seminar))
    services.move_activity(Activity.objects.get(pk=second.pk), by=facilitator_of(seminar))

    assert list(seminar.activities.all()) == [second, first]


def test_a_bearer_does_not_prepare_the_activities(client, seminar):
    activity = ActivityFactory(seminar=seminar)
    client.force_login(bearer_of(seminar.cohort.projects.get()))

    assert client.get(reverse("seminars:edit_activity", args=[seminar.slug, activity.pk])).status_code == 403
