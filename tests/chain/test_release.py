import pytest

from levain.chain.services import release_decisions
from levain.evaluation.models import Expectation
from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.services import NoSeatLeft
from levain.selection.models import Call, StateChanged
from levain.selection.services import decide
from tests.chain.test_letters import ready
from tests.people.factories import OrganisationFactory, someone
from tests.projects.factories import ProjectFactory
from tests.selection.factories import ApplicationFactory
from tests.territories.factories import TerritoryFactory


@pytest.fixture
def adviser(call):
    return someone(RoleCode.ADVISER, call.cohort)


def decided(call, state="retained"):
    application = ApplicationFactory(call=call)
    decide(application, state, by=someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme), reason="Un bel élan.")
    return application


def openings(*applications):
    return {
        application.reference: {
            "name": application.title,
            "communes": [TerritoryFactory()],
            "collective": OrganisationFactory(),
            "local_authority": OrganisationFactory(kind="commune"),
            "expectations": {"inhabitants": "Passer à pied", "authority": "Tenir le budget"},
        }
        for application in applications
    }


def test_the_retained_applications_become_projects_with_what_each_side_expects(call, adviser):
    retained = decided(call)
    decided(call, "not_retained")

    ready(call, adviser)
    opened = release_decisions(call, by=adviser, openings=openings(retained))

    retained.refresh_from_db()
    assert opened == [retained.project] == list(Project.objects.all())
    assert {said.project for said in Expectation.objects.all()} == {retained.project}
    assert Call.objects.get().released_at


def test_decisions_released_twice_open_each_project_once(call, adviser):
    retained = decided(call)

    ready(call, adviser)
    first = release_decisions(call, by=adviser, openings=openings(retained))
    again = release_decisions(call, by=adviser, openings={})

    assert first == again
    assert JournalEntry.objects.filter(verb="call.released").count() == 1


def test_an_application_without_decision_stops_everything(call, adviser):
    retained = decided(call)
    ApplicationFactory(call=call)

    with pytest.raises(StateChanged):
        release_decisions(call, by=adviser, openings=openings(retained))

    assert not Project.objects.exists()
    assert Call.objects.get().released_at is None


def test_a_cohort_already_full_stops_everything(call, adviser):
    retained = [decided(call), decided(call)]
    ProjectFactory(cohort=call.cohort)
    ready(call, adviser)

    with pytest.raises(NoSeatLeft):
        release_decisions(call, by=adviser, openings=openings(*retained))

    assert Project.objects.count() == 1
    assert Call.objects.get().released_at is None
