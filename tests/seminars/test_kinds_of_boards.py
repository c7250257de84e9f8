"""Boards, dots, matrices, consultations, commitments and closing questionnaires, held in a room."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from levain.seminars import services
from levain.seminars.live import kinds, room, secrets
from levain.seminars.models import Activity, Contribution, LiveEvent
from levain.seminars.services import answering
from levain.seminars.services import live as driving
from levain.seminars.values import Unfit
from tests.seminars.factories import ActivityFactory, ContributionFactory
from tests.seminars.factories import closing_activity as closing_of

Kind = Activity.Kind
AXES = {"axes": {"x": "facile", "y": "utile", "min": 0, "max": 10}}
STEPS = [{"id": "cas", "label": "Le cas", "minutes": 5}, {"id": "aide", "label": "Suggestions", "minutes": 12}]


def held(live, by, kind, **more):
    activity = ActivityFactory(seminar=live.seminar, kind=kind, **{"title": "Et ensuite", "columns": [], **more})
    driving.show(live, activity, by=by)
    return activity


def phone(live, **said):
    return answering.join(live, secrets.new_secret(), **said)


def send(of, activity, question="", **typed):
    of.device.live.refresh_from_db()
    kind = kinds.of(activity)
    form = kind.form(activity, typed)
    assert form.is_valid(), form.errors
    return answering.answer(of, activity, question=question, **kind.answer(activity, form))


def merged(live, activity):
    live.refresh_from_db()
    return kinds.of(activity).merged(activity, live.stage(activity))


def seen(live, audience):
    """Everything an audience is sent, as words."""
    now = room.read(live.pk)
    return room.state(now, audience)["html"] + room.results(now, audience)["html"]


def test_an_idea_waits_in_the_inbox_until_one_tap_puts_it_on_the_board(client, live, by):
    board = held(live, by, Kind.BOARD, columns=ActivityFactory.columns, setup={"inbox": True})
    driving.reveal(live, board, by=by)
    said = send(phone(live), board, "0", text="Qui a la clé ?", column="sait")

    assert "Qui a la clé" not in seen(live, room.SCREEN)
    assert merged(live, board)["waiting"] == 1
    client.force_login(by)
    client.post(reverse("seminars:deed", args=[live.seminar.slug]), {"deed": f"put:{said.pk}-1"})

    assert [idea["text"] for idea in merged(live, board)["columns"][1]["ideas"]] == ["Qui a la clé ?"]
    assert "Qui a la clé" in seen(live, room.SCREEN)


def test_a_telephone_supports_as_many_ideas_as_the_board_says(live, by):
    board = held(live, by, Kind.BOARD, columns=ActivityFactory.columns, setup={"votes_each": 1})
    first, second = (ContributionFactory(activity=board, column="sait") for _one in range(2))
    mine = phone(live)

    for _twice in range(2):
        answering.vote(mine, first)
    with pytest.raises(answering.NotTaken):
        answering.vote(mine, second)
    answering.vote(mine, first, for_it=False)
    answering.vote(mine, second)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.votes, second.votes) == (0, 1)


def test_dots_go_to_different_choices_unless_they_may_be_piled(live, by):
    apart = held(live, by, Kind.DOTS, options=["a", "b", "c"], setup={"dots_each": 2})
    send(phone(live), apart, value=["0", "2"])
    assert not kinds.of(apart).form(apart, {"value": ["0", "1", "2"]}).is_valid()
    assert [(line["label"], line["n"]) for line in merged(live, apart)["lines"]] == [("a", 1), ("c", 1), ("b", 0)]

    piled = held(live, by, Kind.DOTS, options=["a", "b"], setup={"dots_each": 3, "pile": True})
    said = send(phone(live), piled, dots_0="1", dots_1="2")
    assert said.value == [0, 1, 1]
    assert not kinds.of(piled).form(piled, {"dots_0": "2", "dots_1": "2"}).is_valid()
    assert not kinds.of(piled).form(piled, {"dots_0": ""}).is_valid()


def test_a_telephone_changes_its_dots_and_is_counted_once(live, by):
    dots = held(live, by, Kind.DOTS, options=["a", "b"], setup={"dots_each": 1})
    mine = phone(live)

    send(mine, dots, value=["0"])
    send(mine, dots, value=["1"])

    assert merged(live, dots) == {
        "n": 1,
        "dots": 1,
        "lines": [{"label": "b", "n": 1, "share": 100}, {"label": "a", "n": 0, "share": 0}],
    }


def test_listed_ideas_stand_where_half_of_the_room_puts_them(live, by):
    matrix = held(live, by, Kind.MATRIX, options=["la clé", "le jardin"], setup=AXES)
    for x, y in ((2, 9), (8, 9), (9, 1)):
        send(phone(live), matrix, x_0=str(x), y_0=str(y))

    (point,) = merged(live, matrix)["points"]

    assert (point["label"], point["x"], point["y"], point["n"]) == ("la clé", 8, 9, 3)
    assert (point["cx"], point["cy"]) == (80, 10)
    assert point["where"] == "plus facile, plus utile"


def test_ideas_of_ones_own_are_written_and_placed(live, by):
    matrix = held(live, by, Kind.MATRIX, setup=AXES)
    send(phone(live), matrix, "0", text="Une boîte à clés", x="9", y="2")

    (point,) = merged(live, matrix)["points"]

    assert (point["label"], point["where"]) == ("Une boîte à clés", "plus facile, moins utile")
    assert "Une boîte à clés" in render_to_string(
        "seminars/live/matrix/results.html", {"merged": merged(live, matrix), "activity": matrix}
    )


@pytest.mark.parametrize("typed", [{"x_0": "11", "y_0": "1"}, {"x_0": "3"}, {}, {"x_0": "un", "y_0": "2"}])
def test_a_place_off_the_square_is_given_back(live, by, typed):
    matrix = held(live, by, Kind.MATRIX, options=["la clé"], setup=AXES)

    assert not kinds.of(matrix).form(matrix, typed).is_valid()


@pytest.mark.parametrize(
    "value", [{"places": {"9": [1, 1]}}, {"places": {"0": [1]}}, {"places": []}, {"x": 1, "y": 1}]
)
def test_a_place_that_nobody_could_have_given_is_refused(live, by, value):
    matrix = held(live, by, Kind.MATRIX, options=["la clé"], setup=AXES)
    live.refresh_from_db()

    with pytest.raises(Unfit):
        answering.answer(phone(live), matrix, value=value)


def test_a_consultation_goes_by_timed_steps_and_each_word_keeps_its_step_and_table(live, by):
    activity = held(live, by, Kind.PEER_CONSULTATION, columns=STEPS)
    driving.go_to_step(live, activity, 1, by=by)
    ends = live.clock_ends
    driving.go_to_step(live, activity, 1, by=by)

    said = send(phone(live, table=3, side="bearer"), activity, "0", column="aide", text="Demandez un prêt")

    assert live.clock_ends == ends
    assert 11 <= (ends - live.opened_at).total_seconds() / 60 <= 13
    assert (said.column, said.table) == ("aide", 3)
    assert merged(live, activity)["said"] == [{"text": "Demandez un prêt", "table": 3, "who": "Projets"}]
    assert 'value="aide"' in seen(live, room.PHONE)


def test_commitments_say_who_what_with_whom_and_by_when(live, by):
    activity = held(live, by, Kind.COMMITMENTS, setup={"due": "2027-06-30"})
    project = live.seminar.cohort.projects.get()
    mine = phone(live, name="Nora", side="bearer", project=project)

    send(mine, activity, "0", text="Venir voir", with_whom="la mairie", due="2027-06-01")

    assert merged(live, activity)["promises"] == [
        {"text": "Venir voir", "who": f"Nora, {project}", "with_whom": "la mairie", "due": date(2027, 6, 1)}
    ]
    assert "2027-06-30" in seen(live, room.PHONE)


def test_a_sheet_keeps_the_side_and_its_words_stand_apart(live, by):
    activity = closing_of(live.seminar)
    driving.show(live, activity, by=by)
    mine = phone(live, name="Nora", side="bearer")

    send(mine, activity, s02="4", s05="12", s07="Le repas")
    send(mine, activity, s02="5", s05="12", s07="La visite")

    kept = activity.contributions.order_by("column").values_list("value", "text", "column", "side", "pseudonym")
    assert list(kept) == [({"s02": 5, "s05": 12}, "", "", "bearer", ""), (None, "La visite", "s07", "bearer", "")]
    send(mine, activity, s02="5", s05="12", s07="")
    assert activity.contributions.count() == 1


def test_answers_to_the_closing_questionnaire_show_from_five(live, by):
    activity = closing_of(live.seminar)
    driving.show(live, activity, by=by)
    for n in range(5):
        assert "questions" not in merged(live, activity)
        send(phone(live), activity, s02=str(n + 1))

    (question,) = merged(live, activity)["questions"]
    assert (question["n"], [line["n"] for line in question["lines"]]) == (5, [1, 1, 1, 1, 1])


@pytest.mark.parametrize("kind", [*Kind.values])
def test_each_kind_is_shown_to_each_audience_with_and_without_answers(live, by, kind):
    if kind == Kind.CLOSING_QUESTIONNAIRE:
        activity = closing_of(live.seminar)
        driving.show(live, activity, by=by)
    else:
        columns = STEPS if kind == Kind.PEER_CONSULTATION else ActivityFactory.columns
        activity = held(live, by, kind, options=["a", "b"], columns=columns, setup=AXES)
    driving.reveal(live, activity, by=by)
    for _twice in range(2):
        pages = [seen(live, audience) for audience in room.AUDIENCES]
        ContributionFactory(activity=activity, text="<b>Mot</b>", column="")
    assert not [page for page in pages if "<b>Mot</b>" in page]


def test_cards_typed_in_and_ideas_sorted_are_seen_at_once(live, by):
    board = held(live, by, Kind.BOARD, columns=ActivityFactory.columns)
    LiveEvent.objects.all().delete()

    services.type_in(board, [[{"text": "Sur papier", "column": "sait"}]], by=by)
    services.pin(board, [Contribution.objects.get().pk], by=by)

    assert list(LiveEvent.objects.values_list("kind", flat=True)) == ["answer", "answer"]
    assert merged(live, board)["columns"][0]["ideas"][0]["pinned"]


def test_a_question_mended_while_it_is_shown_is_seen_mended(live, by):
    dots = held(live, by, Kind.DOTS, options=["a", "b"])
    version = live.version

    services.edit_activity(dots, by=by, version=1, title="Que faire d'abord ?")

    assert "Que faire d&#x27;abord" in seen(live, room.PHONE)
    live.refresh_from_db()
    assert live.version == version + 1
