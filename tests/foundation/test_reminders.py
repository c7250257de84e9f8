from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from levain.foundation import notifications, reminders
from levain.foundation.models import JournalEntry, Letter, Notice, Reminder
from levain.foundation.reminders import Pending, Spacing
from tests.people.factories import UserFactory
from tests.projects.factories import ActionFactory, ProjectFactory, bearer_of

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2030, 3, 4, 7, 30, tzinfo=PARIS)
TODAY = MORNING.date()


def on(days):
    return MORNING + timedelta(days=days)


@pytest.fixture
def action():
    project = ProjectFactory()
    zoe = bearer_of(project)
    made = datetime(2030, 1, 1, tzinfo=PARIS)
    return ActionFactory(
        project=project, owner=zoe, due=TODAY + timedelta(days=7), created_at=made, title="Le compost"
    )


@pytest.fixture(autouse=True)
def only_actions(monkeypatch):
    """The other packages have their own tests."""
    monkeypatch.setattr(reminders, "_kinds", {"action": reminders.registered()["action"]})


@pytest.mark.parametrize(
    ("pending", "moments"),
    [
        (Pending(None, None, until=date(2030, 1, 10)), ["01-03", "01-10", "01-17", "01-31", "02-14", "02-28"]),
        (Pending(None, None, since=date(2030, 1, 1)), ["01-08", "01-22", "02-05", "02-19", "03-05", "03-19"]),
        (Pending(None, None, date(2030, 1, 5), date(2030, 1, 10)), ["01-10", "01-17", "01-31", "02-14", "02-28"]),
        (Pending(None, None), []),
    ],
)
def test_reminders_are_spaced_and_end(pending, moments):
    assert [day.isoformat()[5:] for day in Spacing().moments(pending)] == moments


def test_a_person_is_reminded_a_week_before_the_day_itself_and_after(action):
    told = [day for day in range(-3, 120) if reminders.remind(on(day))]
    assert told == [0, 7, 14, 28, 42, 56]


def test_a_tick_twice_reminds_once(action):
    assert reminders.remind(MORNING) == 1
    assert reminders.remind(MORNING + timedelta(hours=3)) == 0
    assert Notice.objects.get().recipient == action.owner


def test_nobody_is_reminded_at_night(action):
    assert reminders.remind(MORNING.replace(hour=6, minute=59)) == 0


def test_what_is_done_is_not_asked_for(action):
    action.done = TODAY
    action.save()
    assert reminders.remind(MORNING) == 0


def test_what_is_done_before_the_letter_is_written_is_not_asked_for(action):
    reminders.remind(MORNING)
    action.done = timezone.localdate()
    action.save()
    assert notifications.send_at_once(MORNING) == 0
    assert Notice.objects.get().state == "dropped"


def test_a_date_put_off_starts_again(action):
    reminders.remind(on(7))
    action.due = (on(7) + timedelta(days=20)).date()
    action.save()
    assert [day for day in range(8, 30) if reminders.remind(on(day))] == [20, 27]


def test_after_an_outage_only_the_last_reminder_leaves(action):
    assert reminders.remind(on(16)) == 1
    assert reminders.remind(on(17)) == 0


def test_what_was_due_long_ago_is_let_go(action):
    assert reminders.remind(on(75)) == 0


def test_who_may_no_longer_see_is_not_reminded(action):
    action.owner.roles.all().delete()
    assert reminders.remind(MORNING) == 0


def test_who_has_left_is_not_reminded(action):
    action.owner.is_active = False
    action.owner.save()
    assert reminders.remind(MORNING) == 0


def test_a_kind_that_fails_does_not_stop_the_others(action, monkeypatch):
    kinds = {"broken": reminders.Kind("broken", lambda now: 1 / 0, Spacing()), **reminders._kinds}
    monkeypatch.setattr(reminders, "_kinds", kinds)
    assert reminders.remind(MORNING) == 1


def test_several_reminders_of_a_morning_leave_in_one_letter(action):
    ActionFactory(project=action.project, owner=action.owner, due=action.due, created_at=action.created_at)
    assert reminders.remind(MORNING) == 2
    assert notifications.send_at_once(MORNING) == 1
    assert Letter.objects.get().text.count("Rappel") == 2


def test_the_letter_says_what_and_for_when(action):
    reminders.remind(MORNING)
    notifications.send_at_once(MORNING)
    assert "Rappel, à faire pour le 11 mars 2030\xa0: Le compost" in Letter.objects.get().text
    assert JournalEntry.objects.get(verb="reminder.action").actor is None


@pytest.mark.parametrize("count", [1, 3])
def test_asking_what_is_pending_costs_the_same_for_any_number(count, django_assert_num_queries):
    project = ProjectFactory()
    reminders._type(project)
    for _ in range(count):
        ActionFactory(project=project, owner=UserFactory(), due=TODAY, created_at=on(-90))
    with django_assert_num_queries(4):
        reminders.remind(MORNING)


def test_what_is_pending_is_never_stored_ahead(action):
    reminders.remind(on(-3))
    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()
