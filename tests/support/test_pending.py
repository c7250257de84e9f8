from datetime import timedelta

from django.utils import timezone

from levain.people.models import RoleCode
from levain.support import pending
from levain.support.models import Referral
from levain.support.services.referrals import agents_of
from tests.people.factories import OrganisationFactory, give_role, someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, department_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory


def rows(found):
    return {(row.person, row.on) for row in found}


def test_a_stated_need_waits_for_the_adviser_and_a_qualified_one_for_the_bearer():
    project = ProjectFactory()
    adviser, bearer = adviser_of(project), bearer_of(project)
    stated = NeedFactory(project=project)
    qualified = NeedFactory(project=project, qualified=True)
    NeedFactory(project=project, closed=True)
    now = timezone.now()
    assert rows(pending.needs_of_advisers(now)) == {(adviser, stated)}
    assert rows(pending.needs_of_bearers(now)) == {(bearer, qualified)}


def test_a_proposal_waits_for_the_bearer_until_it_is_answered():
    project = ProjectFactory()
    bearer = bearer_of(project)
    need = NeedFactory(project=project, opened=True)
    proposal = ProposalFactory(need=need)
    assert rows(pending.needs_of_bearers(timezone.now())) == {(bearer, need)}
    proposal.answer = "under_way"
    proposal.answered_on = timezone.localdate()
    proposal.save()
    assert rows(pending.needs_of_bearers(timezone.now())) == {(bearer, need)}


def question(project, service, **said):
    need = NeedFactory(project=project, opened=True)
    today = timezone.localdate()
    return Referral.objects.create(
        need=need,
        service=service,
        asked_by=adviser_of(project),
        asked_on=today - timedelta(days=10),
        hoped_by=today,
        **said,
    )


def test_a_question_waits_for_the_agents_who_may_reply():
    project = ProjectFactory()
    service = OrganisationFactory(kind="state_service")
    service.territories.add(department_of(project))
    on_land = state_agent_of(project)
    of_service = someone(RoleCode.OBSERVER, project)
    give_role(of_service, RoleCode.STATE_SERVICE, project, organisation=service)
    someone(RoleCode.STATE_SERVICE, project)
    referral = question(project, service)

    found = rows(pending.replies(timezone.now()))

    assert found == {(agent, referral) for agent in agents_of(service, project)}
    assert {person for person, _on in found} == {on_land, of_service}


def test_a_reply_given_or_put_off_moves_the_reminder():
    project = ProjectFactory()
    service = OrganisationFactory(kind="state_service")
    service.territories.add(department_of(project))
    agent = state_agent_of(project)
    later = timezone.localdate() + timedelta(days=15)
    question(project, service, back_on=later)
    (row,) = pending.replies(timezone.now())
    assert row.until == later
    Referral.objects.update(replied_by=agent, replied_on=timezone.localdate(), reply="Oui.")
    assert not list(pending.replies(timezone.now()))
