"""Nothing stands on nothing: from the passage to the policy lead, each with its refusals."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from levain.capitalisation import rules, services
from levain.capitalisation.behind import LOWEST
from levain.capitalisation.models import Confidence, Evidence, Finding, Lesson, PolicyLead, Reserve
from levain.capitalisation.panels import decisions, project_panel
from levain.foundation import passages
from levain.foundation.models import JournalEntry, Passage
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import UserFactory, give_role, someone
from tests.projects.factories import LogbookEntryFactory


def test_evidence_knows_who_said_it_when_and_where():
    learning = Learning()
    kept = learning.evidence()

    assert (kept.side, kept.speaker, kept.speaker_user) == ("bearer", "Odile Perrin", learning.bearer)
    assert (kept.project, kept.said_on, kept.number) == (learning.project, learning.note.happened_on, 1)


def test_the_same_words_kept_twice_are_one_piece_of_evidence():
    learning = Learning()
    first, again = learning.evidence(), learning.evidence()

    assert first == again
    assert Passage.objects.count() == 1


def test_the_second_codes_of_the_same_words_are_added():
    learning = Learning()
    codes = [services.add_code(learning.cohort, slug, slug) for slug in ("acces", "temps")]
    learning.evidence(codes=codes[:1])

    assert set(learning.evidence(codes=codes[1:]).codes.all()) == set(codes)


def test_words_that_are_not_in_the_text_keep_nothing():
    learning = Learning()

    with pytest.raises(passages.NotFound):
        learning.evidence("Des mots d'ailleurs")
    assert not Evidence.objects.exists()


def test_other_words_need_the_words():
    with pytest.raises(services.WordingMissing):
        Learning().evidence(consent="paraphrase")


def test_words_chosen_instead_are_those_shown():
    kept = Learning().evidence(consent="paraphrase", wording="La clé était bien rangée.")

    assert kept.words == "La clé était bien rangée."


def test_words_without_a_name_show_only_the_side():
    kept = Learning().evidence(consent="anonymous", speaker_user=None)

    assert "Odile" not in kept.who


def test_words_whose_author_is_known_are_not_anonymous():
    with pytest.raises(services.NotAnonymous):
        Learning().evidence(consent="anonymous")


def test_a_deed_is_in_the_journal_without_the_words():
    learning = Learning()
    learning.evidence()

    entry = JournalEntry.objects.get(verb="evidence.kept")
    assert WORDS not in str(entry.changes)


@pytest.mark.parametrize("code", [RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD])
def test_who_draws_the_learning_may_keep_what_she_may_read(code):
    learning = Learning()

    assert rules.can_cite(someone(code, learning.cohort), learning.note)


@pytest.mark.parametrize("code", [RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.EXPERT])
def test_the_project_itself_does_not_keep_evidence(code):
    learning = Learning()

    assert not rules.can_cite(someone(code, learning.project), learning.note)


def test_nobody_keeps_words_she_may_not_read():
    learning = Learning()
    secret = LogbookEntryFactory(project=learning.project, author=learning.bearer, audience="collective")

    assert not rules.can_cite(someone(RoleCode.EVALUATOR, learning.cohort), secret)


def test_the_adviser_of_another_cohort_keeps_nothing_here():
    assert not rules.can_cite(Learning().adviser, Learning().note)


def test_the_person_quoted_sees_her_evidence_and_her_neighbour_does_not():
    learning = Learning()
    kept = learning.evidence()

    assert rules.can_read_evidence(learning.bearer, kept)
    assert list(Evidence.objects.visible_to(learning.bearer)) == [kept]
    assert not rules.can_read_evidence(someone(RoleCode.BEARER, learning.project), kept)


def test_a_serious_reserve_excludes_a_high_confidence():
    with pytest.raises(services.ConfidenceTooHigh):
        Learning().finding(adequacy=Reserve.SERIOUS, overall=Confidence.HIGH)


def test_the_database_holds_the_same_rule():
    finding = Learning().finding()

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(adequacy=3, overall=4)


def test_a_component_without_words_is_refused():
    with pytest.raises(services.ComponentUnexplained):
        Learning().finding(coherence_why="  ")


def test_evidence_linked_twice_holds_its_last_stance():
    learning = Learning()
    kept = learning.evidence()
    finding = learning.finding([kept])
    services.link_evidence(finding, kept, "contradicts", by=learning.adviser)

    assert [link.stance for link in finding.links.all()] == ["contradicts"]


def test_evidence_of_another_cohort_is_not_linked():
    with pytest.raises(services.OtherCohort):
        Learning().finding([Learning().evidence()])


def test_a_lesson_without_a_finding_is_refused():
    with pytest.raises(services.NothingUnder):
        Learning().lesson()
    assert not Lesson.objects.exists()


def test_a_lead_without_a_lesson_is_refused():
    with pytest.raises(services.NothingUnder):
        Learning().policy_lead()
    assert not PolicyLead.objects.exists()


def test_the_same_form_posted_twice_writes_one_lesson():
    learning = Learning()
    finding, token = learning.finding(), uuid4()

    assert learning.lesson(finding, token=token) == learning.lesson(finding, token=token)


def test_a_lead_has_the_confidence_of_its_most_fragile_finding():
    learning = Learning()
    lesson = learning.lesson(learning.finding(overall=3), learning.finding(overall=1))

    learning.policy_lead(lesson)
    assert PolicyLead.objects.prefetch_related(LOWEST).get().confidence == Confidence.VERY_LOW


def test_an_older_version_does_not_write_over_a_newer_one():
    finding = Learning().finding()
    user = UserFactory()
    services.revise_finding(Finding.objects.get(pk=finding.pk), 1, by=user, text="Deuxième version.")

    with pytest.raises(ChangedSince):
        services.revise_finding(Finding.objects.get(pk=finding.pk), 1, by=user, text="Écrit sans lire.")
    assert [one.text for one in finding.history.all()] == ["Deuxième version.", "Trois projets sur cinq."]


def test_the_answer_of_the_addressee_is_kept_with_its_date():
    learning = Learning().chain()
    answer = {"status": "in_part", "answered_by": "Le bureau", "text": "Oui, en partie.", "by": learning.lead}
    services.answer_lead(learning.asked, 1, on=date(2022, 3, 4), **answer)

    learning.asked.refresh_from_db()
    assert (learning.asked.answer, learning.asked.answered_on) == ("in_part", date(2022, 3, 4))
    with pytest.raises(services.AlreadyAnswered):
        services.answer_lead(learning.asked, 2, **answer)


def test_only_the_national_team_records_an_answer():
    learning = Learning().chain()

    assert rules.can_answer_lead(learning.lead, learning.asked)
    assert not rules.can_answer_lead(learning.adviser, learning.asked)


def test_a_project_shows_what_rests_on_it():
    learning = Learning().chain()
    panel = project_panel(learning.project, learning.adviser)

    assert [(link.finding, link.evidence) for link in panel["links"]] == [(learning.found, learning.kept)]
    assert project_panel(learning.project, learning.bearer) is None


def test_what_waits_for_a_decision_leads_to_it():
    learning = Learning().chain()
    learning.report()
    PolicyLead.objects.update(state="draft")
    assert [one.url for one in decisions(learning.lead)] == ["/espace/rapports/rapport/"]
    learning.settle()
    urls = [one.url for one in decisions(learning.lead)]

    assert urls == ["/espace/rapports/rapport/", learning.asked.get_absolute_url()]
    assert decisions(learning.adviser) == []


def test_a_role_over_the_programme_opens_its_cohorts():
    learning = Learning().chain()
    user = UserFactory()
    give_role(user, RoleCode.EVALUATOR, learning.cohort.programme)

    assert list(Finding.objects.visible_to(user)) == [learning.found]
    assert list(Finding.objects.visible_to(UserFactory())) == []
