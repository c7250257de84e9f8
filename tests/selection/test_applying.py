import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.foundation import work
from levain.foundation.models import Document, Letter
from levain.people.models import RoleCode, User
from levain.selection.models import Application
from levain.selection.services import applications as services
from tests.people.factories import UserFactory, give_role
from tests.projects.test_logbook import photo
from tests.selection.applying import answer, begun, hand, open_call, page, write


def start(client, call):
    """Open the start page and press its button."""
    url = reverse("selection:start_application", args=[call.slug])
    token = client.get(url).context["form"]["token"].value()
    for _click in range(2):
        client.post(url, {"token": token})
    return Application.objects.filter(call=call).order_by("-pk").first()


def link_sent() -> str:
    return re.search(r"/candidatures/reprendre/\S+", Letter.objects.latest("pk").text).group()


def test_somebody_without_an_account_begins_writes_and_comes_back(client):
    application = start(client, open_call())

    write(client, application, "vous", q01="Le jardin")

    assert Application.objects.count() == 1
    assert answer(application, "q01") == "Le jardin"
    assert "Le jardin" in client.get(page(application, "application")).content.decode()


def test_the_link_sent_keeps_the_application_in_a_new_account(client):
    application = start(client, open_call())
    write(client, application, "vous", q01="Le jardin")
    client.post(page(application, "keep_application"), {"email": "Awa@example.org"})

    client.cookies.clear()
    link = link_sent()
    assert client.get(page(application, "application")).status_code == 302
    client.get(link)
    assert not User.objects.exists()
    client.post(link, {"name": "Awa"})

    bearer = User.objects.get()
    assert (bearer.email, bearer.holds(RoleCode.BEARER, on=application)) == ("awa@example.org", True)
    assert client.get(page(application, "application")).status_code == 200
    assert client.post(link, {"name": "Une autre"}).status_code in (403, 410)


def test_the_link_for_a_known_address_asks_to_sign_in(client):
    known, application = UserFactory(), start(client, open_call())
    client.post(page(application, "keep_application"), {"email": known.email})
    link = link_sent()

    client.cookies.clear()
    assert client.post(link).status_code == 200
    assert not known.roles.exists()

    client.force_login(known)
    client.post(link)
    assert known.roles.filter(code=RoleCode.BEARER).exists()


def test_nobody_takes_an_application_by_a_link_sent_to_somebody_else(client):
    application = start(client, open_call())
    client.post(page(application, "keep_application"), {"email": "awa@example.org"})
    client.force_login(UserFactory())

    assert client.post(link_sent(), {"name": "Une autre"}).status_code == 403
    assert not services.is_claimed(application)


@pytest.mark.parametrize("token", ["x", "a:b:c", "eyJh:1:zzz"])
def test_a_forged_link_keeps_nothing(client, token):
    assert client.get(reverse("selection:claim", args=[token])).status_code == 410


def test_once_kept_the_browser_where_it_began_must_sign_in(client):
    application = start(client, open_call())
    services.claim(application, email="awa@example.org", name="Awa")

    answered = client.post(page(application, "step", "vous"), {"r-q01": "Des mots tapés longuement"})

    assert answered.status_code == 302
    assert "/connexion/" in answered.url
    assert answer(application, "q01") is None


def test_a_draft_that_nobody_claimed_goes_after_a_week(client):
    call = open_call()
    abandoned, kept = start(client, call), begun(call)
    Application.objects.update(started_at=timezone.now() - timedelta(days=8))

    work.tick()

    assert [one.pk for one in Application.objects.all()] == [kept.pk]
    assert abandoned.pk != kept.pk


def test_each_side_writes_its_part_and_both_write_the_rest(client):
    application = begun()
    client.force_login(hand(application, RoleCode.LOCAL_AUTHORITY))

    assert client.get(page(application, "step", "vous")).status_code == 302
    write(client, application, "mairie", q13="Une adjointe")
    write(client, application, "suite", q17="Un courrier")

    assert (answer(application, "q13"), answer(application, "q17")) == ("Une adjointe", "Un courrier")


@pytest.mark.parametrize(
    ("code", "step", "forged"),
    [
        (RoleCode.BEARER, "mairie", "q13"),
        (RoleCode.LOCAL_AUTHORITY, "vous", "q01"),
        (RoleCode.BEARER, "suite", "q13"),
    ],
)
def test_nobody_writes_the_part_of_the_other_side(client, code, step, forged):
    application = begun()
    client.force_login(hand(application, code))

    client.post(page(application, "step", step), {f"r-{forged}": "Forgé", "r-known": f"{forged}:0:"})

    assert answer(application, forged) is None


@pytest.mark.parametrize("code", [RoleCode.PARTNER, RoleCode.OBSERVER])
def test_those_who_comment_or_read_write_nothing(client, code):
    application = begun()
    reader = UserFactory()
    give_role(reader, code, application)
    client.force_login(reader)

    client.post(page(application, "step", "vous"), {"r-q01": "Forgé"})
    commented = client.post(page(application, "remarks", "vous"), {"text": "Un mot.", "token": "0" * 32})

    assert answer(application, "q01") is None
    assert commented.status_code == (302 if code == RoleCode.PARTNER else 403)
    assert client.get(page(application, "read_application")).status_code == 200


def test_two_people_write_at_once_and_lose_nothing(client):
    application = begun()
    client.force_login(hand(application))
    url = page(application, "step", "vous")
    known = client.get(url).context["form"].known_text
    other = UserFactory(name="Zoé")
    give_role(other, RoleCode.MEMBER, application)
    client.force_login(other)
    write(client, application, "vous", q02="Les mots de Zoé.")

    client.force_login(hand(application))
    client.post(url, {"r-known": known, "r-q01": "Le jardin", "r-q02": ""})
    both = client.post(url, {"r-known": known, "r-q01": "Le jardin", "r-q02": "D'autres mots."})

    assert answer(application, "q01") == "Le jardin"
    assert answer(application, "q02") == "Les mots de Zoé."
    assert "Les mots de Zoé." in both.content.decode()
    assert "D&#x27;autres mots." in both.content.decode()


def test_a_script_saves_while_one_writes_then_the_button_saves_the_rest(client):
    application = begun()
    client.force_login(hand(application))
    url = page(application, "step", "vous")

    said = client.post(url, {"r-known": "", "r-q01": "Le jar"}, headers={"accept": "application/json"}).json()
    client.post(url, {"r-known": said["known"], "r-q01": "Le jardin"})

    assert answer(application, "q01") == "Le jardin"


def test_what_is_too_long_is_given_back_and_the_rest_is_kept(client):
    application = begun()
    client.force_login(hand(application))

    given_back = write(client, application, "vous", q01="Le jardin", q02="é" * 301)

    assert "é" * 301 in given_back.content.decode()
    assert (answer(application, "q01"), answer(application, "q02")) == ("Le jardin", None)


def test_what_is_typed_after_the_closing_is_given_back_and_not_kept(client):
    application = begun()
    client.force_login(hand(application))
    application.call.closes = timezone.now() - timedelta(seconds=1)
    application.call.save()

    given_back = client.post(page(application, "step", "vous"), {"r-q01": "Trop tard"})

    assert "Trop tard" in given_back.content.decode()
    assert answer(application, "q01") is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_step_costs_the_same_for_any_number_of_remarks(client, rows, django_assert_max_num_queries):
    application = begun()
    for number in range(rows):
        services.comment(application, section="vous", text=f"Mot {number}", by=hand(application))
    client.force_login(hand(application))

    for name, more in (("application", ()), ("step", ("vous",)), ("check_application", ()), ("remarks", ("vous",))):
        with django_assert_max_num_queries(12):
            assert client.get(page(application, name, *more)).status_code == 200


def test_everybody_is_told_of_a_remark_and_it_is_settled(client):
    application = begun()
    client.force_login(hand(application))
    said = services.comment(application, section="vous", text="Et la date ?", by=hand(application))

    client.post(page(application, "settle_remark", said.pk))

    said.refresh_from_db()
    assert said.settled_at
    assert hand(application, RoleCode.LOCAL_AUTHORITY).notices.filter(entry__verb="application.commented").exists()


def test_a_draft_goes_six_months_after_the_closing_with_its_hands_and_files(client):
    application = begun()
    bearer = hand(application)
    client.force_login(bearer)
    client.post(page(application, "step", "vous"), {"r-known": "", "r-q03": photo()})
    assert Document.objects.count() == 1
    application.call.opens = timezone.now() - timedelta(days=400)
    application.call.closes = timezone.now() - timedelta(days=182)
    application.call.save()
    work.tick()
    assert Application.objects.exists()

    application.call.closes = timezone.now() - timedelta(days=184)
    application.call.save()
    work.tick()

    assert not Application.objects.exists()
    assert not Document.objects.exists()
    assert not bearer.roles.exists()
    assert client.get("/espace/").status_code == 200


def test_a_file_is_joined_then_taken_off(client):
    application = begun()
    client.force_login(hand(application))
    url = page(application, "step", "vous")

    client.post(url, {"r-known": "", "r-q01": "Le jardin", "r-q03": photo("plan.png")})
    document = Document.objects.get()
    assert document.name in client.get(page(application, "read_application")).content.decode()
    client.post(url, {"r-known": client.get(url).context["form"].known_text, "r-q03.remove": document.pk})

    assert not Document.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused_and_the_rest_is_kept(client):
    application = begun()
    client.force_login(hand(application))
    forged = SimpleUploadedFile("plan.png", b"<svg onload=alert(1)>")

    client.post(page(application, "step", "vous"), {"r-known": "", "r-q01": "Le jardin", "r-q03": forged})

    assert answer(application, "q01") == "Le jardin"
    assert not Document.objects.exists()
