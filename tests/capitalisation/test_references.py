"""Words name what they stand on; what they name is in the report, or they are given back."""

import pytest
from django.urls import reverse

from levain.capitalisation import references, services
from levain.capitalisation.models import Paragraph, Showing
from levain.foundation import written
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning(client):
    learning = Learning().chain()
    learning.report()
    client.force_login(learning.adviser)
    return learning


def text_of(document):
    return written.to_json(document)


def test_what_the_words_name_covers_the_paragraph(learning):
    paragraph = learning.paragraph(text="On demande d'abord [[constat 1|à entrer]] ([[preuve 1]]).")

    assert [one.target for one in paragraph.citations.all()] == [learning.found, learning.kept]
    assert services.check(learning.written_report) == []
    blocks = services.draft_of(learning.written_report).blocks
    block = next(one for one in blocks if getattr(one, "id", "") == "p-1-1")
    assert written.Reference("constat-1", "à entrer") in block.runs
    assert written.Reference("preuve-1", "preuve 1") in block.references


@pytest.mark.parametrize(
    "name", ["constat 99", "../../", "constat ../1", "projet ailleurs", "preuve", "chiffre -1", "x 1"]
)
def test_a_name_that_means_nothing_is_given_back(client, learning, name):
    with pytest.raises(services.NothingSo):
        learning.paragraph(text=f"Ceci [[{name}]].")
    said = {"kind": "finding", "text": f"Ceci [[{name}]].", "stands_on": ""}
    answer = client.post(reverse("capitalisation:add_paragraph", args=[learning.section.pk]), said)

    assert "text" in answer.context["form"].errors
    assert f"[[{name}]]" in answer.content.decode()
    assert not Paragraph.objects.exists()


def test_another_sessions_finding_is_not_named(learning):
    other = Learning().chain()
    other.finding(title="Un second constat")

    with pytest.raises(services.NothingSo):
        learning.paragraph(text="Ceci [[constat 2]].")


def test_a_name_is_written_with_or_without_accents(learning):
    found, nothing = references.find(["Leçon 1", "lecon 01", "LEÇON 1"], learning.cohort)

    assert set(found.values()) == {learning.learned}
    assert not nothing


def test_a_picture_is_given_back(client, learning):
    said = {"kind": "finding", "text": "![x](file:///etc/passwd)", "stands_on": "[[constat 1]]"}
    answer = client.post(reverse("capitalisation:add_paragraph", args=[learning.section.pk]), said)

    assert "text" in answer.context["form"].errors


def test_the_list_finds_by_word_number_and_kind(client, learning):
    def found(typed):
        answer = client.get(reverse("capitalisation:report_names", args=["rapport"]), {"q": typed})
        return [one["name"] for one in answer.json()["found"]]

    assert "[[constat 1]]" in found("entrer")
    assert found("preuve boîte") == ["[[preuve 1]]"]
    assert found("leç") == ["[[leçon 1]]"]
    assert found("piste 1") == ["[[piste 1]]"]
    assert found(f"projet {learning.project.name}") == [f"[[projet {learning.project.slug}]]"]
    assert found("rien de tel") == []
    assert found("' OR 1=1 --") == []


def test_without_scripts_one_looks_chooses_and_keeps_what_is_typed(client, learning):
    page = reverse("capitalisation:add_paragraph", args=[learning.section.pk])
    said = {"kind": "finding", "text": "Mes mots.", "stands_on": "", "find": "entrer"}
    looked = client.post(page, {**said, "look": "1"}).content.decode()
    assert 'name="insert" value="[[constat 1]]"' in looked
    assert "Mes mots." in looked
    chosen = client.post(page, {**said, "insert": "[[constat 1]]"})
    assert chosen.context["form"]["stands_on"].value() == "[[constat 1]]"
    assert not Paragraph.objects.exists()

    client.post(page, {**said, "stands_on": "[[constat 1]]"})
    assert Paragraph.objects.get().citations.get().target == learning.found


def test_opened_again_a_paragraph_shows_what_its_words_do_not_name(client, learning):
    paragraph = learning.paragraph(
        learning.learned, {"label": "La charte", "url": "https://a.fr/"}, text="[[constat 1]]"
    )
    form = client.get(reverse("capitalisation:edit_paragraph", args=[paragraph.pk])).context["form"]

    assert form["stands_on"].value() == "[[leçon 1]]\nLa charte | https://a.fr/"


def test_lists_and_links_go_to_every_format(learning):
    learning.paragraph(text="Trois choses :\n\n- **une**\n- [deux](https://a.fr/)\n\n### Et puis\n[[constat 1]]")
    document = services.draft_of(learning.written_report)
    kinds = [block.kind for block in document.blocks]

    assert kinds[kinds.index("list") - 1] == "paragraph"
    page = services.report_file(learning.cohort.slug, "html").decode()
    assert "<li><strong>une</strong>" in page
    assert 'href="https://a.fr/"' in page
    assert services.report_file(learning.cohort.slug, "pdf").startswith(b"%PDF")
    assert services.report_file(learning.cohort.slug, "odt").startswith(b"PK")


def test_a_project_has_its_sheet(learning):
    learning.paragraph(text=f"Voyez [[projet {learning.project.slug}]].")
    blocks = {
        block.id: block for block in services.draft_of(learning.written_report).blocks if getattr(block, "id", "")
    }
    sheet = blocks[f"projet-{learning.project.slug}"]

    assert sheet.title == learning.project.name
    assert any(written.Reference("preuve-1", "preuve 1") in fact.runs for fact in sheet.facts)


@pytest.mark.parametrize("count", [1, 30])
def test_looking_for_a_name_costs_the_same(client, learning, count, django_assert_max_num_queries):
    for _number in range(count):
        learning.finding(title="Autre constat")

    with django_assert_max_num_queries(12):
        client.get(reverse("capitalisation:report_names", args=["rapport"]), {"q": "e"})


@pytest.mark.parametrize(("name", "kind"), [("leçon 1", "learned"), ("piste 1", "asked"), ("constat 1", "found")])
@pytest.mark.parametrize("state", ["draft", "set_aside"])
def test_what_is_not_settled_is_not_made_public_by_a_reference(learning, name, kind, state):
    report = learning.written_report
    report.leads.clear()
    paragraph = learning.paragraph(text=f"Voyez [[{name}]].")
    thing = getattr(learning, kind)
    type(thing).objects.filter(pk=thing.pk).update(state=state)

    with pytest.raises(services.NotReady) as refused:
        services.publish(report, by=learning.lead)
    (blocking,) = refused.value.blockings
    assert thing.title in blocking.reason
    assert blocking.to == f"/espace/rapports/rapport/?partie={learning.section.pk}#paragraphe-{paragraph.pk}"
    assert not Showing.objects.exists()
    learning.settle()
    assert services.publish(report, by=learning.lead).number == 1


def test_an_unsettled_lead_of_the_decision_note_is_not_published_either(learning):
    learning.paragraph(learning.found)
    services.revise_lead(learning.asked, 1, lessons=[learning.learned], by=learning.adviser, first_step="Autre pas.")

    (blocking,) = services.check(learning.written_report)
    assert "n’est pas arrêtée" in blocking.reason
    assert blocking.to == learning.asked.get_absolute_url()
