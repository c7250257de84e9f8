"""A figure of a report is the evaluation's, read again until it is published; together they tell nobody's answers."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Figure
from levain.evaluation import figures as evaluation
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
ONE = evaluation.Figure(
    "tous", "M-CSAT", "La session", "Satisfaits", 18, "sur 24", 24, 30, places=0, promise="anonymous"
)
PART = replace(ONE, code="tous-porteurs", label="Satisfaits, porteurs", value=8, n=11, invited=12)


@pytest.fixture
def given(monkeypatch):
    """What the evaluation gives, which a test may change."""
    known = {"essai": [ONE, PART]}
    source = evaluation.Source("essai", "Essai", lambda cohort, projects: known["essai"], True, 1)
    monkeypatch.setitem(evaluation._sources, "essai", source)
    return known


@pytest.fixture
def learning(given):
    learning = Learning().chain()
    learning.report()
    return learning


def told(edition):
    return json.dumps(edition.content, ensure_ascii=False)


def keep(learning, code="tous"):
    return services.keep_figure(learning.cohort, "essai", code, by=learning.adviser)


def test_a_figure_enters_with_its_method_and_who_it_counts(learning):
    figure = keep(learning)

    assert (figure.method, figure.n, figure.invited, figure.promise) == ("M-CSAT", 24, 30, "anonymous")
    assert (figure.value, figure.unit) == (18, "sur 24")
    assert keep(learning) == figure


def test_the_evaluation_gives_no_such_figure(learning):
    with pytest.raises(services.NoFigure):
        keep(learning, "rien")


def test_it_is_read_again_and_what_changed_is_said_before_anything_is_published(learning, given):
    learning.paragraph(text=f"On est content : [[chiffre {keep(learning).number}]].")
    given["essai"] = [replace(ONE, value=19, unit="sur 25", n=25)]

    with pytest.raises(services.NotReady) as refused:
        services.publish(learning.written_report, by=learning.lead)
    assert "19\u00a0sur 25" in refused.value.blockings[0].reason
    edition = services.publish(learning.written_report, by=learning.lead)
    assert edition.figures[0] | {"taken_on": None} == {
        "slug": "essai-tous",
        "label": "Satisfaits",
        "promise": "anonymous",
        "number": 1,
        "method": "M-CSAT",
        "value": 19,
        "unit": "sur 25",
        "counted": "25",
        "n": 25,
        "invited": 30,
        "taken_on": None,
    }
    assert edition.figures[0]["taken_on"]
    assert "19\u00a0sur 25" in told(edition)


def test_once_published_it_stays_as_it_was(learning, given):
    learning.paragraph(text=f"[[chiffre {keep(learning).number}]]")
    edition = services.publish(learning.written_report, by=learning.lead)
    given["essai"] = [replace(ONE, value=1, unit="sur 40", n=40)]
    services.reread(learning.written_report)

    edition.refresh_from_db()
    assert "18\u00a0sur 24" in told(edition)
    assert "sur 40" not in told(edition)


def test_a_figure_no_longer_given_blocks(learning, given):
    learning.paragraph(text=f"[[chiffre {keep(learning).number}]]")
    given["essai"] = []
    services.reread(learning.written_report)

    (blocking,) = services.check(learning.written_report)
    assert "n’a pas de valeur" in blocking.reason
    assert blocking.to == "/espace/rapports/rapport/chiffres/#chiffre-1"


def test_what_is_left_of_a_whole_is_under_the_floor(learning, given):
    """24 in all, 14 of them bearers: what the ten others said can be computed."""
    given["essai"] = [ONE, replace(PART, n=14)]
    learning.paragraph(keep(learning), keep(learning, "tous-porteurs"))

    (blocking,) = services.check(learning.written_report)
    assert "10 autres personnes" in blocking.reason


def test_two_parts_together_leave_too_few(learning, given):
    given["essai"] = [replace(ONE, n=30), PART, replace(PART, code="tous-elus", label="Élus")]
    learning.paragraph(keep(learning), keep(learning, "tous-porteurs"))
    assert services.check(learning.written_report) == []
    learning.paragraph(keep(learning, "tous-elus"))

    (blocking,) = services.check(learning.written_report)
    assert "8 autres personnes" in blocking.reason


def test_facts_hide_nobody(learning, given):
    given["essai"] = [replace(ONE, promise=""), replace(PART, promise="", n=14)]
    learning.paragraph(keep(learning), keep(learning, "tous-porteurs"))

    assert services.check(learning.written_report) == []


def test_one_answer_more_than_published_is_not_published(learning, given):
    learning.paragraph(text=f"[[chiffre {keep(learning).number}]]")
    services.publish(learning.written_report, by=learning.lead)
    given["essai"] = [replace(ONE, value=19, unit="sur 25", n=25)]
    services.reread(learning.written_report)

    (blocking,) = services.check(learning.written_report)
    assert "moins de 11 personnes" in blocking.reason
    services.keep_published(learning.written_report, Figure.objects.get(), by=learning.adviser)
    assert services.check(learning.written_report) == []
    assert Figure.objects.get().value == 18


def test_figures_are_taken_on_their_page(client, learning):
    client.force_login(learning.adviser)
    page = reverse("capitalisation:figures", args=["rapport"])
    assert "Satisfaits, porteurs" in client.get(page, {"sujet": "essai"}).content.decode()
    answer = client.post(reverse("capitalisation:keep_figure", args=["rapport"]), {"source": "essai", "code": "tous"})
    assert answer.url == f"{page}#chiffre-1"
    assert "[[chiffre 1]]" in client.get(page).content.decode()
    client.post(reverse("capitalisation:reread_figures", args=["rapport"]))
    client.post(reverse("capitalisation:keep_published_figure", args=["rapport"]), {"number": "1"})
    client.post(reverse("capitalisation:keep_figure", args=["rapport"]), {"source": "../..", "code": "x"})
    assert Figure.objects.count() == 1
