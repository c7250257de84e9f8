import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from levain.foundation import letters
from levain.foundation.models import Letter
from levain.people import services
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()
    yield
    cache.clear()


def ask(client, email, **extra):
    return client.post(reverse("account_login"), {"email": email}, **extra)


def code_sent():
    return re.search(r"^\s+(\d{6})$", Letter.objects.latest("pk").text, re.MULTILINE).group(1)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_code_received_by_mail_signs_in_and_the_session_changes(client):
    user = UserFactory(language="en")
    response = ask(client, user.email)
    assert response.headers["Location"] == reverse("account_confirm_login_code")
    assert client.get(response.headers["Location"]).status_code == 200
    before = client.session.session_key

    response = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})

    assert response.status_code == 302
    assert signed_in(client)
    assert client.session.session_key != before
    assert client.cookies["django_language"].value == "en"


def test_the_code_leaves_by_the_queue_and_is_not_kept_once_sent(client):
    ask(client, UserFactory(email="lea@example.org").email)
    code = code_sent()
    assert mail.outbox == []

    assert letters.deliver_waiting() == 1

    assert mail.outbox[0].to == ["lea@example.org"]
    assert code in mail.outbox[0].body
    assert code not in mail.outbox[0].subject
    assert Letter.objects.get().text == ""


@pytest.mark.parametrize("typed", ["LEA@Example.ORG", "  lea@example.org ", "lea@EXAMPLE.org"])
def test_an_address_is_the_same_however_it_is_typed(client, typed):
    UserFactory(email="lea@example.org")
    ask(client, typed)
    assert Letter.objects.get().to == "lea@example.org"


def test_a_known_and_an_unknown_address_get_the_same_answer(client, django_user_model):
    UserFactory(email="known@example.org")
    closed = UserFactory(email="close@example.org", is_active=False)
    answers = []
    for email in ("known@example.org", "other@example.org", closed.email):
        client.cookies.clear()
        started = time.perf_counter()
        asked = ask(client, email)
        spent = time.perf_counter() - started
        page = client.get(asked.headers["Location"])
        text = re.sub(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", page.content.decode())
        wrong = client.post(asked.headers["Location"], {"code": "000000"})
        answers.append((asked.status_code, asked.headers["Location"], text.replace(email, "…"), wrong.status_code))
        assert spent < 1
    assert answers[0] == answers[1] == answers[2]
    assert Letter.objects.count() == 1


def test_a_code_works_once(client, django_user_model):
    from django.test import Client

    user = UserFactory()
    ask(client, user.email)
    code = code_sent()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)

    elsewhere = Client()
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(elsewhere)


def test_three_wrong_codes_close_the_door(client):
    ask(client, UserFactory().email)
    code = code_sent()
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": wrong})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)


def test_a_code_dies_after_fifteen_minutes(client, monkeypatch):
    ask(client, UserFactory().email)
    code, now = code_sent(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 15 * 60 + 1)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)


def test_codes_are_limited_by_address(client):
    user = UserFactory()
    for _ in range(8):
        ask(client, user.email)
    assert Letter.objects.count() == 5


def test_codes_are_limited_by_client_whatever_it_says_of_itself(client):
    for number in range(14):
        ask(client, UserFactory().email, HTTP_X_FORWARDED_FOR=f"10.1.1.{number}")
    assert Letter.objects.count() == 10


def test_the_client_address_is_believed_from_the_configured_proxy_only(client, settings):
    settings.TRUSTED_PROXY = "127.0.0.1"
    for number in range(14):
        ask(client, UserFactory().email, HTTP_X_FORWARDED_FOR=f"9.9.9.9, 10.1.1.{number}")
    assert Letter.objects.count() == 14


@pytest.mark.parametrize(
    ("next_page", "expected"),
    [
        ("/espace/compte/", "/espace/compte/"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
    ],
)
def test_one_comes_back_to_the_page_asked_for_on_this_host_only(client, next_page, expected):
    user = UserFactory()
    asked = client.post(reverse("account_login") + "?" + f"next={next_page}", {"email": user.email})
    response = client.post(asked.headers["Location"], {"code": code_sent()})
    assert signed_in(client)
    if expected:
        assert response.headers["Location"] == expected
    else:
        assert "evil" not in response.headers["Location"]
        assert not response.headers["Location"].startswith("javascript")


def test_a_closed_account_loses_its_sessions_at_once_and_cannot_come_back(client):
    user = UserFactory()
    ask(client, user.email)
    code = code_sent()
    services.deactivate(user, by=None)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)

    client.force_login(UserFactory(email="b@example.org"))
    assert client.get(reverse("people:account")).status_code == 200
    services.deactivate(services.person_at("b@example.org"), by=None)
    assert client.get(reverse("people:account")).status_code == 302


def test_closing_my_sessions_closes_them_everywhere(client):
    from django.test import Client

    user, phone = UserFactory(), Client()
    client.force_login(user)
    phone.force_login(user)
    assert phone.get(reverse("people:account")).status_code == 200

    client.post(reverse("people:close_sessions"))

    assert phone.get(reverse("people:account")).status_code == 302
    assert client.get(reverse("people:account")).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_change_password", "account_reset_password", "account_inactive"],
)
def test_the_doors_we_do_not_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "typed", ["", "not an address", "a@b", "lea@example.org\r\nBcc: x@y.zz", "a" * 300 + "@b.fr"]
)
def test_a_bad_address_is_given_back_with_what_is_wrong(client, typed):
    response = ask(client, typed)
    assert response.status_code == 200
    assert response.context["form"].errors["email"]
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/espace/compte/", "/espace/compte/"), ("https://ailleurs.example/", "/espace/"), ("", "/espace/")],
)
def test_a_fictional_person_reaches_the_page_she_asked_for_on_this_site_only(client, settings, asked, reached):
    settings.DEMONSTRATION = True
    person = UserFactory(fictional=True)

    answer = client.post(reverse("people:sign_in_demonstration") + f"?next={asked}", {"user": person.pk})

    assert answer.url == reached
