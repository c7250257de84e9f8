"""The meeting that runs when somebody opens the demonstration."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.portal.demonstration import running
from levain.seminars.services.live import open_live
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


def test_a_demonstration_opened_again_months_later_still_has_its_meeting(client):
    project = ProjectFactory()
    seminar = SeminarFactory(cohort=project.cohort, slug=running.SLUG, over=True)
    live = open_live(seminar, by=adviser_of(project))
    live.move(code=running.CODE, expires_at=timezone.now() - timedelta(days=20))

    assert running.keep_open() == "/s/202021/"

    seminar.refresh_from_db()
    live.refresh_from_db()
    assert seminar.starts < timezone.now() < seminar.ends
    assert live.is_open()
    assert client.get(running.keep_open()).status_code == 200


def test_a_house_without_that_meeting_says_nothing_of_it():
    assert running.keep_open() == ""


def test_from_a_seminar_one_goes_to_the_ties_of_its_cohort(client):
    project = ProjectFactory()
    seminar = SeminarFactory(cohort=project.cohort, over=True)
    client.force_login(bearer_of(project))
    assert "Liens entre les organismes" in client.get(seminar.get_absolute_url()).content.decode()
    answer = client.get(reverse("evaluation:ties_of_seminar", args=[1, seminar.pk]))
    assert answer["Location"] == reverse("evaluation:ties", args=[project.cohort.slug])
