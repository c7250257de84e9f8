"""Whoever is quoted under another name is not named by the report that quotes her, nor once her words are gone."""

import pytest
from django.urls import reverse

from levain.capitalisation import services, voices_checks
from levain.capitalisation.models import Evidence, Report
from levain.capitalisation.quoted_names import names_of, spans_of
from levain.capitalisation.services import voices
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_words_around import read_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    """The words of Odile Perrin, quoted in a report."""
    made = Learning().chain()
    made.report()
    return made


def named(report):
    return [one for one in services.check(report) if "ne nomme pas" in one.reason]


@pytest.mark.parametrize(
    "text",
    [
        "Une porteuse, [[preuve 1|Odile P.]], demande d'entrer.",
        "Odile Perrin demande d'entrer.",
        "PERRIN Odile demande d'entrer.",
        "Mme Perrin demande d'entrer.",
        "O. Perrin demande d'entrer.",
        "Pour Odile, il faut d'abord entrer [[preuve 1]].",
        "Avec O. P., il faut d'abord entrer [[preuve 1]].",
    ],
)
def test_a_paragraph_that_names_whom_it_quotes_is_not_published(learning, text):
    paragraph = learning.paragraph(learning.found, text=text)

    found = named(learning.written_report)

    assert found
    assert found[0].to.endswith(f"#{paragraph.anchor}")
    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)


@pytest.mark.parametrize("where", ["title", "subtitle", "intro"])
def test_the_head_of_a_report_does_not_name_whom_it_quotes(learning, where):
    learning.paragraph(learning.found)
    Report.objects.update(**{where: "Ce qu'Odile Perrin nous apprend"})

    (found,) = named(Report.objects.get())

    assert found.to == reverse("capitalisation:edit_report", args=["rapport"])


def test_the_title_of_a_section_and_the_text_of_a_lesson_do_not_name_her_either(learning):
    learning.paragraph(learning.found)
    type(learning.section).objects.update(title="Chez Odile Perrin")
    type(learning.learned).objects.update(effect="Odile Perrin est entrée.")

    assert len(named(learning.written_report)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Claire et Marguerite ont ouvert la porte [[preuve 1]].",
        "Le conseil municipal a ouvert la porte, à Perrinville [[preuve 1]].",
        "Mme Odin a ouvert la porte [[preuve 1]].",
        "Léa Perrin et Odile Marchand ont ouvert la porte [[preuve 1]].",
    ],
)
def test_other_people_and_places_may_be_named(learning, text):
    learning.paragraph(learning.found, text=text)

    assert not named(learning.written_report)


def test_a_first_name_alone_far_from_her_words_may_be_another_person_s(learning):
    learning.paragraph(learning.found)
    services.add_paragraph(learning.section, "context", "Odile et Zoé ont écrit.", by=learning.adviser, refs=[])

    assert not named(learning.written_report)


def test_who_publishes_reads_it_before_she_presses(client, learning):
    learning.paragraph(learning.found, text="Une porteuse, [[preuve 1|Odile P.]], demande d'entrer.")
    client.force_login(learning.lead)

    page = client.get(reverse("capitalisation:publish", args=["rapport"])).content.decode()

    assert "nomme la personne citée dans la preuve 1" in page


@pytest.mark.parametrize(
    ("speaker", "text", "near", "found"),
    [
        ("Mme Roy", "madame ROY l'a dit", False, ["madame ROY"]),
        ("Jeanne de La Tour", "Jeanne La Tour l'a dit", False, ["Jeanne La Tour"]),
        ("Anne-Laure Kerven", "Anne Laure K. l'a dit", False, ["Anne Laure K."]),
        ("Nadia H., DDT des Hautes-Alpes", "La DDT et Nadia H. l'ont dit", False, ["Nadia H."]),
        ("Rose Petit", "une rose, un petit pont, la Petite-Rose", True, ["Rose"]),
        ("DDT des Hautes-Alpes", "la DDT des Hautes-Alpes", True, []),
        ("une habitante", "Une habitante", True, []),
        ("Adjointe au maire", "L'Adjointe au maire", True, []),
        ("", "Personne", True, []),
    ],
)
def test_what_names_somebody(speaker, text, near, found):
    assert [text[start:end] for start, end in spans_of(names_of("", speaker), text, near=near)] == found


@pytest.fixture
def named_before(learning, monkeypatch):
    """An edition published before this rule: it names her beside her words, and further."""
    monkeypatch.setattr(voices_checks, "_naming_quoted", lambda rows, texts: [])
    learning.paragraph(learning.found, text="Une porteuse, [[preuve 1|Odile **P.**]], veut entrer. Odile insiste.")
    services.add_section(learning.written_report, "Chez Mme Perrin", by=learning.adviser)
    learning.section = learning.written_report.sections.last()
    learning.paragraph(learning.asked, text="Odile Perrin le répète. Odilon aussi.")
    Report.objects.update(subtitle="Avec Odile Perrin")
    learning.written_report.refresh_from_db()
    learning.edition = services.publish(learning.written_report, by=learning.lead)
    return learning


def take_back(learning):
    kept = Evidence.objects.select_related("cohort", "project", "passage").get(pk=learning.kept.pk)
    voices.answer([kept], "refused", by=learning.bearer, sure=True)


@pytest.mark.parametrize("form", ["html", "pdf", "odt"])
def test_once_she_refuses_her_name_leaves_the_three_formats(named_before, form):
    before = read_in(form, services.report_file(named_before.cohort.slug, form))
    assert "Perrin" in before
    take_back(named_before)

    text = read_in(form, services.report_file(named_before.cohort.slug, form))
    assert "Perrin" not in text
    assert "Odile" not in text.replace("Odilon", "")
    assert "[nom retiré]" in text
    assert "Odilon aussi" in text


def test_once_she_refuses_her_name_leaves_the_pages_and_the_edition_is_still_whole(client, named_before):
    take_back(named_before)
    named_before.edition.refresh_from_db()

    for page in ("/rapports/rapport/", named_before.edition.get_absolute_url(), "/api/v1/reports/rapport"):
        said = client.get(page).content.decode()
        assert "Perrin" not in said
        assert "Odile" not in said
    assert services.verify(named_before.edition) == []


def test_an_edition_that_does_not_quote_her_keeps_its_sentences(learning):
    other = services.create_report(
        learning.cohort, "autre", "Autre", by=learning.adviser, dated=learning.written_report.dated, leads=[]
    )
    learning.section = services.add_section(other, "Qui", by=learning.adviser)
    kept = learning.evidence("On a ouvert le jardin.")
    Evidence.objects.filter(pk=kept.pk).update(speaker="Léo M.", speaker_user=None)
    found = learning.finding([kept], title="Autre")
    learning.paragraph(found, text="Mme Perrin tient le jardin.")
    edition = services.publish(other, by=learning.lead)
    take_back(learning)

    edition.refresh_from_db()
    assert "Mme Perrin" in str(edition.content)


def test_who_writes_the_report_reads_the_sentences_without_publishing(
    client, learning, django_assert_max_num_queries
):
    learning.paragraph(learning.found, text="Une porteuse, [[preuve 1|Odile P.]], veut entrer.")
    client.force_login(learning.adviser)
    page = reverse("capitalisation:compose", args=["rapport"])
    assert client.get(reverse("capitalisation:publish", args=["rapport"])).status_code == 403

    said = client.get(page).content.decode()
    assert "Publier lit aussi chaque phrase" in said
    assert "phrases=lues#publication" in said
    assert "nomme la personne citée" not in said
    with django_assert_max_num_queries(12):
        read = client.get(f"{page}?phrases=lues").content.decode()
    assert "1 point empêche de publier" in read.replace("\xa0", " ")
    assert "nomme la personne citée dans la preuve 1" in read
    assert "Les phrases ont été lues aussi" in read
