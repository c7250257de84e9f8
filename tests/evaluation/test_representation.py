"""Who is missing: counts of the logbook beside the shares of the inhabitants, each with its source."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from levain.evaluation import figures
from levain.evaluation.models import PopulationShare
from levain.evaluation.services.representation import tell_share
from levain.evaluation.sources import representation as source
from levain.projects.models import ProfileCount
from tests.projects.factories import LogbookEntryFactory, adviser_of, bearer_of, lead_of

pytestmark = pytest.mark.django_db
SAID = {"source": "INSEE, recensement 2021", "source_date": date(2024, 6, 1)}


def counted(project, **answers):
    event = LogbookEntryFactory(project=project, kind="event", audience="project", people=40)
    for answer, n in answers.items():
        ProfileCount.objects.create(event=event, question="age", answer=answer, count=n)


def told(project, answer, share):
    return tell_share(
        project, by=adviser_of(project), question="age", answer=answer, share=Decimal(str(share)), **SAID
    )


def test_the_worked_example_stands_on_the_page(client, project):
    counted(project, **{"18_29": 12, "60_74": 28})
    told(project, "18_29", 0.58)
    told(project, "60_74", 0.42)
    [young, old] = source.compared([project])[project.pk]

    assert young.percents == (30, 18, 45)
    assert young.gap.under_represented
    assert not old.gap.under_represented
    [figure] = source.figures(project.cohort, figures.projects_of(project.cohort))
    assert (figure.value, figure.n, figure.invited, figure.method) == (1, 2, 2, "M-PART")
    client.force_login(bearer_of(project))
    html = client.get(reverse("evaluation:representation", args=[project.slug])).content.decode()
    assert "sous-représenté" in html
    assert "58 %" in html


def test_a_small_group_is_not_compared(project):
    counted(project, **{"18_29": 2, "60_74": 28, "30_44": 3})
    told(project, "18_29", 0.2)

    [young] = source.compared([project])[project.pk]

    assert young.gap is None
    [figure] = source.figures(project.cohort, figures.projects_of(project.cohort))
    assert (figure.value, figure.rows) == (None, [])


def test_a_share_said_again_replaces_the_old_one(client, project):
    told(project, "18_29", 0.2)
    client.force_login(bearer_of(project))
    address = reverse("evaluation:tell_share", args=[project.slug])
    client.post(address, {"group": "age:18_29", "percent": "25,5", "source": "INSEE", "source_date": "2024-06-01"})
    client.post(address, {"group": "age:made-up", "percent": "250", "source": "", "source_date": ""})

    assert PopulationShare.objects.get().share == Decimal("0.2550")
    client.force_login(lead_of(project))
    assert client.get(address).status_code == 403
