"""A report about a part of its session says what it leaves out, and leads to where it is mended."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from levain.capitalisation import services
from levain.foundation import written
from levain.foundation.written_files import render_file
from tests.capitalisation.factories import Learning
from tests.projects.factories import LogbookEntryFactory, ProjectFactory

pytestmark = pytest.mark.django_db
COMPOSE, MODIFY = "/espace/rapports/rapport/", "/espace/rapports/rapport/modifier/"


@pytest.fixture
def learning():
    """A finding stands on a passage of its project, and on two of another: one of them against."""
    learning = Learning().chain()
    learning.other = ProjectFactory(cohort=learning.cohort)
    for quote, stance in (("On a attendu la clé.", "contradicts"), ("La porte était ouverte.", "supports")):
        note = LogbookEntryFactory(project=learning.other, author=learning.bearer, text=f"{quote} Rien de plus.")
        services.link_evidence(learning.found, learning.evidence(quote, source=note), stance, by=learning.adviser)
    return learning


def begin(client, learning, **said):
    client.force_login(learning.adviser)
    page = reverse("capitalisation:new_report", args=[learning.cohort.slug])
    return client.post(page, said) if said else client.get(page)


def told(report):
    return str(written.to_json(services.draft_of(report)))


def test_a_finding_whose_passages_are_of_other_projects_leads_to_the_leads_of_the_note(client, learning):
    third = ProjectFactory(cohort=learning.cohort)
    report = learning.report(projects=[third])
    learning.paragraph({"label": "La charte", "url": "https://a.fr/"})

    (blocking,) = services.check(report)
    assert "Rien sous le constat 1 n’est des projets de ce rapport." in blocking.reason
    assert "La piste 1 de la note de décision l’apporte" in blocking.reason
    assert blocking.to.startswith(MODIFY)
    client.force_login(learning.adviser)
    assert f'id="{blocking.to.partition("#")[2]}' in client.get(MODIFY).content.decode()

    services.revise_report(report, report.version, leads=[], by=learning.adviser)
    assert services.check(report) == []


def test_a_finding_a_paragraph_names_leads_to_the_paragraph(learning):
    report = learning.report(leads=[], since=date(2001, 1, 1), until=date(2001, 12, 31))
    paragraph = learning.paragraph(learning.asked)

    (blocking,) = services.check(report)
    assert "n’est de la période de ce rapport" in blocking.reason
    assert (blocking.paragraph, blocking.to.endswith(paragraph.anchor)) == (paragraph, True)


def test_a_finding_that_stands_on_nothing_at_all_still_leads_to_its_page(learning):
    bare = learning.finding()
    report = learning.report(leads=[], projects=[learning.project])
    learning.paragraph(bare)

    (blocking,) = services.check(report)
    assert "ne repose sur aucune preuve" in blocking.reason
    assert blocking.to == bare.get_absolute_url()


def test_no_lead_is_chosen_before_one_knows_what_the_report_is_about(client, learning):
    learning.settle()
    page = begin(client, learning).content.decode()

    assert "Pistes de la note" in page
    assert not re.search(r'name="leads"[^>]*checked', page)


def test_what_a_finding_has_outside_the_report_is_counted_under_it_in_each_format(learning):
    report = learning.report(projects=[learning.project])
    learning.paragraph(learning.found)
    words = "Ce constat s’appuie aussi sur 2 passages hors de ce rapport, dont 1 contre. La confiance est jugée"

    edition = services.publish(report, by=learning.lead)
    document = written.from_json(edition.content)
    odt = zipfile.ZipFile(io.BytesIO(render_file(document, "odt"))).read("content.xml").decode()
    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render_file(document, "pdf"))).pages)
    assert words in told(report)
    assert words in odt
    assert words in " ".join(pdf.split())


def test_one_passage_outside_and_none_against_is_said_in_the_singular(learning):
    services.link_evidence(
        learning.found,
        learning.evidence("On a ouvert le jardin."),
        "contradicts",
        by=learning.adviser,
    )
    report = learning.report(projects=[learning.other])
    learning.paragraph(learning.found)
    assert "2 passages hors de ce rapport, dont 1 contre" in told(report)

    lone = learning.finding([learning.kept])
    learning.paragraph(lone)
    assert "sur 1 passage hors de ce rapport. La confiance" in told(report)


def test_a_report_about_the_whole_session_says_nothing_of_an_outside(learning):
    report = learning.report()
    learning.paragraph(learning.found)

    assert "hors de ce rapport" not in told(report).lower()


def test_an_empty_form_asks_for_the_title_and_not_for_an_address_it_makes_itself(client, learning):
    errors = begin(client, learning, title="", slug="", dated="2022-03-11").context["form"].errors

    assert "title" in errors
    assert "slug" not in errors


def test_a_report_without_a_paragraph_leads_to_writing_one_or_to_a_first_section(client, learning):
    report = learning.report(leads=[])
    (blocking,) = services.check(report)
    assert blocking.to == reverse("capitalisation:add_paragraph", args=[learning.section.pk])

    learning.section.delete()
    (blocking,) = services.check(report)
    assert blocking.to == f"{COMPOSE}#nouvelle-partie"
    client.force_login(learning.adviser)
    assert 'id="nouvelle-partie"' in client.get(COMPOSE).content.decode()
