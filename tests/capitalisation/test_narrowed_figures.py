"""A figure of the whole session in a report about a part of it says so, wherever it stands."""

import json
from datetime import date

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.evaluation import figures as evaluation
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
PAGE = "/espace/rapports/rapport/chiffres/"
SPRING = {"since": date(2021, 3, 1), "until": date(2021, 5, 31)}
ABOVE = "Les chiffres sont ceux des projets nommés plus haut"
COUNTED = {"label": "Comptés à la main", "value": 3, "counted": "3", "n": 3, "method": "M-PART"}
GIVEN = evaluation.Figure("tous", "M-PART", "La session", "Venus", 18, "sur 24", 24)


@pytest.fixture
def learning():
    return Learning()


def published(learning, **scope):
    """A report that names a figure somebody wrote down for the whole session."""
    report = learning.report(**scope)
    services.add_figure(learning.cohort, "main", by=learning.adviser, **COUNTED)
    learning.paragraph(text="Trois : [[chiffre 1]].")
    edition = services.publish(report, by=learning.lead)
    return edition, json.dumps(edition.content, ensure_ascii=False).replace("\u00a0", " ")


def test_written_down_for_the_session_it_says_that_it_is_not_of_these_projects_alone(client, learning):
    edition, told = published(learning, projects=[learning.project])
    said = "Il a été noté pour toute la session : il ne compte pas ces projets seulement."

    assert told.count(said) == 2
    assert f"{ABOVE}, sauf ceux qui se disent notés pour toute la session." in told
    assert edition.figures[0]["beyond"].replace("\u00a0", " ") == said
    client.force_login(learning.adviser)
    assert said in client.get(PAGE).content.decode().replace("\u00a0", " ")


def test_it_follows_neither_the_projects_nor_the_period(learning):
    _edition, told = published(learning, projects=[learning.project], **SPRING)

    assert told.count("il ne suit ni les projets ni la période") == 2
    assert f"{ABOVE}, sauf" in told


def test_in_a_report_about_the_whole_session_it_says_nothing_more(learning):
    edition, told = published(learning)

    assert "noté" not in told
    assert "beyond" not in edition.figures[0]


def test_where_every_figure_is_of_the_projects_the_method_says_it_without_exception(learning, monkeypatch):
    source = evaluation.Source("essai", "Essai", lambda cohort, projects, period=None: [GIVEN], True, 1)
    monkeypatch.setitem(evaluation._sources, "essai", source)
    report = learning.report(projects=[learning.project])
    figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
    services.read_new(report, [figure])
    learning.paragraph(text="Venus : [[chiffre 1]].")
    edition = services.publish(report, by=learning.lead)

    assert f"{ABOVE}." in str(edition.content)
    assert "beyond" not in edition.figures[0]


@pytest.mark.parametrize(
    ("given", "said"), [([GIVEN], "Ce sujet n’existe que pour toute la session"), ([], "Rien encore sur ce sujet")]
)
def test_a_subject_of_the_session_alone_says_so_when_it_has_something(client, learning, monkeypatch, given, said):
    source = evaluation.Source("essai", "Essai", lambda cohort, projects, period=None: given, False, 1)
    monkeypatch.setitem(evaluation._sources, "essai", source)
    learning.report(projects=[learning.project])
    client.force_login(learning.adviser)
    page = client.get(reverse("capitalisation:figures", args=["rapport"]), {"sujet": "essai"}).content.decode()

    assert said in page
    assert 'value="tous"' not in page


def test_the_page_does_not_say_that_figures_that_go_beyond_the_period_are_few(client, learning):
    learning.report(**SPRING)
    client.force_login(learning.adviser)
    page = client.get(PAGE).content.decode()

    assert "Ceux qui la débordent disent pourquoi." in page
    assert "rares" not in page
