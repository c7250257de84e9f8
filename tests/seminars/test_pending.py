from datetime import timedelta

from django.utils import timezone

from levain.seminars import pending
from levain.seminars.services.registrations import decline, register
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of
from tests.seminars.factories import SeminarFactory


def test_those_who_said_neither_yes_nor_no_are_waited_for():
    project = ProjectFactory()
    zoe, adam, lea = bearer_of(project), member_of(project), member_of(project)
    adviser_of(project)
    seminar = SeminarFactory(cohort=project.cohort)
    SeminarFactory(cohort=project.cohort, starts=timezone.now() + timedelta(days=60))
    SeminarFactory(cohort=project.cohort, over=True)
    register(seminar, user=adam)
    decline(seminar, user=lea)
    assert [(row.person, row.on) for row in pending.unanswered(timezone.now())] == [(zoe, seminar)]
