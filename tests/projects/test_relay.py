from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import notifications
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people.models import Role, User
from levain.projects import relay, services
from levain.projects.models import HandOver
from levain.support.models import Mission
from tests.people.factories import OrganisationFactory, UserFactory, give_role
from tests.projects import factories as f

LONG_AGO = timezone.localdate() - timedelta(days=60)
MINE = "projects:hand_over_mine"


@pytest.fixture
def leaver(project):
    user = UserFactory(name="Solange")
    give_role(user, "bearer", project, since=LONG_AGO)
    return user


@pytest.fixture
def heir(project):
    user = UserFactory(name="Rachid")
    give_role(user, "member", project, since=LONG_AGO)
    return user


def codes(user, scope):
    return set(Role.objects.in_force().on(scope).filter(user=user).values_list("code", flat=True))


def test_everything_passes_in_one_operation(project, leaver, heir):
    action = f.ActionFactory(project=project, owner=leaver)
    done = f.ActionFactory(project=project, owner=leaver, done=timezone.localdate())
    promise = services.make_commitment(project, by=leaver, text="Balayer")
    kept = services.make_commitment(project, by=leaver, text="Ouvrir")
    services.tell_commitment(kept, by=leaver, kept=True)

    services.hand_over(leaver, by=leaver, to=heir, note="La clé est chez Nadège.")

    for thing in (action, done, promise, kept):
        thing.refresh_from_db()
    assert (action.owner, done.owner, promise.by, kept.by) == (heir, leaver, heir, leaver)
    assert codes(leaver, project) == set()
    assert codes(heir, project) == {"bearer", "member"}
    verbs = set(JournalEntry.objects.in_place(project).values_list("verb", flat=True))
    assert {"action.relayed", "commitment.relayed", "role.given", "role.ended", "project.relayed"} <= verbs


def test_both_receive_a_letter_at_once_and_the_team_is_told(project, leaver, heir):
    other, adviser = f.member_of(project), f.adviser_of(project)

    services.hand_over(leaver, by=leaver, to=heir)
    notifications.send_at_once()

    assert set(Letter.objects.values_list("to", flat=True)) == {heir.email}
    told = Notice.objects.filter(entry__verb="project.relayed").values_list("recipient", flat=True)
    assert set(told) == {other.pk, adviser.pk}


def test_whoever_is_relieved_by_another_receives_a_letter_too(project, leaver, heir):
    services.hand_over(leaver, by=f.adviser_of(project), to=heir)
    notifications.send_at_once()

    assert set(Letter.objects.values_list("to", flat=True)) == {heir.email, leaver.email}


def test_done_again_it_does_no_harm(project, leaver, heir):
    token = uuid4()
    first = services.hand_over(leaver, by=leaver, to=heir, token=token)

    assert services.hand_over(leaver, by=leaver, to=heir, token=token) == first
    with pytest.raises(services.NothingLeft):
        services.hand_over(leaver, by=leaver, to=heir, token=uuid4())
    assert HandOver.objects.count() == 1


def test_what_comes_later_is_handed_over_by_a_second_one(project, leaver, heir):
    services.hand_over(leaver, by=leaver, to=heir)
    late = f.ActionFactory(project=project, owner=leaver)

    services.hand_over(leaver, by=leaver, to=heir)

    late.refresh_from_db()
    assert late.owner == heir


def test_a_role_given_today_passes_too(project, heir):
    leaver = f.bearer_of(project)

    services.hand_over(leaver, by=leaver, to=heir)

    assert "bearer" in codes(heir, project)
    assert not leaver.roles.exists()


def test_whoever_takes_over_may_already_hold_the_role(project, leaver):
    other = f.bearer_of(project)

    services.hand_over(leaver, by=leaver, to=other)

    assert codes(other, project) == {"bearer"}


def test_a_state_agent_hands_her_territory_to_a_colleague_without_an_account(client, project):
    agent, service = UserFactory(), OrganisationFactory(kind="state_service")
    department = f.department_of(project)
    give_role(agent, "state_service", department, organisation=service, since=LONG_AGO)
    client.force_login(agent)
    typed = {
        "to": "else",
        "email": "Anne@Example.org",
        "name": "Anne",
        "note": "Lire le permis.",
        "token": str(uuid4()),
    }

    preview = client.post(reverse(MINE), typed)
    assert preview.status_code == 200
    assert not User.objects.filter(email="anne@example.org").exists()
    client.post(reverse(MINE), typed | {"confirm": "1"})

    anne = User.objects.get(email="anne@example.org")
    role = anne.roles.get()
    assert (role.code, role.scope, role.organisation) == ("state_service", department, service)
    client.force_login(anne)
    assert "Lire le permis." in client.get(HandOver.objects.get().get_absolute_url()).content.decode()
    assert client.get(reverse("projects:team", args=[project.slug])).status_code == 200


def test_an_adviser_hands_her_cohort_over(project):
    adviser, heir, bearer = f.adviser_of(project), UserFactory(), f.bearer_of(project)

    services.hand_over(adviser, by=f.lead_of(project), to=heir)

    assert codes(heir, project.cohort) == {"adviser"}
    assert Notice.objects.filter(entry__verb="project.relayed", recipient=bearer).exists()


def test_one_reads_what_will_pass_before_confirming(client, project, leaver, heir):
    f.ActionFactory(project=project, owner=leaver, title="Poser les bancs")
    client.force_login(leaver)

    page = client.post(reverse(MINE), {"to": heir.pk, "note": "Merci"})

    shown = page.content.decode()
    assert "Poser les bancs" in shown
    assert "Rachid" in shown
    assert codes(leaver, project) == {"bearer"}
    back = client.post(reverse(MINE), {"to": heir.pk, "note": "Merci", "back": "1"})
    assert back.context["form"]["note"].value() == "Merci"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "to"),
        ({"to": "else"}, "email"),
        ({"to": "else", "email": "anne"}, "email"),
        ({"to": "else", "email": "anne@example.org"}, "name"),
        ({"to": "999999"}, "to"),
        ({"to": "else", "email": "anne@example.org", "name": "Anne", "note": "x" * 2001}, "note"),
    ],
)
def test_a_bad_hand_over_is_given_back(client, project, leaver, typed, field):
    client.force_login(leaver)

    page = client.post(reverse(MINE), typed | {"confirm": "1"})

    assert field in page.context["form"].errors
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("named", ["herself", "closed"])
def test_files_go_to_somebody_else_whose_account_is_open(client, project, leaver, named):
    address = leaver.email if named == "herself" else UserFactory(is_active=False).email
    client.force_login(leaver)

    page = client.post(reverse(MINE), {"to": "else", "email": address, "name": "Anne", "confirm": "1"})

    assert page.context["form"].non_field_errors()
    assert codes(leaver, project) == {"bearer"}


@pytest.mark.parametrize(
    ("maker", "may"), [(f.lead_of, True), (f.adviser_of, True), (f.bearer_of, False), (f.state_agent_of, False)]
)
def test_who_hands_over_the_files_of_a_bearer(client, project, leaver, maker, may):
    client.force_login(maker(project))

    assert client.get(reverse("projects:hand_over", args=[leaver.pk])).status_code == (200 if may else 403)


def test_an_adviser_hands_over_the_collectives_of_her_cohort_and_nothing_else(project, leaver, heir):
    elsewhere = f.ProjectFactory()
    give_role(leaver, "bearer", elsewhere, since=LONG_AGO)
    theirs = f.ActionFactory(project=elsewhere, owner=leaver)
    adviser = f.adviser_of(project)

    services.hand_over(leaver, by=adviser, to=heir)

    theirs.refresh_from_db()
    assert theirs.owner == leaver
    assert codes(leaver, elsewhere) == {"bearer"}
    assert codes(leaver, project) == set()


def test_a_seat_on_a_jury_is_not_handed_over(project):
    juror = UserFactory()
    give_role(juror, "juror", project.cohort)

    assert relay.pieces(juror, juror) == []


@pytest.mark.parametrize("maker", [f.adviser_of, f.member_of, lambda project: UserFactory()])
def test_the_note_is_read_by_those_it_concerns(client, project, leaver, heir, maker):
    done = services.hand_over(leaver, by=leaver, to=heir, note="Entre nous.")
    client.force_login(maker(project))
    assert client.get(done.get_absolute_url()).status_code == 403

    for person in (leaver, heir):
        client.force_login(person)
        assert "Entre nous." in client.get(done.get_absolute_url()).content.decode()


def test_a_person_without_files_has_nothing_to_hand_over(client):
    client.force_login(UserFactory())

    assert "rien à transmettre" in client.get(reverse(MINE)).content.decode()


def test_a_mission_under_way_passes_and_one_delivered_does_not(project):
    expert, heir = UserFactory(), UserFactory()
    give_role(expert, "expert", project, since=LONG_AGO)
    said = {"project": project, "brief": "La pente", "expert": expert, "days": 2}
    going = Mission.objects.create(**said)
    delivered = Mission.objects.create(**said, deliverable="Un plan.")

    services.hand_over(expert, by=expert, to=heir)

    going.refresh_from_db()
    delivered.refresh_from_db()
    assert (going.expert, delivered.expert) == (heir, expert)


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same_for_any_number(
    client, project, leaver, heir, count, django_assert_max_num_queries
):
    for _number in range(count):
        f.ActionFactory(project=project, owner=leaver)
        services.make_commitment(project, by=leaver, text="Balayer")
    client.force_login(leaver)

    with django_assert_max_num_queries(12):
        client.get(reverse(MINE))
