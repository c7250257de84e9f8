import html5lib
import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.utils import translation

from levain.design import context, menu
from levain.design.components import icons

from .render import page

SAMPLE = (
    '{% block title %}L\'été & nous{% endblock %}{% block trail %}{% crumb label="Projets" to="/p/" %}{% endblock %}'
    '{% block content %}{% section title="Un" %}{% cards %}{% card title="C" to="/c/" %}x{% endcard %}{% endcards %}'
    "{% endsection %}{% endblock %}"
)


def test_a_page_has_one_title_one_heading_one_main_and_says_where_it_is():
    html = page(SAMPLE)

    assert "<title>L'été & nous - Levain</title>" in html
    assert html.count("<h1>") == html.count("<main") == 1
    assert '<li><a href="/p/">Projets</a></li><li><span aria-current="page">L\'été & nous</span></li>' in html
    assert html.index('href="#content"') < html.index("<header")


def test_the_home_page_has_no_breadcrumb():
    assert "lv-crumbs" not in page(SAMPLE, path="/")


def test_a_page_is_valid_html_without_doubled_name():
    html = page(SAMPLE.replace("&", "&amp;"))
    parser = html5lib.HTMLParser()
    tree = parser.parse(html)
    names = [node.attrib["id"] for node in tree.iter() if "id" in node.attrib]

    assert [error for error in parser.errors if error[1] != "expected-closing-tag-but-got-eof"] == []
    assert len(names) == len(set(names))


def test_the_foot_links_the_pages_every_service_owes():
    html = page(SAMPLE)

    for address in (
        "plan-du-site",
        "accessibilite",
        "mentions-legales",
        "donnees-personnelles",
        "cookies",
        "contact",
    ):
        assert f'href="/{address}/"' in html
    assert "Accessibilité\u00a0: non conforme" in html


def test_the_stated_accessibility_is_one_setting(settings):
    settings.ACCESSIBILITY = "partiellement"

    assert "Accessibilité\u00a0: partiellement conforme" in page(SAMPLE)


def test_the_neutral_theme_wears_no_mark_of_the_state(settings):
    settings.THEME = "neutre"

    html = page(SAMPLE)

    for mark in ("République", "fr-logo", "etat.css", ".gouv.fr", "Marianne"):
        assert mark not in html
    assert "République" not in page(SAMPLE.replace("L'été", "Autre"))


def test_the_neutral_sheets_hold_no_marianne():
    folder = icons.LIST.parent / "static/design"

    assert "@font-face" not in (folder / "dsfr.css").read_text()
    assert "Marianne-" not in (folder / "levain.css").read_text()
    assert "@font-face" in (folder / "etat.css").read_text()


def test_no_sheet_asks_another_host():
    folder = icons.LIST.parent / "static/design"

    for sheet in folder.glob("*.css"):
        assert "url(http" not in sheet.read_text()
        assert 'url("http' not in sheet.read_text()


@pytest.mark.parametrize(
    ("cookies", "mark"),
    [
        ({}, 'data-fr-scheme="system"'),
        ({"theme": "dark"}, 'data-fr-theme="dark"'),
        ({"theme": "light"}, 'data-fr-theme="light"'),
        ({"theme": '"><script>'}, 'data-fr-scheme="system"'),
    ],
)
def test_light_and_dark_follow_the_reader(cookies, mark):
    html = page(SAMPLE, cookies=cookies)

    assert mark in html
    assert "<script" not in html


def test_an_invented_story_is_said_to_be_so_in_both_languages():
    with translation.override("fr"):
        assert "Récit de démonstration" in page(SAMPLE, fictional=True)
    with translation.override("en"):
        assert "Demonstration story" in page(SAMPLE, fictional=True)
    assert "Récit de démonstration" not in page(SAMPLE, fictional=False)


def test_messages_show_in_a_live_region():
    html = page(SAMPLE, messages=[Message(constants.SUCCESS, "Note <enregistrée>.")])

    assert '<div class="lv-messages" role="status"><div class="fr-alert fr-alert--sm fr-alert--success">' in html
    assert "Note &lt;enregistrée&gt;." in html


def test_htmx_comes_only_where_it_is_asked():
    assert "htmx" not in page(SAMPLE)
    assert 'name="htmx-config"' in page(SAMPLE, uses_htmx=True)


def test_the_current_entry_of_the_menu_is_the_one_that_contains_the_page(monkeypatch):
    monkeypatch.setattr(menu, "_offers", [])
    menu.add(lambda request: [{"label": "Projets", "url": "/projets/"}], order=2)
    menu.add(lambda request: [{"label": "Espace", "url": "/"}], order=1)

    html = page(SAMPLE, path="/projets/melle/")

    assert '<li><a href="/">Espace</a></li><li><a href="/projets/" aria-current="page">Projets</a></li>' in html


def test_every_icon_of_the_list_is_in_the_sprite():
    sprite = (icons.LIST.parent / "static/design/icons.svg").read_text()

    assert {name for name in icons.names() if f'<symbol id="{name}"' not in sprite} == set()


def test_the_words_of_the_shell_are_kept_apart_by_language():
    with translation.override("en"):
        assert "Legal notice" in context.fragment("footer", "en", True, "x")
    with translation.override("fr"):
        assert "Mentions légales" in context.fragment("footer", "fr", True, "x")


def test_the_language_is_the_reader_s():
    with translation.override("en"):
        assert '<html lang="en"' in page(SAMPLE)
    assert settings.LANGUAGE_CODE == "fr"
