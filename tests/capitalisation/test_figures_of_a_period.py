"""A report of a period counts what falls inside it, keeps its own readings, says its days, tells nobody's answer."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Figure
from levain.capitalisation.services import publishing
from levain.evaluation import figures as evaluation
from levain.foundation import written
from levain.foundation.written_files import render_file
from tests.capitalisation.factories import Learning
from tests.projects.factories import LogbookEntryFactory, ProjectFactory

pytestmark = pytest.mark.django_db
SPRING = {"since": date(2021, 3, 1), "until": date(2021, 5, 31)}
SUMMER = {"since": date(2021, 6, 1), "until": date(2021, 8, 31)}
SATISFIED = evaluation.Figure(
    "tous", "M-CSAT", "La session", "Satisfaits", 18, "sur 24", 24, 30, places=0, promise="anonymous"
)


def event(project, day, people):
    return LogbookEntryFactory(project=project, kind="event", audience="project", people=people, happened_on=day)


@pytest.fixture
def learning():
    learning = Learning()
    for day, people in ((date(2021, 3, 5), 20), (date(2021, 5, 31), 4), (date(2021, 7, 1), 7)):
        event(learning.project, day, people)
    return learning


def reported(learning, slug="rapport", **said):
    """A report that gives how many people came."""
    report = learning.report(slug, **said)
    code = f"{learning.project.slug}-presences"
    figure = services.keep_figure(learning.cohort, "participation", code, by=learning.adviser)
    learning.paragraph(text=f"On est venu : [[chiffre {figure.number}]].")
    report.refresh_from_db()
    return report


def published(learning, slug="rapport", **said):
    return services.publish(reported(learning, slug, **said), by=learning.lead)


def told(edition):
    return json.dumps(edition.content, ensure_ascii=False)


@pytest.fixture
def satisfied(monkeypatch):
    """A figure without names that changes from one period to the next, as no source of ours does."""
    known = {"tous": SATISFIED}
    source = evaluation.Source("essai", "Essai", lambda cohort, projects, period=None: known.values(), True, 1)
    monkeypatch.setitem(evaluation._sources, "essai", source)
    return known


def test_a_report_of_a_period_counts_what_falls_inside_it(learning):
    edition = published(learning, **SPRING)

    [said] = edition.figures
    assert (said["value"], said["n"], said["since"], said["until"]) == (24, 2, "2021-03-01", "2021-05-31")
    assert "On est venu" in told(edition)
    assert "24\u00a0présences" in told(edition)
    assert "31\u00a0présences" not in told(edition)
    assert "du 1er mars 2021 au 31 mai 2021" in told(edition)


def test_two_reports_of_one_session_each_keep_their_own_readings(learning):
    """They name the same figure: reading it for one changes nothing of the other, nor of the whole session."""
    editions = [
        published(learning, slug, **days) for slug, days in (("ete", SUMMER), ("entier", {}), ("printemps", SPRING))
    ]

    assert [edition.figures[0]["value"] for edition in editions] == [7, 31, 24]
    assert Figure.objects.get().value == 31
    for edition in editions:
        assert services.reread(edition.report) == []
        with pytest.raises(services.NothingNew):
            services.publish(edition.report, by=learning.lead)
    assert "since" not in editions[1].figures[0]


def test_what_was_read_again_is_said_before_anything_is_published(learning):
    report = reported(learning, **SPRING)
    event(learning.project, date(2021, 4, 2), 6)
    event(learning.project, date(2021, 9, 9), 100)

    with pytest.raises(services.NotReady) as refused:
        services.publish(report, by=learning.lead)
    assert "30\u00a0présences" in refused.value.blockings[0].reason
    assert services.publish(report, by=learning.lead).figures[0]["value"] == 30


def test_once_published_it_stays_as_it_was(learning):
    edition = published(learning, **SPRING)
    event(learning.project, date(2021, 4, 2), 6)
    services.reread(edition.report)

    edition.refresh_from_db()
    assert edition.figures[0]["value"] == 24
    assert services.verify(edition) == []


def test_another_period_is_read_again_at_once(learning):
    report = reported(learning, **SPRING)
    services.revise_report(report, report.version, leads=[], by=learning.adviser, **SUMMER)
    assert publishing.gather(report).figures[Figure.objects.get().pk].value == 7

    services.revise_report(report, report.version, leads=[], by=learning.adviser, since=None, until=None)
    assert publishing.gather(report).figures[Figure.objects.get().pk].value == 31
    assert report.readings == []


def test_opening_the_figure_shows_the_rows_it_counts_and_no_others(client, learning):
    report = reported(learning, **SPRING)
    [said] = report.readings
    client.force_login(learning.adviser)
    page = client.get(said["rows"]).content.decode()

    assert said["rows"].endswith("?du=2021-03-01&au=2021-05-31")
    assert page.count(f"/espace/projets/{learning.project.slug}/carnet/") == said["n"] == 2
    assert said["rows"] in told(services.publish(report, by=learning.lead)).replace("&amp;", "&")


def test_nothing_inside_the_period_blocks_publishing_and_says_so(learning):
    report = reported(learning, since=date(2022, 1, 1))

    [blocking] = [one for one in services.check(report) if "n’a pas de valeur" in one.reason]
    assert "pour cette période" in blocking.reason


def test_what_goes_beyond_the_period_says_why_on_the_page_in_the_annex_and_in_each_format(
    client, learning, satisfied
):
    satisfied["tous"] = replace(SATISFIED, beyond="Ce chiffre ne se coupe pas.")
    report = learning.report(**SPRING)
    figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
    learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")
    client.force_login(learning.adviser)
    page = client.get(reverse("capitalisation:figures", args=["rapport"])).content.decode()
    edition = services.publish(report, by=learning.lead)

    assert "Ce chiffre ne se coupe pas." in page
    assert edition.figures[0]["beyond"] == "Ce chiffre ne se coupe pas."
    assert told(edition).count("Ce chiffre ne se coupe pas.") == 2
    assert "Ces chiffres débordent la période" in client.get("/rapports/rapport/").content.decode()
    odt = zipfile.ZipFile(io.BytesIO(render_file(written.from_json(edition.content), "odt"))).read("content.xml")
    assert "du 1er mars 2021 au 31 mai 2021" in odt.decode()
    assert "Ce chiffre ne se coupe pas." in odt.decode()
    assert render_file(written.from_json(edition.content), "pdf").startswith(b"%PDF")


def test_a_figure_written_down_says_that_it_does_not_follow_the_period(learning):
    learning.report(**SPRING)
    services.add_figure(
        learning.cohort,
        "main",
        by=learning.adviser,
        label="Comptés à la main",
        value=3,
        counted="3",
        n=3,
        method="M-PART",
    )
    learning.paragraph(text="Trois : [[chiffre 1]].")

    edition = services.publish(learning.written_report, by=learning.lead)
    assert "noté pour toute la session" in edition.figures[0]["beyond"]


def test_one_more_answer_in_the_next_period_is_not_published(learning, satisfied):
    """One report says 18 of 24 until May, the next one 18 of 25 until June: the last one was not satisfied."""

    def given(slug, **days):
        report = learning.report(slug, **days)
        figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
        learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")
        return report

    services.publish(given("mai", until=date(2021, 5, 31)), by=learning.lead)
    satisfied["tous"] = replace(SATISFIED, unit="sur 25", n=25)
    june = given("juin", until=date(2021, 6, 30))
    with pytest.raises(services.NotReady) as refused:
        services.publish(june, by=learning.lead)
    assert "moins de 11 personnes" in refused.value.blockings[0].reason

    satisfied["tous"] = replace(SATISFIED, value=30, unit="sur 40", n=40)
    services.reread(june)
    assert services.publish(june, by=learning.lead).figures[0]["n"] == 40


def test_a_part_published_beside_the_whole_of_another_report_is_not_either(learning, satisfied):
    satisfied["part"] = replace(SATISFIED, code="tous-porteurs", label="Satisfaits, porteurs", value=8, n=14)
    for slug, code in (("entier", "tous"), ("porteurs", "tous-porteurs")):
        report = learning.report(slug)
        figure = services.keep_figure(learning.cohort, "essai", code, by=learning.adviser)
        learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")
        if slug == "entier":
            services.publish(report, by=learning.lead)

    with pytest.raises(services.NotReady) as refused:
        services.publish(report, by=learning.lead)
    assert "10 autres personnes" in refused.value.blockings[0].reason


def test_reports_about_some_projects_do_not_leave_a_few_people_of_the_others_alone(learning, monkeypatch):
    """60 in the session, 20 in one project, 33 in another: the third has 7, which no report would say."""
    one, two, three = learning.project, *ProjectFactory.create_batch(2, cohort=learning.cohort)
    answers = {one.pk: 20, two.pk: 33, three.pk: 7}

    def gives(cohort, projects, period=None):
        n = sum(answers[project.pk] for project in projects)
        return [replace(SATISFIED, value=n - 2, unit=f"sur {n}", n=n)]

    monkeypatch.setitem(evaluation._sources, "essai", evaluation.Source("essai", "Essai", gives, True, 1))

    def given(slug, *projects):
        report = learning.report(slug, projects=projects)
        figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
        learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")
        return report

    services.publish(given("session"), by=learning.lead)
    edition = services.publish(given("un", one), by=learning.lead)
    with pytest.raises(services.NotReady) as refused:
        services.publish(given("deux", two), by=learning.lead)

    assert edition.figures[0]["projects"] == [one.slug]
    assert "les réponses de 7 autres personnes" in refused.value.blockings[0].reason
    assert services.publish(given("ensemble", one, two, three), by=learning.lead).figures[0]["n"] == 60


def test_the_published_value_of_a_period_may_be_kept_and_the_session_s_is_left_alone(learning, satisfied):
    report = learning.report(**SPRING)
    figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
    learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")
    services.publish(report, by=learning.lead)
    satisfied["tous"] = replace(SATISFIED, value=19, unit="sur 25", n=25)
    report.refresh_from_db()
    services.reread(report)
    assert "moins de 11 personnes" in services.check(report)[0].reason

    services.keep_published(report, Figure.objects.get(), by=learning.adviser)
    report.refresh_from_db()
    assert services.check(report) == []
    assert services.reread(report) == []
    [said] = report.readings
    assert (said["value"], said["n"]) == (18, 24)
    assert Figure.objects.get().reads


def test_a_report_of_some_projects_counts_them_alone(learning):
    other = ProjectFactory(cohort=learning.cohort)
    event(other, date(2021, 4, 1), 50)
    report = reported(learning, projects=[other])

    [blocking] = [one for one in services.check(report) if "n’a pas de valeur" in one.reason]
    assert "n’en donne plus" in blocking.reason or "toute la session" in blocking.reason
    assert Figure.objects.get().value == 31


def test_figures_of_a_period_are_taken_on_their_page(client, learning):
    learning.report(**SPRING)
    client.force_login(learning.adviser)
    page = reverse("capitalisation:figures", args=["rapport"])
    offered = client.get(page, {"sujet": "participation"}).content.decode()
    assert "du 1er mars 2021 au 31 mai 2021" in offered
    assert "24 présences" in offered

    code = f"{learning.project.slug}-presences"
    asked = {"source": "participation", "code": code}
    client.post(reverse("capitalisation:keep_figure", args=["rapport"]), asked)
    learning.written_report.refresh_from_db()
    assert learning.written_report.readings[0]["value"] == 24
    assert "<strong>24\u00a0présences</strong>" in client.get(page).content.decode()


def test_who_may_not_read_a_figure_does_not_take_it(learning, satisfied):
    from levain.foundation.verdicts import refused as no

    satisfied["tous"] = replace(SATISFIED, readable=lambda user: no("Pas encore."))
    with pytest.raises(services.NoFigure, match="Pas encore"):
        services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)


def test_two_figures_whose_names_are_too_long_stay_two(learning, satisfied):
    long = "un-projet-au-nom-vraiment-tres-long-qui-ne-tient-pas-dans-une-adresse"
    for code in (f"{long}-debut", f"{long}-fin"):
        satisfied[code] = replace(SATISFIED, code=code)
        services.keep_figure(learning.cohort, "essai", code, by=learning.adviser)

    assert Figure.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_composing_a_report_of_a_period_costs_the_same(client, learning, count, django_assert_max_num_queries):
    report = reported(learning, **SPRING)
    for _place in range(count - 1):
        project = ProjectFactory(cohort=learning.cohort)
        event(project, date(2021, 4, 1), 5)
        figure = services.keep_figure(
            learning.cohort, "participation", f"{project.slug}-presences", by=learning.adviser
        )
        learning.paragraph(text=f"[[chiffre {figure.number}]]")
    client.force_login(learning.adviser)

    with django_assert_max_num_queries(12):
        client.get(reverse("capitalisation:compose", args=[report.slug]))


def test_composing_a_report_about_some_projects_costs_no_more(
    client, learning, satisfied, django_assert_max_num_queries
):
    report = learning.chain().report(projects=[learning.project], **SPRING)
    figure = services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser)
    learning.paragraph(learning.found, text=f"On est content : [[chiffre {figure.number}]].")
    client.force_login(learning.adviser)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("capitalisation:compose", args=[report.slug]))
    assert "On est content" in answer.content.decode()


@pytest.mark.parametrize("part", ["since", "until", "projects"])
def test_a_later_report_about_a_part_does_not_stand_for_the_session(learning, part):
    chosen = {"since": date(2021, 3, 1), "until": date(2021, 5, 31), "projects": [learning.project]}
    for slug, said in (("entier", {}), ("partie", {part: chosen[part]})):
        learning.report(slug, **said)
        learning.paragraph(text=f"Voici le rapport {slug}.")

    assert "Voici le rapport entier" in services.report_file(learning.cohort.slug, "html").decode()
