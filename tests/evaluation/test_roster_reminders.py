"""Members of a roster that stay silent are asked again before their wave closes."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from levain.evaluation import roster_pending, services
from levain.evaluation.models import RosterMember
from levain.foundation.models import Letter
from levain.people.models import RoleCode
from tests.people.factories import OrganisationFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, bearer_of

pytestmark = pytest.mark.django_db
Group = RosterMember.Group
ASKED = timezone.localdate() - timedelta(days=10)
CLOSES = timezone.localdate() + timedelta(days=5)


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def team(cohort):
    return someone(RoleCode.ADVISER, cohort)


@pytest.fixture
def wave(cohort, team):
    """Two projects and a service with a mailbox and nobody, asked ten days ago; five days are left."""
    for project in ProjectFactory.create_batch(2, cohort=cohort):
        bearer_of(project)
        services.add_to_roster(cohort, group=Group.PROJECT, project=project, by=team)
    service = OrganisationFactory(mailbox="service@example.org")
    services.add_to_roster(cohort, group=Group.STATE_SERVICE, organisation=service, by=team)
    return services.open_wave(cohort, title="Avant", closes_on=CLOSES, by=team, on=ASKED)


def waited_for(now=None):
    return {
        (pending.person.pk, pending.on.member.name) for pending in roster_pending.to_answer(now or timezone.now())
    }


def letters():
    return Letter.objects.filter(to="service@example.org").count()


def test_the_people_of_a_silent_member_are_waited_for_until_it_answers(wave):
    assert len(waited_for()) == 2
    sheet = wave.sheets.filter(member__project__isnull=False).first()

    services.answer_sheet(sheet, {}, agreed=True)

    assert len(waited_for()) == 1


def test_who_declined_or_left_is_left_in_peace(wave, team):
    first, second = wave.sheets.filter(member__project__isnull=False)
    services.decline_sheet(first)
    services.leave_roster(second.member, by=team)

    assert not waited_for()


def test_a_closed_wave_waits_for_nobody(wave):
    after = datetime.combine(CLOSES + timedelta(days=1), time(9), timezone.get_current_timezone())

    assert not waited_for(after)


def test_a_mailbox_is_written_to_once_more_and_no_second_time(wave):
    assert letters() == 1

    assert roster_pending.remind_mailboxes(timezone.now()) == 1
    assert roster_pending.remind_mailboxes(timezone.now()) == 0

    assert letters() == 2


def test_a_mailbox_that_answered_is_not_written_to(wave):
    services.answer_sheet(wave.sheets.exclude(member__mailbox="").get(), {}, agreed=True, name="Jeanne")

    assert roster_pending.remind_mailboxes(timezone.now()) == 0


def test_as_many_questions_for_one_member_as_for_many(wave, cohort, team, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert waited_for()
