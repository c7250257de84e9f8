"""Every page of a project's file opens for those it is for, empty and filled, at a bounded cost."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.projects import services
from levain.projects.models import NoteRound, ProgressNote
from tests.projects import factories as f

PAGES = (
    *("partners", "add_partner", "stakeholders", "add_stakeholder", "budget", "add_expense", "add_resource"),
    *("papers", "give_paper", "progress", "engagements", "edit_engagements", "perimeter", "edit_perimeter"),
    *("horizon", "edit_horizon", "afterwards", "edit_afterwards"),
)


@pytest.fixture
def project():
    today = timezone.localdate()
    dates = {"starts": today - timedelta(days=250), "ends": today + timedelta(days=115)}
    return f.ProjectFactory(**{f"cohort__{name}": day for name, day in dates.items()})


def fill(project, count):
    """Each list of the file with so many rows."""
    by = f.bearer_of(project)
    asked = services.ask_for_notes(project.cohort, by=f.adviser_of(project))
    for n in range(count):
        partner = services.add_partner(project, by=by, name=f"Régie {n}")
        said = {"wanted": "Leur avis", "next_gesture": "Les appeler", "next_on": date(2026, 5, 1)}
        services.add_stakeholder(project, by=by, name=f"Voisins {n}", place="missing", partner=partner, **said)
        services.add_budget_line(project, by=by, side="expense", state="planned", label=f"Bois {n}", amount=100 + n)
        services.add_budget_line(project, by=by, side="resource", state="asked", label=f"Aide {n}", amount=50)
        services.give_paper(project, by=by, title=f"Plan {n}", file=SimpleUploadedFile("plan.txt", b"Plan"))
        if n:
            asked = NoteRound.objects.create(
                cohort=project.cohort, asked_by=by, asked_on=date(2026, 1, n), due=date(2026, 2, 1)
            )
            ProgressNote.objects.create(round=asked, project=project)
    services.write_horizon(project, by=by, ambition="Grandir", plans=["pcaet", "ort"], next_step="Voir la mairie")
    services.write_afterwards(project, by=by, agreement="Une convention", takes_over="Odile")


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_page_says_what_to_do(client, project, name):
    client.force_login(f.bearer_of(project))

    page = client.get(reverse(f"projects:{name}", args=[project.slug]))

    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize("name", PAGES)
def test_a_filled_page_costs_the_same_for_any_number(client, project, name, count, django_assert_max_num_queries):
    fill(project, count)
    client.force_login(f.bearer_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(reverse(f"projects:{name}", args=[project.slug]))

    assert page.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_file_is_closed_to_someone_from_another_cohort(client, project, name):
    client.force_login(f.bearer_of(f.ProjectFactory()))

    assert client.get(reverse(f"projects:{name}", args=[project.slug])).status_code == 403


def test_the_space_leads_to_every_page_of_the_file(client, project):
    client.force_login(f.bearer_of(project))

    shown = client.get(reverse("portal:project", args=[project.slug])).content.decode()

    for name in ("partners", "stakeholders", "budget", "papers", "progress", "engagements", "perimeter", "horizon"):
        assert reverse(f"projects:{name}", args=[project.slug]) in shown
