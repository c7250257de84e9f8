"""People invited by role or by address, their answer from the letter, the reminders that stop by themselves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from levain.foundation import letters as outgoing
from levain.foundation.models import Letter
from levain.seminars import services
from levain.seminars.forms.gathering import guest
from levain.seminars.models import Invitation, Registration
from levain.seminars.services import invitations
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.seminars.factories import SeminarFactory, facilitator_of

JEANNE = {"name": "Jeanne Petit", "email": "jeanne@exemple.fr", "organisation": "Réseau des lieux"}


@pytest.fixture
def seminar(project):
    return SeminarFactory(cohort=project.cohort)


def invited(seminar, **about):
    [made] = invitations.invite_guests(seminar, [JEANNE | about], side="partner", by=UserFactory())
    return made


def address(invitation, page="invited"):
    return reverse(f"seminars:{page}", args=[invitation.token])


def test_those_around_the_cohort_are_offered_by_role(project, seminar):
    people = {bearer_of(project), member_of(project), state_agent_of(project), adviser_of(project)}
    bearer_of(ProjectFactory())

    assert {role.user for role in invitations.around(seminar)} == people


def test_invited_twice_a_person_gets_one_letter(project, seminar):
    zoe = bearer_of(project)

    for _ in range(2):
        invitations.invite_people(seminar, [zoe], by=UserFactory(), words="Venez avec vos bottes.")

    letter = Letter.objects.get()
    assert (letter.to, "Venez avec vos bottes." in letter.text) == (zoe.email, True)
    assert (Invitation.objects.get().side, Invitation.objects.get().project) == ("bearer", project)


def test_an_address_that_has_an_account_is_invited_by_it(seminar):
    jeanne = UserFactory(email="jeanne@exemple.fr")

    assert invited(seminar).user == jeanne


def test_a_seminar_invites_a_bounded_crowd(seminar, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_INVITED", 1)
    invited(seminar)

    with pytest.raises(invitations.TooManyInvited):
        invited(seminar, email="autre@exemple.fr")

    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "Jeanne Petit, jeanne@exemple.fr, Réseau des lieux",
            ("Jeanne Petit", "jeanne@exemple.fr", "Réseau des lieux"),
        ),
        ("Jeanne Petit <Jeanne@Exemple.fr>", ("Jeanne Petit", "jeanne@exemple.fr", "")),
        ("jeanne@exemple.fr", ("jeanne", "jeanne@exemple.fr", "")),
        ("D’Âge-Ñu ; dage@exemple.fr ; Mairie", ("D’Âge-Ñu", "dage@exemple.fr", "Mairie")),
    ],
)
def test_guests_are_pasted_as_people_write_them(line, read):
    assert tuple(guest(line).values()) == read


@pytest.mark.parametrize("line", ["Jeanne Petit", "Jeanne, jeanne@", "x\u202e, jeanne@exemple.fr", "a@b"])
def test_a_line_without_a_sound_address_is_given_back(line):
    with pytest.raises(ValidationError):
        guest(line)


def test_a_guest_says_yes_in_one_tap_from_her_letter_and_gets_the_date(client, seminar):
    jeanne = invited(seminar)
    assert address(jeanne) in Letter.objects.get().text

    assert client.get(address(jeanne)).status_code == 200
    assert not seminar.registrations.exists()
    for _ in range(2):
        client.post(address(jeanne), {"answer": "yes"})

    line = seminar.registrations.get()
    assert (str(line), line.side, line.state, line.user) == ("Jeanne Petit", "partner", "registered", None)
    confirmed = Letter.objects.order_by("pk")[1:]
    assert ["BEGIN:VCALENDAR" in letter.values["calendar"] for letter in confirmed] == [True]


def test_the_date_leaves_with_the_letter(seminar, client):
    client.post(address(invited(seminar)), {"answer": "yes"})

    outgoing.deliver_waiting()

    name, content, kind = mail.outbox[1].attachments[0]
    assert (name, kind) == ("levain.ics", "text/calendar")
    assert "METHOD:PUBLISH" in content
    assert Letter.objects.filter(text="").count() == 2


def test_a_guest_says_no_then_yes(client, seminar):
    jeanne = invited(seminar)

    client.post(address(jeanne), {"answer": "no"})
    assert seminar.registrations.get().state == "declined"
    client.post(address(jeanne), {"answer": "yes"})

    assert seminar.registrations.get().state == "registered"


def test_a_guest_tells_what_she_needs_and_agrees_to_photos(client, seminar):
    questions = [{"id": "atelier", "text": "Quel atelier ?", "choices": ["Matériaux", "Statuts"]}]
    services.prepare_gathering(seminar, questions=questions)
    jeanne = invited(seminar)
    typed = {
        "eats": "on",
        "meals": "sans noix",
        "question_atelier": "Statuts",
        "photos": ["report"],
        "attended": "on",
    }

    client.post(address(jeanne, "invited_registration"), typed)

    line = seminar.registrations.get()
    assert (line.needs.eats, line.meals, line.needs.answers) == (True, "sans noix", {"atelier": "Statuts"})
    assert line.photos.channels == ["report"]
    assert line.attended is None
    shown = client.get(address(jeanne, "invited_registration")).content.decode()
    assert "sans noix" in shown


def test_a_child_is_photographed_only_if_a_parent_agrees_too(client, seminar):
    jeanne = invited(seminar)

    answer = client.post(address(jeanne, "invited_registration"), {"photos": ["report"], "minor": "on"})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"parent"}
    assert not seminar.registrations.exists()


@pytest.mark.parametrize("made_up", ["unknown", "unknown:signature", "é"])
def test_a_made_up_link_opens_nothing(client, made_up):
    assert client.get(reverse("seminars:invited", args=[made_up])).status_code == 410


def test_an_invitation_taken_back_opens_nothing_and_may_be_sent_again(client, seminar):
    jeanne = invited(seminar)
    before = address(jeanne)
    client.force_login(facilitator_of(seminar))

    client.post(reverse("seminars:withdraw_invitation", args=[seminar.slug, jeanne.pk]))

    assert client.get(before).status_code == 410
    again = invited(seminar)
    assert (again.pk, client.get(address(again)).status_code) == (jeanne.pk, 200)
    assert client.get(before).status_code == 410


def test_an_invitation_of_another_seminar_is_not_taken_back_from_here(client, project, seminar):
    elsewhere = invited(SeminarFactory())
    client.force_login(facilitator_of(seminar))

    answer = client.post(reverse("seminars:withdraw_invitation", args=[seminar.slug, elsewhere.pk]))

    assert answer.status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_a_full_seminar_makes_a_guest_wait_and_writes_to_her_when_a_seat_comes_free(client, seminar):
    seminar.seats = 1
    seminar.save()
    seated = services.register(seminar, user=UserFactory())
    jeanne = invited(seminar)
    client.post(address(jeanne), {"answer": "yes"})
    assert seminar.registrations.get(user=None).state == "waiting"

    services.cancel(seated, by=seated.user)

    assert seminar.registrations.get(user=None).state == "registered"
    assert [letter.to for letter in Letter.objects.all()] == ["jeanne@exemple.fr"] * 3


def test_a_guest_is_reminded_at_her_days_until_she_answers(seminar):
    jeanne = invited(seminar)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=20))
    Letter.objects.all().delete()
    at = seminar.starts - timedelta(days=3)

    assert [invitations.remind_guests(at) for _ in range(2)] == [1, 0]
    services.decline(seminar, invitation=jeanne)
    Invitation.objects.update(reminded_on=None)

    assert invitations.remind_guests(at) == 0
    assert Letter.objects.count() == 1


def test_over_or_called_off_nobody_is_invited(seminar):
    services.call_off(seminar, why="Neige.", by=UserFactory())

    with pytest.raises(services.SeminarOver):
        invited(seminar)


def test_words_of_a_facilitator_carry_no_link_and_no_markup(seminar):
    invitations.invite_guests(
        seminar, [JEANNE], side="partner", by=UserFactory(), words="<b>Ici</b> http://mechant.example/x"
    )

    letter = Letter.objects.get()
    assert "http://mechant" not in letter.text
    assert "<b>" not in letter.html


def test_who_signs_in_answers_her_invitation_too(project, seminar):
    zoe = bearer_of(project)
    invitations.invite_people(seminar, [zoe], by=UserFactory())

    services.register(seminar, user=zoe)

    assert Invitation.objects.get().registration == Registration.objects.get()


def test_the_team_frees_a_seat_for_who_called_and_it_goes_to_the_next(client, project, seminar):
    seminar.seats = 1
    seminar.save()
    first, second = (services.register(seminar, user=UserFactory()) for _ in range(2))
    address = reverse("seminars:free_seat", args=[seminar.slug, first.pk])
    client.force_login(bearer_of(project))
    assert client.post(address).status_code == 403
    client.force_login(facilitator_of(seminar))

    for _ in range(2):
        client.post(address)

    states = dict(seminar.registrations.values_list("pk", "state"))
    assert states == {first.pk: "declined", second.pk: "registered"}
