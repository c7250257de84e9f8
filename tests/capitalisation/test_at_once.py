"""Several people at the very same moment, on a server that takes them together: one is told, nothing is lost."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, connections

from levain.capitalisation import services
from levain.capitalisation.foreseen import mark_of
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Code, Coding, Edition, Figure, Finding, Paragraph, Report
from levain.capitalisation.services import sections
from levain.evaluation import figures as evaluation
from levain.foundation.models import JournalEntry
from levain.foundation.versions import ChangedSince
from tests.capitalisation.factories import WORDS, Learning
from tests.projects.factories import LogbookEntryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learning(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time")
    return Learning()


def together(*deeds):
    """What each was refused with, if it was."""
    start, refused = threading.Barrier(len(deeds)), []

    def run(deed):
        start.wait()
        try:
            deed()
        except Exception as reason:  # noqa: BLE001 - the test says which it expects
            refused.append(type(reason))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_codes_merged_one_into_the_other_while_they_are_given_keep_every_passage(learning):
    one, other = (services.create_code(learning.cohort, label, by=learning.adviser) for label in "AB")
    kept = [learning.evidence(words) for words in ("Ce matin, rien.", WORDS, "On a ouvert le jardin.")]
    refused = together(
        lambda: services.merge_code(Code.objects.get(pk=one.pk), 1, other, by=learning.lead),
        lambda: services.merge_code(Code.objects.get(pk=other.pk), 1, one, by=learning.adviser),
        *(lambda passage=passage: services.sort_evidence(passage, [one], by=learning.adviser) for passage in kept),
    )

    assert refused == [services.AlreadyMerged]
    assert Coding.objects.filter(code__retired_at=None).count() == len(kept)
    assert Coding.objects.count() == len(kept)


def test_one_name_written_by_four_people_is_one_code(learning):
    labels = ("Accès", "ACCES", "acces", "Accés")
    deeds = [
        lambda label=label: services.create_code(learning.cohort, label, by=learning.adviser) for label in labels
    ]

    assert together(*deeds) == [services.LabelTaken] * 3
    assert Code.objects.count() == 1


def test_one_finding_written_by_three_people_is_saved_once_and_the_others_compare(learning):
    made = learning.finding()
    deeds = [
        lambda words=words: services.revise_finding(
            Finding.objects.get(pk=made.pk), 1, by=learning.adviser, text=words
        )
        for words in ("Un.", "Deux.", "Trois.")
    ]

    assert together(*deeds) == [ChangedSince] * 2
    assert made.history.count() == 2


def publish(report, by, **said):
    return lambda: services.publish(Report.objects.get(pk=report.pk), by=by, **said)


def test_one_report_published_by_three_people_is_one_edition_and_the_others_are_told(learning):
    report = learning.chain().report()
    learning.paragraph(learning.found)
    refused = together(*(publish(report, by) for by in (learning.lead, learning.adviser, learning.lead)))

    assert refused == [services.NothingNew] * 2
    assert [edition.number for edition in Edition.objects.all()] == [1]
    assert services.verify(Edition.objects.get()) == []
    assert JournalEntry.objects.filter(verb="report.published").count() == 1


def test_a_corrected_edition_published_twice_at_once_has_one_number(learning):
    report = learning.published().written_report
    learning.paragraph(learning.found, text="Un mot de plus.")
    refused = together(publish(report, learning.lead), publish(report, learning.adviser))

    assert refused == [services.NothingNew]
    assert sorted(edition.number for edition in Edition.objects.all()) == [1, 2]


def test_words_written_while_a_report_is_published_are_in_it_or_stop_it_but_never_half(learning):
    report = learning.chain().report()
    learning.paragraph(learning.found)
    seen = mark_of(gather(report))
    refused = together(
        publish(report, learning.lead, seen=seen), lambda: learning.paragraph(learning.found, text="Et ?")
    )

    assert refused in ([], [services.ReportChanged])
    assert Paragraph.objects.count() == 2
    assert ["Et ?" in str(edition.content) for edition in Edition.objects.all()] == [False] * (1 - len(refused))


def test_a_section_named_again_while_a_report_is_published_keeps_its_title_in_it_or_stops_it(learning):
    report = learning.chain().report()
    section = learning.paragraph(learning.found).section
    seen = mark_of(gather(report))
    refused = together(
        publish(report, learning.lead, seen=seen),
        lambda: sections.rename_section(section, "Renommée", was=section.title, by=learning.adviser),
    )

    assert refused in ([], [services.ReportChanged])
    assert ["Renommée" in str(edition.content) for edition in Edition.objects.all()] == [False] * (1 - len(refused))


SATISFIED = evaluation.Figure(
    "tous", "M-CSAT", "La session", "Satisfaits", 18, "sur 24", 24, 30, places=0, promise="anonymous"
)


@pytest.fixture
def satisfied(monkeypatch):
    given = [SATISFIED, replace(SATISFIED, code="tous-porteurs", label="Satisfaits, porteurs", value=8, n=14)]
    source = evaluation.Source("essai", "Essai", lambda cohort, projects, period=None: given, True, 1)
    monkeypatch.setitem(evaluation._sources, "essai", source)


def test_two_reports_published_at_once_do_not_tell_together_what_neither_tells_alone(learning, satisfied):
    """24 in one, 14 of them in the other: whoever reads both would know the answers of ten people."""
    reports = []
    for slug, code in (("entier", "tous"), ("porteurs", "tous-porteurs")):
        reports.append(learning.report(slug))
        figure = services.keep_figure(learning.cohort, "essai", code, by=learning.adviser)
        learning.paragraph(text=f"On est content : [[chiffre {figure.number}]].")

    assert together(*(publish(report, learning.lead) for report in reports)) == [services.NotReady]
    assert Edition.objects.count() == 1


def test_one_figure_taken_by_three_people_is_one_figure(learning, satisfied):
    deeds = [
        lambda: services.keep_figure(learning.cohort, "essai", "tous", by=learning.adviser) for _place in range(3)
    ]

    assert together(*deeds) == []
    assert Figure.objects.count() == 1


def test_two_figures_named_at_once_in_a_report_of_a_period_are_both_read(learning):
    days = {"happened_on": date(2021, 4, 1), "kind": "event", "audience": "project"}
    LogbookEntryFactory(project=learning.project, people=5, hours=2, **days)
    report = learning.report(since=date(2021, 3, 1))
    taken = [
        services.keep_figure(learning.cohort, "participation", f"{learning.project.slug}-{what}", by=learning.adviser)
        for what in ("presences", "heures")
    ]
    deeds = [lambda one=one: services.read_new(Report.objects.get(pk=report.pk), [one]) for one in taken]

    assert together(*deeds) == []
    report.refresh_from_db()
    assert sorted(said["value"] for said in report.readings) == [2, 5]
