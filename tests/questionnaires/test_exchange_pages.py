"""The team brings a form in and takes one out; nobody else does."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation import workbooks
from levain.people.models import RoleCode
from levain.portal.command import main
from levain.questionnaires.models import Questionnaire
from levain.questionnaires.services import publish
from levain.questionnaires.services.exchange import bring_in
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.territories.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
PAGE = "questionnaires:import_xlsform"


def workbook(kind="text"):
    sheets = {"survey": [["type", "name", "label"], [kind, "a", "Comment ça va ?"]]}
    return workbooks.write(sheets | {"settings": [["form_title", "form_id"], ["Météo", "meteo"]]})


def sent(content, name="meteo.xlsx"):
    return {"file": SimpleUploadedFile(name, content)}


@pytest.fixture
def team(client):
    client.force_login(someone(RoleCode.ADVISER, CohortFactory()))
    return client


def test_a_form_comes_in_as_a_version_to_publish(team):
    answer = team.post(reverse(PAGE), sent(workbook()))

    assert answer.status_code == 200
    found = Questionnaire.objects.get(slug="meteo")
    assert found.published is None
    assert found.get_absolute_url() in answer.content.decode()


def test_a_form_that_cannot_be_read_is_told_line_by_line(team):
    answer = team.post(reverse(PAGE), sent(workbook("nonsense")))

    assert answer.status_code == 422
    assert "survey 2" in answer.content.decode()
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("name", ["meteo.exe", "meteo.xlsx"])
def test_a_file_of_another_kind_is_refused(team, name):
    answer = team.post(reverse(PAGE), sent(b"MZ no workbook", name))

    assert answer.status_code in (200, 422)
    assert not Questionnaire.objects.exists()


def test_a_new_version_of_what_is_here_is_made_only_when_asked_for(team):
    team.post(reverse(PAGE), sent(workbook()))
    found = Questionnaire.objects.get()
    publish(found.revisions.get())

    refused = team.post(reverse(PAGE), sent(workbook("integer")))
    assert refused.status_code == 422
    assert "« Météo » existe déjà." in refused.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert found.revisions.count() == 1

    team.post(reverse(PAGE), {**sent(workbook("integer")), "anew": "on"})
    assert found.revisions.count() == 2
    assert Questionnaire.objects.count() == 1


def test_a_version_is_taken_out_as_a_workbook(team):
    bring_in(workbook(), "xlsx")

    answer = team.get(reverse("questionnaires:export_xlsform", args=["meteo"]))

    assert workbooks.read(answer.content, "xlsx")["survey"][1][:3] == ["text", "a", "Comment ça va ?"]


def test_who_is_not_of_the_team_neither_brings_in_nor_takes_out(client):
    bring_in(workbook(), "xlsx")
    client.force_login(UserFactory())

    assert client.post(reverse(PAGE), sent(workbook())).status_code == 403
    assert client.get(reverse("questionnaires:export_xlsform", args=["meteo"])).status_code == 403


def test_the_command_says_what_is_wrong_and_writes_nothing(tmp_path):
    TerritoryFactory()  # A house that has its territories is not made again.
    file = tmp_path / "meteo.xlsx"
    file.write_bytes(workbook("nonsense"))

    told = CliRunner().invoke(main, ["import", "xlsform", str(file)])

    assert told.exit_code != 0
    assert "survey 2" in told.output
