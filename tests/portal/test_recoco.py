"""What a Recoco portal can take of a session: in its shape, without a name, nothing said for the collective alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.urls import reverse

from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.portal.exchange import NoCohort, recoco
from levain.support.models import Proposal, Referral
from tests.people.factories import OrganisationFactory, someone
from tests.portal.test_extracts import Session
from tests.support.factories import SupportFactory


@pytest.fixture
def at(db):
    made = Session()
    made.shown = made.need("Ouvrir le jardin.", blocks="La clé.", theme="")
    made.need("Une brouille.", audience="collective")
    support = SupportFactory(name="Réseau des jardins")
    made.proposal = Proposal.objects.create(
        need=made.shown, support=support, why="Il connaît les clés.", proposed_by=made.adviser
    )
    return made


def told(at):
    return json.loads(recoco.export(at.cohort.slug))["projects"][0]


def test_needs_become_notes_and_proposals_recommendations(at):
    project = told(at)

    assert [note["content"] for note in project["notes"]] == ["Ouvrir le jardin.\n\n**Ce qui bloque**\n\nLa clé."]
    task = project["tasks"][0]
    assert (task["intent"], task["content"], task["status"]) == ("Réseau des jardins", "Il connaît les clés.", 0)
    assert project["external_id"] == f"{at.cohort.slug}/{at.project.slug}"


def test_nobody_is_named_and_nothing_said_among_the_collective_leaves(at):
    content = recoco.export(at.cohort.slug)

    assert "brouille" not in content
    for person in (at.bearer, at.adviser):
        assert person.name not in content
        assert person.email not in content


def test_a_text_leaves_without_its_mail_addresses_and_numbers_and_keeps_its_links(at):
    reach = "Appelez Odile au 06 12 34 56 78 ou odile@example.invalid, voir https://example.invalid/jardin."
    at.need(reach)
    Proposal.objects.update(why=reach, answer="obtained", answered_on=at.shown.stated_on, comment=reach)
    content = recoco.export(at.cohort.slug)

    assert "06 12" not in content
    assert "odile@" not in content
    assert content.count("https://example.invalid/jardin") == 3


def test_every_field_of_the_file_is_said_in_its_documentation(at):
    service = OrganisationFactory(kind="state_service")
    Referral.objects.create(
        need=at.shown,
        service=service,
        question="Qui signe ?",
        asked_by=at.adviser,
        asked_on="2026-01-02",
        hoped_by="2026-02-01",
    )
    Proposal.objects.update(answer="obtained", answered_on=at.shown.stated_on)
    at.project.communes.update(longitude=6.4, latitude=48.0)
    said = (Path(__file__).parents[2] / "docs" / "recoco.md").read_text()

    named = set(_names(json.loads(recoco.export(at.cohort.slug))))

    assert {"organization", "timestamp", "region"} <= named
    assert [name for name in sorted(named) if f"`{name}`" not in said and f".{name}`" not in said] == []


def _names(told):
    if isinstance(told, dict):
        yield from told
        told = list(told.values())
    for one in told if isinstance(told, list) else ():
        yield from _names(one)


@pytest.mark.parametrize(
    ("answer", "status"), [("obtained", 3), ("not_for_us", 4), ("done_before", 5), ("blocked", 2)]
)
def test_each_answer_has_its_status(at, answer, status):
    Proposal.objects.update(answer=answer, answered_on=at.shown.stated_on, comment="Dit ainsi.")
    task = told(at)["tasks"][0]

    assert task["status"] == task["followups"][0]["status"] == status
    assert "Dit ainsi." in task["followups"][0]["comment"]


def test_every_answer_of_the_house_has_a_status():
    assert set(recoco.STATUSES) == set(Proposal.Answer)


def test_the_national_team_takes_it_and_it_is_noted(client, at):
    address = reverse("portal:recoco", args=[at.cohort.slug])
    client.force_login(at.adviser)
    assert client.post(address).status_code == 403
    lead = someone(RoleCode.PROGRAMME_LEAD, at.cohort.programme)
    client.force_login(lead)
    answer = client.post(address)

    assert answer["Content-Disposition"].endswith('-recoco.json"')
    assert len(answer.json()["projects"][0]["notes"]) == 1
    assert JournalEntry.objects.get(verb="recoco.taken").actor == lead
    assert client.get(address).status_code == 405


def test_a_session_that_is_not_there_is_said(db):
    with pytest.raises(NoCohort):
        recoco.export("nulle-part")


def test_the_command_knows_the_two_forms():
    from levain.portal import command

    assert "recoco" in CliRunner().invoke(command.main, ["export", "--help"]).output
