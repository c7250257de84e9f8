"""An empty house gets its first person, and she founds its programmes on screen; nobody else can."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from levain.foundation.models import JournalEntry, Letter
from levain.people.models import Invitation, Role, RoleCode, User
from levain.people.services import end_role
from levain.programmes.founding import AlreadyFounded, ClosedAccount, found_house, name_in
from levain.programmes.models import House, Programme
from levain.programmes.rules import can_found_programme
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory, ProgrammeFactory

CAMILLE = "camille.durand@exemple.fr"
FOUND = "/espace/dispositifs/fonder/"


@pytest.fixture
def camille():
    return found_house(CAMILLE)[0]


def said(**changes):
    known = {
        "name": "Accélérateur de projets citoyens",
        "purpose": "Accompagner cinq projets d’habitants pendant un an.",
        "carried_by": "Ville d’essai",
        "contact": "projets@exemple.fr",
        "time_zone": "Indian/Reunion",
        "roles": ["programme_lead", "administrator"],
        "lead": "",
        "lead_name": "",
        "token": str(uuid4()),
    }
    return known | changes


def codes(user, programme):
    return set(Role.objects.on(programme).filter(user=user).values_list("code", flat=True))


def test_the_first_person_is_named_after_her_address_and_administers_the_house(camille):
    assert (camille.name, camille.email) == ("Camille Durand", CAMILLE)
    assert can_found_programme(camille)


def test_the_same_address_twice_changes_nothing(camille):
    again, now = found_house(" Camille.DURAND@exemple.fr ")

    assert (again, now) == (camille, False)
    assert Role.objects.count() == User.objects.count() == House.objects.count() == 1


def test_a_house_that_has_somebody_is_not_given_to_somebody_else(camille):
    with pytest.raises(AlreadyFounded, match=CAMILLE):
        found_house("autre@exemple.fr")

    assert not User.objects.filter(email="autre@exemple.fr").exists()


def test_somebody_is_added_when_that_is_asked_for(camille):
    other, now = found_house("autre@exemple.fr", "Sacha N.", also=True)

    assert now
    assert other.name == "Sacha N."
    assert can_found_programme(other)
    assert can_found_programme(camille)


def test_a_house_whose_administrator_has_left_is_given_to_the_next(camille):
    end_role(Role.objects.get(user=camille), by=None)

    assert found_house("autre@exemple.fr")[1]


def test_a_closed_account_is_not_given_a_house():
    UserFactory(email=CAMILLE, is_active=False)

    with pytest.raises(ClosedAccount):
        found_house(CAMILLE)


@pytest.mark.parametrize(
    "wrong", ["", "camille", "camille@", "a" * 250 + "@exemple.fr", "camille@exemple.fr\nBcc: x@y.fr"]
)
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(ValidationError):
        found_house(wrong)

    assert not User.objects.exists()


def test_a_name_that_cannot_be_shown_is_refused():
    with pytest.raises(ValidationError):
        found_house(CAMILLE, "Camille\u202e")


def test_a_person_known_already_keeps_her_name():
    UserFactory(email=CAMILLE, name="Camille D.")

    assert found_house(CAMILLE, "Autre Nom")[0].name == "Camille D."


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("prenom.nom@e.fr", "Prenom Nom"),
        ("a_b+levain@e.fr", "A B"),
        ("mairie@e.fr", "Mairie"),
        ("+x@e.fr", "+x@e.fr"),
    ],
)
def test_a_name_to_begin_with_is_read_in_the_address(email, name):
    assert name_in(email) == name


def test_she_founds_a_programme_with_the_roles_she_takes(client, camille):
    client.force_login(camille)

    answer = client.post(FOUND, said())

    programme = Programme.objects.get()
    assert answer.url == reverse("portal:programme", args=["accelerateur-de-projets-citoyens"])
    assert codes(camille, programme) == {"programme_lead", "administrator"}
    assert (programme.carried_by, programme.contact) == ("Ville d’essai", "projets@exemple.fr")
    assert "Ce qu’il reste à préparer" in client.get(answer.url).content.decode()
    assert JournalEntry.objects.filter(verb="programme.founded").count() == 1


def test_its_sessions_live_in_its_time_zone(client, camille):
    client.force_login(camille)
    client.post(FOUND, said())
    programme = Programme.objects.get()

    session = {"name": "Session 2027", "starts": "2027-01-04", "ends": "2027-12-17", "seats": "5"}
    client.post(reverse("programmes:open_cohort", args=[programme.slug]), session)

    assert programme.cohorts.get().time_zone == "Indian/Reunion"


def test_a_second_click_founds_one_programme_and_invites_once(client, camille):
    client.force_login(camille)
    sent = said(lead="lea@exemple.fr", lead_name="Léa M.")

    first, second = client.post(FOUND, sent), client.post(FOUND, sent)

    assert first.url == second.url
    assert Programme.objects.count() == Invitation.objects.count() == 1


def test_two_programmes_live_in_one_house_under_two_names(client, camille):
    client.force_login(camille)
    client.post(FOUND, said())

    refused = client.post(FOUND, said(name="accélérateur de projets CITOYENS"))
    client.post(FOUND, said(name="Accélérateur : de projets, citoyens !"))

    assert "porte déjà ce nom" in refused.content.decode()
    assert sorted(Programme.objects.values_list("slug", flat=True)) == [
        "accelerateur-de-projets-citoyens",
        "accelerateur-de-projets-citoyens-2",
    ]


def test_whoever_does_not_lead_invites_somebody_who_will(client, camille):
    client.force_login(camille)

    alone = client.post(FOUND, said(roles=["administrator"]))
    client.post(FOUND, said(roles=["administrator"], lead="lea@exemple.fr", lead_name="Léa M."))

    assert "Quelqu’un doit piloter" in alone.content.decode()
    programme = Programme.objects.get()
    assert codes(camille, programme) == {"administrator"}
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.code, invitation.scope) == ("lea@exemple.fr", "programme_lead", programme)
    assert "Accélérateur de projets citoyens" in Letter.objects.get().subject


def test_whoever_takes_no_role_still_keeps_the_accounts(client, camille):
    client.force_login(camille)

    client.post(FOUND, said(roles=[], lead="lea@exemple.fr"))

    assert codes(camille, Programme.objects.get()) == {"administrator"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "Nom\u202ecaché"),
        ("purpose", ""),
        ("purpose", "x" * 3001),
        ("purpose", "mot\u202eretourné"),
        ("carried_by", "x" * 201),
        ("contact", "pas une adresse"),
        ("time_zone", "Europe/Atlantide"),
        ("roles", ["juror"]),
        ("lead", CAMILLE),
        ("token", "abc"),
    ],
)
def test_what_is_wrong_founds_nothing_and_is_given_back(client, camille, field, value):
    client.force_login(camille)

    answer = client.post(FOUND, said(**{field: value}))

    assert answer.status_code == 200
    assert "Ville d’essai" in answer.content.decode() or field == "carried_by"
    assert not Programme.objects.exists()
    assert not Invitation.objects.exists()


def test_a_hostile_name_is_shown_as_it_was_typed(client, camille):
    client.force_login(camille)

    page = client.post(FOUND, said(name="<script>alert(1)</script>", lead="lea@exemple.fr"), follow=True)

    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    assert "<script>" not in Letter.objects.get().html


def test_nobody_else_founds_a_programme(client):
    cohort = CohortFactory()
    others = [UserFactory(), someone(RoleCode.PROGRAMME_LEAD, cohort.programme)]
    others.append(someone(RoleCode.ADMINISTRATOR, cohort.programme))

    for person in others:
        client.force_login(person)
        assert client.get(FOUND).status_code == 403
        assert client.post(FOUND, said()).status_code == 403
    client.logout()
    assert client.post(FOUND, said()).status_code in (302, 403)
    assert Programme.objects.count() == 1


def test_what_is_said_of_a_programme_changes_and_the_older_version_is_compared(client, camille):
    client.force_login(camille)
    client.post(FOUND, said())
    programme = Programme.objects.get()
    page = reverse("programmes:edit", args=[programme.slug])

    client.post(page, said(carried_by="Ville d’ici", version="1"))
    late = client.post(page, said(carried_by="Ville d’ailleurs", version="1"))

    programme.refresh_from_db()
    assert (programme.carried_by, programme.version) == ("Ville d’ici", 2)
    assert "Ville d’ici" in late.content.decode()
    assert "Ville d’ailleurs" in late.content.decode()


def test_the_administrator_of_the_house_does_not_run_the_programmes_of_others(client, camille):
    programme = ProgrammeFactory()
    client.force_login(camille)

    for name in ("programmes:edit", "programmes:team", "portal:programme"):
        assert client.get(reverse(name, args=[programme.slug])).status_code == 403


def test_an_administrator_invites_who_leads_only_while_nobody_does(client):
    programme = ProgrammeFactory()
    page = reverse("programmes:team", args=[programme.slug])
    client.force_login(someone(RoleCode.ADMINISTRATOR, programme))
    asked = {"email": "lea@exemple.fr", "name": "Léa M.", "code": "programme_lead"}

    client.post(page, asked)
    someone(RoleCode.PROGRAMME_LEAD, programme)
    late = client.post(page, asked | {"email": "autre@exemple.fr"})

    assert late.status_code == 200
    assert Invitation.objects.get().email == "lea@exemple.fr"


def test_an_invitation_to_lead_is_sent_again_and_withdrawn(client):
    programme = ProgrammeFactory()
    client.force_login(someone(RoleCode.ADMINISTRATOR, programme))
    client.post(
        reverse("programmes:team", args=[programme.slug]),
        {"email": "lea@exemple.fr", "name": "Léa M.", "code": "programme_lead"},
    )
    deed, number = reverse("programmes:team_invitation", args=[programme.slug]), Invitation.objects.get().pk

    client.post(deed, {"again": number})
    assert Letter.objects.count() == 2
    client.post(deed, {"withdraw": number})
    late = client.post(deed, {"again": number}, follow=True)

    assert Letter.objects.count() == 2
    assert "acceptée ou retirée" in late.content.decode()


def test_nobody_handles_the_invitations_of_another_programme(client):
    mine, other = ProgrammeFactory(), ProgrammeFactory()
    lead = someone(RoleCode.ADMINISTRATOR, other)
    client.force_login(lead)
    client.post(reverse("programmes:team", args=[other.slug]), {"email": "lea@exemple.fr", "code": "programme_lead"})
    client.force_login(someone(RoleCode.ADMINISTRATOR, mine))

    client.post(reverse("programmes:team_invitation", args=[mine.slug]), {"withdraw": Invitation.objects.get().pk})

    assert Invitation.objects.get().withdrawn_at is None
