import json

import pytest
from django.test import Client
from django.urls import reverse

from levain.people.models import RoleCode
from levain.seminars.live import room as rooms
from levain.seminars.models import Activity, Contribution, Device
from levain.seminars.services import live
from tests.people.factories import someone
from tests.seminars.factories import ActivityFactory
from tests.seminars.rooms import a_poll, a_room

AXES = {"axes": {"x": "facile", "y": "utile", "min": 0, "max": 10}}
JSON = {"HTTP_ACCEPT": "application/json"}


def at(name, room):
    return reverse(f"seminars:{name}", args=[room.code])


def a_visitor(room, **typed):
    """A telephone that has entered."""
    client = Client()
    client.post(at("join", room), typed)
    return client


def told(client, room):
    return client.get(at("room", room)).content.decode()


def test_three_taps_film_enter_answer():
    room, driver = a_room()
    poll = a_poll(room, driver)
    client = Client()

    door = client.get(at("room", room))
    inside = client.post(at("join", room), {}, follow=True)
    sent = client.post(at("answer", room), {"activity": poll.pk, "value": 1}, follow=True)

    assert (door.status_code, inside.status_code, sent.status_code) == (200, 200, 200)
    assert "Combien ?" in inside.content.decode()
    assert "Reçu" in sent.content.decode()
    assert poll.contributions.get().value == 1


def test_a_code_is_typed_with_its_spaces_and_a_wrong_one_is_said(client):
    room, _driver = a_room()
    typed = f"{room.code[:3]} {room.code[3:]}"

    assert client.get(reverse("seminars:enter"), {"code": typed}).url == at("room", room)
    wrong = client.get(reverse("seminars:room", args=["000000" if room.code != "000000" else "000001"]))

    assert wrong.status_code == 404
    assert "Aucune salle" in wrong.content.decode()


def test_the_door_of_a_closed_room_says_so_before_asking_a_name(client):
    room, driver = a_room()
    inside = a_visitor(room)
    live.end_live(room, by=driver)

    shut = client.get(at("room", room))

    assert shut.status_code == 410
    assert "La salle est fermée" in shut.content.decode()
    assert 'name="name"' not in shut.content.decode()
    assert client.post(at("join", room), {"name": "Lou"}).status_code == 410
    assert inside.get(at("room", room)).status_code == 200


def test_what_to_mend_is_said_with_its_field_where_there_are_several():
    room, driver = a_room()
    matrix = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.MATRIX, columns=[], setup=AXES)
    live.show(room, matrix, by=driver)

    answer = a_visitor(room).post(
        at("answer", room), {"activity": matrix.pk, "question": "0", "text": "La clé", "x": "42"}, **JSON
    )

    first, second = answer.json()["errors"]
    assert first.startswith("facile, de 0 à 10 : Assurez-vous")
    assert second == "utile, de 0 à 10 : Ce champ est obligatoire."


def test_the_remote_offers_what_follows_and_the_minutes_of_the_step():
    opened, driver = a_room()
    first, second, third = ActivityFactory.create_batch(3, seminar=opened.seminar, kind=Activity.Kind.QUESTIONS)
    live.show(opened, second, by=driver)

    assert rooms.order(rooms.read(opened.pk))["next"] == third

    steps = [{"id": "cas", "label": "Le cas", "minutes": 8}, {"id": "aide", "label": "Suggestions", "minutes": 12}]
    talk = ActivityFactory(seminar=opened.seminar, kind=Activity.Kind.PEER_CONSULTATION, columns=steps, minutes=60)
    live.show(opened, talk, by=driver)
    order = rooms.order(rooms.read(opened.pk))

    assert order["steps"] == [(0, "Le cas", 8), (1, "Suggestions", 12)]
    assert order["clock_minutes"] == 8
    assert order["next"] == first


def test_guessing_codes_is_stopped_and_the_right_one_never_is(client, monkeypatch):
    monkeypatch.setattr("levain.seminars.views.room.WRONG_CODES", 3)
    room, _driver = a_room()
    wrong = [client.get(f"/s/9{number:06}/").status_code for number in range(6)]

    assert wrong == [404, 404, 404, 429, 429, 429]
    assert client.get(at("room", room)).status_code == 200


def test_the_script_is_told_received_refused_or_what_to_mend():
    room, driver = a_room()
    poll = a_poll(room, driver)
    client = a_visitor(room)

    def send(**data):
        answer = client.post(at("answer", room), {"activity": poll.pk} | data, **JSON)
        return answer.status_code, answer.json()

    assert send(value=1) == (200, {"received": True})
    assert send(value=7)[0] == 422
    assert send()[0] == 422
    live.close(room, poll, by=driver)
    assert send(value=0) == (409, {"refused": "Les réponses sont closes.", "taken": False})
    client.cookies.clear()
    assert send(value=0) == (401, {"join": at("room", room)})


def test_a_forged_cookie_is_nobody(client):
    room, driver = a_room()
    poll = a_poll(room, driver)
    client.cookies["salle"] = "inventé:abcdef"

    assert client.post(at("answer", room), {"activity": poll.pk, "value": 1}, **JSON).status_code == 401
    assert not Contribution.objects.exists()


def test_an_activity_of_another_seminar_is_not_there():
    room, driver = a_room()
    other, its_driver = a_room()
    poll = a_poll(other, its_driver)

    assert a_visitor(room).post(at("answer", room), {"activity": poll.pk, "value": 1}).status_code == 404


def test_what_a_telephone_chose_is_given_back_to_it_alone():
    room, driver = a_room()
    poll = a_poll(room, driver)
    first, second = a_visitor(room), a_visitor(room)
    first.post(at("answer", room), {"activity": poll.pk, "value": 1})

    assert "checked" in told(first, room)
    assert "checked" not in told(second, room)


def test_several_from_one_telephone_each_once():
    room, driver = a_room()
    cloud = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.WORDCLOUD, columns=[])
    live.show(room, cloud, by=driver)
    client = a_visitor(room)

    def send(question, text):
        data = {"activity": cloud.pk, "question": question, "text": text}
        return client.post(at("answer", room), data, **JSON).json()

    assert send(0, "entraide") == {"received": True}
    assert send(0, "entraide") == {"received": True}
    assert send(0, "confiance")["taken"]
    assert send(1, "confiance") == {"received": True}
    assert send(99, "trop") == {"refused": "Vous avez donné tout ce qu’un téléphone peut donner ici.", "taken": False}
    assert sorted(cloud.contributions.values_list("text", flat=True)) == ["confiance", "entraide"]


def test_results_are_hidden_until_shown():
    room, driver = a_room()
    poll = a_poll(room, driver)
    client = a_visitor(room)
    client.post(at("answer", room), {"activity": poll.pk, "value": 1})

    def seen():
        return [client.get(at("room_state", room), data).json()["results"]["html"] for data in ({}, {"ecran": 1})]

    assert seen() == ["", ""]
    assert "lv-bars" not in client.get(at("screen", room)).content.decode()
    live.reveal(room, poll, by=driver)
    assert all("lv-bars" in html for html in seen())
    assert "lv-bars" in told(client, room)


def test_questions_are_seen_and_others_are_for_them_once():
    room, driver = a_room()
    asked = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.QUESTIONS, columns=[])
    live.show(room, asked, by=driver)
    author, other = a_visitor(room), a_visitor(room)
    author.post(at("answer", room), {"activity": asked.pk, "question": 0, "text": "Qui paie <la> clé ?"})
    pk = asked.contributions.get().pk

    for _twice in range(2):
        assert other.post(at("vote", room), {"for": pk}, **JSON).json() == {"received": True}
    assert asked.contributions.get().votes == 1
    page = told(other, room)
    assert "Qui paie &lt;la&gt; clé" in page
    assert 'aria-pressed="true"' in page
    other.post(at("vote", room), {"against": pk})
    assert asked.contributions.get().votes == 0


def test_what_is_hidden_leaves_every_screen_and_comes_back():
    room, driver = a_room()
    asked = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.QUESTIONS, columns=[])
    live.show(room, asked, by=driver)
    phone = a_visitor(room)
    phone.post(at("answer", room), {"activity": asked.pk, "question": 0, "text": "Une grossièreté"})
    pk = asked.contributions.get().pk
    remote = Client()
    remote.force_login(driver)
    deed = reverse("seminars:deed", args=[room.seminar.slug])

    remote.post(deed, {"deed": f"hide:{pk}"})
    assert "grossièreté" not in told(phone, room)
    assert "grossièreté" in remote.get(reverse("seminars:remote", args=[room.seminar.slug])).content.decode()
    remote.post(deed, {"deed": f"unhide:{pk}"})
    assert "grossièreté" in told(phone, room)


def test_what_is_read_before_it_is_shown_waits_in_the_inbox():
    room, driver = a_room()
    asked = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.QUESTIONS, columns=[])
    live.show(room, asked, by=driver)
    live.set_stage(room, asked, by=driver, filtered=True)
    phone = a_visitor(room)

    phone.post(at("answer", room), {"activity": asked.pk, "question": 0, "text": "Pour après"})

    assert asked.contributions.get().hidden
    assert "Pour après" not in told(phone, room)


def test_a_name_and_a_project_are_kept_only_if_given():
    room, _driver = a_room()
    a_visitor(room)
    a_visitor(room, name=" Lou ", side="partner")

    assert sorted(Device.objects.values_list("name", "side")) == [("", ""), ("Lou", "partner")]


def test_signed_in_people_are_known_only_if_they_wish():
    room, _driver = a_room()
    person = someone(RoleCode.ADVISER, room.seminar.cohort)
    for wish in ({}, {"known": "on"}):
        client = Client()
        client.force_login(person)
        client.post(at("join", room), wish)

    assert list(Device.objects.order_by("pk").values_list("user", flat=True)) == [None, person.pk]


def test_the_remote_is_for_those_who_prepare_and_the_colleague_takes_over_in_one_press():
    room, driver = a_room()
    poll = a_poll(room, driver)
    page, deed = (reverse(f"seminars:{name}", args=[room.seminar.slug]) for name in ("remote", "deed"))
    colleague, stranger = Client(), Client()
    colleague.force_login(someone(RoleCode.ADVISER, room.seminar.cohort))
    stranger.force_login(someone(RoleCode.BEARER, room.seminar.cohort))

    assert stranger.get(page).status_code == 403
    refused = colleague.post(deed, {"deed": f"reveal:{poll.pk}"}, **JSON)
    assert refused.status_code == 409
    assert colleague.post(deed, {"deed": "take_over"}, **JSON).json() == {"done": True}
    assert colleague.post(deed, {"deed": f"reveal:{poll.pk}"}, **JSON).json() == {"done": True}
    assert colleague.post(deed, {"deed": "explode"}).status_code == 400


def test_a_room_nobody_opened_offers_to_open_it(client):
    room, driver = a_room()
    live.end_live(room, by=driver)
    client.force_login(driver)

    page = client.get(reverse("seminars:remote", args=[room.seminar.slug])).content.decode()

    assert "Rouvrir la salle" in page


@pytest.mark.parametrize("count", [1, 6])
def test_the_room_costs_the_same_for_any_number(count, django_assert_max_num_queries):
    room, driver = a_room()
    poll = a_poll(room, driver)
    live.reveal(room, poll, by=driver)
    clients = [a_visitor(room) for _one in range(count)]
    for client in clients:
        client.post(at("answer", room), {"activity": poll.pk, "value": 1})

    with django_assert_max_num_queries(7):
        told(clients[0], room)
    with django_assert_max_num_queries(6):
        clients[0].get(at("room_state", room))
    # One of them rings the bell of PostgreSQL.
    with django_assert_max_num_queries(7):
        clients[0].post(at("answer", room), {"activity": poll.pk, "value": 0}, **JSON)


def test_the_page_and_its_script_start_from_the_same_version():
    room, driver = a_room()
    a_poll(room, driver)
    client = a_visitor(room)

    state = client.get(at("room_state", room)).json()["stage"]

    assert json.loads(client.get(at("room", room)).context["now_json"])["version"] == state["version"]
