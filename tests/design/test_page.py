import re

import html5lib
import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
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


def test_every_icon_named_in_a_template_or_in_the_code_is_in_the_list():
    house = icons.LIST.parent.parent
    named = {
        "*.html": re.compile(r"""\bicon(?: name)?=["']([a-z0-9-]+)["']"""),
        "*.py": re.compile(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*-(?:line|fill))["']"""),
    }
    found = {
        (str(path.relative_to(house)), name)
        for kind, pattern in named.items()
        for path in house.rglob(kind)
        for name in pattern.findall(path.read_text())
    }

    assert len(found) > 200
    assert {(path, name) for path, name in found if name not in icons.names()} == set()


def test_the_words_of_the_shell_are_kept_apart_by_language():
    with translation.override("en"):
        assert "Legal notice" in context.fragment("footer", "en", True, "x", context.brand())
    with translation.override("fr"):
        assert "Mentions légales" in context.fragment("footer", "fr", True, "x", context.brand())


def test_the_language_is_the_reader_s():
    with translation.override("en"):
        assert '<html lang="en"' in page(SAMPLE)
    assert settings.LANGUAGE_CODE == "fr"


def static_file(name):
    return (icons.LIST.parent / "static/design" / name).read_text()


def test_a_neutral_house_neither_serves_nor_gathers_a_mark_of_the_state(settings):
    settings.THEME = "neutre"
    gathered = [path for finder in finders.get_finders() for path, _storage in finder.list([])]

    assert not [path for path in gathered if "etat" in path or "fonts" in path]
    assert "design/neutre.css" in gathered
    assert finders.find("design/etat.css") is None
    assert finders.find("design/fonts/Marianne-Bold.woff2") is None


def test_the_sheets_of_a_neutral_house_name_no_font_of_the_state():
    for name in ("dsfr.css", "levain.css", "neutre.css"):
        assert "Marianne" not in static_file(name).replace("red-marianne", "")


def test_a_neutral_house_names_itself(settings):
    settings.THEME, settings.SERVICE_NAME, settings.LOGO = "neutre", "La Pépinière", "Ville de <Melle>"

    html = page(SAMPLE)

    assert "nous - La Pépinière</title>" in html
    assert html.count("Ville de &lt;Melle&gt;") == 2


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("rank", "ground"), [(0, "#ffffff"), (1, "#161616"), (2, "#161616")])
def test_the_neutral_palette_can_be_read(rank, ground):
    """Text and buttons: 4.5 to 1 on the page and on their own tints; lines and dots: 3 to 1 (WCAG 2.2)."""
    palette = dict(
        re.findall(r"--blue-france-([\w-]+): (#\w{6})", static_file("neutre.css").split(":root.lv-neutral")[rank + 1])
    )
    high, inverted = palette["sun-113-625"], palette["975-sun-113"]

    for behind in (ground, palette["975-75"], palette["950-100"], palette["925-125"]):
        assert contrast(high, behind) >= 4.5
    for state in ("", "-hover", "-active"):
        assert contrast(inverted, palette[f"sun-113-625{state}"]) >= 4.5
    assert contrast(palette["main-525"], ground) >= 3


@pytest.mark.parametrize("source", ["", "https://code.example.fr/levain"])
def test_the_source_code_is_one_click_from_every_page(settings, source):
    settings.SOURCE_URL = source

    assert f'href="{source or "/licence/"}"' in page(SAMPLE)
