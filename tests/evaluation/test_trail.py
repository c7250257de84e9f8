"""Nobody is sent to a page that refuses her."""

import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from tests.people import factories as people
from tests.projects.factories import ProjectFactory, adviser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accelerator", "barometer", "totals", "ties", "figures"])
def test_the_way_back_to_the_cohort_is_a_link_for_those_who_may_open_it(client, name):
    project = ProjectFactory()
    cohort = project.cohort
    keeper = people.someone(RoleCode.ADMINISTRATOR, cohort.programme)
    steering = cohort.get_absolute_url()
    for person, linked in ((adviser_of(project), True), (keeper, False)):
        client.force_login(person)
        page = client.get(reverse(f"evaluation:{name}", args=[cohort.slug]))
        if page.status_code == 200:
            assert (f'href="{steering}"' in page.content.decode()) is linked
        assert client.get(steering).status_code == (200 if linked else 403)
