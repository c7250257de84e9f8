import pytest

from levain.evaluation.services import adopt_framework
from tests.projects.factories import ProjectFactory


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def framework(project):
    return adopt_framework(project.cohort)
