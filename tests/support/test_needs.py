from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.support.models import Need, PeerHelp
from levain.support.services import needs
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.support.factories import NeedFactory

pytestmark = pytest.mark.django_db


def told(verb):
    return set(Notice.objects.filter(entry__verb=verb).values_list("recipient__email", flat=True))


def test_state_a_need_and_tell_the_adviser():
    project = ProjectFactory()
    bearer, adviser = bearer_of(project), adviser_of(project)

    need = needs.state_need(project, by=bearer, in_my_words="Un local pour l'hiver.")

    assert (need.state, need.stated_by, need.written_by) == (Need.State.STATED, bearer, None)
    assert told("need.stated") == {adviser.email}


def test_the_same_token_twice_is_one_need_and_one_notice():
    project = ProjectFactory()
    bearer, token = bearer_of(project), uuid4()
    adviser_of(project)

    first = needs.state_need(project, by=bearer, in_my_words="Un local.", token=token)
    second = needs.state_need(project, by=bearer, in_my_words="Un local.", token=token)

    assert first == second
    assert (Need.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_need_stated_for_someone_says_so_and_tells_her():
    project = ProjectFactory()
    bearer, adviser = bearer_of(project), adviser_of(project)

    need = needs.state_need(project, by=adviser, on_behalf_of=bearer, in_my_words="Un local.")

    assert (need.stated_by, need.written_by) == (bearer, adviser)
    assert told("need.stated") == {bearer.email}


def test_the_journal_never_holds_what_people_wrote():
    project = ProjectFactory()
    bearer = bearer_of(project)
    need = needs.state_need(project, by=bearer, in_my_words="Des mots à nous.")
    needs.reword(need, by=bearer, in_my_words="D'autres mots à nous.")

    assert "mots" not in str(list(JournalEntry.objects.values_list("changes", flat=True)))


def test_both_wordings_are_kept_when_the_project_takes_up_its_words_again():
    need = NeedFactory(qualified=True)

    needs.reword(need, by=need.stated_by, in_my_words="Ce n'est pas un chemin, c'est un passage.")

    need.refresh_from_db()
    assert need.state == Need.State.STATED
    assert need.adviser_words == "Liaison piétonne légère."
    assert need.history.count() == 2


def test_words_changed_once_agreed_leave_the_need_open():
    need = NeedFactory(opened=True)

    needs.reword(need, by=need.stated_by, in_my_words="Un passage.")

    assert need.state == Need.State.OPEN


def test_a_closed_need_keeps_its_words():
    need = NeedFactory(closed=True)

    with pytest.raises(needs.NeedClosed):
        needs.reword(need, by=need.stated_by, in_my_words="Autre chose.")


def test_qualify_then_agree():
    need = NeedFactory()
    bearer, adviser = bearer_of(need.project), adviser_of(need.project)

    needs.qualify(need, by=adviser, adviser_words="Liaison piétonne.", theme="mobilite", on=date(2021, 1, 10))
    needs.agree(need, by=bearer, on=date(2021, 1, 12))

    need.refresh_from_db()
    assert (need.state, need.qualified_on, need.agreed_on) == (
        Need.State.OPEN,
        date(2021, 1, 10),
        date(2021, 1, 12),
    )
    assert told("need.qualified") == {bearer.email, need.stated_by.email}
    assert told("need.agreed") == {adviser.email}


def test_agree_twice_is_agreed_once():
    need = NeedFactory(qualified=True)
    bearer = bearer_of(need.project)

    needs.agree(need, by=bearer)
    needs.agree(need, by=bearer)

    assert JournalEntry.objects.filter(verb="need.agreed").count() == 1


def test_agree_on_words_changed_since_is_refused():
    need = NeedFactory(qualified=True)
    seen = need.version
    needs.qualify(need, by=need.qualified_by, adviser_words="Autres mots.", theme="mobilite")

    with pytest.raises(ChangedSince):
        needs.agree(need, by=need.stated_by, version=seen)


def test_agree_before_anything_is_in_words():
    need = NeedFactory()

    with pytest.raises(needs.NotTheMoment):
        needs.agree(need, by=need.stated_by)


def test_qualify_once_agreed_is_refused():
    need = NeedFactory(opened=True)

    with pytest.raises(needs.NotTheMoment):
        needs.qualify(need, by=need.qualified_by, adviser_words="Autres mots.", theme="eau")


def test_two_people_change_the_words_and_the_second_is_shown_the_first():
    need = NeedFactory()
    other = Need.objects.get(pk=need.pk)
    needs.reword(need, by=need.stated_by, version=1, in_my_words="La première.")

    with pytest.raises(ChangedSince) as refusal:
        needs.reword(other, by=need.stated_by, version=1, in_my_words="La seconde.")

    assert refusal.value.current.in_my_words == "La première."


def test_what_came_of_it_can_be_told_again_and_each_version_is_kept():
    need = NeedFactory(opened=True)
    needs.close(need, by=need.stated_by, outcome="Rien.", met="no", on=date(2021, 2, 19))

    needs.close(need, by=need.stated_by, outcome="Neuf terrains.", met="yes")

    need.refresh_from_db()
    assert (need.met, need.outcome, need.outcome_on) == ("yes", "Neuf terrains.", date(2021, 2, 19))
    assert need.history.filter(outcome="Rien.").exists()


def test_another_project_offers_help_once_for_a_token():
    need = NeedFactory(opened=True, audience="cohort")
    bearer = bearer_of(need.project)
    other = ProjectFactory(cohort=need.project.cohort)
    helper, token = bearer_of(other), uuid4()

    for _twice in range(2):
        needs.offer_help(need, other, kind="done_it", text="Prenez notre cahier.", by=helper, token=token)

    assert PeerHelp.objects.count() == 1
    assert told("help.offered") == {bearer.email}


def test_help_offered_too_late():
    need = NeedFactory(closed=True, audience="cohort")
    other = ProjectFactory(cohort=need.project.cohort)

    with pytest.raises(needs.NeedClosed):
        needs.offer_help(need, other, kind="done_it", text="Trop tard.", by=bearer_of(other))


def test_a_need_of_the_past_keeps_its_date():
    project = ProjectFactory()
    day = timezone.localdate() - timedelta(days=900)

    need = needs.state_need(project, by=bearer_of(project), in_my_words="Un local.", on=day, wanted_by=day)

    assert (need.stated_on, need.wanted_by) == (day, day)
