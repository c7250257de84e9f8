import pytest

from levain.people.models import RoleCode
from tests.people.factories import someone
from tests.selection.factories import CallFactory


@pytest.fixture
def call():
    return CallFactory(over=True, cohort__seats=2)


@pytest.fixture
def lead(call):
    return someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme)
