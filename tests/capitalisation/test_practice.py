"""A practice sheet is begun from the project's file, agreed by its bearers, published, taken off."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, Part, PracticeSheet, SheetReading
from levain.capitalisation.practice_document import document_of
from levain.foundation import written
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.support.models import Need
from tests.capitalisation.factories import Learning
from tests.people.factories import someone

AGREES, CHANGES = SheetReading.Answer.AGREES, SheetReading.Answer.CHANGES


def page(name, sheet):
    return reverse(f"capitalisation:{name}", args=[sheet.pk])


def begun(learning, title="Ouvrir un jardin avec une seule clé", **said):
    return services.begin_sheet(learning.project, title, by=learning.adviser, **said)


def complete(learning, **said):
    """A sheet with every part written, which its bearer has read and agreed to."""
    learning.chain()
    sheet = begun(learning, **said)
    for part in Part:
        services.write_part(sheet, sheet.version, part, f"Ce qui fut dit de {part.label}.", by=learning.adviser)
    chosen = {"evidence": [learning.kept], "findings": [learning.found]}
    services.write_part(
        sheet, sheet.version, Part.ACTION, "On a fait faire deux clés.", by=learning.adviser, **chosen
    )
    services.ask_bearers(sheet, by=learning.adviser)
    services.answer_sheet(sheet, sheet.version, AGREES, by=learning.bearer)
    return sheet


@pytest.fixture
def learning(db):
    return Learning()


def test_a_sheet_begins_with_what_the_file_says_but_not_what_was_for_the_collective_alone(learning):
    said = {"project": learning.project, "stated_by": learning.bearer}
    Need.objects.create(in_my_words="Entrer dans le jardin.", audience="project", **said)
    Need.objects.create(in_my_words="Une brouille entre nous.", audience="collective", **said)
    kept = learning.evidence()

    sheet = begun(learning)

    assert "Entrer dans le jardin." in sheet.problem
    assert "brouille" not in "".join(text for _part, text in sheet.texts)
    assert [(one.part, one.evidence) for one in sheet.grounds.all()] == [(Part.ACTION, kept)]


def test_a_passage_whose_author_has_not_agreed_is_not_taken_at_the_start(learning):
    learning.evidence(consent=Evidence.Consent.PENDING)

    assert not begun(learning).grounds.exists()


def test_two_sheets_of_one_title_have_two_addresses_and_renaming_moves_neither(learning):
    first, second = begun(learning), begun(learning)
    assert (first.slug, second.slug) == (
        "ouvrir-un-jardin-avec-une-seule-cle",
        "ouvrir-un-jardin-avec-une-seule-cle-2",
    )
    services.rename_sheet(first, first.version, "Autre titre", by=learning.adviser)
    assert PracticeSheet.objects.get(pk=first.pk).slug == "ouvrir-un-jardin-avec-une-seule-cle"


def test_the_same_form_sent_twice_begins_one_sheet(learning):
    token = "7d8b6a54-0000-4000-8000-000000000001"
    assert begun(learning, token=token) == begun(learning, token=token)


def test_a_part_written_meanwhile_by_somebody_else_is_not_written_over(learning):
    sheet = begun(learning)
    services.write_part(sheet, 1, Part.CONTEXT, "Les siens.", by=learning.bearer)
    with pytest.raises(ChangedSince):
        services.write_part(sheet, 1, Part.CONTEXT, "Les miens.", by=learning.adviser)


def test_a_passage_of_another_project_stands_behind_nothing(learning):
    other = Learning().evidence()
    sheet = begun(learning)
    with pytest.raises(services.OtherProject):
        services.write_part(sheet, 1, Part.CONTEXT, "Texte", by=learning.adviser, evidence=[other])


def test_nothing_is_published_before_its_bearer_agrees_with_what_stands(learning):
    sheet = complete(learning)
    services.write_part(sheet, sheet.version, Part.CONTEXT, "Changé depuis.", by=learning.adviser)

    assert not services.agreed(sheet)
    with pytest.raises(services.NotReady):
        services.publish_sheet(sheet, by=learning.lead)


def test_one_bearer_who_asks_for_changes_holds_it_back_until_she_agrees(learning):
    sheet = complete(learning)
    other = someone(RoleCode.BEARER, learning.project)
    services.answer_sheet(sheet, sheet.version, CHANGES, by=other, words="Il manque le maire.")
    assert any(other.name in one.reason for one in services.sheet_blockings(sheet))

    services.answer_sheet(sheet, sheet.version, AGREES, by=other)
    assert services.sheet_blockings(sheet) == []


def test_an_answer_to_another_version_is_refused(learning):
    sheet = complete(learning)
    with pytest.raises(services.SheetNotAsked):
        services.answer_sheet(sheet, sheet.version - 1, AGREES, by=learning.bearer)


def test_words_not_agreed_on_and_empty_parts_stand_in_the_way(learning):
    sheet = complete(learning)
    learning.kept.consent = Evidence.Consent.PENDING
    learning.kept.save()
    services.write_part(sheet, sheet.version, Part.LEVERS, "", by=learning.adviser)

    reasons = " ".join(one.reason for one in services.sheet_blockings(sheet))
    assert "1" in reasons
    assert str(Part.LEVERS.label) in reasons


def test_the_published_sheet_is_read_by_everyone_and_stays_while_it_is_rewritten(client, learning):
    sheet = complete(learning)
    services.publish_sheet(sheet, by=learning.lead)
    services.write_part(sheet, sheet.version, Part.ACTION, "Des mots encore en travail.", by=learning.adviser)

    public = client.get(reverse("capitalisation:public_practice", args=[sheet.slug])).content.decode()

    assert "deux clés" in public
    assert "La clé se trouvait" in public
    assert "encore en travail" not in public
    assert client.get(reverse("capitalisation:practice_pdf", args=[sheet.slug])).content[:5] == b"%PDF-"


def test_words_taken_back_are_masked_in_the_published_sheet(client, learning):
    sheet = complete(learning)
    edition = services.publish_sheet(sheet, by=learning.lead)
    services.record_consent(learning.kept, Evidence.Consent.REFUSED, by=learning.adviser)

    public = client.get(reverse("capitalisation:public_practice", args=[sheet.slug])).content.decode()

    assert "boîte à sucre" not in public
    edition.refresh_from_db()
    assert edition.masked == ["preuve-1"]


def test_a_sheet_taken_off_says_so_at_its_address_and_an_unknown_one_is_not_found(client, learning):
    sheet = complete(learning)
    services.publish_sheet(sheet, by=learning.lead)
    services.withdraw_sheet(sheet, "Le projet a changé de lieu.", by=learning.bearer)

    answer = client.get(reverse("capitalisation:public_practice", args=[sheet.slug]))
    assert (answer.status_code, "Le projet a changé de lieu." in answer.content.decode()) == (410, True)
    assert client.get(reverse("capitalisation:practice_pdf", args=[sheet.slug])).status_code == 410
    assert sheet.slug not in client.get(reverse("capitalisation:public_practices")).content.decode()
    assert client.get("/fiches/inconnue/").status_code == 404


def test_the_list_of_sheets_speaks_of_a_sheet(client, learning):
    services.publish_sheet(complete(learning), by=learning.lead)

    assert "publiée le" in client.get(reverse("capitalisation:public_practices")).content.decode()


def test_a_sheet_never_published_answers_as_one_that_does_not_exist(client, learning):
    sheet = complete(learning)
    assert client.get(reverse("capitalisation:public_practice", args=[sheet.slug])).status_code == 404


def test_published_again_after_it_was_taken_off(learning):
    sheet = complete(learning)
    services.publish_sheet(sheet, by=learning.lead)
    with pytest.raises(services.NothingNew):
        services.publish_sheet(sheet, by=learning.lead)
    services.withdraw_sheet(sheet, "Relecture.", by=learning.lead)
    sheet.refresh_from_db()
    assert services.publish_sheet(sheet, by=learning.lead).number == 2
    assert PracticeSheet.objects.published().get() == sheet


def test_the_document_and_the_card_of_a_report_say_the_same_parts(learning):
    sheet = complete(learning)
    document = document_of(sheet)
    headings = [block.text for block in document.blocks if block.kind == "heading"]
    assert headings == [str(part.label) for part in Part]
    assert written.from_json(written.to_json(document)) == document


def test_the_bearer_reads_and_answers_on_the_page(client, learning):
    sheet = complete(learning)
    services.write_part(sheet, sheet.version, Part.CONTEXT, "Mieux dit.", by=learning.adviser)
    client.force_login(learning.adviser)
    client.post(page("ask_practice", sheet))
    sheet.refresh_from_db()
    client.force_login(learning.bearer)
    assert "Mieux dit." in client.get(page("read_practice", sheet)).content.decode()

    refused = client.post(page("read_practice", sheet), {"answer": "refuses", "version": sheet.version})
    assert "words" in refused.context["form"].errors
    client.post(page("read_practice", sheet), {"answer": "agrees", "version": sheet.version})

    client.force_login(learning.lead)
    client.post(page("publish_practice", sheet))
    assert sheet.editions.count() == 1


def test_a_member_does_not_see_the_passages_that_are_not_agreed_on(client, learning):
    sheet = begun(learning)
    waiting = learning.evidence("Ce matin, rien.", consent=Evidence.Consent.PENDING)
    services.write_part(sheet, sheet.version, Part.ACTION, "Fait.", by=learning.adviser, evidence=[waiting])
    authority = someone(RoleCode.LOCAL_AUTHORITY, learning.project)
    client.force_login(authority)

    assert "Ce matin, rien." not in client.get(page("practice", sheet)).content.decode()
    told = {"text": "Fait ensemble.", "version": sheet.version}
    client.post(reverse("capitalisation:practice_part", args=[sheet.pk, "action"]), told)
    assert sheet.grounds.get().evidence == waiting


def test_somebody_of_another_project_neither_reads_nor_publishes(client, learning):
    sheet = complete(learning)
    stranger = Learning().bearer
    client.force_login(stranger)

    assert client.get(page("practice", sheet)).status_code == 403
    assert client.post(page("publish_practice", sheet)).status_code == 403
    client.force_login(learning.bearer)
    assert client.post(page("publish_practice", sheet)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_any_number(client, learning, count, django_assert_max_num_queries):
    for _ in range(count):
        sheet = complete(learning)
        services.publish_sheet(sheet, by=learning.lead)
    client.force_login(learning.adviser)
    for address in (
        page("practice", sheet),
        reverse("capitalisation:project_sheets", args=[learning.project.slug]),
        reverse("capitalisation:public_practices"),
        reverse("capitalisation:public_practice", args=[sheet.slug]),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
