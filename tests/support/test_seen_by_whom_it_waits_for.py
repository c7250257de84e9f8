"""Whoever a need waits for finds it on her first screen, in every state a need may be in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Notice
from levain.people.models import RoleCode
from levain.support.models import Need
from levain.support.pending import needs_of_bearers
from levain.support.services.proposals import propose
from levain.support.services.referrals import reply
from levain.support.waiting import all_waits, waits_for, with_waits
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, SupportFactory, service_of

pytestmark = pytest.mark.django_db
OF_SIDE = {RoleCode.BEARER: bearer_of, RoleCode.ADVISER: adviser_of, RoleCode.STATE_SERVICE: state_agent_of}


def stated(project, bearer):
    return NeedFactory(project=project, stated_by=bearer)


def qualified(project, bearer):
    return NeedFactory(project=project, stated_by=bearer, qualified=True)


def without_support(project, bearer):
    return NeedFactory(project=project, stated_by=bearer, opened=True)


def proposed(project, bearer):
    return ProposalFactory(need=NeedFactory(project=project, stated_by=bearer, opened=True)).need


def obtained(project, bearer):
    need = NeedFactory(project=project, stated_by=bearer, opened=True)
    return ProposalFactory(need=need, answer="obtained", answered_on=timezone.localdate()).need


def refused(project, bearer):
    need = NeedFactory(project=project, stated_by=bearer, opened=True)
    return ProposalFactory(need=need, answer="not_for_us", answered_on=timezone.localdate()).need


def asked(project, bearer):
    return ReferralFactory(need=NeedFactory(project=project, stated_by=bearer, opened=True)).need


def asked_before_the_agreement(project, bearer):
    return ReferralFactory(need=NeedFactory(project=project, stated_by=bearer, qualified=True)).need


def asked_then_proposed(project, bearer):
    long_ago = timezone.localdate() - timedelta(days=30)
    referral = ReferralFactory(need=NeedFactory(project=project, stated_by=bearer, opened=True), asked_on=long_ago)
    return ProposalFactory(need=referral.need).need


def replied(project, bearer):
    referral = ReferralFactory(need=NeedFactory(project=project, stated_by=bearer, opened=True))
    reply(referral, by=state_agent_of(project), text="Oui.")
    return referral.need


STATES = [
    stated,
    qualified,
    without_support,
    proposed,
    obtained,
    refused,
    asked,
    asked_before_the_agreement,
    asked_then_proposed,
    replied,
]


def first_screen(client, person):
    client.force_login(person)
    return client.get(reverse("portal:space")).content.decode()


@pytest.mark.parametrize("reach", STATES)
def test_everyone_a_need_waits_for_finds_it_on_her_first_screen(client, reach):
    project = ProjectFactory()
    need = reach(project, bearer_of(project))
    people = {side: find(project) for side, find in OF_SIDE.items()}

    waits = all_waits(need)

    assert all(wait.side and wait.since for wait in waits)
    for wait in waits:
        shown = first_screen(client, people[wait.side])
        assert f"/besoins/{need.pk}/" in shown or any(
            reverse("support:reply", args=[referral.pk]) in shown for referral in need.referrals.all()
        )


def test_who_has_left_is_not_waited_for(client):
    project = ProjectFactory()
    bearer = bearer_of(project)
    need = NeedFactory(project=project, stated_by=UserFactory(name="Partie"), qualified=True)

    assert waits_for(need).who == str(bearer)
    assert [waits_for(one).who for one in with_waits(Need.objects.all())] == [str(bearer)]
    assert f"/besoins/{need.pk}/" in first_screen(client, bearer)


def test_a_need_stated_by_the_town_hall_waits_for_the_collective():
    project = ProjectFactory()
    member = member_of(project)
    elected = someone(RoleCode.LOCAL_AUTHORITY, project)

    assert waits_for(NeedFactory(project=project, stated_by=elected, qualified=True)).who == str(member)


def test_a_project_without_anybody_is_still_named():
    assert waits_for(NeedFactory(qualified=True)).who


def test_a_closed_need_waits_for_nobody(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, closed=True)

    for find in OF_SIDE.values():
        assert f"/besoins/{need.pk}/" not in first_screen(client, find(project))


def test_a_service_reads_what_it_is_asked(client):
    project = ProjectFactory()
    need = NeedFactory(project=project, opened=True)
    referral = ReferralFactory(need=need, service=service_of(project))

    assert reverse("support:reply", args=[referral.pk]) in first_screen(client, state_agent_of(project))


def test_one_person_is_waited_for_everywhere(client):
    project = ProjectFactory()
    bearer, member = bearer_of(project), member_of(project)
    need = NeedFactory(project=project, stated_by=member, opened=True)
    propose(need, [(SupportFactory(), "Proche.")], by=adviser_of(project))

    assert waits_for(need).who == str(member)
    assert "Rien ne vous attend" in first_screen(client, bearer)
    assert f"on attend {member}" in first_screen(client, bearer)
    assert [pending.person for pending in needs_of_bearers(timezone.now())] == [member]
    kinds = dict(Notice.objects.filter(entry__verb="need.proposed").values_list("recipient", "kind"))
    assert kinds == {bearer.pk: "mine", member.pk: "answer"}


def test_the_reply_of_the_state_is_on_the_first_screen_of_the_bearer(client):
    project = ProjectFactory()
    bearer = bearer_of(project)
    replied(project, bearer)

    page = first_screen(client, bearer)

    assert "a répondu" in page
    assert "Oui." in page
