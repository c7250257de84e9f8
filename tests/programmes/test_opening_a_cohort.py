"""The national team opens a new session of its programme on a screen."""

from django.urls import reverse

from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory, ProgrammeFactory

SAID = {"name": "Session 2027", "starts": "2027-01-04", "ends": "2027-12-17", "seats": "5"}


def page(programme):
    return reverse("programmes:open_cohort", args=[programme.slug])


def lead_of(programme):
    return someone(RoleCode.PROGRAMME_LEAD, programme)


def test_the_lead_opens_a_session_from_her_first_screen(client):
    programme = CohortFactory().programme
    client.force_login(lead_of(programme))

    assert page(programme) in client.get(reverse("portal:space")).content.decode()
    answer = client.post(page(programme), SAID)

    cohort = Cohort.objects.get(name="Session 2027")
    assert answer.url == reverse("portal:prepare", args=[cohort.slug])
    assert (cohort.programme, cohort.slug, cohort.seats) == (programme, "session-2027", 5)
    assert client.get(answer.url).status_code == 200


def test_the_first_session_of_a_programme_is_opened_from_an_empty_screen(client):
    programme = ProgrammeFactory()
    client.force_login(lead_of(programme))

    assert page(programme) in client.get(reverse("portal:space")).content.decode()


def test_a_second_click_opens_no_second_session(client):
    programme = ProgrammeFactory()
    client.force_login(lead_of(programme))

    client.post(page(programme), SAID)
    again = client.post(page(programme), SAID)

    assert Cohort.objects.count() == 1
    assert "déjà une session de ce nom" in again.content.decode()


def test_two_programmes_may_have_sessions_of_one_name(client):
    first, second = ProgrammeFactory.create_batch(2)
    for programme in (first, second):
        client.force_login(lead_of(programme))
        client.post(page(programme), SAID)

    assert sorted(Cohort.objects.values_list("slug", flat=True)) == ["session-2027", "session-2027-2"]


def test_a_session_does_not_end_before_it_begins(client):
    programme = ProgrammeFactory()
    client.force_login(lead_of(programme))

    answer = client.post(page(programme), SAID | {"ends": "2026-12-17"})

    assert not Cohort.objects.exists()
    assert "Le dernier jour vient avant le premier" in answer.content.decode()
    assert "Session 2027" in answer.content.decode()


def test_nobody_else_opens_a_session(client):
    cohort = CohortFactory()
    others = [UserFactory(), someone(RoleCode.ADVISER, cohort), lead_of(ProgrammeFactory())]

    for person in others:
        client.force_login(person)
        assert client.post(page(cohort.programme), SAID).status_code == 403
    assert Cohort.objects.count() == 1
