from datetime import date

import factory
from factory.django import DjangoModelFactory

from levain.people.models import RoleCode
from levain.projects.models import Action, LogbookEntry, Project, ProjectTerritory, Step
from tests.people.factories import OrganisationFactory, UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.territories.factories import DepartmentFactory, TerritoryFactory


class ProjectFactory(DjangoModelFactory):
    """A project in one commune of one department; `team` gives its people by role."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    cohort = factory.SubFactory(CohortFactory)
    slug = factory.Sequence(lambda n: f"projet-{n}")
    name = factory.Sequence(lambda n: f"Projet {n}")
    collective = factory.SubFactory(OrganisationFactory)
    local_authority = factory.SubFactory(OrganisationFactory, kind="commune")
    published = True

    @factory.post_generation
    def commune(self, create, commune):
        commune = commune or TerritoryFactory(inside=[DepartmentFactory()])
        ProjectTerritory.objects.create(project=self, territory=commune)


def department_of(project):
    link = project.territories.get()
    return link.territory.outer_links.get(outer__kind="department").outer


def bearer_of(project):
    return someone(RoleCode.BEARER, project)


def member_of(project):
    return someone(RoleCode.MEMBER, project)


def official_of(project):
    return someone(RoleCode.LOCAL_AUTHORITY, project)


def adviser_of(project):
    return someone(RoleCode.ADVISER, project.cohort)


def lead_of(project):
    return someone(RoleCode.PROGRAMME_LEAD, project.cohort.programme)


def state_agent_of(project):
    return someone(RoleCode.STATE_SERVICE, department_of(project))


class LogbookEntryFactory(DjangoModelFactory):
    class Meta:
        model = LogbookEntry

    project = factory.SubFactory(ProjectFactory)
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Ce soir nous avons planté {n} arbustes le long du chemin.")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Faire la chose {n}")


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Étape {n}")
    due = factory.LazyFunction(lambda: date(2026, 1, 1))
