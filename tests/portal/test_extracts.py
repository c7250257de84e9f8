"""Lists taken out as tables: chosen columns, only what may be seen, nothing that a spreadsheet would run."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import Evidence
from levain.foundation import workbooks
from levain.foundation.models import JournalEntry
from levain.people.models import Role, RoleCode
from levain.portal.extracts import taking
from levain.portal.extracts.kinds import KINDS, NEEDS
from levain.portal.models import ColumnChoice, Extraction
from levain.support.models import Need
from tests.capitalisation.factories import Learning
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory

FORMULAS = ["=1+1", "+33 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "  =1"]


class Session:
    def __init__(self):
        self.project = ProjectFactory()
        self.cohort = self.project.cohort
        self.adviser = someone(RoleCode.ADVISER, self.cohort)
        self.bearer = someone(RoleCode.BEARER, self.project, name="Odile Perrin")

    def need(self, words="Entrer dans le jardin.", project=None, **said):
        given = {"project": project or self.project, "stated_by": self.bearer, "audience": "project", **said}
        return Need.objects.create(in_my_words=words, **given)

    def page(self, kind="besoins"):
        return reverse("portal:extract", args=[self.cohort.slug, kind])


def taken(client, at, columns=("number", "in_my_words"), form="csv", kind="besoins", **said):
    answer = client.post(at.page(kind), {"columns": list(columns), "form": form, **said})
    assert answer.status_code == 200, answer
    return answer, b"".join(answer.streaming_content)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.fixture
def at(db, client):
    made = Session()
    client.force_login(made.adviser)
    return made


def test_a_table_holds_the_columns_chosen_and_they_are_offered_the_next_time(client, at):
    need = at.need()
    _answer, content = taken(client, at)

    assert rows_of(content) == [{"number": str(need.pk), "in_my_words": "Entrer dans le jardin."}]
    assert client.get(at.page()).context["form"].initial["columns"] == ["number", "in_my_words"]


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
@pytest.mark.parametrize("words", FORMULAS)
def test_no_spreadsheet_runs_what_was_typed(client, at, form, words):
    at.need(words)
    _answer, content = taken(client, at, ["in_my_words"], form)
    sheet = next(iter(workbooks.read(content, form).values()))

    assert sheet[0] == ["in_my_words" if form == "csv" else "Ce que le projet veut faire"]
    assert sheet[1][0].startswith("'")


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_a_negative_number_stays_a_number(form):
    from levain.portal.extracts.writing import write

    out = io.BytesIO()
    write(out, form, "Essai : [1]", ["value"], [[-3.5], [None]])

    assert next(iter(workbooks.read(out.getvalue(), form).values()))[1] == ["-3.5"]


def test_a_spreadsheet_in_french_opens_its_csv_as_it_is(client, at):
    at.need("=1+1", wanted_by=timezone.localdate())
    answer, content = taken(client, at, ["number", "in_my_words", "wanted_by"], "csv2")
    [head, row] = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")

    assert content.startswith(b"\xef\xbb\xbf")
    assert head[1] == "Ce que le projet veut faire"
    assert row[1:] == ["'=1+1", timezone.localdate().isoformat()]
    assert answer["Content-Disposition"].endswith('.csv"')


def test_in_french_a_number_has_its_comma_and_a_yes_is_oui():
    from levain.portal.extracts.writing import write

    said = [[-3.5, Decimal("1234.50"), 7, True, "-3.5 degrés", None]]
    written = {}
    for form in ("csv", "csv2", "ods", "xlsx"):
        out = io.BytesIO()
        write(out, form, "Essai", list("abcdef"), said)
        written[form] = out.getvalue()

    assert written["csv"].decode().splitlines()[1] == "-3.5,1234.50,7,yes,'-3.5 degrés,"
    assert written["csv2"].decode().splitlines()[1] == "-3,5;1234,50;7;oui;'-3.5 degrés;"
    assert next(iter(workbooks.read(written["ods"], "ods").values()))[1][3] == "oui"
    assert next(iter(workbooks.read(written["xlsx"], "xlsx").values()))[1][3] == "oui"


def test_the_description_of_the_columns_says_how_a_yes_is_written(client, at):
    told = client.get(
        reverse("portal:extract_schema", args=[at.cohort.slug, "projets"]) + "?colonnes=published"
    ).json()
    _answer, content = taken(client, at, ["published"], kind="projets")

    [field] = told["fields"]
    assert (field["type"], field["trueValues"]) == ("boolean", ["yes"])
    assert {row["published"] for row in rows_of(content)} <= {*field["trueValues"], *field["falseValues"]}


def test_columns_that_name_people_are_asked_for_marked_and_noted_and_never_kept(client, at):
    at.need()
    answer, content = taken(client, at, ["number"], personal=["stated_by"])

    assert rows_of(content)[0]["stated_by"] == "Odile Perrin"
    assert "donnees-personnelles" in answer["Content-Disposition"]
    entry = JournalEntry.objects.get(verb="extract.taken")
    assert (entry.actor, entry.changes["personal"]) == (at.adviser, ["stated_by"])
    assert ColumnChoice.objects.get().columns == ["number"]
    answer, content = taken(client, at, ["number"])
    assert "donnees-personnelles" not in answer["Content-Disposition"]


def test_rows_written_for_others_are_left_out(client, at):
    mine = at.need()
    at.need("D'une autre session.", project=ProjectFactory())
    at.need("Entre nous.", audience="collective")
    evaluator = someone(RoleCode.EVALUATOR, at.cohort)
    client.force_login(evaluator)

    assert [row["number"] for row in rows_of(taken(client, at)[1])] == [str(mine.pk)]


def test_every_list_can_be_taken_with_every_column(client, at):
    at.need()
    for kind in KINDS.values():
        names = [cell.name for cell in kind.cells]
        named = [name for name in names if name not in kind.plain]
        content = taken(client, at, kind.plain, kind=kind.code, personal=named)[1]
        assert content.decode().splitlines()[0].split(",") == names


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
@pytest.mark.parametrize("consent", ["refused", "withdrawn", "pending", "rewrite"])
def test_words_that_nobody_agreed_to_leave_in_no_form_with_no_name(client, form, consent):
    learning = Learning().chain()
    words = learning.kept.passage.quote
    Evidence.objects.filter(pk=learning.kept.pk).update(consent=consent, speaker="Solange P.")
    client.force_login(learning.adviser)
    page = reverse("portal:extract", args=[learning.cohort.slug, "preuves"])
    asked = {"columns": KINDS["preuves"].plain, "personal": ["speaker"], "form": form}
    content = b"".join(client.post(page, asked).streaming_content)

    [_head, row, *_others] = next(iter(workbooks.read(content, form).values()))
    assert row[0] == str(learning.kept.number)
    assert words not in row
    assert "Solange P." not in row


def test_whoever_does_not_steer_the_session_takes_nothing(client, at):
    other = Session()
    for person in (at.bearer, other.adviser):
        client.force_login(person)
        assert client.post(at.page(), {"columns": ["number"], "form": "csv"}).status_code == 403
        assert client.get(reverse("portal:extracts", args=[at.cohort.slug])).status_code == 403


def test_a_choice_is_shared_in_the_team_of_the_session_only(client, at):
    taken(client, at, ["number"], shared_as="Pour le comité")
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, at.cohort.programme))
    page = client.get(at.page(), {"choix": "Pour le comité"})

    assert page.context["shared"] == ["Pour le comité"]
    assert page.context["form"].initial["columns"] == ["number"]
    assert taking.shared_choices(Session().cohort, NEEDS) == []


def test_columns_are_not_called_optional_since_one_at_least_is_asked_for(client, at):
    page = client.get(at.page("preuves")).content.decode()
    legend = page[page.index(">Colonnes") :]

    assert "facultatif" not in legend[: legend.index("</legend>")]


@pytest.mark.parametrize("said", [{"columns": []}, {"columns": ["nope"]}, {"columns": ["number"], "form": "exe"}])
def test_a_choice_that_is_none_says_so(client, at, said):
    page = client.post(at.page(), {"form": "csv", **said})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_schema_describes_the_columns_chosen(client, at):
    address = reverse("portal:extract_schema", args=[at.cohort.slug, "besoins"])
    fields = client.get(address, {"colonnes": "number,stated_on"}).json()["fields"]

    assert [(field["name"], field["type"]) for field in fields] == [("number", "integer"), ("stated_on", "date")]
    assert client.get(address, {"colonnes": "nope"}).status_code == 404
    assert client.get(reverse("portal:extract_schema", args=[at.cohort.slug, "nope"])).status_code == 404


@pytest.fixture
def heavy(at, client, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(taking, "HEAVY", 2)
    for _ in range(3):
        at.need()
    with django_capture_on_commit_callbacks(execute=False):
        answer = client.post(at.page(), {"columns": ["number"], "form": "csv"})
    assert answer.status_code == 302
    return Extraction.objects.get()


def test_a_long_list_is_written_in_the_background_and_fetched_by_its_owner_alone(client, at, heavy):
    assert heavy.of == 3
    taking.write_extraction.func(heavy.pk, "fr")
    taking.write_extraction.func(heavy.pk, "fr")
    heavy.refresh_from_db()
    assert (heavy.state, heavy.done) == ("ready", 3)

    address = reverse("portal:fetch_extract", args=[heavy.pk])
    assert len(rows_of(b"".join(client.get(address).streaming_content))) == 3
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, at.cohort.programme))
    assert client.get(address).status_code == 403


def test_rights_lost_meanwhile_close_the_file_and_stop_its_writing(client, at, heavy):
    taking.write_extraction.func(heavy.pk, "fr")
    Role.objects.filter(user=at.adviser).delete()
    assert client.get(reverse("portal:fetch_extract", args=[heavy.pk])).status_code == 403

    again = Extraction.objects.create(owner=at.adviser, cohort=at.cohort, kind="besoins", form="csv", name="b.csv")
    with pytest.raises(PermissionError):
        taking.write_extraction.func(again.pk, "fr")
    again.refresh_from_db()
    assert (again.state, again.file) == ("failed", "")


def test_a_file_is_erased_after_a_day(heavy):
    taking.write_extraction.func(heavy.pk, "fr")
    heavy.refresh_from_db()
    assert taking.sweep(timezone.now() + timedelta(hours=23)) == 0
    assert taking.sweep(timezone.now() + timedelta(hours=25)) == 1
    assert not default_storage.exists(heavy.file)
    assert not Extraction.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_any_number(client, at, count, django_assert_max_num_queries):
    for _ in range(count):
        at.need()
    for address in (at.page(), reverse("portal:extracts", args=[at.cohort.slug])):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(30):
        taken(client, at)
