"""The written request, ready for the mayor: what is known is written, what is not is marked, nobody is named."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from levain.projects.models import Horizon
from levain.support import rules
from levain.support.services.request_notes import request_note
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, state_agent_of
from tests.support.factories import NeedFactory, ProposalFactory, SupportFactory, service_of

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script> #panic("x") $ * _ `'


@pytest.fixture
def proposal():
    support = SupportFactory(name="Atelier flash des territoires", beneficiaries=["collectivite"])
    need = NeedFactory(opened=True, in_my_words="Dessiner la place.", project=ProjectFactory(pitch="Une place."))
    Horizon.objects.create(project=need.project, ambition="Une place vivante.", written_by=need.stated_by)
    return ProposalFactory(need=need, support=support)


def see(client, user, name, proposal):
    client.force_login(user)
    return client.get(reverse(name, args=[proposal.pk]))


def test_the_note_says_what_is_known_and_marks_what_is_not(client, proposal):
    service_of(proposal.need.project, name="DREAL")
    service = service_of(proposal.need.project, name="DDT des Vosges")
    service.service = "DDT"
    service.save()

    page = see(client, bearer_of(proposal.need.project), "support:request_note", proposal).content.decode()

    known = ["DDT des Vosges", "Une place.", "Une place vivante.", "Dessiner la place.", "Liaison piétonne légère."]
    assert all(words in page for words in known)
    assert "[À compléter" in page
    assert "DREAL" not in page


def test_no_person_is_named(client, proposal):
    bearer = bearer_of(proposal.need.project)

    page = see(client, adviser_of(proposal.need.project), "support:request_note", proposal).content.decode()

    assert bearer.name not in page
    assert proposal.need.stated_by.name not in page


def test_as_a_file_whatever_was_typed(client, proposal):
    proposal.need.in_my_words = proposal.need.blocks = HOSTILE
    proposal.need.save()

    bearer = bearer_of(proposal.need.project)
    pdf, odt = (see(client, bearer, f"support:request_note_{form}", proposal) for form in ("pdf", "odt"))

    assert pdf.content.startswith(b"%PDF")
    assert HOSTILE in "".join(ElementTree.fromstring(ZipFile(BytesIO(odt.content)).read("content.xml")).itertext())
    assert odt["Content-Disposition"].startswith("attachment")
    assert odt["Content-Disposition"].endswith('.odt"')
    page = see(client, bearer_of(proposal.need.project), "support:request_note", proposal).content.decode()
    assert HOSTILE not in page


def test_without_a_service_nor_a_pitch_the_note_still_stands(proposal):
    proposal.need.project.pitch = ""

    assert request_note(proposal).blocks


@pytest.mark.parametrize("of", [bearer_of, adviser_of, state_agent_of])
def test_the_project_and_those_who_support_it_open_it_from_the_proposal(client, proposal, of):
    person = of(proposal.need.project)
    client.force_login(person)

    page = client.get(proposal.need.get_absolute_url()).content.decode()

    assert reverse("support:request_note", args=[proposal.pk]) in page
    assert see(client, person, "support:request_note", proposal).status_code == 200


def test_another_project_opens_nothing(client, proposal):
    beside = ProjectFactory(cohort=proposal.need.project.cohort)

    for name in ("support:request_note", "support:request_note_pdf", "support:request_note_odt"):
        assert see(client, bearer_of(beside), name, proposal).status_code == 403


def test_a_need_kept_within_the_collective_is_not_written_to_the_town_hall(proposal):
    proposal.need.audience = "collective"

    verdict = rules.can_write_request(bearer_of(proposal.need.project), proposal)

    assert not verdict
    assert verdict.reason


def test_a_support_that_a_collective_asks_for_itself_needs_no_such_note(proposal):
    proposal.support.beneficiaries = ["association"]

    assert not rules.can_write_request(someone(RoleCode.BEARER, proposal.need.project), proposal)
