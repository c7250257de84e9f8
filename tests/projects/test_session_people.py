"""The people of a session: invited one by one or from a list, seen and ended by those who run it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation import trials, workbooks
from levain.people.models import Invitation, Role, RoleCode
from levain.people.services import invite
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, lead_of, state_agent_of
from tests.territories.factories import DepartmentFactory

HEAD = ["nom", "courriel", "rôle", "où"]


@pytest.fixture
def project():
    return ProjectFactory(name="La halle aux graines", cohort__seats=3)


@pytest.fixture
def lead(client, project):
    lead = lead_of(project)
    client.force_login(lead)
    return lead


def to(name, project):
    return reverse(f"projects:{name}", args=[project.cohort.slug])


def as_csv(*rows):
    lines = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *rows))
    return SimpleUploadedFile("liste.csv", lines.encode(), content_type="text/csv")


def tried(client, project, *rows):
    return client.post(to("bring_contacts", project), {"file": as_csv(*rows)})


def said_yes(client, project, page):
    held = re.search(r'name="held" value="([^"]+)"', page.content.decode())[1]
    return client.post(to("bring_contacts", project), {"held": held})


def asked():
    return {(one.email, one.code, one.scope) for one in Invitation.objects.all()}


def test_the_lead_reads_who_is_there_from_her_first_screen(client, lead, project):
    adviser, agent = adviser_of(project), state_agent_of(project)

    assert to("session_people", project) in client.get(project.cohort.get_absolute_url()).content.decode()
    page = client.get(to("session_people", project)).content.decode()

    assert adviser.name in page
    assert agent.name in page


def test_an_administrator_finds_it_from_hers_and_no_link_refuses_her(client, project):
    client.force_login(someone(RoleCode.ADMINISTRATOR, project.cohort.programme))

    first = client.get(reverse("portal:space")).content.decode()
    assert to("session_people", project) in first
    assert reverse("portal:expected") in first
    page = client.get(to("session_people", project)).content.decode()

    assert f'href="{project.cohort.get_absolute_url()}"' not in page


def test_an_adviser_is_invited_and_takes_up_her_place(client, lead, project, mailoutbox):
    said = {"email": "ines@exemple.fr", "name": "Inès", "code": RoleCode.ADVISER}
    assert client.post(to("session_invite", project), said).url == to("session_people", project)

    assert asked() == {("ines@exemple.fr", "adviser", project.cohort)}
    assert "Inès" in client.get(to("session_people", project)).content.decode()


def test_a_state_service_is_invited_for_a_department_and_named(client, lead, project):
    department = DepartmentFactory(name="Vosges")
    said = {"email": "ddt@exemple.fr", "code": RoleCode.STATE_SERVICE}

    refused = client.post(to("session_invite", project), said | {"where": ""}).content.decode()
    assert "Dites quel projet" in refused
    assert "Ardenne" in client.post(to("session_invite", project), said | {"where": "Ardenne"}).content.decode()
    client.post(to("session_invite", project), said | {"where": "vosges"})

    assert asked() == {("ddt@exemple.fr", "state_service", department)}
    assert "ddt@exemple.fr" in client.get(to("session_people", project)).content.decode()


def test_nobody_offers_a_role_of_the_national_team_without_holding_it(client, project):
    administrator = someone(RoleCode.ADMINISTRATOR, project.cohort.programme)
    client.force_login(administrator)
    said = {"email": "moi@exemple.fr", "code": RoleCode.PROGRAMME_LEAD}

    client.post(to("session_invite", project), said)
    tried(client, project, ("Moi", "moi@exemple.fr", "équipe nationale", ""))

    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_again_or_withdrawn_and_only_in_its_session(client, lead, project):
    ours = invite("a@exemple.fr", RoleCode.ADVISER, project.cohort, by=lead)
    other = CohortFactory()
    theirs = invite("b@exemple.fr", RoleCode.ADVISER, other, by=UserFactory())
    before = ours.digest

    client.post(to("session_invitation", project), {"again": ours.pk})
    ours.refresh_from_db()
    assert ours.digest != before
    for number in (theirs.pk, "", "x", 10**12):
        client.post(to("session_invitation", project), {"withdraw": number})
    client.post(to("session_invitation", project), {"withdraw": ours.pk})
    client.post(to("session_invitation", project), {"withdraw": ours.pk})

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert ours.withdrawn_at
    assert not theirs.withdrawn_at


def test_a_role_of_the_session_ends_after_a_second_yes(client, lead, project):
    role = adviser_of(project).roles.get()
    Role.objects.update(since="2020-01-01")
    page = f"{to('session_end_role', project)}?role={role.pk}"

    assert client.get(page).status_code == 200
    assert Role.objects.in_force().filter(pk=role.pk).exists()
    client.post(page)
    again = client.post(page)

    assert not Role.objects.in_force().filter(pk=role.pk).exists()
    assert again.url == to("session_people", project)


def test_one_does_not_end_ones_own_role_nor_one_held_elsewhere(client, lead, project):
    elsewhere = someone(RoleCode.ADVISER, CohortFactory()).roles.get()
    for role in (lead.roles.get(), elsewhere):
        client.post(f"{to('session_end_role', project)}?role={role.pk}")
        assert Role.objects.in_force().filter(pk=role.pk).exists()


def test_a_list_is_tried_then_writes_to_each_once(client, lead, project, mailoutbox):
    DepartmentFactory(name="Vosges")
    rows = [
        ("Renée", "Renee@exemple.fr", "Portage du projet", "la halle aux graines"),
        ("Monsieur le maire", "mairie@exemple.fr", "mairie", project.slug),
        ("", "ddt@exemple.fr", "DDT", "Vosges"),
        ("Inès", "ines@exemple.fr", "accompagnatrice", ""),
        ("", "", "portage du projet", project.slug),
    ]
    page = tried(client, project, *rows)
    assert "4 personnes seraient invitées" in page.content.decode()
    assert not Invitation.objects.exists()

    said_yes(client, project, page)
    bearer = Invitation.objects.get(code="bearer")
    assert (bearer.email, bearer.scope, bearer.organisation) == ("renee@exemple.fr", project, project.collective)
    assert Invitation.objects.get(code="local_authority").organisation == project.local_authority
    assert Invitation.objects.count() == 4

    said_yes(client, project, page)
    assert "Personne à inviter" in tried(client, project, *rows).content.decode()
    assert Invitation.objects.count() == 4


def test_who_holds_the_role_already_is_not_invited(client, lead, project):
    adviser = adviser_of(project)
    page = tried(client, project, ("", adviser.email, "accompagnement", ""), ("", "a@exemple.fr", "évaluation", ""))

    assert "1 personne serait invitée" in page.content.decode()
    said_yes(client, project, page)
    assert {one.email for one in Invitation.objects.all()} == {"a@exemple.fr"}


def test_one_row_in_error_and_nobody_is_written_to(client, lead, project):
    rows = [
        ("Inès", "ines@exemple.fr", "accompagnement", ""),
        ("Sans adresse", "pas une adresse", "accompagnement", ""),
        ("X", "x@exemple.fr", "roi", ""),
        ("Y", "y@exemple.fr", "porteuse", "Un autre projet"),
    ]
    page = tried(client, project, *rows).content.decode()

    for row in ("Ligne 3", "Ligne 4", "Ligne 5"):
        assert row in page
    assert 'name="held"' not in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("vide.csv", b"x"),
        SimpleUploadedFile("liste.xlsx", b"PK\x03\x04 not a workbook"),
        SimpleUploadedFile("longue.csv", b"courriel,r\xc3\xb4le\n" + b"a@exemple.fr,accompagnement\n" * 301),
    ],
    ids=["columns missing", "no workbook", "too long"],
)
def test_a_file_that_is_no_such_list_is_refused_in_words(client, lead, project, upload):
    upload.seek(0)
    page = client.post(to("bring_contacts", project), {"file": upload})

    assert page.status_code == 200
    assert 'name="held"' not in page.content.decode()


def test_a_trial_of_another_session_or_another_hand_writes_nothing(client, lead, project):
    rows = [HEAD, ["", "a@exemple.fr", "accompagnement", ""]]
    for held in (
        trials.held("contacts", rows, CohortFactory()),
        trials.held("codes", rows, project.cohort),
        "forged",
    ):
        client.post(to("bring_contacts", project), {"held": held})
    assert not Invitation.objects.exists()


def test_the_sheet_to_fill_in_names_the_projects_and_leaves_nobody_out_twice(client, lead, project):
    content = client.get(to("contacts_sheet", project)).content
    (rows,) = workbooks.read(content, "xlsx").values()

    assert rows[0] == HEAD
    assert {row[3] for row in rows[1:]} == {"La halle aux graines"}


@pytest.mark.parametrize("who", [adviser_of, state_agent_of])
def test_only_those_who_run_the_session_open_its_people(client, project, who):
    client.force_login(who(project))
    for name in ("session_people", "session_invite", "bring_contacts", "contacts_sheet", "session_end_role"):
        assert client.get(to(name, project)).status_code == 403
    assert client.post(to("session_invitation", project)).status_code == 403
