import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.urls import reverse

from levain.design import errors, living
from levain.design.templatetags.design import register as library
from levain.design.urls import urlpatterns

PAGES = [route.name for route in urlpatterns if route.name not in ("robots", "security")]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_answers_in_both_languages_without_a_query(client, name, language, django_assert_num_queries):
    client.cookies["django_language"] = language

    with django_assert_num_queries(0):
        response = client.get(reverse(f"design:{name}"))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert response.text.count("<h1>") == 1


@pytest.mark.django_db
def test_each_page_has_its_own_title(client):
    titles = [client.get(reverse(f"design:{name}")).text.split("<title>")[1].split("</title>")[0] for name in PAGES]

    assert len(set(titles)) == len(PAGES)


@pytest.mark.django_db
def test_the_reader_chooses_a_theme_and_comes_back(client):
    response = client.post(reverse("design:display"), {"theme": "dark", "back": "/projets/"})

    assert response.url == "/projets/"
    assert client.cookies["theme"].value == "dark"
    assert 'data-fr-theme="dark"' in client.get(reverse("design:contact")).text


@pytest.mark.django_db
def test_the_reader_chooses_a_language(client):
    client.post(reverse("design:language"), {"language": "en"})

    assert "Legal notice" in client.get(reverse("design:legal")).text


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:x", "/affichage/"])
def test_nobody_is_sent_elsewhere(client, back):
    assert client.post(reverse("design:display"), {"theme": "dark", "back": back}).url == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("theme", ["", "rose", '"><script>'])
def test_an_unknown_theme_gives_the_form_back(client, theme):
    response = client.post(reverse("design:display"), {"theme": theme})

    assert response.status_code == 200
    assert "<title>Erreur" in response.text
    assert "theme" not in client.cookies


@pytest.mark.django_db
def test_the_host_is_named_or_said_to_be_missing(client, settings):
    settings.HOST = dict.fromkeys(settings.HOST, "")
    assert "À compléter" in client.get(reverse("design:legal")).text

    settings.HOST = settings.HOST | {"publisher": "Ministère <x>", "contact": "contact@example.org"}
    assert "Ministère &lt;x&gt;" in client.get(reverse("design:legal")).text
    assert 'href="mailto:contact@example.org"' in client.get(reverse("design:contact")).text


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: errors.bad_request(request), 400),
        (lambda request: errors.bad_request(request, RequestDataTooBig()), 413),
        (lambda request: errors.forbidden(request, Exception()), 403),
        (lambda request: errors.stale_form(request), 403),
        (lambda request: errors.not_found(request), 404),
        (lambda request: errors.too_many(request), 429),
        (lambda request: errors.server_error(request), 500),
    ],
)
def test_an_error_says_what_happened_what_is_kept_and_whom_to_reach(rf, answer, status):
    response = answer(rf.get("/x/?secret=1"))
    said = errors.WORDINGS[status]

    assert response.status_code == status
    assert str(said.title) in response.text.replace("&#x27;", "'")
    assert str(said.kept) in response.text.replace("&#x27;", "'")
    assert 'href="/contact/"' in response.text
    assert "secret" not in response.text


def test_a_refusal_gives_the_rule_s_reason(rf):
    response = errors.forbidden(rf.get("/"), Exception("Le jury délibère <encore>."))

    assert "Le jury délibère &lt;encore&gt;." in response.text


def test_a_database_away_is_a_rest_and_not_a_fault(rf):
    try:
        raise OperationalError("no such host db.internal")
    except OperationalError:
        response = errors.server_error(rf.get("/"))

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "db.internal" not in response.text


def test_the_page_of_a_broken_house_asks_nothing_of_the_database(rf):
    class Broken:
        @property
        def is_authenticated(self):
            raise OperationalError

    request = rf.get("/")
    request.user = Broken()

    assert errors.server_error(request).status_code == 500


@pytest.mark.django_db
def test_an_address_that_does_not_exist_gets_the_shell(client):
    response = client.get("/nulle-part/")

    assert response.status_code == 404
    assert "Cette page est introuvable" in response.text
    assert response.text.count("<main") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "referer", ["", "https://ailleurs.example/page/", "javascript:alert(1)", "http://testserver/nulle-part/"]
)
def test_a_form_sent_to_what_is_gone_leads_back_to_no_other_site_and_not_to_itself(client, referer):
    response = client.post("/nulle-part/", headers={"referer": referer})

    assert response.status_code == 404
    assert "Ce n’est plus ici" in response.text
    assert "d’où vous venez</a>" not in response.text


@pytest.mark.django_db
def test_pages_of_a_session_are_kept_by_nobody(client, settings):
    public = client.get(reverse("design:contact"))
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    private = client.get(reverse("design:contact"))

    assert "Cache-Control" not in public.headers
    assert private["Cache-Control"] == "no-store, private"
    assert "geolocation=()" in public["Permissions-Policy"]


@pytest.mark.django_db
def test_robots_read_the_public_pages_and_nothing_of_a_demonstration(client, settings):
    settings.DEMONSTRATION = False
    open_house = client.get("/robots.txt")
    settings.DEMONSTRATION = True

    assert open_house["Content-Type"].startswith("text/plain")
    assert "Disallow: /espace/" in open_house.text
    assert "Disallow: /\n" not in open_house.text
    assert "Disallow: /\n" in client.get("/robots.txt").text


@pytest.mark.django_db
def test_a_flaw_is_reported_to_whom_the_house_says(client, settings):
    settings.HOST = settings.HOST | {"security_contact": ""}
    assert "/contact/\n" in client.get("/.well-known/security.txt").text

    settings.HOST = settings.HOST | {"security_contact": "securite@example.org"}
    said = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:securite@example.org\n" in said
    assert "Expires: 20" in said


@pytest.mark.django_db
def test_a_demonstration_says_that_nobody_publishes_it(client, settings):
    settings.DEMONSTRATION, settings.HOST = True, dict.fromkeys(settings.HOST, "")

    for name in ("legal", "licence", "contact", "privacy", "accessibility"):
        page = client.get(reverse(f"design:{name}")).text
        assert "Ce site est une démonstration" in page
        assert "À compléter" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_living_page_shows_each_component_in_the_light_asked_for(client, light):
    page = client.get(reverse("design:components"), {"affichage": light})

    assert f'data-fr-theme="{light}"' in page.text
    assert page["X-Robots-Tag"] == "noindex"
    shown = {
        tag for _anchor, _title, codes in living.GROUPS for code in codes for tag in re.findall(r"{% (\w+)", code)
    }
    tags = set(library.tags) - {"button_class", "errors", "field", "crumb", "icon", "named", "page_title", "htmx"}
    assert tags - shown - {"post_button", "person", "section", "columns", "column", "date", "unseen"} == set()
