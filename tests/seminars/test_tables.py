from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from levain.foundation import documents
from levain.seminars import services
from levain.seminars.models import Activity, Contribution, Device, Table
from levain.seminars.services import live as driving
from tests.projects.factories import bearer_of
from tests.seminars.factories import ActivityFactory


@pytest.fixture
def board(live, by):
    activity = ActivityFactory(seminar=live.seminar, setup={"inbox": True})
    driving.show(live, activity, by=by)
    return activity


@pytest.fixture
def table(seminar, by):
    return services.set_tables(seminar, by=by, projects=True)[0]


def picture():
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "JPEG")
    return SimpleUploadedFile("feuille.jpg", drawn.getvalue(), content_type="image/jpeg")


def at(name, live, table):
    return reverse(f"seminars:{name}", args=[live.code, table.number])


def note(client, live, table, activity, **typed):
    told = {"activity": activity.pk, "token": uuid4(), "text": "", "column": "sait", "side": ""} | typed
    return client.post(at("note", live, table), told)


def test_tables_are_laid_by_project_and_by_theme_once(seminar, by):
    for _twice in range(2):
        services.set_tables(seminar, by=by, titles=["Le droit", "L'argent"], projects=True)

    tables = [(table.number, table.title, bool(table.project)) for table in seminar.tables.all()]
    assert tables == [(1, "Le droit", False), (2, "L'argent", False), (3, "", True)]


def test_more_tables_than_a_room_holds_are_refused(seminar, by):
    services.set_tables(seminar, by=by, titles=[f"Thème {n}" for n in range(95)])

    with pytest.raises(services.TooManyTables):
        services.set_tables(seminar, by=by, titles=[f"Autre {n}" for n in range(5)])

    assert seminar.tables.count() == 95


def test_a_note_taker_without_an_account_keeps_table_and_project(client, live, board, table):
    assert client.get(at("notes", live, table)).templates[0].name == "seminars/tables/begin.html"
    client.post(at("begin_notes", live, table))

    answer = note(client, live, table, board, text="Qui a la clé ?", column="bloque")

    said = board.contributions.get()
    assert (said.text, said.column, said.table, said.project, said.side, said.author) == (
        "Qui a la clé ?",
        "bloque",
        table.number,
        table.project,
        "bearer",
        None,
    )
    assert "Qui a la clé" in client.get(answer.url).content.decode()


def test_a_note_begins_at_the_step_where_the_room_is(client, live, table, by):
    steps = [{"id": "cas", "label": "Le cas", "minutes": 5}, {"id": "aide", "label": "Suggestions", "minutes": 12}]
    talk = ActivityFactory(seminar=live.seminar, kind=Activity.Kind.PEER_CONSULTATION, columns=steps)
    driving.show(live, talk, by=by)
    driving.go_to_step(live, talk, 1, by=by)
    client.post(at("begin_notes", live, table))

    page = client.get(at("notes", live, table))

    assert page.context["form"]["column"].value() == "aide"
    assert page.context["form"]["column"].label == "Étape"
    assert 'data-step="1" data-follows' in page.content.decode()


def test_nobody_begins_to_take_notes_in_a_closed_room(client, live, table, by):
    driving.end_live(live, by=by)

    answer = client.get(at("notes", live, table))

    assert answer.status_code == 410
    assert "La salle est fermée" in answer.content.decode()


def test_the_same_note_sent_twice_is_kept_once(client, live, board, table):
    client.post(at("begin_notes", live, table))
    token = uuid4()

    for _twice in range(2):
        assert note(client, live, table, board, text="La clé", token=token).status_code == 302

    assert board.contributions.count() == 1


def test_who_says_it_is_kept_or_forgotten(client, live, board, table):
    client.post(at("begin_notes", live, table))

    note(client, live, table, board, text="Je peux vous dire quand", side="state_service")
    note(client, live, table, board, text="Personne ne l'a dit", side="anonymous")

    kept = board.contributions.values_list("text", "side", "named", "table").order_by("text")
    assert list(kept) == [
        ("Je peux vous dire quand", "state_service", True, table.number),
        ("Personne ne l'a dit", "anonymous", False, table.number),
    ]


def test_a_photograph_of_the_sheet_comes_up_to_the_plenary(client, live, board, table, by):
    client.post(at("begin_notes", live, table))

    note(client, live, table, board, photo=picture())

    said = board.contributions.get()
    (photo,) = documents.of(said)
    assert (photo.kind, photo.uploaded_by) == ("image/webp", None)
    client.force_login(by)
    page = client.get(reverse("seminars:sort", args=[live.seminar.slug, board.pk])).content.decode()
    assert reverse("foundation:document", args=[photo.pk]) in page
    assert f"table={table.number}" in page


def test_a_file_that_is_no_picture_is_given_back_and_nothing_is_kept(client, live, board, table):
    client.post(at("begin_notes", live, table))

    answer = note(client, live, table, board, text="La clé", photo=SimpleUploadedFile("mur.png", b"<svg></svg>"))

    assert answer.status_code == 422
    assert "La clé" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_an_empty_note_says_what_is_missing(client, live, board, table):
    client.post(at("begin_notes", live, table))

    assert note(client, live, table, board).context["form"].errors["text"]


def test_who_is_not_the_note_taker_writes_nothing_for_a_table(client, live, board, table):
    assert note(client, live, table, board, text="La clé").status_code == 302

    assert not Contribution.objects.exists()
    assert not Device.objects.exists()


def test_a_script_is_told_whether_a_note_was_received(client, live, board, table, by):
    client.post(at("begin_notes", live, table))
    told = {"activity": board.pk, "token": uuid4(), "text": "La clé", "column": "sait", "side": ""}

    assert client.post(at("note", live, table), told, headers={"Accept": "application/json"}).json() == {
        "received": True
    }
    driving.close(live, board, by=by)
    answer = client.post(at("note", live, table), told | {"token": uuid4()}, headers={"Accept": "application/json"})
    assert answer.status_code == 409


def test_a_poll_takes_no_notes(client, live, table, by):
    poll = ActivityFactory(seminar=live.seminar, kind=Activity.Kind.POLL, options=["oui", "non"], columns=[])
    driving.show(live, poll, by=by)
    client.post(at("begin_notes", live, table))

    page = client.get(at("notes", live, table))

    assert page.context["takes"] is False
    assert note(client, live, table, poll, text="oui").status_code == 302
    assert not Contribution.objects.exists()


def test_an_unknown_code_or_table_opens_nothing(client, live, table):
    assert client.get(reverse("seminars:notes", args=["999999", 1])).status_code == 404
    assert client.get(reverse("seminars:notes", args=[live.code, 98])).status_code == 404


def test_a_table_is_changed_and_taken_away_without_what_it_said(client, live, board, table, by):
    client.post(at("begin_notes", live, table))
    note(client, live, table, board, text="La clé")
    client.force_login(by)
    address = reverse("seminars:edit_table", args=[live.seminar.slug, table.pk])

    client.post(address, {"title": "Le droit", "project": table.project_id, "note_taker": "Nora", "version": 1})
    stale = client.post(address, {"title": "Autre", "note_taker": "", "version": 1})
    assert stale.context["current"]
    client.post(reverse("seminars:remove_table", args=[live.seminar.slug, table.pk]))

    assert not Table.objects.exists()
    assert board.contributions.get().table == 1


@pytest.mark.parametrize("count", [1, 8])
def test_the_pages_of_tables_cost_the_same_for_any_number(
    client, live, board, by, count, django_assert_max_num_queries
):
    services.set_tables(live.seminar, by=by, titles=[f"Thème {n}" for n in range(count)])
    client.force_login(by)
    client.get(reverse("seminars:tables", args=[live.seminar.slug]))

    with django_assert_max_num_queries(12):
        client.get(reverse("seminars:tables", args=[live.seminar.slug]))


def test_a_bearer_does_not_lay_tables(client, seminar):
    client.force_login(bearer_of(seminar.cohort.projects.get()))

    assert client.get(reverse("seminars:tables", args=[seminar.slug])).status_code == 403
