from datetime import timedelta

from django.utils import timezone

from levain.evaluation import pending
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, bearer_of, member_of, official_of, state_agent_of


def running():
    today = timezone.localdate()
    cohort = CohortFactory(starts=today - timedelta(days=30), ends=today + timedelta(days=300))
    return ProjectFactory(cohort=cohort)


def test_each_side_is_waited_for_once_a_project_until_it_has_given_its_level():
    project = running()
    zoe, adam, official, agent = (who(project) for who in (bearer_of, member_of, official_of, state_agent_of))
    objectives = ObjectiveFactory.create_batch(2, project=project)
    assert {row.person for row in pending.to_rate(timezone.now())} == {zoe, adam, official, agent}
    assert len(list(pending.to_rate(timezone.now()))) == 4
    for objective in objectives:
        RatingFactory(objective=objective, voice="inhabitants")
    assert {row.person for row in pending.to_rate(timezone.now())} == {official, agent}


def test_nobody_is_waited_for_once_the_cohort_is_over():
    today = timezone.localdate()
    project = ProjectFactory(cohort=CohortFactory(starts=today - timedelta(days=400), ends=today - timedelta(days=1)))
    bearer_of(project)
    ObjectiveFactory(project=project)
    assert not list(pending.to_rate(timezone.now()))
