"""What is still open passes to whoever takes over; what was written stays under the name of whoever wrote it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.projects import relay, services
from levain.projects.services import hand_over
from levain.support.models import Mission, MissionOffer, Need
from levain.support.services import needs, proposals, referrals
from levain.support.waiting import waits_for, with_waits
from tests.people.factories import UserFactory, give_role
from tests.projects import factories as f
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, SupportFactory, service_of

LONG_AGO = timezone.localdate() - timedelta(days=60)
SOON = timezone.localdate() + timedelta(days=9)


@pytest.fixture
def project():
    return f.ProjectFactory()


@pytest.fixture
def leaver(project):
    user = UserFactory(name="Solange")
    give_role(user, "bearer", project, since=LONG_AGO)
    return user


@pytest.fixture
def heir():
    return UserFactory(name="Rachid")


def adviser(project, name="Hélène"):
    user = UserFactory(name=name)
    give_role(user, "adviser", project.cohort, since=LONG_AGO)
    return user


def who_is_waited_for(need):
    [found] = with_waits(Need.objects.filter(pk=need.pk))
    return waits_for(found).who


def test_an_open_need_passes_and_its_words_keep_their_author(project, leaver, heir):
    f.bearer_of(project)
    need = NeedFactory(project=project, stated_by=leaver, qualified=True)
    closed = NeedFactory(project=project, stated_by=leaver, closed=True)
    assert who_is_waited_for(need) == "Solange"

    done = hand_over(leaver, by=leaver, to=heir, note="Voir la mairie.")

    for each in (need, closed):
        each.refresh_from_db()
    assert (need.stated_by, need.carried_by, closed.carried_by) == (leaver, heir, None)
    assert who_is_waited_for(need) == "Rachid"
    assert ["support.Need", need.pk] in done.moved
    assert JournalEntry.objects.about(need).get().verb == "need.relayed"
    assert need.history.count() >= 1


def test_the_need_of_an_adviser_who_leaves_waits_for_the_one_who_takes_over(project, heir):
    gone = adviser(project)
    adviser(project, "Une autre")
    need = NeedFactory(project=project, opened=True, qualified_by=gone)
    assert who_is_waited_for(need) == "Hélène"

    hand_over(gone, by=gone, to=heir)

    need.refresh_from_db()
    assert (need.qualified_by, need.advised_by, need.carried_by) == (gone, heir, None)
    assert who_is_waited_for(need) == "Rachid"


def test_the_answer_to_a_proposal_is_told_to_the_one_who_took_over(project, leaver):
    gone, heir = adviser(project), UserFactory()
    waiting = ProposalFactory(need=NeedFactory(project=project, opened=True), proposed_by=gone)
    refused = ProposalFactory(need=waiting.need, proposed_by=gone, answer="not_for_us")

    hand_over(gone, by=gone, to=heir)
    waiting.refresh_from_db()
    proposals.answer(waiting, by=leaver, answer="under_way")

    for each in (waiting, refused):
        each.refresh_from_db()
    assert (waiting.proposed_by, waiting.follower, refused.followed_by) == (gone, heir, None)
    told = set(Notice.objects.filter(entry__verb="proposal.answered").values_list("recipient", flat=True))
    assert heir.pk in told


def test_the_reply_to_a_question_is_told_to_the_one_who_took_over(project):
    gone, heir, service = adviser(project), UserFactory(), service_of(project)
    agent = f.state_agent_of(project)
    need = NeedFactory(project=project, opened=True)
    asked = referrals.refer(need, service=service, by=gone, question="Un permis ?", hoped_by=SOON)
    replied = ReferralFactory(need=need, asked_by=gone, replied_on=timezone.localdate(), reply="Oui.")

    hand_over(gone, by=gone, to=heir)
    asked.refresh_from_db()
    referrals.reply(asked, by=agent, text="Oui.")

    replied.refresh_from_db()
    assert (asked.asked_by, asked.follower, replied.followed_by) == (gone, heir, None)
    assert Notice.objects.filter(entry__verb="referral.replied", recipient=heir).exists()
    assert not Notice.objects.filter(entry__verb="referral.replied", recipient=gone).exists()


def test_a_mission_asked_for_is_answered_by_the_one_who_takes_over(project, heir):
    gone, both = UserFactory(), UserFactory()
    give_role(gone, "expert", project, since=LONG_AGO)
    missions = [Mission.objects.create(project=project, brief="La pente", days=2, state="asked") for _ in "ab"]
    offers = [MissionOffer.objects.create(mission=mission, expert=gone) for mission in missions]
    own = MissionOffer.objects.create(mission=missions[1], expert=heir)
    done = MissionOffer.objects.create(
        mission=Mission.objects.create(project=project, brief="L’eau", days=1, state="asked"),
        expert=gone,
        answer="no",
    )

    hand_over(gone, by=gone, to=heir)

    for each in (*offers, own, done):
        each.refresh_from_db()
    assert [offers[0].expert, offers[1].expert, offers[1].answer, own.answer] == [heir, gone, "no", "waiting"]
    assert done.expert == gone
    assert relay.pieces(gone, gone) == []
    assert relay.pieces(both, both) == []


def test_done_again_nothing_is_left_and_the_next_one_takes_over_from_the_first(project, leaver, heir):
    need = NeedFactory(project=project, stated_by=leaver)
    token = uuid4()
    first = hand_over(leaver, by=leaver, to=heir, token=token)
    assert hand_over(leaver, by=leaver, to=heir, token=token) == first
    with pytest.raises(services.NothingLeft):
        hand_over(leaver, by=leaver, to=heir)

    last = UserFactory()
    hand_over(heir, by=heir, to=last)

    need.refresh_from_db()
    assert (need.stated_by, need.carried_by) == (leaver, last)


def test_nobody_hands_over_what_is_beyond_her_reach(project, leaver, heir):
    elsewhere = NeedFactory(stated_by=leaver, qualified_by=leaver, qualified=True)
    here = NeedFactory(project=project, stated_by=leaver)

    hand_over(leaver, by=adviser(project), to=heir)

    for each in (elsewhere, here):
        each.refresh_from_db()
    assert (elsewhere.carried_by, elsewhere.advised_by, here.carried_by) == (None, None, heir)


def test_the_preview_names_what_passes_to_those_who_may_read_it(client, project, leaver, heir):
    need = NeedFactory(project=project, stated_by=leaver, in_my_words="Une clé.", audience="collective")
    client.force_login(leaver)
    shown = client.get(reverse("projects:hand_over_mine")).content.decode()
    assert "Besoins encore ouverts" in shown
    assert "Une clé." in shown

    client.force_login(f.lead_of(project))
    hidden = client.get(reverse("projects:hand_over", args=[leaver.pk])).content.decode()
    assert "Besoins encore ouverts" in hidden
    assert "Une clé." not in hidden
    need.refresh_from_db()
    assert need.carried_by is None


def test_the_page_of_the_need_says_who_took_over(client, project, leaver, heir):
    need = NeedFactory(project=project, stated_by=leaver)
    hand_over(leaver, by=leaver, to=heir)
    client.force_login(heir)

    page = client.get(need.get_absolute_url()).content.decode()

    assert "Suite assurée par Rachid" in page
    assert "Solange" in page


def test_whoever_was_changing_it_meanwhile_compares(project, leaver, heir):
    need = NeedFactory(project=project, stated_by=leaver)
    hand_over(leaver, by=leaver, to=heir)

    with pytest.raises(ChangedSince):
        needs.reword(need, by=heir, version=need.version, in_my_words="Autrement dit.")

    need.refresh_from_db()
    assert need.carried_by == heir


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_for_any_number(client, project, leaver, count, django_assert_max_num_queries):
    for _number in range(count):
        need = NeedFactory(project=project, stated_by=leaver)
        ProposalFactory(need=need, proposed_by=leaver, support=SupportFactory())
        ReferralFactory(need=need, asked_by=leaver)
        f.ActionFactory(project=project, owner=leaver)
        mission = Mission.objects.create(project=project, brief="La pente", days=2, state="asked")
        MissionOffer.objects.create(mission=mission, expert=leaver)
    client.force_login(leaver)

    with django_assert_max_num_queries(12):
        client.get(reverse("projects:hand_over_mine"))
