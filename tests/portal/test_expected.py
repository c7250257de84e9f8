from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import Evidence
from levain.capitalisation.services import asking, voices
from levain.people.models import RoleCode
from levain.portal import expected
from levain.projects import rules, services
from levain.projects.models import Action, Commitment, Flag, Hiding, NeighbourMessage, Step
from tests.capitalisation.factories import Learning
from tests.people.factories import UserFactory
from tests.projects.factories import (
    LogbookEntryFactory,
    ProjectFactory,
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    state_agent_of,
)
from tests.seminars.factories import RegistrationFactory, SeminarFactory
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, service_of


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def project():
    return ProjectFactory()


def labels(user):
    user.__dict__.pop("roles_held", None)
    return [line.label for line in expected.of(user)]


def test_a_bearer_finds_everything_that_waits_for_her_the_soonest_first(project):
    bearer = bearer_of(project)
    ProposalFactory(need=NeedFactory(project=project, opened=True, in_my_words="Un local."), proposed_on=today(-3))
    Action.objects.create(project=project, title="Appeler le notaire", owner=bearer, due=today(4))
    Commitment.objects.create(project=project, by=bearer, text="Rendre la clé", due=today(9))
    Step.objects.create(project=project, title="Plantation", due=today(20))
    SeminarFactory(cohort=project.cohort, starts=timezone.now() + timedelta(days=12), title="Se lancer")

    assert labels(bearer) == ["Un local.", "Appeler le notaire", "Rendre la clé", "Se lancer", "Plantation"]


def test_what_is_settled_waits_no_more(project):
    bearer = bearer_of(project)
    Action.objects.create(project=project, title="Fait", owner=bearer, done=today())
    seminar = SeminarFactory(cohort=project.cohort, starts=timezone.now() + timedelta(days=12))
    RegistrationFactory(seminar=seminar, user=bearer)

    assert labels(bearer) == []


def test_an_adviser_and_a_state_agent_find_their_own(project):
    need = NeedFactory(project=project, in_my_words="À mettre en mots.")
    service = service_of(project)
    ReferralFactory(need=NeedFactory(project=project, opened=True), service=service, question="Un permis ?")

    assert labels(adviser_of(project)) == [str(need)]
    assert ["Un permis ?" in label for label in labels(state_agent_of(project))] == [True]


def test_a_person_of_two_projects_finds_both(project):
    other = ProjectFactory()
    both = bearer_of(project)
    both.roles.create(code=RoleCode.BEARER, scope=other)
    for one in (project, other):
        Action.objects.create(project=one, title=f"Pour {one}", owner=both, due=today(2))

    assert len(labels(both)) == 2


def test_a_stranger_is_expected_nowhere(project):
    NeedFactory(project=project)

    assert labels(UserFactory()) == []


def written(project, **said):
    said = {"project": project, "name": "Odile", "email": "o@example.org", "text": "?", "answer_by": today(3)} | said
    return NeighbourMessage.objects.create(confirmed_at=timezone.now(), **said)


def hidden(project, *, by, appealed=True):
    message = written(project, answered_at=timezone.now(), hidden_at=timezone.now())
    at = timezone.now() if appealed else None
    return Hiding.objects.create(project=project, message=message, by=by, reason="other", appealed_at=at)


def test_a_message_of_a_neighbour_waits_for_the_collective_then_for_the_adviser(project):
    message, adviser = written(project), adviser_of(project)
    assert [labels(who) for who in (bearer_of(project), member_of(project))] == [
        ["Odile écrit depuis la page publique"]
    ] * 2
    assert labels(adviser) == labels(lead_of(project)) == labels(bearer_of(ProjectFactory())) == []

    NeighbourMessage.objects.update(answer_by=today(-1))
    assert labels(adviser) == ["Odile écrit depuis la page publique"]

    services.answer_message(message, by=bearer_of(project), text="Oui")
    assert labels(adviser) == labels(bearer_of(project)) == []


def test_a_message_not_confirmed_waits_for_nobody(project):
    written(project)
    NeighbourMessage.objects.update(confirmed_at=None)

    assert labels(bearer_of(project)) == []


def test_an_appeal_waits_for_somebody_else_of_the_national_team(project):
    lead, adviser = lead_of(project), adviser_of(project)
    hiding = hidden(project, by=lead)
    hidden(project, by=adviser, appealed=False)
    assert len(labels(lead)) == 1
    assert labels(adviser) == labels(bearer_of(project)) == labels(lead_of(ProjectFactory())) == []

    colleague = lead_of(project)
    for person in (lead, colleague):
        person.__dict__.pop("roles_held", None)
        assert len(labels(person)) == bool(rules.can_decide_appeal(person, hiding)) == (person == colleague)

    services.decide_appeal(hiding, by=colleague, restore=False, text="Non.")
    assert labels(colleague) == []


def test_what_is_reported_waits_for_those_who_moderate(project):
    flag = Flag.objects.create(project=project, message=written(project, answered_at=timezone.now()), reason="other")
    adviser = adviser_of(project)
    assert [len(labels(who)) for who in (adviser, lead_of(project), bearer_of(project))] == [1, 1, 0]

    services.leave_shown(flag, by=adviser)
    assert labels(adviser) == []


def test_words_written_in_her_name_wait_for_her(project):
    bearer, adviser = bearer_of(project), adviser_of(project)
    note = LogbookEntryFactory(project=project, author=adviser, said_by=bearer, text="Le mur.")
    NeedFactory(project=project, stated_by=bearer, written_by=adviser, in_my_words="Une clé.", opened=True)

    assert {"Le mur.", "Une clé."} <= set(labels(bearer))
    services.confirm_entry(note, by=bearer)
    assert "Le mur." not in labels(bearer)


@pytest.mark.parametrize("who", [bearer_of, adviser_of, state_agent_of, lead_of])
@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_for_any_number(client, project, who, count, django_assert_max_num_queries):
    user = who(project)
    for _one in range(count):
        NeedFactory(project=project, stated_by=user)
        Action.objects.create(project=project, title="À faire", owner=user, due=today(2))
        ReferralFactory(need=NeedFactory(project=project, opened=True), service=service_of(project, f"DDT {_one}"))
        written(project, answer_by=today(-1))
        hidden(project, by=user)
    client.force_login(user)
    client.get(reverse("portal:expected"))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("portal:expected"))
    assert page.status_code == 200


def test_words_of_hers_that_may_be_quoted_wait_for_her_until_she_has_answered():
    learning = Learning()
    learning.evidence(consent="pending")
    asking.ask_people(learning.cohort, [learning.bearer.pk], by=learning.adviser, deadline=today(14))
    [line] = [one for one in expected.of(learning.bearer) if one.url == reverse("capitalisation:voices")]
    assert "1 passage" in line.label

    voices.answer(Evidence.objects.all(), "refused", by=learning.bearer)
    assert not [one for one in expected.of(learning.bearer) if one.url == line.url]
