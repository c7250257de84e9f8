from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.projects import pending, services
from levain.projects.models import NoteRound, ProgressNote
from tests.projects import factories as f

ANSWERS = {"moved": "Le four est fini.", "blocks": "", "next": "Ouvrir.", "help": ""}


@pytest.fixture
def project():
    today = timezone.localdate()
    dates = {"starts": today - timedelta(days=100), "ends": today + timedelta(days=265)}
    return f.ProjectFactory(**{f"cohort__{name}": day for name, day in dates.items()})


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


@pytest.fixture
def note(project, bearer):
    services.ask_for_notes(project.cohort, by=f.adviser_of(project))
    return ProgressNote.objects.select_related("round", "project__cohort__programme").get(project=project)


def write_page(note):
    return reverse("projects:write_progress", args=[note.project.slug, note.pk])


def test_every_project_of_the_cohort_is_asked_once(client, project, bearer):
    other = f.ProjectFactory(cohort=project.cohort)
    client.force_login(f.adviser_of(project))

    for _time in range(2):
        client.post(reverse("projects:ask_for_notes", args=[project.cohort.slug]), {"every": "4"})

    assert {note.project for note in ProgressNote.objects.all()} == {project, other}
    assert [notice.recipient for notice in Notice.objects.filter(entry__verb="progress.asked")] == [bearer]
    assert NoteRound.objects.get().every == 4


def test_a_bearer_does_not_ask(client, project, bearer):
    client.force_login(bearer)

    assert client.post(reverse("projects:ask_for_notes", args=[project.cohort.slug])).status_code == 403
    assert client.get(reverse("projects:cohort_notes", args=[project.cohort.slug])).status_code == 403


def test_a_draft_is_kept_and_seen_by_the_collective_alone(client, note, bearer):
    client.force_login(bearer)

    client.post(write_page(note), ANSWERS | {"version": note.version, "garder": "oui"})

    note.refresh_from_db()
    assert (note.state, note.moved, note.author) == ("waited", "Le four est fini.", bearer)
    assert (
        "Reprendre mon brouillon"
        in client.get(reverse("projects:progress", args=[note.project.slug])).content.decode()
    )
    client.force_login(f.adviser_of(note.project))
    assert client.get(note.get_absolute_url()).status_code == 403
    cohort = client.get(reverse("projects:cohort_notes", args=[note.project.cohort.slug])).content.decode()
    assert "Le four" not in cohort


def test_a_given_note_is_told_to_who_asked_and_read_side_by_side(client, note, bearer):
    client.force_login(bearer)

    client.post(write_page(note), ANSWERS | {"version": note.version, "donner": "oui"})

    assert [it.recipient for it in Notice.objects.filter(entry__verb="progress.given")] == [note.round.asked_by]
    client.force_login(note.round.asked_by)
    cohort = client.get(reverse("projects:cohort_notes", args=[note.project.cohort.slug])).content.decode()
    assert "Le four est fini." in cohort
    assert client.get(note.get_absolute_url()).status_code == 200


def test_an_empty_note_is_not_given(client, note, bearer):
    client.force_login(bearer)

    page = client.post(write_page(note), {"version": note.version, "donner": "oui"})

    assert "moved" in page.context["form"].errors
    note.refresh_from_db()
    assert note.state == "waited"


def test_a_note_over_a_thousand_characters_is_given_back_whole(client, note, bearer):
    client.force_login(bearer)

    page = client.post(write_page(note), ANSWERS | {"moved": "x" * 1001, "version": note.version, "donner": "oui"})

    assert page.context["form"]["moved"].value() == "x" * 1001


def test_a_note_given_is_changed_in_a_new_version_and_never_goes_back_to_a_draft(client, note, bearer):
    services.give_note(note, by=bearer, version=note.version, **ANSWERS)
    client.force_login(bearer)

    page = client.post(write_page(note), ANSWERS | {"version": note.version, "garder": "oui"})
    assert "déjà été remis" in page.content.decode()
    client.post(write_page(note), ANSWERS | {"moved": "Presque fini.", "version": note.version, "donner": "oui"})

    note.refresh_from_db()
    assert (note.moved, note.state) == ("Presque fini.", "given")
    assert note.history.filter(state="given").count() == 2
    assert JournalEntry.objects.filter(verb="progress.given").count() == 1


def test_two_people_write_the_note_and_the_second_compares(client, note, bearer):
    services.save_draft(note, by=f.member_of(note.project), version=note.version, **ANSWERS)
    client.force_login(bearer)

    page = client.post(write_page(note), ANSWERS | {"moved": "Autre chose", "version": 1, "garder": "oui"})

    shown = page.content.decode()
    assert "Le four est fini." in shown
    assert "Autre chose" in shown


def test_a_note_is_skipped_with_a_reason(client, note, bearer):
    client.force_login(bearer)
    page = reverse("projects:skip_progress", args=[note.project.slug, note.pk])

    assert "because" in client.post(page, {"because": " "}).context["form"].errors
    for _time in range(2):
        client.post(page, {"because": "Rien de neuf"})

    note.refresh_from_db()
    assert (note.state, note.skipped_because) == ("skipped", "Rien de neuf")
    assert JournalEntry.objects.filter(verb="progress.skipped").count() == 1


@pytest.mark.parametrize("way", ["given", "skipped"])
def test_the_reminder_stops_when_the_note_is_given_or_skipped(note, bearer, way):
    now = timezone.now()
    assert [each.person for each in pending.notes(now)] == [bearer]

    if way == "given":
        services.give_note(note, by=bearer, version=note.version, **ANSWERS)
    else:
        services.skip_note(note, by=bearer, because="Rien de neuf")

    assert list(pending.notes(now)) == []


def test_only_the_last_note_asked_for_is_reminded(project, bearer, note):
    before = NoteRound.objects.create(
        cohort=project.cohort, asked_by=bearer, asked_on=note.round.asked_on - timedelta(28), due=note.round.asked_on
    )
    ProgressNote.objects.create(round=before, project=project)

    assert [each.on for each in pending.notes(timezone.now())] == [note]


def test_the_projects_are_asked_again_after_so_many_weeks_and_once_after_a_pause(project):
    adviser = f.adviser_of(project)
    day = timezone.localdate()
    services.ask_for_notes(project.cohort, by=adviser, every=4, on=day - timedelta(weeks=13))

    assert services.ask_again(timezone.now()) == 1
    assert services.ask_again(timezone.now()) == 0

    assert [each.asked_on for each in project.cohort.note_rounds.all()] == [day, day - timedelta(weeks=13)]


def test_nobody_is_asked_again_once_it_is_stopped_or_the_cohort_is_over(client, project):
    adviser = f.adviser_of(project)
    asked = services.ask_for_notes(project.cohort, by=adviser, every=2, on=timezone.localdate() - timedelta(weeks=3))
    client.force_login(adviser)

    client.post(reverse("projects:pace_notes", args=[project.cohort.slug, asked.pk]), {"every": ""})
    assert services.ask_again(timezone.now()) == 0

    services.change_rhythm(asked, by=adviser, every=2)
    project.cohort.ends = timezone.localdate() - timedelta(days=1)
    project.cohort.save()
    assert services.ask_again(timezone.now()) == 0


def test_a_cohort_without_project_has_nobody_to_ask(project):
    empty = f.ProjectFactory().cohort
    empty.projects.all().delete()

    with pytest.raises(services.NothingToAsk):
        services.ask_for_notes(empty, by=f.adviser_of(project), on=date(2026, 1, 1))


def test_words_of_a_note_become_a_need(client, note, bearer):
    services.give_note(note, by=bearer, version=note.version, **ANSWERS)
    client.force_login(bearer)

    shown = client.get(note.get_absolute_url()).content.decode()

    assert "/espace/reprendre/" in shown


@pytest.mark.parametrize("count", [1, 4])
def test_the_notes_side_by_side_cost_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for _n in range(count - 1):
        f.ProjectFactory(cohort=project.cohort)
    services.ask_for_notes(project.cohort, by=f.adviser_of(project))
    for each in ProgressNote.objects.select_related("project__cohort__programme", "round"):
        services.give_note(each, by=f.bearer_of(each.project), version=each.version, **ANSWERS)
    client.force_login(f.lead_of(project))

    with django_assert_max_num_queries(12):
        client.get(reverse("projects:cohort_notes", args=[project.cohort.slug]))
