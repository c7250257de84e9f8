"""Answers across revisions, as one table: what it holds, for whom, and what a spreadsheet would run."""

import csv
import io

import pytest
from django.urls import reverse

from levain.foundation import workbooks
from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.questionnaires.models import Response
from levain.questionnaires.services import close, start
from levain.questionnaires.services.exporting import TooFew, table
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory
from tests.questionnaires.factories import answer, published, question
from tests.territories.factories import TerritoryFactory


@pytest.fixture
def adviser():
    return someone(RoleCode.ADVISER, CohortFactory())


def handed_in(revision, subject=None, **answers):
    response = start(revision, subject=subject)
    answer(response, **answers)
    close(response, by=None, even_incomplete=True)
    return response


def read(client, questionnaire):
    found = client.get(reverse("questionnaires:answers_csv", args=[questionnaire.slug]))
    assert found.status_code == 200
    return list(csv.DictReader(io.StringIO(found.content.decode())))


def test_a_question_keeps_its_column_from_one_version_to_the_next(client, adviser):
    first = published(question("nom"), question("effectif"), question("fini"))
    handed_in(first, nom="La Filature", effectif="une vingtaine", fini="Oui")
    second = published(question("nom", "long_text"), question("effectif", "number"), of=first.questionnaire)
    handed_in(second, nom="La cour", effectif="20")
    client.force_login(adviser)
    lines = read(client, first.questionnaire)
    assert [line["nom"] for line in lines] == ["La Filature", "La cour"]
    assert [line["effectif"] for line in lines] == ["", "20"]
    assert [line["effectif_text"] for line in lines] == ["une vingtaine", ""]
    assert [line["fini"] for line in lines] == ["Oui", ""]
    assert [line["version"] for line in lines] == ["1", "2"]


def test_each_kind_of_answer_has_its_columns(client, adviser):
    TerritoryFactory(name="Melle", code="01074")
    revision = published(
        question("sujets", "choices", options=["L’eau", "Énergie"]),
        question("grille", "matrix", lines=["Lieu", "Groupe"], scale={"min": 1, "max": 2, "labels": ["Non", "Oui"]}),
        question("ou", "commune"),
        question("accord", "consent"),
        question("jour", "date"),
        question("moments", "block", inner=[question("quoi")]),
    )
    handed_in(
        revision,
        sujets=["leau", "energie"],
        ou="01074",
        accord="on",
        jour="2020-05-12",
        **{"grille.lieu": "1", "moments.rows": "1,2", "quoi-1": "Fête", "quoi-2": "Marché"},
    )
    client.force_login(adviser)
    (line,) = read(client, revision.questionnaire)
    assert (line["sujets"], line["grille_lieu"], line["grille_groupe"]) == ("L’eau, Énergie", "Non", "")
    assert (line["ou_insee"], line["accord"], line["jour"]) == ("01074", "yes", "2020-05-12")
    assert (line["quoi_1"], line["quoi_2"]) == ("Fête", "Marché")


@pytest.mark.parametrize("formula", ["=1+1", "+33 6", "-2+3", "@SUM(A1)", "＝1", " =1"])
def test_nothing_in_a_cell_is_run(client, adviser, formula):
    revision = published(question("nom"))
    handed_in(revision, nom=formula)
    client.force_login(adviser)
    assert read(client, revision.questionnaire)[0]["nom"].startswith("'")


def test_personal_columns_leave_only_when_asked_by_who_may_and_the_journal_keeps_it(client, adviser):
    revision = published(question("nom"), question("tel", personal_data=True))
    handed_in(revision, nom="La Filature", tel="06 12")
    address = reverse("questionnaires:answers_personal", args=[revision.questionnaire.slug])
    client.force_login(adviser)
    assert "tel" not in read(client, revision.questionnaire)[0]
    assert client.get(address).status_code == 405
    found = client.post(address)
    assert "06 12" in found.content.decode()
    assert "donnees-personnelles" in found["Content-Disposition"]
    entry = JournalEntry.objects.get(verb="questionnaire.exported")
    assert (entry.actor, entry.changes) == (adviser, {"personal": True, "rows": 1})

    client.force_login(someone(RoleCode.EVALUATOR, CohortFactory()))
    assert client.post(address).status_code == 403
    client.force_login(UserFactory())
    for name in ("answers", "answers_csv", "answers_xlsx", "answers_schema"):
        assert client.get(reverse(f"questionnaires:{name}", args=[revision.questionnaire.slug])).status_code == 403


def test_a_row_about_a_project_that_one_may_not_see_does_not_leave():
    mine, hers = ProjectFactory(), ProjectFactory(cohort=CohortFactory())
    revision = published(question("nom"))
    handed_in(revision, subject=mine, nom="Ici")
    handed_in(revision, subject=hers, nom="Ailleurs")
    adviser = someone(RoleCode.ADVISER, mine.cohort)
    from levain.foundation import registry

    expected = [name for name, one in (("Ici", mine), ("Ailleurs", hers)) if registry.may_see(adviser, one)]
    assert [line[-1] for line in table(revision.questionnaire, by=adviser).lines] == expected


def test_a_draft_does_not_leave(adviser):
    revision = published(question("nom"))
    answer(start(revision), nom="La Filature")
    assert table(revision.questionnaire, by=adviser).lines == []


def test_anonymous_answers_leave_shuffled_without_number_or_day_and_never_too_few(adviser):
    revision = published(question("a", "number"), question("b", "number"), anonymous=True)
    for n in range(4):
        handed_in(revision, a=str(n), b=str(n))
    with pytest.raises(TooFew):
        table(revision.questionnaire, by=adviser)
    for n in range(4, 40):
        handed_in(revision, a=str(n), b=str(n))
    found = table(revision.questionnaire, by=adviser)
    assert [column.name for column in found.columns] == ["a", "b"]
    assert sorted(line[0] for line in found.lines) == sorted(line[1] for line in found.lines) == list(range(40))
    assert any(a != b for a, b in found.lines)


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same_for_any_number_of_answers(adviser, count, django_assert_max_num_queries):
    revision = published(question("nom"), question("plan", "file"))
    for n in range(count):
        handed_in(revision, nom=str(n))
    assert Response.objects.count() == count
    with django_assert_max_num_queries(9):
        assert len(table(revision.questionnaire, by=adviser).lines) == count


def test_the_columns_are_described(client, adviser):
    revision = published(question("combien", "number", unit="personnes"))
    handed_in(revision, combien="3")
    client.force_login(adviser)
    schema = client.get(reverse("questionnaires:answers_schema", args=[revision.questionnaire.slug])).json()
    assert schema["fields"][-1] == {
        "name": "combien",
        "type": "number",
        "title": "Question combien ?",
        "unit": "personnes",
    }
    assert client.get(reverse("questionnaires:answers", args=[revision.questionnaire.slug])).status_code == 200


def test_the_workbook_holds_the_same_table_and_runs_nothing(client, adviser):
    revision = published(question("nom"), question("combien", "number"), question("tel", personal_data=True))
    handed_in(revision, nom="=1+1", combien="3", tel="06 12")
    handed_in(revision, nom="La cour", tel="06 13")
    client.force_login(adviser)
    found = client.get(reverse("questionnaires:answers_xlsx", args=[revision.questionnaire.slug]))
    assert f'filename="{revision.questionnaire.slug}.xlsx"' in found["Content-Disposition"]
    assert found["Cache-Control"] == "private, no-store"
    [(head, *lines)] = workbooks.read(found.content, "xlsx").values()
    assert head == list(read(client, revision.questionnaire)[0])
    assert "tel" not in head
    assert [line[head.index("nom")] for line in lines] == ["'=1+1", "La cour"]
    assert lines[0][head.index("combien")] == "3"


def test_the_workbook_with_personal_data_is_taken_by_who_may_and_the_journal_keeps_it(client, adviser):
    revision = published(question("tel", personal_data=True))
    handed_in(revision, tel="06 12")
    address = reverse("questionnaires:answers_personal", args=[revision.questionnaire.slug])
    client.force_login(someone(RoleCode.EVALUATOR, CohortFactory()))
    assert client.post(address).status_code == 403
    client.force_login(adviser)
    assert client.get(address).status_code == 405
    found = client.post(address, {"format": "xlsx"})
    assert "donnees-personnelles.xlsx" in found["Content-Disposition"]
    assert "06 12" in workbooks.read(found.content, "xlsx").popitem()[1][1]
    assert JournalEntry.objects.get(verb="questionnaire.exported").actor == adviser


def test_too_few_anonymous_answers_leave_in_no_format(client, adviser):
    revision = published(question("nom"), anonymous=True)
    handed_in(revision, nom="La cour")
    client.force_login(adviser)
    page = reverse("questionnaires:answers", args=[revision.questionnaire.slug])
    for name in ("answers_csv", "answers_xlsx"):
        found = client.get(reverse(f"questionnaires:{name}", args=[revision.questionnaire.slug]))
        assert (found.status_code, found["Location"]) == (302, page)
