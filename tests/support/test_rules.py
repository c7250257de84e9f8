import pytest

from levain.people.models import Organisation
from levain.support import rules
from levain.support.models import Contact, Need
from tests.people.factories import OrganisationFactory, UserFactory, give_role, someone
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    department_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)
from tests.support.factories import NeedFactory, ObstacleFactory, ProposalFactory, ReferralFactory, service_of

pytestmark = pytest.mark.django_db

READERS = {
    "collective": {"bearer", "member", "adviser"},
    "project": {"bearer", "member", "adviser", "official", "agent", "lead"},
    "cohort": {"bearer", "member", "adviser", "official", "agent", "lead", "neighbour"},
}


def people_around(project):
    return {
        "bearer": bearer_of(project),
        "member": member_of(project),
        "official": official_of(project),
        "adviser": adviser_of(project),
        "lead": lead_of(project),
        "agent": state_agent_of(project),
        "neighbour": bearer_of(ProjectFactory(cohort=project.cohort)),
        "stranger": bearer_of(ProjectFactory()),
    }


def granted(rule, people, obj):
    return {who for who, user in people.items() if rule(user, obj)}


@pytest.mark.parametrize("audience", READERS)
def test_a_need_is_read_by_its_audience_alone_in_pages_and_in_lists(audience):
    need = NeedFactory(audience=audience)
    people = people_around(need.project)

    assert granted(rules.can_read_need, people, need) == READERS[audience]
    assert {who for who, user in people.items() if need in Need.objects.visible_to(user)} == READERS[audience]


def test_who_states_a_need():
    project = ProjectFactory()
    people = people_around(project)

    assert granted(rules.can_state_need, people, project) == {
        *("bearer", "member", "official", "adviser", "lead", "agent"),
    }
    assert {who for who, user in people.items() if rules.states_for_someone(user, project)} == {
        *("adviser", "lead", "agent"),
    }


@pytest.mark.parametrize("rule", [rules.can_qualify, rules.can_propose, rules.can_refer])
def test_the_supporting_side_qualifies_proposes_and_refers(rule):
    need = NeedFactory(qualified=True)

    assert granted(rule, people_around(need.project), need) == {"adviser", "lead"}


@pytest.mark.parametrize("rule", [rules.can_qualify, rules.can_propose, rules.can_refer])
def test_nothing_more_is_done_with_a_closed_need(rule):
    need = NeedFactory(closed=True)

    assert granted(rule, people_around(need.project), need) == set()


@pytest.mark.parametrize("rule", [rules.can_propose, rules.can_refer])
def test_a_need_is_put_in_words_before_it_is_acted_upon(rule):
    need = NeedFactory()

    assert granted(rule, people_around(need.project), need) == set()


def test_a_need_of_the_collective_is_not_sent_to_people_who_cannot_read_it():
    need = NeedFactory(qualified=True, audience="collective")
    verdict = rules.can_refer(adviser_of(need.project), need)

    assert not verdict
    assert verdict.reason


def test_the_collective_agrees_and_closes():
    need = NeedFactory(qualified=True)
    people = people_around(need.project)

    assert granted(rules.can_agree, people, need) == {"bearer", "member"}
    assert granted(rules.can_close, people, need) == {"bearer", "member"}


def test_the_local_authority_may_answer_a_proposal_too():
    proposal = ProposalFactory()

    assert granted(rules.can_answer, people_around(proposal.need.project), proposal) == {
        *("bearer", "member", "official"),
    }


def test_words_are_changed_by_those_whose_words_they_are():
    need = NeedFactory()

    assert granted(rules.can_edit_need, people_around(need.project), need) == {"bearer", "member"}


def test_an_agent_replies_for_the_service_of_his_territory():
    referral = ReferralFactory()

    assert granted(rules.can_reply, people_around(referral.need.project), referral) == {"agent"}


def test_an_agent_replies_for_his_own_service_only():
    referral = ReferralFactory()
    department = department_of(referral.need.project)
    mine, other = UserFactory(), UserFactory()
    give_role(mine, "state_service", department, organisation=referral.service)
    give_role(other, "state_service", department, organisation=service_of(referral.need.project, name="UDAP"))

    assert rules.can_reply(mine, referral)
    assert not rules.can_reply(other, referral)


def test_the_national_team_replies_for_its_ministry():
    ministry = OrganisationFactory(kind=Organisation.Kind.MINISTRY)
    referral = ReferralFactory(service=ministry)

    assert granted(rules.can_reply, people_around(referral.need.project), referral) == {"lead"}


def test_a_reply_given_belongs_to_its_author():
    referral = ReferralFactory()
    people = people_around(referral.need.project)
    referral.replied_by = people["agent"]
    people["second agent"] = state_agent_of(referral.need.project)

    assert granted(rules.can_reply, people, referral) == {"agent"}


def test_no_reply_is_expected_for_a_closed_need():
    referral = ReferralFactory(need__closed=True)

    assert granted(rules.can_reply, people_around(referral.need.project), referral) == set()


def test_help_comes_from_other_projects_when_the_need_is_open_to_them():
    need = NeedFactory(opened=True, audience="cohort")
    kept_close = NeedFactory(opened=True, audience="project", project=need.project)
    people = people_around(need.project)

    assert granted(rules.can_help, people, need) == {"neighbour"}
    assert granted(rules.can_help, people, kept_close) == set()


def test_a_role_that_has_ended_gives_nothing():
    need = NeedFactory(audience="project")
    past = UserFactory()
    give_role(past, "bearer", need.project, since="2020-01-01", until="2020-12-31")

    assert not rules.can_read_need(past, need)


def test_obstacles_contacts_and_missions_follow_the_project():
    project = ProjectFactory()
    people = people_around(project) | {"expert": someone("expert", project)}
    obstacle = ObstacleFactory(project=project, audience="collective")
    contact = Contact.objects.create(project=project, by=people["adviser"], text="Appel.", audience="project")

    assert granted(rules.can_read_obstacle, people, obstacle) == READERS["collective"]
    assert granted(rules.can_read_contact, people, contact) == READERS["project"]
    assert granted(rules.can_record_contact, people, project) == {
        *("bearer", "member", "official", "adviser", "lead", "agent"),
    }
    assert granted(rules.can_list_missions, people, project) == READERS["project"] | {"expert"}
    assert granted(rules.can_record_mission, people, project) == {"adviser", "lead"}


@pytest.mark.parametrize(
    "rule",
    [
        rules.can_list_needs,
        rules.can_state_need,
        rules.can_list_contacts,
        rules.can_record_contact,
        rules.can_list_obstacles,
        rules.can_name_obstacle,
        rules.can_list_missions,
        rules.can_record_mission,
    ],
)
def test_each_refusal_has_a_reason(rule):
    assert rule(UserFactory(), ProjectFactory()).reason
