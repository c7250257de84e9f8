import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Letter
from levain.people import services
from levain.people.models import Affiliation, Invitation, User, token_digest
from tests.people.factories import OrganisationFactory, UserFactory
from tests.projects.factories import ProjectFactory, bearer_of

pytestmark = pytest.mark.django_db


def invited(project=None, email="lea@example.org", **said):
    """An invitation, its link, and the project it opens."""
    project = project or ProjectFactory()
    said.setdefault("by", bearer_of(project))
    services.invite(email, "member", project, **said)
    token = re.search(r"/invitations/([\w-]+)/", Letter.objects.latest("pk").text).group(1)
    return reverse("people:invitation", args=[token]), token, project


def test_an_invitation_opens_the_role_to_someone_new_and_signs_her_in(client):
    address, token, project = invited(organisation=OrganisationFactory(), name="Léa")
    page = client.get(address)
    assert page.status_code == 200
    assert page.context["form"].initial == {"name": "Léa"}

    response = client.post(address, {"name": "Léa Martin"})

    lea = User.objects.get(email="lea@example.org")
    assert response.headers["Location"] == "/espace/"
    assert client.session["_auth_user_id"] == str(lea.pk)
    assert lea.name == "Léa Martin"
    assert lea.holds("member", on=project)
    assert Affiliation.objects.filter(user=lea).count() == 1
    verbs = JournalEntry.objects.values_list("verb", flat=True)
    assert {"invitation.sent", "role.given", "invitation.accepted"} <= set(verbs)


def test_only_the_digest_of_a_link_is_kept():
    _, token, _ = invited()
    assert Invitation.objects.get().digest == token_digest(token)


def test_an_invitation_works_once(client):
    address, _, _ = invited()
    client.post(address, {"name": "Léa"})
    client.post(reverse("account_logout"))
    assert client.get(address).status_code == 410
    assert Client().post(address, {"name": "Autre"}).status_code == 410
    assert User.objects.filter(name="Autre").count() == 0


def test_two_clicks_together_give_one_role():
    _, token, project = invited()
    services.accept(token, name="Léa")
    with pytest.raises(services.InvitationClosed):
        services.accept(token, name="Léa")


def expire(invitation, project):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def withdraw(invitation, project):
    services.withdraw_invitation(invitation, by=invitation.invited_by)


def end_the_inviters_role(invitation, project):
    services.end_role(invitation.invited_by.roles.get(), by=None)


def close_the_inviters_account(invitation, project):
    services.deactivate(invitation.invited_by, by=None)


def invite_again(invitation, project):
    services.invite(invitation.email, "member", project, by=invitation.invited_by)


@pytest.mark.parametrize(
    "happens", [expire, withdraw, end_the_inviters_role, close_the_inviters_account, invite_again]
)
def test_an_invitation_dies_when_what_it_rests_on_changes(client, happens):
    address, _, project = invited()
    happens(Invitation.objects.get(), project)
    assert client.get(address).status_code == 410
    assert client.post(address, {"name": "Léa"}).status_code == 410
    assert not User.objects.filter(email="lea@example.org").exists()


def test_an_unknown_link_opens_nothing(client):
    assert client.get(reverse("people:invitation", args=["nothing"])).status_code == 410


def test_someone_else_signed_in_is_told_so_and_gets_nothing(client):
    address, _, project = invited()
    other = UserFactory()
    client.force_login(other)
    assert client.get(address).status_code == 403
    assert client.post(address, {"name": "x"}).status_code == 403
    assert not other.roles.exists()
    assert Invitation.objects.get().is_open


def test_someone_who_has_an_account_signs_in_first_then_accepts(client):
    address, _, project = invited()
    lea = UserFactory(email="lea@example.org")
    page = client.post(address, {"name": "x"})
    assert page.status_code == 200
    assert page.context["sign_in"].endswith(f"?next={address}")
    assert not lea.roles.exists()

    client.force_login(lea)
    assert client.get(address).status_code == 200
    client.post(address)
    assert lea.roles.on(project).get().code == "member"


@pytest.mark.parametrize("name", ["", "   ", "Léa\x00", "Lé\u202ea", "L" * 121])
def test_a_bad_name_is_given_back(client, name):
    address, _, _ = invited()
    response = client.post(address, {"name": name})
    assert response.status_code == 200
    assert response.context["form"].errors["name"]
    assert Invitation.objects.get().is_open


def test_a_name_is_kept_in_one_form(client):
    address, _, _ = invited()
    client.post(address, {"name": "  Le\u0301a   d’Arc-Martin 🌱 "})
    assert User.objects.get(email="lea@example.org").name == "Léa d’Arc-Martin 🌱"


def test_addresses_are_kept_in_one_form():
    invited(email="  LEA@Example.org ")
    assert Invitation.objects.get().email == "lea@example.org"


def test_the_letter_shows_the_words_of_people_as_words():
    project = ProjectFactory(name="Verger <b>http://evil.example</b>")
    bearer = bearer_of(project)
    bearer.name = "Zoé\r\nBcc: x@y.zz"
    invited(project, by=bearer)
    letter = Letter.objects.latest("pk")
    assert "\n" not in letter.subject
    assert "Zoé Bcc: x@\u2060y.\u2060zz" in letter.text
    assert "http://evil" not in letter.text
    assert "<b>http" not in letter.html


def test_links_come_from_the_setting_and_not_from_the_request(client, settings):
    settings.SITE_URL = "https://levain.example"
    settings.ALLOWED_HOSTS = ["*"]
    project = ProjectFactory()
    client.force_login(bearer_of(project))
    client.get("/healthz", headers={"host": "evil.example"})
    invited(project)
    letter = Letter.objects.latest("pk")
    assert "https://levain.example/invitations/" in letter.text
    assert "evil" not in letter.text


def test_a_person_writes_so_many_invitations_an_hour(monkeypatch):
    monkeypatch.setattr(services, "INVITATIONS_AN_HOUR", 2)
    project = ProjectFactory()
    bearer = bearer_of(project)
    for number in range(2):
        invited(project, email=f"p{number}@example.org", by=bearer)
    with pytest.raises(services.TooManyInvitations):
        invited(project, email="p3@example.org", by=bearer)


def test_a_role_already_held_is_not_offered_again():
    project = ProjectFactory()
    member = UserFactory()
    services.give_role(member, "member", project, by=None)
    with pytest.raises(services.AlreadyHeld):
        services.invite(member.email.upper(), "member", project, by=bearer_of(project))
    with pytest.raises(services.AlreadyHeld):
        services.give_role(member, "member", project, by=None)


def test_a_role_ends_at_once():
    project, member = ProjectFactory(), UserFactory()
    long_ago = timezone.localdate() - timedelta(days=30)
    role = services.give_role(member, "member", project, by=None, since=long_ago)
    assert member.holds("member", on=project)

    services.end_role(role, by=None)

    assert not member.holds("member", on=project)
    assert role.until == timezone.localdate() - timedelta(days=1)
    with pytest.raises(services.AlreadyEnded):
        services.end_role(role, by=None)


def test_a_role_given_today_can_end_today():
    project, member = ProjectFactory(), UserFactory()
    services.end_role(services.give_role(member, "member", project, by=None), by=None)
    assert not member.holds("member", on=project)
    assert JournalEntry.objects.filter(verb="role.ended").count() == 1
    services.give_role(member, "member", project, by=None)
    assert member.holds("member", on=project)


def test_a_role_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="king"):
        services.give_role(UserFactory(), "king", ProjectFactory(), by=None)


def test_old_invitations_are_forgotten():
    invited()
    services.purge_invitations(timezone.now() + timedelta(days=60))
    assert Invitation.objects.count() == 1
    services.purge_invitations(timezone.now() + timedelta(days=100))
    assert Invitation.objects.count() == 0


def test_the_page_gives_back_an_invitation_that_cannot_be_sent(client):
    project = ProjectFactory()
    member = UserFactory()
    services.give_role(member, "member", project, by=None)
    client.force_login(bearer_of(project))
    said = {"email": member.email, "name": "Léa", "code": "member"}
    page = client.post(reverse("projects:invite", args=[project.slug]), said)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["Cette personne a déjà ce rôle."]
    assert "Léa" in page.content.decode()
