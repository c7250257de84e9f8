"""Between two seminars: the visits and meetings of the support strand, each to those who may read it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.audiences import Audience
from levain.support.models import Contact
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


def seen(client, user):
    client.force_login(user)
    return client.get(reverse("seminars:list")).context["between"]


def met(project, text, **about):
    day = timezone.localdate() - timedelta(days=3)
    told = {"kind": Contact.Kind.VISIT, "happened_on": day, "by": adviser_of(project)} | about
    return Contact.objects.create(project=project, text=text, **told)


def test_a_visit_stands_on_the_page_of_the_seminars_for_those_who_may_read_it(client):
    project = ProjectFactory()
    neighbour = ProjectFactory(cohort=project.cohort)
    SeminarFactory(cohort=project.cohort)
    met(project, "Visite du jardin", audience=Audience.COHORT)
    met(project, "Réunion du collectif", kind=Contact.Kind.MEETING, audience=Audience.COLLECTIVE)
    met(project, "Un appel", kind=Contact.Kind.CALL, audience=Audience.COHORT)
    assert {one.title for one in seen(client, bearer_of(project))} == {"Visite du jardin", "Réunion du collectif"}
    assert [one.title for one in seen(client, bearer_of(neighbour))] == ["Visite du jardin"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_seminars_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    project = ProjectFactory()
    for number in range(count):
        SeminarFactory(cohort=project.cohort)
        met(project, f"Visite {number}", audience=Audience.COHORT)
    client.force_login(bearer_of(project))
    with django_assert_max_num_queries(12):
        client.get(reverse("seminars:list"))
