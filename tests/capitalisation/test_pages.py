"""The pages where people keep, link, write, compose and publish; nothing typed is lost."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Edition, Evidence, Finding, Lesson, Paragraph, PolicyLead, Report
from tests.capitalisation.factories import LEAD, SURE, WORDS, Learning


def cite_page(note, **query):
    kind = ContentType.objects.get_for_model(note).pk
    page = reverse("capitalisation:cite", args=[kind, note.pk])
    return page + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def keep(client, note, **said):
    given = {"quote": WORDS, "field": "text", "consent": "pending", "stance": "supports"}
    return client.post(cite_page(note), given | said)


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def test_a_note_offers_to_keep_its_words_and_the_page_is_filled_with_them(client, learning):
    page = client.get(learning.note.get_absolute_url()).content.decode()
    assert f'href="{cite_page(learning.note, field="text")}"' in page

    page = client.get(cite_page(learning.note, field="text", quote="dans une boîte", start=30)).content.decode()
    assert "dans une boîte</textarea>" in page


def test_words_pasted_are_found_and_kept_with_a_finding(client, learning):
    finding = learning.finding()
    answer = keep(client, learning.note, finding=finding.pk, stance="nuances", quote=f"  {WORDS}\n")

    kept = Evidence.objects.get()
    assert answer.url == kept.get_absolute_url()
    assert [(link.finding, link.stance) for link in kept.links.all()] == [(finding, "nuances")]


def test_words_that_are_not_there_come_back_with_all_that_was_typed(client, learning):
    answer = keep(client, learning.note, quote="Des mots d'ailleurs", speaker="Une voisine")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Des mots d&#x27;ailleurs" in page
    assert "Une voisine" in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("consent", ["agreed", "paraphrase", "told"])
def test_whoever_keeps_the_words_does_not_answer_for_the_person(client, learning, consent):
    assert "consent" in keep(client, learning.note, consent=consent).context["form"].errors
    assert keep(client, learning.note, consent="anonymous").context["form"].errors
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("start", ["-3", "abc", "9" * 30])
def test_a_hostile_start_is_an_error_or_ignored_never_a_crash(client, learning, start):
    assert keep(client, learning.note, start=start).status_code in (200, 302)


def test_a_text_that_may_not_be_read_is_refused(client, learning):
    learning.note.audience = "collective"
    learning.note.save()
    client.force_login(learning.lead)

    assert client.get(cite_page(learning.note)).status_code == 403


def test_a_kind_without_texts_is_not_found(client, learning):
    kind = ContentType.objects.get_for_model(ContentType).pk

    assert client.get(reverse("capitalisation:cite", args=[kind, 1])).status_code == 404
    assert client.get(reverse("capitalisation:cite", args=[99999, 1])).status_code == 404


def test_evidence_shows_its_state_and_leads_to_the_words(client, learning):
    kept = learning.evidence()
    page = client.get(kept.get_absolute_url()).content.decode()
    assert f"?passage={kept.passage_id}#passage-{kept.passage_id}" in page

    source = client.get(learning.note.get_absolute_url() + f"?passage={kept.passage_id}").content.decode()
    assert f'<mark id="passage-{kept.passage_id}">{WORDS}</mark>' in source


def test_an_answer_of_the_person_quoted_is_recorded(client, learning):
    kept = learning.evidence(consent="pending")
    said = {"consent": "agreed", "how": "spoken", "said_on": "2021-12-01"}
    client.post(reverse("capitalisation:consent", args=[kept.pk]), said)

    kept.refresh_from_db()
    assert kept.consent == "agreed"


def test_evidence_is_linked_and_sorted_from_its_page(client, learning):
    kept, finding = learning.evidence(), learning.finding()
    code = services.add_code(learning.cohort, "acces.clef", "Clés")
    said = {"codes": [code.pk], "finding": finding.pk, "stance": "contradicts"}
    client.post(reverse("capitalisation:link", args=[kept.pk]), said)

    assert [link.stance for link in finding.links.all()] == ["contradicts"]
    assert list(kept.codes.all()) == [code]


def test_finding_lesson_and_lead_are_written_from_their_pages(client, learning):
    slug = learning.cohort.slug
    finding = {"title": "Un constat", "text": "Le texte", **SURE}
    client.post(reverse("capitalisation:new_finding", args=[slug]), finding)
    lesson = {"title": "L", "context": "c", "mechanism": "m", "effect": "e", "for_whom": "f"}
    lesson["findings"] = [Finding.objects.get().pk]
    client.post(reverse("capitalisation:new_lesson", args=[slug]), lesson)
    answer = client.post(
        reverse("capitalisation:new_lead", args=[slug]), LEAD | {"lessons": [Lesson.objects.get().pk]}
    )

    lead = PolicyLead.objects.get()
    assert answer.url == lead.get_absolute_url()
    for thing in (lead, Lesson.objects.get(), Finding.objects.get()):
        assert client.get(thing.get_absolute_url()).status_code == 200


def test_too_much_confidence_is_said_beside_its_field(client, learning):
    said = {"title": "Un constat", "text": "Le texte", **SURE, "adequacy": 3, "overall": 4}
    answer = client.post(reverse("capitalisation:new_finding", args=[learning.cohort.slug]), said)

    assert "overall" in answer.context["form"].errors
    assert "Le texte" in answer.content.decode()


@pytest.mark.parametrize("words", ["zéro\x00largeur", "tourne\u202eici", "   "])
def test_words_that_cannot_be_seen_are_refused(client, learning, words):
    said = {"title": words, "text": "Le texte", **SURE}
    answer = client.post(reverse("capitalisation:new_finding", args=[learning.cohort.slug]), said)

    assert "title" in answer.context["form"].errors
    assert not Finding.objects.exists()


def test_a_text_changed_meanwhile_is_compared(client, learning):
    finding = learning.finding()
    said = {"title": "T", "text": "Le mien", **SURE, "version": 1}
    services.revise_finding(Finding.objects.get(pk=finding.pk), 1, by=learning.lead, text="Le sien")
    page = client.post(reverse("capitalisation:edit_finding", args=[finding.pk]), said).content.decode()

    assert "Le mien" in page
    assert "Le sien" in page
    finding.refresh_from_db()
    assert finding.text == "Le sien"


def test_who_goes_back_and_sends_again_writes_one_finding(client, learning):
    page = reverse("capitalisation:new_finding", args=[learning.cohort.slug])
    said = {"title": "Un constat", "text": "Le texte", **SURE}
    for _time in range(2):
        client.post(page, said | {"token": client.get(page).context["form"]["token"].value()})
    client.post(page, said | {"token": client.get(page).context["form"]["token"].value(), "text": "Un autre texte"})

    assert Finding.objects.count() == 2


def test_only_what_somebody_else_changed_is_shown_choices_in_their_words(client, learning):
    finding = learning.finding()
    said = {"title": finding.title, "text": "Le mien", **SURE, "version": 1}
    changed = {"title": finding.title, "text": "Le sien", **SURE, "overall": 2}
    services.revise_finding(finding, 1, by=learning.lead, **changed)

    shown = client.post(reverse("capitalisation:edit_finding", args=[finding.pk]), said)
    assert [str(value) for _label, value in shown.context["now"]] == ["Le sien", "faible"]


def test_what_is_saved_as_it_stood_keeps_its_version(client, learning):
    finding = learning.finding()
    lesson = learning.lesson(finding)
    said = {"title": finding.title, "text": finding.text, **SURE, "version": 1}
    page = client.post(reverse("capitalisation:edit_finding", args=[finding.pk]), said, follow=True)

    assert "Rien n’a été changé." in page.content.decode()
    finding.refresh_from_db()
    assert finding.version == 1
    other = learning.finding(title="Un autre")
    words = {name: getattr(lesson, name) for name in ("title", "context", "mechanism", "effect", "for_whom")}
    words |= {"circumstances": "", "version": 1, "findings": [finding.pk, other.pk]}
    client.post(reverse("capitalisation:edit_lesson", args=[lesson.pk]), words)
    lesson.refresh_from_db()
    assert lesson.version == 2
    assert set(lesson.findings.all()) == {finding, other}


def test_a_report_is_begun_filled_and_refuses_to_be_published(client, learning):
    learning.chain()
    begun = {"title": "Le rapport", "slug": "le-rapport", "dated": "2022-03-11", "leads": [learning.asked.pk]}
    answer = client.post(reverse("capitalisation:new_report", args=[learning.cohort.slug]), begun)
    assert answer.url == "/espace/rapports/le-rapport/"
    client.post(reverse("capitalisation:add_section", args=["le-rapport"]), {"title": "L'appui"})
    section = Report.objects.get().sections.get()
    said = {"kind": "finding", "text": "Sans source.", "stands_on": ""}
    client.post(reverse("capitalisation:add_paragraph", args=[section.pk]), said)
    paragraph = Paragraph.objects.get()

    client.force_login(learning.lead)
    answer = client.post(reverse("capitalisation:publish", args=["le-rapport"]))
    assert answer.status_code == 409
    to = f"/espace/rapports/le-rapport/?partie={paragraph.section_id}#{paragraph.anchor}"
    assert f'href="{to}"' in answer.content.decode()

    named = f"[[constat {learning.found.number}]]\nLa charte | https://example.org/charte"
    said |= {"version": 1, "stands_on": named}
    client.post(reverse("capitalisation:edit_paragraph", args=[paragraph.pk]), said)
    learning.settle()
    publish = reverse("capitalisation:publish", args=["le-rapport"])
    answer = client.post(publish, {"seen": client.get(publish).context["seen"]})
    assert answer.url == "/rapports/le-rapport/"
    assert Edition.objects.get().published_by == learning.lead


def test_a_source_that_is_no_web_address_is_given_back(client, learning):
    learning.report()
    said = {"kind": "finding", "text": "T", "stands_on": "La charte | javascript:alert(1)"}
    answer = client.post(reverse("capitalisation:add_paragraph", args=[learning.section.pk]), said)

    assert "stands_on" in answer.context["form"].errors


def test_an_address_already_taken_is_given_back(client, learning):
    learning.report("pris")
    said = {"title": "Autre", "slug": "pris", "dated": "2022-03-11"}
    answer = client.post(reverse("capitalisation:new_report", args=[learning.cohort.slug]), said)

    assert answer.status_code == 200
    assert Report.objects.count() == 1


def test_the_adviser_reads_who_publishes_where_the_button_would_be(client, learning):
    learning.report()

    page = client.get("/espace/rapports/rapport/").content.decode()
    assert "équipe nationale publie" in page


def test_an_answer_is_recorded_by_the_national_team_only(client, learning):
    learning.chain()
    page = reverse("capitalisation:answer_lead", args=[learning.asked.pk])
    assert client.get(page).status_code == 403
    client.force_login(learning.lead)
    said = {"version": 1, "status": "accepted", "answered_by": "Le bureau", "on": "2022-03-04", "text": "Oui."}
    client.post(page, said)

    learning.asked.refresh_from_db()
    assert learning.asked.answer == "accepted"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["home", "compose", "finding"])
def test_a_page_costs_the_same_for_any_number(client, learning, count, page, django_assert_max_num_queries):
    evidence = [
        learning.evidence(f"Phrase {number}", learning.written(f"Phrase {number}.")) for number in range(count)
    ]
    found = [learning.finding([one]) for one in evidence]
    finding = learning.finding(evidence)
    learning.policy_lead(learning.lesson(*found))
    learning.report()
    for one in found:
        learning.paragraph(one)
    address = {
        "home": reverse("capitalisation:home", args=[learning.cohort.slug]),
        "compose": reverse("capitalisation:compose", args=["rapport"]),
        "finding": finding.get_absolute_url(),
    }[page]
    client.get(address)

    with django_assert_max_num_queries({"home": 11, "compose": 12, "finding": 8}[page]):
        assert client.get(address).status_code == 200


def test_an_empty_paragraph_says_what_is_missing_in_the_words_of_the_house(client, learning):
    learning.report()
    page = reverse("capitalisation:add_paragraph", args=[learning.section.pk])
    [written] = [form for form in client.get(page).content.decode().split("<form")[1:] if 'name="text"' in form]
    shown = client.post(page, {"text": ""}).content.decode()

    assert "novalidate" in written.partition(">")[0]
    assert "fr-alert--error" in shown
    assert "Ce champ est obligatoire" in shown or 'href="#id_text"' in shown
