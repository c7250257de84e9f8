"""News that commit the State wait in the outbox: read, let go once, or dropped, by who may read what they tell."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import held_news, journal, notifications
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.foundation.outbox import AlreadyGone
from levain.people.models import RoleCode
from tests.people.factories import UserFactory, someone
from tests.projects import factories as f

State = Notice.State


@pytest.fixture
def project():
    return f.ProjectFactory(name="Le verger")


@pytest.fixture
def lead(client, project):
    """She is signed in."""
    user = f.lead_of(project)
    client.force_login(user)
    return user


@transaction.atomic
def held(project, *people, audience="project", text="Le mur penche"):
    note = f.LogbookEntryFactory(project=project, audience=audience, text=text)
    return journal.record("logbook.written", on=note, by=note.author, place=project, tell=people, hold=True)


def outbox(project):
    return reverse("programmes:held_news", args=[project.cohort.slug])


def decide(client, project, entry, deed="release"):
    return client.post(reverse(f"programmes:{deed}_news", args=[project.cohort.slug, entry.pk]))


def states(entry):
    return sorted(Notice.objects.filter(entry=entry).values_list("state", flat=True))


def test_the_team_reads_what_is_held_and_lets_it_go(client, project, lead):
    bearer = f.bearer_of(project)
    entry = held(project, bearer)
    assert notifications.unread(bearer) == 0
    letters = client.get(reverse("programmes:outbox", args=[project.cohort.slug])).content.decode()
    assert outbox(project) in letters

    page = client.get(outbox(project)).content.decode()
    assert "Le mur penche" in page
    assert str(bearer) in page
    assert decide(client, project, entry).status_code == 302

    assert states(entry) == [State.WAITING]
    assert notifications.unread(bearer) == 1
    assert not client.get(outbox(project)).context["rows"]
    assert JournalEntry.objects.filter(verb="news.released", actor=lead).count() == 1


def test_what_is_dropped_is_told_to_nobody(client, project, lead):
    bearer = f.bearer_of(project)
    entry = held(project, bearer)

    decide(client, project, entry, "drop")

    assert states(entry) == [State.DROPPED]
    notifications.send_at_once()
    assert not Letter.objects.exists()
    assert not notifications.shown(bearer).filter(entry=entry).exists()


@pytest.mark.parametrize("second", ["release", "drop"])
def test_decided_twice_it_is_decided_once(client, project, lead, second):
    entry = held(project, f.bearer_of(project))
    decide(client, project, entry)

    page = client.post(reverse(f"programmes:{second}_news", args=[project.cohort.slug, entry.pk]), follow=True)

    assert "déjà décidé" in page.content.decode()
    assert states(entry) == [State.WAITING]
    assert JournalEntry.objects.filter(verb__startswith="news.").count() == 1
    with pytest.raises(AlreadyGone):
        held_news.drop(entry, by=lead, place=project.cohort)


def test_each_hears_of_it_at_the_rhythm_she_chose(project, lead):
    zoe, adam = f.bearer_of(project), f.member_of(project)
    zoe.preferences.create(kind="mine", rhythm="never")
    adam.preferences.create(kind="mine", rhythm="weekly")
    entry = held(project, zoe, adam)

    assert held_news.release(entry, by=lead, place=project.cohort) == 1

    told = dict(Notice.objects.filter(entry=entry).values_list("recipient__pk", "state"))
    assert told == {zoe.pk: State.SHOWN, adam.pk: State.WAITING}
    assert notifications.send_at_once() == 0


def test_what_was_answered_meanwhile_asks_nobody_by_mail(project, lead):
    entry = held(project, f.bearer_of(project))
    Notice.objects.update(settled_at=timezone.now())

    assert held_news.release(entry, by=lead, place=project.cohort) == 0
    assert states(entry) == [State.SHOWN]


def test_one_decides_only_of_what_one_may_read(client, project, lead):
    entry = held(project, f.bearer_of(project), audience="collective", text="Entre nous")

    page = client.get(outbox(project))
    assert "Entre nous" not in page.content.decode()
    assert page.context["hidden"] == 1
    assert decide(client, project, entry).status_code == 403
    assert decide(client, project, entry, "drop").status_code == 403
    assert states(entry) == [State.HELD]

    client.force_login(f.adviser_of(project))
    assert decide(client, project, entry).status_code == 302


@pytest.mark.parametrize(
    "who",
    [
        f.bearer_of,
        f.state_agent_of,
        f.official_of,
        lambda project: UserFactory(),
        lambda project: f.lead_of(f.ProjectFactory()),
    ],
)
def test_whoever_does_not_keep_the_outbox_decides_of_nothing(client, project, who):
    entry = held(project, f.bearer_of(project))
    client.force_login(who(project))

    assert client.get(outbox(project)).status_code == 403
    assert decide(client, project, entry).status_code == 403
    assert states(entry) == [State.HELD]


def test_the_news_of_another_cohort_are_not_decided_from_this_one(client, project, lead):
    elsewhere = f.ProjectFactory()
    entry = held(elsewhere, f.bearer_of(elsewhere))

    assert client.post(reverse("programmes:release_news", args=[project.cohort.slug, entry.pk])).status_code == 404
    assert decide(client, elsewhere, entry).status_code == 403
    assert client.get(reverse("programmes:release_news", args=[project.cohort.slug, entry.pk])).status_code == 405


def test_what_was_removed_is_decided_by_nobody_and_never_leaves(client, project, lead):
    entry = held(project, f.bearer_of(project))
    entry.object.delete()

    assert client.get(outbox(project)).context["hidden"] == 1
    assert decide(client, project, entry).status_code == 403


def test_an_administrator_who_reads_no_project_decides_of_none_of_its_news(client, project):
    entry = held(project, f.bearer_of(project))
    client.force_login(someone(RoleCode.ADMINISTRATOR, project.cohort.programme))

    assert client.get(outbox(project)).status_code == 200
    assert decide(client, project, entry).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, project, lead, count, django_assert_max_num_queries):
    for _time in range(count):
        held(project, f.bearer_of(project), f.member_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(outbox(project))

    assert len(page.context["rows"]) == count
