from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from levain.seminars import paper, typing_in
from levain.seminars.models import Activity, Contribution
from levain.seminars.values import Unfit, check
from tests.projects.factories import bearer_of
from tests.seminars.factories import ActivityFactory, RegistrationFactory, facilitator_of
from tests.seminars.factories import closing_activity as closing_of

TOKEN = "5d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f22"
Kind = Activity.Kind
AXES = {"axes": {"x": "facile", "y": "utile", "min": 0, "max": 10}}
STEPS = [{"id": "1", "label": "Le cas", "minutes": 5}, {"id": "2", "label": "Questions", "minutes": 8}]


def one(kind, **more):
    return Activity(kind=kind, title="Quoi ?", **more)


@pytest.mark.parametrize(
    ("activity", "line", "said"),
    [
        (
            one(Kind.WEATHER, options=["soleil", "orage"]),
            "2 ma box saute",
            [{"value": "orage", "text": "ma box saute"}],
        ),
        (one(Kind.POLL, options=["oui", "non"]), " 2 ", [{"value": 1}]),
        (one(Kind.POLL, options=["a", "b", "c"], setup={"several": True}), "3, 1", [{"value": [0, 2]}]),
        (one(Kind.SCALE, setup={"min": 1, "max": 5}), "4", [{"value": 4}]),
        (one(Kind.WORDCLOUD), "ouvrir, durer", [{"text": "ouvrir"}, {"text": "durer"}]),
        (
            one(Kind.BOARD, columns=[{"id": "sait", "label": "Sait"}, {"id": "bloque", "label": "Bloque"}]),
            "b Qui a la clé ?",
            [{"column": "bloque", "text": "Qui a la clé ?"}],
        ),
        (one(Kind.DOTS, options=["a", "b"], setup={"pile": True}), "2 2 1", [{"value": [0, 1, 1]}]),
        (
            one(Kind.MATRIX, setup=AXES),
            "6 9 Une boîte à clés",
            [{"value": {"x": 6, "y": 9}, "text": "Une boîte à clés"}],
        ),
        (
            one(Kind.MATRIX, options=["clé", "jardin"], setup=AXES),
            "1: 7 9; 2: 3 4",
            [{"value": {"places": {"0": [7, 9], "1": [3, 4]}}}],
        ),
        (one(Kind.QUESTIONS), "Qui signe ?", [{"text": "Qui signe ?"}]),
        (one(Kind.PEER_CONSULTATION, columns=STEPS), "2. Combien ?", [{"column": "2", "text": "Combien ?"}]),
        (
            one(Kind.COMMITMENTS),
            "Venir voir / la mairie / 30/06/2021",
            [{"text": "Venir voir", "with_whom": "la mairie", "due": date(2021, 6, 30)}],
        ),
        (one(Kind.COMMITMENTS), "Venir voir / 30/06/2021", [{"text": "Venir voir", "due": date(2021, 6, 30)}]),
    ],
)
def test_a_card_is_typed_on_one_line(activity, line, said):
    read = typing_in.read(activity, line)

    assert read == said
    for each in read:
        check(activity, each.get("value"), each.get("column", ""))


@pytest.mark.parametrize(
    ("activity", "line"),
    [
        (one(Kind.POLL, options=["oui", "non"]), "3"),
        (one(Kind.POLL, options=["oui", "non"]), "0"),
        (one(Kind.POLL, options=["oui", "non"]), "1 2"),
        (one(Kind.POLL, options=["oui", "non"]), "²"),
        (one(Kind.SCALE, setup={"min": 1, "max": 5}), "6"),
        (one(Kind.WORDCLOUD, setup={"words_each": 1}), "un, deux"),
        (one(Kind.BOARD, columns=[{"id": "sait", "label": "Sait"}]), "Z Ailleurs"),
        (one(Kind.BOARD, columns=[{"id": "sait", "label": "Sait"}]), "A"),
        (one(Kind.DOTS, options=["a", "b"]), "1 1"),
        (one(Kind.DOTS, options=["a", "b"], setup={"dots_each": 1}), "1 2"),
        (one(Kind.MATRIX, setup=AXES), "6"),
        (one(Kind.MATRIX, setup=AXES), "6 11 Trop haut"),
        (one(Kind.MATRIX, options=["clé"], setup=AXES), "2: 3 4"),
        (one(Kind.COMMITMENTS), "Venir / 31/02/2021"),
        (one(Kind.QUESTIONS), "x" * 2001),
    ],
)
def test_a_line_that_cannot_be_read_says_why(activity, line):
    with pytest.raises(Unfit):
        typing_in.read(activity, line)


def test_a_sheet_is_typed_as_numbers_then_words(seminar):
    activity = closing_of(seminar)

    assert typing_in.read(activity, "4 12 / Le repas") == [
        {"value": {"s02": 4, "s05": 12}},
        {"text": "Le repas", "column": "s07"},
    ]
    assert typing_in.read(activity, "- 3") == [{"value": {"s05": 3}}]
    for line in ("4", "9 1", "4 2 / a / b", "quatre 2"):
        with pytest.raises(Unfit):
            typing_in.read(activity, line)


def send(client, activity, cards, **more):
    client.force_login(facilitator_of(activity.seminar))
    address = reverse("seminars:type_in", args=[activity.seminar.slug, activity.pk])
    return client.post(address, {"cards": cards, "side": "bearer", "token": TOKEN} | more)


def test_a_pile_is_kept_with_its_table_and_project_and_counted(client, seminar):
    board = ActivityFactory(seminar=seminar)
    project = seminar.cohort.projects.get()

    answer = send(client, board, "A La clé\n\nB Le jardin\n", table="3", project=project.slug)

    kept = board.contributions.values_list("text", "column", "table", "project", "side")
    assert list(kept) == [
        ("La clé", "sait", 3, project.pk, "bearer"),
        ("Le jardin", "bloque", 3, project.pk, "bearer"),
    ]
    assert answer.url.endswith(f"?side=bearer&project={project.slug}&table=3")


def test_the_same_pile_sent_twice_is_kept_once(client, seminar):
    board = ActivityFactory(seminar=seminar)

    for _again in range(2):
        send(client, board, "A La clé\nA La clé")

    assert board.contributions.count() == 2


def test_one_line_wrong_and_nothing_is_kept_but_what_was_typed(client, seminar):
    board = ActivityFactory(seminar=seminar)

    answer = send(client, board, "A La clé\nLe jardin sans colonne")

    (mistake,) = answer.context["form"].errors["cards"]
    assert "2" in mistake
    assert "Le jardin sans colonne" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_anonymous_cards_keep_no_project(client, seminar):
    activity = closing_of(seminar)

    send(client, activity, "4 12 / Le repas", project=seminar.cohort.projects.get().slug)

    assert set(activity.contributions.values_list("named", "project", "author")) == {(False, None, None)}


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_prints_its_cards(client, seminar, kind):
    columns = STEPS if kind == Kind.PEER_CONSULTATION else ActivityFactory.columns
    activity = ActivityFactory(
        seminar=seminar,
        kind=kind,
        title="Qui a la clé ?",
        options=["la mairie", "#let x = 1"],
        columns=columns,
        setup={},
    )
    client.force_login(facilitator_of(seminar))

    page = client.get(reverse("seminars:cards", args=[seminar.slug, activity.pk]))
    pdf = client.get(reverse("seminars:cards_pdf", args=[seminar.slug, activity.pk]) + "?n=9")

    assert page.context["card"] == paper.card_of(activity)
    reader = PdfReader(BytesIO(pdf.content))
    assert "Qui a la clé" in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_there_is_a_card_for_each_person_who_comes(client, seminar):
    poll = ActivityFactory(seminar=seminar, kind="poll", options=["oui", "non"], columns=[])
    RegistrationFactory.create_batch(9, seminar=seminar)
    client.force_login(facilitator_of(seminar))

    pdf = client.get(reverse("seminars:cards_pdf", args=[seminar.slug, poll.pk]))

    assert len(PdfReader(BytesIO(pdf.content)).pages) == 2


def test_the_cards_of_the_whole_seminar_are_one_file(client, seminar, django_assert_max_num_queries):
    for kind in ("poll", "board", "questions", "dots"):
        ActivityFactory(seminar=seminar, kind=kind, options=["oui", "non"])
    closing_of(seminar)
    client.force_login(facilitator_of(seminar))

    with django_assert_max_num_queries(12):
        pdf = client.get(reverse("seminars:every_card", args=[seminar.slug]) + "?n=1")

    assert len(PdfReader(BytesIO(pdf.content)).pages) == 5


def test_a_bearer_types_no_cards(client, seminar):
    board = ActivityFactory(seminar=seminar)
    client.force_login(bearer_of(seminar.cohort.projects.get()))

    assert client.get(reverse("seminars:type_in", args=[seminar.slug, board.pk])).status_code == 403


def test_the_example_of_a_card_of_dots_is_one_that_may_be_typed():
    apart = one(Kind.DOTS, options=["a", "b", "c"], setup={"dots_each": 3})
    piled = one(Kind.DOTS, options=["a", "b"], setup={"dots_each": 3, "pile": True})

    for activity in (apart, piled):
        check(activity, typing_in.read(activity, typing_in.example(activity))[0]["value"], "")


def test_a_commitment_with_nobody_named_keeps_its_day_and_a_day_that_does_not_exist_is_said():
    card = one(Kind.COMMITMENTS)

    assert typing_in.read(card, "Rendre les clés / / 30/06/2027") == [
        {"text": "Rendre les clés", "due": date(2027, 6, 30)}
    ]
    with pytest.raises(Unfit):
        typing_in.read(card, "Rendre les clés / / 32/13/2027")
