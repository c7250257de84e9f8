import pytest

from levain.seminars.services import live as driving
from tests.projects.factories import ProjectFactory
from tests.seminars.factories import SeminarFactory, facilitator_of


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def seminar(project):
    """It is held today."""
    return SeminarFactory(cohort=project.cohort, today=True)


@pytest.fixture
def by(seminar):
    return facilitator_of(seminar)


@pytest.fixture
def live(seminar, by):
    return driving.open_live(seminar, by=by)
