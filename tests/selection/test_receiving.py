"""Applications received elsewhere come in by a table or by Démarches simplifiées: all or nothing, once."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.foundation import workbooks
from levain.foundation.outside import Unreachable
from levain.people.models import RoleCode, User
from levain.questionnaires.models import Questionnaire, Response
from levain.selection.models import Application, EvaluationConsent, Receiving
from levain.selection.received import demarches
from levain.selection.received.records import NotUnderstood, columns_of
from levain.selection.services import mapping, receiving
from tests.people.factories import someone
from tests.questionnaires.factories import published, question
from tests.selection.demarches_server import TOKEN, champ, dossier, page, serving
from tests.selection.factories import CallFactory
from tests.territories.factories import TerritoryFactory

TABLE = "Numéro;Titre;Commune;Courriel;Remarque\n"
TABLE += "1;Le jardin;Melle;aline@example.org;Venu par courrier\n2;Le four;Melle;;\n"


@pytest.fixture
def call():
    return CallFactory(over=True)


@pytest.fixture
def lead(call):
    return someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme)


@pytest.fixture
def melle():
    return TerritoryFactory(name="Melle", code="79174")


def rows(text=TABLE):
    return receiving.read_file(text.encode(), "candidatures.csv")


def bring(call, records, by=None, dry_run=False, **changes):
    where = mapping.proposed(call, columns_of(records)) | changes
    return receiving.bring_in(call, records, where, by=by, dry_run=dry_run)


def test_a_table_comes_in_with_its_people_and_what_nobody_asked_beside(call, lead, melle):
    report = bring(call, rows(), by=lead)

    first = Application.objects.get(reference="recu-1")
    assert (report.created, report.errors) == (2, [])
    assert (first.title, first.commune, first.channel) == ("Le jardin", melle, "import")
    assert first.answers == {"Remarque": "Venu par courrier"}
    assert User.objects.get(email="aline@example.org").roles.on(first).get().code == RoleCode.BEARER


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_kind_of_table_says_the_same(call, lead, melle, kind):
    lines = [line.split(";") for line in TABLE.strip().splitlines()]
    content = TABLE.encode() if kind == "csv" else workbooks.write({"Candidatures": lines})

    bring(call, receiving.read_file(content, f"candidatures.{kind}"), by=lead)

    assert set(Application.objects.values_list("title", flat=True)) == {"Le jardin", "Le four"}


def test_twice_makes_no_duplicate_and_leaves_what_was_done_here(call, lead, melle):
    bring(call, rows(), by=lead)
    Application.objects.filter(reference="recu-1").update(title="Le jardin partagé", state="admissible")

    report = bring(call, rows(), by=lead)

    assert (report.created, report.unchanged, Application.objects.count()) == (0, 2, 2)
    assert Application.objects.get(reference="recu-1").title == "Le jardin partagé"


def test_a_trial_writes_nothing(call, lead, melle):
    report = bring(call, rows(), by=lead, dry_run=True)

    assert (report.created, Application.objects.count(), User.objects.filter(email="aline@example.org").count()) == (
        2,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3;Le lavoir;Nulle-Part-sur-Rien;;", "Nulle-Part-sur-Rien"),
        ("3;Le lavoir;Melle;pas une adresse;", "adresse"),
        ("1;Le lavoir;Melle;;", "ligne 2"),
        ("3;;Melle;;", "titre"),
        ("3;Le lavoir;Melle;;;;;trop", "cases"),
        ("3;Le \u202elavoir;Melle;;", "signes"),
    ],
    ids=["unknown commune", "address", "same number", "no title", "too many cells", "hidden signs"],
)
def test_one_row_that_is_wrong_is_named_and_nothing_comes_in(call, lead, melle, line, words):
    report = bring(call, rows(f"{TABLE}{line}\n"), by=lead)

    assert len(report.errors) == 1
    assert words in str(report.errors[0])
    assert not Application.objects.exists()


def test_the_answers_go_to_the_questions_of_the_form(call, lead, melle):
    form = Questionnaire.objects.create(slug="appel", title="Appel", audience="bearer")
    published(
        question("nom", required=True),
        question("ville", "commune"),
        question("combien", "number", min=1),
        question("statut", "choice", options=["Association", "Groupe"]),
        question("sujets", "choices", options=["Eau", "Air"]),
        of=form,
    )
    call.questionnaire = form
    call.save()
    table = "Numéro,Question nom ?,V,C,S,T\n7,Le jardin,79174,12,association,Eau;Air\n"
    where = {"V": "q:ville", "C": "q:combien", "S": "q:statut", "T": "q:sujets"}

    report = bring(call, rows(table), by=lead, **where)

    assert report.errors == []
    response = Response.objects.get()
    kept = dict(response.answers.values_list("code", "value"))
    assert (kept["nom"], kept["ville"], kept["combien"]) == ("Le jardin", "79174", 12)
    assert (len(kept["sujets"]), response.closed) == (2, True)
    assert Application.objects.get().title == "Le jardin"


def test_an_answer_that_the_question_does_not_take_names_its_column(call, lead):
    form = Questionnaire.objects.create(slug="appel", title="Appel", audience="bearer")
    published(question("combien", "number"), of=form)
    call.questionnaire = form
    call.save()

    report = bring(call, rows("Numéro,Titre,C\n7,Le jardin,beaucoup\n"), by=lead, C="q:combien")

    assert "C : " in str(report.errors[0])


def test_published_decisions_let_nothing_in(call, lead, melle):
    call.released_at = timezone.now()
    call.save()

    assert bring(call, rows(), by=lead).errors
    assert not Application.objects.exists()


# Démarches simplifiées


def answered(*dossiers):
    return json.dumps(page(list(dossiers))).encode()


def test_a_file_of_demarches_simplifiees_comes_in(call, lead):
    melle = TerritoryFactory(name="Melle", code="79174")
    commune = champ("Commune", "Melle", "CommuneChamp", commune={"name": "Melle", "code": "79174"})
    moments = champ(
        "Moments", "", "RepetitionChamp", rows=[{"champs": [champ("Date", "2019"), champ("Quoi", "Fête")]}]
    )
    agrees = champ("Rappel", "true", "CheckboxChamp", checked=True)
    records = receiving.read_file(answered(dossier(12, commune, moments, agrees)), "demarche.json")

    report = bring(call, records, by=lead, Rappel="consent")

    found = Application.objects.get()
    assert report.errors == []
    assert (found.reference, found.title, found.commune) == ("recu-12", "Le jardin 12", melle)
    assert found.deposited_at.isoformat() == "2026-03-02T10:20:00+00:00"
    assert found.answers["Moments"] == "Date : 2019 · Quoi : Fête"
    assert EvaluationConsent.objects.get().email == "personne12@example.org"


@pytest.fixture
def at(settings):
    def place(service, token=TOKEN):
        settings.DEMARCHES = {"url": service.url, "token": token}
        return service

    return place


def test_the_service_is_asked_page_by_page_with_the_cursor(at):
    with serving(*(dossier(number) for number in range(1, 6))) as service:
        at(service)
        records = demarches.from_service(42)

    assert [record.row for record in records] == ["1", "2", "3", "4", "5"]
    assert [asked["after"] for asked in service.asked] == [None, "2", "4"]
    assert {asked["number"] for asked in service.asked} == {42}


def hostile():
    endless = json.dumps(page([dossier()], "0", more=True)).encode()
    return {
        "too heavy": lambda asked: (200, b"[" + b" " * (demarches.HEAVIEST_PAGE + 1) + b"]"),
        "somewhere else": lambda asked: (302, b"", "http://169.254.169.254/latest/"),
        "not JSON": lambda asked: (200, b"<html>"),
        "folded": lambda asked: (200, b"[" * 100_000),
        "refused": lambda asked: (403, b"{}"),
        "broken": lambda asked: (500, b"{}"),
        "errors": lambda asked: (200, b'{"errors": [{"message": "Demarche not found"}], "data": null}'),
        "wrong types": lambda asked: (200, b'{"data": {"demarche": {"dossiers": {"nodes": "tous"}}}}'),
        "in circles": lambda asked: (200, endless),
        "a list": lambda asked: (200, b"[1, 2]"),
    }


@pytest.mark.parametrize("lie", hostile())
def test_a_hostile_answer_is_refused_in_words_and_nothing_is_asked_elsewhere(at, lie):
    with serving() as service:
        at(service).answers = hostile()[lie]
        with pytest.raises((NotUnderstood, Unreachable)):
            demarches.from_service(42)

    assert len(service.asked) <= 3


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://localhost:1/", "http://user:pass@localhost/"])
def test_an_address_that_is_not_there_or_is_not_the_web_is_refused(settings, url):
    settings.DEMARCHES = {"url": url, "token": TOKEN}

    with pytest.raises(Unreachable):
        demarches.from_service(42)


def test_without_a_token_nothing_is_asked(at):
    with serving() as service, pytest.raises(NotUnderstood):
        demarches.from_service(42) if not at(service, token="") else demarches.from_service(42)

    assert service.asked == []


@pytest.mark.parametrize(
    "bad",
    [
        "dossier",
        {"number": "12"},
        dossier(3, usager="Aline"),
        dossier(3, champs="rien"),
        dossier(3, champs=[{"label": 4, "stringValue": "x"}]),
        dossier(3, champs=[champ("Nom", "", stringValue=["x"])]),
        dossier(3, dateDepot=20260302),
    ],
    ids=str,
)
def test_a_file_of_wrong_types_is_named_and_stops_the_import(call, lead, bad):
    records = demarches.read([dossier(1), bad])

    report = bring(call, records, by=lead)

    assert len(report.errors) == 1 or bad == dossier(3, usager="Aline")
    assert Application.objects.count() == (0 if report.errors else 2)


# On the page


def pages(call):
    return [reverse(f"selection:{name}", args=[call.slug]) for name in ("receive", "map_columns", "bring_in")]


def test_the_team_maps_tries_and_brings_in(client, call, lead, melle):
    source, columns, enter = pages(call)
    client.force_login(lead)
    upload = SimpleUploadedFile("candidatures.csv", TABLE.encode())
    shown = client.post(source, {"file": upload}, follow=True)
    where = {name: shown.context["form"][name].initial for name in shown.context["form"].fields}

    tried = client.post(columns, where)
    assert "2" in tried.content.decode()
    assert not Application.objects.exists()
    client.post(enter)

    assert Application.objects.count() == 2
    assert Receiving.objects.get().rows == []
    client.post(enter)
    assert Application.objects.count() == 2


def test_two_columns_do_not_go_to_the_same_place(client, call, lead, melle):
    source, columns, _enter = pages(call)
    client.force_login(lead)
    client.post(source, {"file": SimpleUploadedFile("candidatures.csv", TABLE.encode())})

    page = client.post(columns, {"c0": "title", "c1": "title", "c2": "out", "c3": "out", "c4": "out"})

    assert page.context["form"].errors
    assert page.context["report"] is None


@pytest.mark.parametrize("name", ["photo.png", "virus.exe", "vide.csv", "faux.xlsx"])
def test_what_cannot_be_read_is_given_back_with_words(client, call, lead, name):
    client.force_login(lead)

    shown = client.post(pages(call)[0], {"file": SimpleUploadedFile(name, b"rien")})

    assert shown.context["form"].errors


def test_the_jury_and_the_applicants_import_nothing(client, call):
    for person in (someone(RoleCode.JUROR, call), someone(RoleCode.EVALUATOR, call.cohort)):
        client.force_login(person)
        assert {client.get(to).status_code for to in pages(call)[:2]} == {403}


def test_rows_that_nobody_brought_in_are_forgotten(call, lead):
    receiving.keep_rows(call, rows(), named="x", by=lead)

    receiving.forget_rows(timezone.now() + timedelta(days=3))

    assert Receiving.objects.get().rows == []


def test_the_command_tries_and_brings_in(call, melle, tmp_path):
    path = tmp_path / "candidatures.csv"
    path.write_bytes(io.BytesIO(TABLE.encode()).read())

    assert receiving.import_file(path, call=call, dry_run=True).lines()
    assert receiving.import_file(path, call=call).created == 2
    assert receiving.import_file(path, call=call).unchanged == 2
