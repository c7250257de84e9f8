"""What is told in one project never comes out elsewhere: pages, search, feed, exports, calendars, letters."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from operator import attrgetter

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from levain.foundation import access, calendars, notifications, reminders
from levain.foundation.models import Letter, Notice
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.services import write_entry
from levain.support.services import facilitation, missions, needs, obstacles, proposals, referrals
from levain.support.services.contacts import record_contact
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, official_of, state_agent_of
from tests.support.factories import SupportFactory, service_of

pytestmark = pytest.mark.django_db
WORD = "glyptothèque"
SECRET = f"Personne ne doit entendre parler de la {WORD}."


@pytest.fixture
def told():
    """A project where everything that this strand writes holds the word."""
    project = ProjectFactory()
    adviser, bearer, expert = adviser_of(project), bearer_of(project), someone(RoleCode.EXPERT, project)
    soon = timezone.localdate() + timedelta(days=3)
    need = needs.state_need(project, by=bearer, in_my_words=SECRET, blocks=SECRET, wanted_by=soon)
    needs.qualify(need, by=adviser, adviser_words=SECRET, theme="mobilite")
    needs.agree(need, by=bearer)
    proposals.propose(need, [(SupportFactory(), SECRET)], by=adviser)
    referrals.refer(need, service=service_of(project), hoped_by=soon, by=adviser, question=SECRET)
    obstacles.name_obstacle(project, by=bearer, kind="regle", text=SECRET, needs=[need])
    record_contact(project, by=adviser, text=SECRET, next=SECRET, with_whom=SECRET)
    facilitation.record_gesture([project], by=adviser, kind="meeting", text=SECRET, need=need)
    brief = missions.write_brief(project, by=adviser, brief=SECRET, days=Decimal(1), need=need)
    missions.ask_experts(brief, [expert], by=adviser)
    write_entry(project, by=bearer, text=SECRET)
    return project


NEXT_DOOR = {
    "bearer": bearer_of,
    "member": member_of,
    "official": official_of,
    "state": state_agent_of,
    "expert": lambda project: someone(RoleCode.EXPERT, project),
    "partner": lambda project: someone(RoleCode.PARTNER, project),
}


@pytest.fixture
def mine(told):
    """Another project of the same session: its people meet those of the first."""
    return ProjectFactory(cohort=told.cohort)


@pytest.fixture(params=NEXT_DOOR)
def stranger(request, mine, client):
    person = NEXT_DOOR[request.param](mine)
    client.force_login(person)
    return person


def addresses(*projects):
    """Every page that one may ask for: about nothing in particular, about these projects, about their session."""
    about = {Project: projects, Cohort: {project.cohort for project in projects}}
    for name, route in access.routes().items():
        if route.of in about and not route.post_only:
            for one in about[route.of]:
                yield reverse(name, kwargs={key: attrgetter(path)(one) for key, path in route.by})
        elif route.of is None and not route.post_only and name != "account_logout":
            with suppress(NoReverseMatch):
                yield reverse(name)


def read(client, to):
    answer = client.get(to)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="ignore")


@pytest.mark.parametrize("stranger", ["bearer", "state"], indirect=True)
def test_no_page_shows_it(told, mine, stranger, client):
    asked = list(addresses(told, mine))

    assert len(asked) > 100
    assert [to for to in asked if WORD in read(client, to)] == []


def test_those_of_the_project_do_read_it(told, client):
    """Else the walk above would prove nothing."""
    client.force_login(bearer_of(told))

    shown = [to for to in addresses(told) if WORD in read(client, to)]

    assert {reverse(f"support:{name}", args=[told.slug]) for name in ("needs", "obstacles", "missions")} <= set(shown)
    assert {reverse(f"projects:{name}", args=[told.slug]) for name in ("feed", "logbook")} <= set(shown)


def test_no_search_finds_it(told, mine, stranger, client):
    asked = [
        reverse("projects:logbook", args=[mine.slug]),
        reverse("projects:logbook", args=[told.slug]),
        reverse("support:catalogue"),
        reverse("support:obstacles_across"),
        reverse("portal:public_projects"),
    ]

    for to in asked:
        page = read(client, f"{to}?q={WORD}")
        assert SECRET[:20] not in page, to


def test_no_letter_tells_it(told, mine, stranger):
    now = timezone.now()
    for days in range(1, 40, 3):
        reminders.remind(now + timedelta(days=days))
    notifications.send_at_once()
    notifications.send_digests(now + timedelta(days=41))

    letters = Letter.objects.filter(to=stranger.email)
    assert not any(WORD in letter.text + letter.subject + (letter.html or "") for letter in letters)
    assert Letter.objects.filter(text__contains=WORD).exists()


def test_no_calendar_dates_it(told, mine, stranger):
    dated = calendars.events_of(stranger, timezone.now())

    assert WORD not in calendars.written(dated).decode()
    assert all(told.name not in event.title for event in dated)


def test_no_notice_tells_it(told, mine, stranger):
    assert not Notice.objects.filter(recipient=stranger).exists()
