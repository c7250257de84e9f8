import pytest

from levain.foundation.audiences import Audience
from levain.projects import rules
from levain.projects.models import LogbookEntry, Project
from tests.people.factories import UserFactory, someone
from tests.projects import factories as f

READERS = {
    "bearer": {"collective", "project", "cohort", "public"},
    "member": {"collective", "project", "cohort", "public"},
    "adviser": {"collective", "project", "cohort", "public"},
    "local_authority": {"project", "cohort", "public"},
    "state_service": {"project", "cohort", "public"},
    "programme_lead": {"project", "cohort", "public"},
    "observer": {"project", "cohort", "public"},
    "expert": {"cohort", "public"},
    "stranger": {"public"},
}


def person(code, project):
    makers = {
        "adviser": f.adviser_of,
        "state_service": f.state_agent_of,
        "programme_lead": f.lead_of,
        "stranger": lambda project: UserFactory(),
    }
    return makers.get(code, lambda project: someone(code, project))(project)


@pytest.mark.parametrize("code", READERS)
def test_each_role_reads_the_audiences_meant_for_it(code):
    project = f.ProjectFactory()

    assert rules.audiences_read(person(code, project), project) == READERS[code]


@pytest.mark.parametrize("code", READERS)
def test_lists_over_many_projects_obey_the_same_rule_as_one_project(code):
    project = f.ProjectFactory()
    author = f.bearer_of(project)
    for audience in Audience:
        f.LogbookEntryFactory(project=project, author=author, audience=audience)

    read = LogbookEntry.objects.filter(rules.readable(person(code, project))).values_list("audience", flat=True)

    assert set(read) == READERS[code]


def test_a_bearer_of_another_project_of_the_cohort_reads_what_is_for_the_cohort_only():
    project = f.ProjectFactory()
    sibling = f.ProjectFactory(cohort=project.cohort)

    assert rules.audiences_read(f.bearer_of(sibling), project) == {"cohort", "public"}


def test_a_state_agent_of_another_department_reads_only_what_is_public():
    project, elsewhere = f.ProjectFactory(), f.ProjectFactory()

    assert rules.audiences_read(f.state_agent_of(elsewhere), project) == {"public"}


def test_a_role_that_ended_gives_nothing():
    project = f.ProjectFactory(published=False)
    bearer = f.bearer_of(project)
    bearer.roles.update(since="2020-01-01", until="2020-12-31")
    bearer = type(bearer).objects.get(pk=bearer.pk)

    assert not rules.can_open_space(bearer, project)


def test_state_agents_follow_the_projects_of_the_communes_they_cover():
    project = f.ProjectFactory()
    f.ProjectFactory()

    followed = Project.objects.followed_by(f.state_agent_of(project))

    assert list(followed) == [project]


def test_only_the_author_changes_a_note():
    entry = f.LogbookEntryFactory()
    entry.author = f.bearer_of(entry.project)

    assert rules.can_edit_entry(entry.author, entry)
    assert not rules.can_edit_entry(f.member_of(entry.project), entry)
