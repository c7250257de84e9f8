"""The session ended while she was typing: her words wait for her, on the way back from the sign-in page."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from levain.foundation import signed_out
from levain.people import middleware
from levain.projects.models import LogbookEntry
from tests.people.factories import UserFactory
from tests.projects import factories as f

pytestmark = pytest.mark.django_db
RESUME = "/connexion/?next=/espace/reprendre/"


@pytest.fixture
def bearer():
    return f.bearer_of(f.ProjectFactory())


@pytest.fixture
def page(bearer):
    return reverse("projects:write", args=[bearer.roles.get().scope.slug])


@pytest.fixture
def too_late(client, bearer, monkeypatch):
    """Her session has lasted too long; it ends at her next request."""
    client.force_login(bearer)
    monkeypatch.setattr(middleware, "LONGEST", -1)
    yield
    monkeypatch.undo()


def typed(**changes):
    told = {"text": "La clef est chez Rachid.", "kind": "progress", "happened_on": timezone.localdate().isoformat()}
    return {**told, "audience": "project", "token": str(uuid4()), **changes}


def comes_back(client, user, monkeypatch):
    monkeypatch.setattr(middleware, "LONGEST", 3600)
    client.force_login(user)
    return client.get(reverse("foundation:resume"))


def test_what_was_typed_comes_back_after_signing_in_and_is_sent_once(client, bearer, page, too_late, monkeypatch):
    told = typed()

    assert client.post(page, told).url == RESUME
    found = comes_back(client, bearer, monkeypatch)

    assert "La clef est chez Rachid." in found.content.decode()
    assert not LogbookEntry.objects.exists()
    again = {field["name"]: field["value"] for field in found.context["typed"]}
    assert again == told
    assert client.post(found.context["found"]["path"], again).status_code == 302
    assert LogbookEntry.objects.get().text == "La clef est chez Rachid."
    assert client.get(reverse("foundation:resume")).url == "/espace/"


def test_another_person_on_the_same_device_never_sees_it(client, page, too_late, monkeypatch):
    client.post(page, typed())

    assert comes_back(client, UserFactory(), monkeypatch).url == "/espace/"
    assert signed_out.KEY not in client.session


def test_after_half_an_hour_it_is_forgotten(client, bearer, page, too_late, monkeypatch):
    client.post(page, typed())
    monkeypatch.setattr(middleware, "LONGEST", 3600)
    client.force_login(bearer)
    now = signed_out.time.time()
    monkeypatch.setattr(signed_out.time, "time", lambda: now + 31 * 60)

    assert signed_out.kept(client.get(reverse("foundation:resume")).wsgi_request) is None


def test_she_may_leave_it_and_open_the_form_again(client, bearer, page, too_late, monkeypatch):
    client.post(page, typed(), headers={"Referer": f"http://testserver{page}"})
    comes_back(client, bearer, monkeypatch)

    assert client.post(reverse("foundation:resume")).url == page
    assert client.get(reverse("foundation:resume")).url == "/espace/"


@pytest.mark.parametrize("given", ["https://ailleurs.example/piege/", "javascript:alert(1)", ""])
def test_a_button_without_words_leads_back_to_its_page_and_never_elsewhere(client, too_late, given):
    answer = client.post(reverse("foundation:read_notices"), {"notice": "1"}, headers={"Referer": given})

    assert answer.url == "/connexion/?next=/espace/"


def test_the_button_of_a_page_leads_back_to_this_page(client, too_late):
    answer = client.post(
        reverse("foundation:read_notices"), headers={"Referer": "http://testserver/espace/avis/?page=2"}
    )

    assert answer.url == "/connexion/?next=/espace/avis/%3Fpage%3D2"


def test_htmx_moves_the_whole_page(client, page, too_late):
    answer = client.post(page, typed(), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, RESUME)


def test_a_script_is_told_and_keeps_its_words_itself(client, page, too_late):
    answer = client.post(page, typed(), headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (401, {"sign_in": "/connexion/"})
    assert signed_out.KEY not in client.session


def test_too_much_text_is_not_kept(client, page, too_late):
    assert client.post(page, typed(text="mot " * 30_000)).url != RESUME


def test_a_page_asked_for_leaves_nothing_behind(client, page):
    client.get(page)

    assert not Session.objects.exists()


class TestSignedInAgainInAnotherTab:
    def post(self, bearer, page, **headers):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(bearer)
        return strict, strict.post(page, typed(csrfmiddlewaretoken="old"), headers=headers)

    def test_her_words_are_given_back_to_be_sent_knowingly(self, bearer, page):
        strict, answer = self.post(bearer, page, **{"Sec-Fetch-Site": "same-origin"})

        assert answer.url == reverse("foundation:resume")
        assert "La clef est chez Rachid." in strict.get(answer.url).content.decode()
        assert not LogbookEntry.objects.exists()

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
    def test_another_site_makes_us_keep_nothing(self, bearer, page, site):
        strict, answer = self.post(bearer, page, **{"Sec-Fetch-Site": site})

        assert answer.status_code == 403
        assert signed_out.KEY not in strict.session
