"""A finding, a lesson and a lead are written by several people: states, versions, what must be looked at again."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.behind import behind
from levain.capitalisation.models import Finding, Lesson, Objection, PolicyLead, Remark, State
from levain.capitalisation.services.following import digest_of
from levain.capitalisation.wording import parts_of, steps_of
from levain.foundation.models import JournalEntry
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from tests.capitalisation.factories import Learning
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory

HOSTILE = "<script>alert(1)</script> {{ lien }} {lien}"


@pytest.fixture
def learning(client):
    made = Learning().chain()
    client.force_login(made.adviser)
    return made


def test_a_draft_is_shared_then_settled_and_opened_again(learning):
    for state in (State.SHARED, State.SETTLED, State.SHARED):
        services.move(learning.found, state, by=learning.adviser)

    assert Finding.objects.get().state == State.SHARED


def test_a_draft_is_not_settled_before_it_was_shared(learning):
    with pytest.raises(services.NotThere):
        services.move(learning.found, State.SETTLED, by=learning.adviser)


def test_two_people_move_it_together_the_second_reads_where_it_is(learning):
    first, second = Finding.objects.get(), Finding.objects.get()
    services.move(first, State.SHARED, by=learning.adviser)

    with pytest.raises(services.NotThere, match="partagé"):
        services.move(second, State.SHARED, by=learning.lead)


def test_a_finding_without_evidence_is_not_settled():
    learning = Learning()
    finding = learning.finding()
    services.move(finding, State.SHARED, by=learning.adviser)

    with pytest.raises(services.NotSettledYet):
        services.move(finding, State.SETTLED, by=learning.adviser)


def test_what_is_contested_and_unanswered_is_not_settled(learning):
    services.move(learning.found, State.SHARED, by=learning.adviser)
    Remark.objects.create(finding=learning.found, stance="contest", text="Non.", name="Le maire", read_version=1)

    with pytest.raises(services.NotSettledYet):
        services.move(learning.found, State.SETTLED, by=learning.adviser)


def test_whoever_writes_is_an_author_and_words_changed_once_settled_are_shared_again(learning):
    services.move(learning.found, State.SHARED, by=learning.adviser)
    services.move(learning.found, State.SETTLED, by=learning.adviser)
    services.revise_finding(learning.found, 1, by=learning.lead, text="Autre chose.")

    assert set(learning.found.authors.all()) == {learning.adviser, learning.lead}
    assert Finding.objects.get().state == State.SHARED


def test_versions_show_what_changed_word_by_word_and_who_changed_it(learning):
    services.revise_finding(learning.found, 1, by=learning.lead, text="Trois projets sur six.", overall=2)
    (step,) = steps_of(learning.found)

    assert (step.number, step.by) == (1, learning.lead)
    shown = {str(label): [(piece.kind, piece.text) for piece in pieces] for label, pieces in step.changes}
    assert ("removed", "cinq.") in shown["Texte"]
    assert ("added", "six.") in shown["Texte"]


def test_an_earlier_version_is_put_back_as_a_new_one(learning):
    services.revise_finding(learning.found, 1, by=learning.lead, text="Autre chose.")
    services.put_back(learning.found, 1, 2, by=learning.adviser)

    found = Finding.objects.get()
    assert (found.text, found.version) == ("Trois projets sur cinq.", 3)


def test_putting_back_over_words_one_has_not_read_is_refused(learning):
    services.revise_finding(Finding.objects.get(), 1, by=learning.lead, text="Le sien.")

    with pytest.raises(ChangedSince):
        services.put_back(learning.found, 1, 1, by=learning.adviser)
    assert Finding.objects.get().text == "Le sien."


def test_a_version_that_does_not_exist_is_not_put_back(learning):
    with pytest.raises(services.NoSuchVersion):
        services.put_back(learning.found, 7, 1, by=learning.adviser)


def test_an_answer_to_a_lead_does_not_count_as_words_changed(learning):
    answer = services.answer_lead(learning.asked, 1, status="accepted", answered_by="Le bureau", by=learning.lead)
    assert answer.words == digest_of(learning.asked)

    services.revise_lead(learning.asked, 2, lessons=[learning.learned], by=learning.lead, text="Autrement.")
    assert answer.words != digest_of(learning.asked)


@pytest.mark.parametrize("deed", ["refused", "withdrawn"])
def test_a_source_that_goes_turns_all_that_stands_on_it_to_review(learning, deed):
    if deed == "refused":
        services.record_consent(learning.kept, "refused", by=learning.adviser)
    else:
        services.mask_withdrawn(learning.note, by=learning.bearer)

    things = [Finding.objects.get(), Lesson.objects.get(), PolicyLead.objects.get()]
    assert [thing.review_because for thing in things] == [deed, "under_review", "under_review"]
    assert JournalEntry.objects.filter(verb__endswith=".to_review").count() == 3


def test_a_finding_set_aside_turns_its_lessons_and_leads_to_review_and_leaves_others(learning):
    other = learning.lesson(learning.finding(title="Autre"), title="Autre")
    services.move(learning.found, State.SET_ASIDE, by=learning.adviser)

    assert Lesson.objects.get(pk=learning.learned.pk).review_because == "set_aside"
    assert PolicyLead.objects.get().to_review
    assert not Lesson.objects.get(pk=other.pk).to_review


def test_looked_at_again_it_holds_once(learning):
    services.record_consent(learning.kept, "refused", by=learning.adviser)
    finding = Finding.objects.get()
    services.looked_at_again(finding, by=learning.lead)

    assert not Finding.objects.get().to_review
    assert Lesson.objects.get().to_review
    with pytest.raises(services.NotThere):
        services.looked_at_again(finding, by=learning.adviser)


def test_what_must_be_looked_at_again_is_not_settled(learning):
    services.move(learning.learned, State.SHARED, by=learning.adviser)
    services.record_consent(learning.kept, "refused", by=learning.adviser)

    with pytest.raises(services.NotSettledYet):
        services.move(learning.learned, State.SETTLED, by=learning.adviser)


def test_nothing_stands_on_itself_however_long_the_way_round(learning):
    words = services.cite_as_evidence(learning.asked, "text", "le garder", by=learning.adviser)

    with pytest.raises(services.StandsOnItself):
        services.link_evidence(learning.found, words, "supports", by=learning.adviser)
    other = learning.finding([words])
    with pytest.raises(services.StandsOnItself):
        services.revise_lesson(learning.learned, 1, findings=[learning.found, other], by=learning.adviser)
    with pytest.raises(services.StandsOnItself):
        services.revise_lead(learning.asked, 1, lessons=[learning.lesson(other)], by=learning.adviser)


def test_one_project_only_is_said_when_so_and_counts_follow_the_chain(learning):
    against = learning.evidence("On a ouvert le jardin.")
    services.link_evidence(learning.found, against, "contradicts", by=learning.adviser)
    counted = behind(learning.asked).counted
    assert counted == ["2 passages", "1 source", "1 sorte de texte", "1 côté", "un seul projet"]
    assert behind(learning.asked).contradicts == [against]

    elsewhere = Learning(ProjectFactory(cohort=learning.cohort))
    services.link_evidence(learning.found, elsewhere.evidence(), "supports", by=learning.adviser)
    assert behind(learning.learned).counted[-1] == "2 projets"


def test_an_objection_is_heard_answered_and_shown_up_the_chain(learning, client):
    page = reverse("capitalisation:finding_objection", args=[learning.found.pk])
    said = {"who": "Une élue", "side": "local_authority", "on": "2022-01-03", "text": HOSTILE, "answer": ""}
    client.post(page, said)
    objection = Objection.objects.get()
    client.post(
        reverse("capitalisation:edit_objection", args=[objection.pk]), said | {"answer": "Deux lieux.", "version": 1}
    )

    shown = client.get(learning.asked.get_absolute_url()).content.decode()
    assert "Deux lieux." in shown
    assert "<script>alert" not in shown


def test_an_objection_posted_twice_is_one(learning, client):
    page = reverse("capitalisation:lead_objection", args=[learning.asked.pk])
    said = {"who": "A", "side": "bearer", "on": "2022-01-03", "text": "Non."}
    said["token"] = str(client.get(page).context["form"]["token"].value())
    client.post(page, said)
    client.post(page, said)

    assert Objection.objects.count() == 1


def test_an_objection_leans_on_evidence_of_its_own_cohort(learning):
    with pytest.raises(services.OtherCohort):
        services.hear_objection(
            learning.found, by=learning.adviser, who="X", text="Non", evidence=[Learning().evidence()]
        )


@pytest.mark.parametrize("deed", ["move", "reviewed", "versions", "put_back", "objection"])
def test_the_people_of_the_project_do_not_touch_it(learning, client, deed):
    client.force_login(learning.bearer)
    page = reverse(f"capitalisation:finding_{deed}", args=[learning.found.pk])

    assert client.post(page, {"state": "shared"}).status_code == 403
    assert Finding.objects.get().state == State.DRAFT


def test_pages_move_review_and_put_back(learning, client):
    to = {deed: reverse(f"capitalisation:lesson_{deed}", args=[learning.learned.pk]) for deed in ("move", "reviewed")}
    client.post(to["move"], {"state": "shared"})
    client.post(to["move"], {"state": "n'importe"})
    services.record_consent(learning.kept, "refused", by=learning.adviser)
    assert "À revoir" in client.get(learning.learned.get_absolute_url()).content.decode()
    client.post(to["reviewed"])
    client.post(to["reviewed"])
    services.revise_lesson(Lesson.objects.get(), 1, findings=[learning.found], by=learning.adviser, context="Hiver")
    page = client.get(reverse("capitalisation:lesson_versions", args=[learning.learned.pk])).content.decode()
    assert "<ins>Hiver</ins>" in page
    client.post(
        reverse("capitalisation:lesson_put_back", args=[learning.learned.pk]), {"number": "1", "version": "2"}
    )
    client.post(
        reverse("capitalisation:lesson_put_back", args=[learning.learned.pk]), {"number": "x", "version": "9"}
    )

    lesson = Lesson.objects.get()
    assert (lesson.state, lesson.context, lesson.to_review) == (State.SHARED, "c", False)


def test_a_text_has_parts_and_a_long_one_its_paragraphs(learning):
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Un.\n\nDeux.")

    assert [part for part, _label, _words in parts_of(learning.found)] == ["text.1", "text.2", "why"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["found", "learned", "asked"])
def test_a_page_costs_the_same_for_any_number(learning, client, count, kind, django_assert_max_num_queries):
    for number in range(count):
        kept = learning.evidence(f"Phrase {number}", learning.written(f"Phrase {number}."))
        services.link_evidence(learning.found, kept, "nuances", by=learning.adviser)
        services.hear_objection(learning.found, by=learning.adviser, who="X", text="Non", evidence=[kept])
    address = getattr(learning, kind).get_absolute_url()
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_nobody_from_elsewhere_reads_them(learning, client):
    client.force_login(someone(RoleCode.ADVISER, Learning().cohort))

    assert client.get(reverse("capitalisation:finding_versions", args=[learning.found.pk])).status_code == 403


def test_what_must_be_looked_at_again_or_is_not_judged_blocks_the_report(learning):
    services.move(learning.found, State.SET_ASIDE, by=learning.adviser)
    services.move(learning.found, State.DRAFT, by=learning.adviser)
    Finding.objects.update(why="")
    report = learning.report()
    learning.paragraph(learning.found, learning.learned)
    reasons = " ".join(str(one.reason) for one in services.check(report))

    assert "est à revoir" in reasons
    assert "avec quelle confiance" in reasons
