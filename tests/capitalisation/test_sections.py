"""The sections of a report: named again, put in another order, taken out once they hold nothing."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Paragraph, Report, Section
from levain.capitalisation.services import sections
from tests.capitalisation.factories import Learning


@pytest.fixture
def learning(client):
    made = Learning().chain()
    made.report()
    client.force_login(made.adviser)
    return made


def page(section):
    return reverse("capitalisation:edit_section", args=[section.pk])


def titles(learning):
    return [one.title for one in learning.written_report.sections.all()]


def test_the_report_leads_to_the_page_where_its_section_is_changed(client, learning):
    shown = client.get(f"/espace/rapports/rapport/?partie={learning.section.pk}").content.decode()

    assert f'href="{page(learning.section)}"' in shown


def test_a_section_is_named_again(client, learning):
    client.post(page(learning.section), {"title": "Ce qui a aidé", "was": "L'appui"})

    assert titles(learning) == ["Ce qui a aidé"]


def test_a_title_changed_meanwhile_is_shown_and_the_words_typed_are_kept(client, learning):
    sections.rename_section(learning.section, "Le sien", was="L'appui", by=learning.lead)
    shown = client.post(page(learning.section), {"title": "Le mien", "was": "L'appui"})

    assert titles(learning) == ["Le sien"]
    assert "Le sien" in shown.content.decode()
    assert 'value="Le mien"' in shown.content.decode()
    client.post(page(learning.section), {"title": "Le mien", "was": shown.context["form"]["was"].value()})
    assert titles(learning) == ["Le mien"]


def test_an_empty_title_is_given_back(client, learning):
    assert "title" in client.post(page(learning.section), {"title": " ", "was": "L'appui"}).context["form"].errors


@pytest.mark.parametrize(("to", "order"), [("up", ["B", "L'appui"]), ("down", ["L'appui", "B"])])
def test_sections_change_places(client, learning, to, order):
    second = services.add_section(learning.written_report, "B", by=learning.adviser)
    client.post(page(second), {"to": to})

    assert titles(learning) == order


def test_an_empty_section_is_taken_out(client, learning):
    answer = client.post(page(learning.section), {"remove": "1"})

    assert answer.url == "/espace/rapports/rapport/"
    assert not Section.objects.exists()


def test_an_empty_section_is_not_published_and_leads_to_where_it_is_taken_out(learning):
    learning.paragraph(learning.found)
    empty = services.add_section(learning.written_report, "Vide", by=learning.adviser)

    (blocking,) = services.check(learning.written_report)
    assert "Vide" in blocking.reason
    assert blocking.to == f"/espace/rapports/rapport/?partie={empty.pk}#partie"
    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)


def test_a_section_never_goes_with_the_words_it_holds(client, learning):
    learning.paragraph(learning.found)
    shown = client.post(page(learning.section), {"remove": "1"}, follow=True).content.decode()

    assert "Cette partie a encore des paragraphes" in shown
    assert Paragraph.objects.count() == 1


def test_a_paragraph_goes_to_another_section_and_stays_confirmed(client, learning):
    other = services.add_section(learning.written_report, "B", by=learning.adviser)
    services.add_paragraph(other, "context", "Le premier.", by=learning.adviser)
    moved = learning.paragraph(kind="context", text="Le cadre.")
    services.confirm_paragraph(moved, by=learning.lead)
    said = {"kind": "context", "text": "Le cadre.", "stands_on": "", "version": 1, "section": other.pk}
    client.post(reverse("capitalisation:edit_paragraph", args=[moved.pk]), said)

    assert [one.text for one in other.paragraphs.all()] == ["Le premier.", "Le cadre."]
    moved.refresh_from_db()
    assert moved.confirmed_by == learning.lead


def test_a_paragraph_never_goes_to_another_report(client, learning):
    elsewhere = services.create_report(learning.cohort, "autre", "Autre", by=learning.adviser)
    stranger = services.add_section(elsewhere, "S", by=learning.adviser)
    paragraph = learning.paragraph(learning.found)
    said = {"kind": "finding", "text": "T", "stands_on": "", "version": 1, "section": stranger.pk}
    answer = client.post(reverse("capitalisation:edit_paragraph", args=[paragraph.pk]), said)

    assert "section" in answer.context["form"].errors
    with pytest.raises(sections.OtherReport):
        sections.put_paragraph(paragraph, stranger, by=learning.adviser)


def test_the_address_of_a_report_is_made_from_its_title(client, learning):
    said = {"title": "Ce qu’une année a appris à l’État", "slug": "", "dated": "2022-03-11"}
    client.post(reverse("capitalisation:new_report", args=[learning.cohort.slug]), said)

    assert Report.objects.filter(slug="ce-qu-une-annee-a-appris-a-l-etat").exists()


def test_a_title_without_letters_asks_for_an_address(client, learning):
    said = {"title": "???", "slug": "", "dated": "2022-03-11"}
    answer = client.post(reverse("capitalisation:new_report", args=[learning.cohort.slug]), said)

    assert "slug" in answer.context["form"].errors
