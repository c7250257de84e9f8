"""A session goes from one house to another and comes back equal; a package that was touched is refused, whole."""

import csv
import io
import json
import shutil
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import resolve

from levain.capitalisation.models import Edition, Evidence, Figure, Report
from levain.evaluation.models import Followed, Proof
from levain.foundation import documents, passages
from levain.foundation.models import Document as Paper
from levain.foundation.models import JournalEntry
from levain.foundation.written import Document, to_json
from levain.people.models import Organisation, Role, RoleCode, User
from levain.portal.exchange import NoCohort, NotEmpty, NotThisPackage, export_cohort, import_cohort
from levain.portal.exchange.belonging import unreachable
from levain.portal.sample_world import sample_world
from levain.programmes.founding import administrators
from levain.programmes.models import Cohort
from levain.projects.models import LogbookEntry, Project
from levain.support.models import Contact
from tests.people.factories import UserFactory
from tests.portal import table_schema
from tests.projects.factories import ProjectFactory
from tests.support.factories import ContactFactory

SLUG = "sample-own"
HOSTILE = '=HYPERLINK("http://example.invalid")'


@pytest.fixture(scope="module")
def written(tmp_path_factory, django_db_setup, django_db_blocker):
    """The session of the sample world, written once; the house is then as empty as before."""
    folder = tmp_path_factory.mktemp("exchange") / "package"
    kept = override_settings(MEDIA_ROOT=folder.parent / "media")
    with django_db_blocker.unblock(), kept, sample_world() as world:
        entry = world.sample(LogbookEntry, "own")
        LogbookEntry.objects.filter(pk=entry.pk).update(text=HOSTILE)
        upload = ContentFile(b"What we heard at the market.", name="market.txt")
        documents.attach(entry, upload, by=world.person["bearer"], alt="=1+1")
        export_cohort(SLUG, folder)
    return folder


@pytest.fixture
def package(written, tmp_path):
    assert not Cohort.objects.exists()
    return shutil.copytree(written, tmp_path / "package")


def resources(folder):
    return json.loads((folder / "datapackage.json").read_text())["resources"]


def rows(folder, name):
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def rewrite(folder, name, deed):
    """Change a table and make its digest follow, as somebody who knows the format would."""
    path = folder / f"{name}.csv"
    path.write_bytes(deed(path.read_bytes().decode()).encode())
    told = json.loads((folder / "datapackage.json").read_text())
    [resource] = [one for one in told["resources"] if one["name"] == name]
    resource["hash"] = f"sha256:{sha256(path.read_bytes()).hexdigest()}"
    (folder / "datapackage.json").write_text(json.dumps(told))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_table_hangs_from_a_session_or_is_said_to_stay():
    assert unreachable() == []


def test_what_is_exported_imported_and_exported_again_is_equal(package, tmp_path):
    report = import_cohort(package)
    export_cohort(SLUG, tmp_path / "again")

    assert report.errors == []
    assert contents(tmp_path / "again") == contents(package)


def test_another_session_of_the_same_house_stays_out(package):
    assert {row["slug"] for row in rows(package, "projects-project")} == {"sample-own", "sample-sibling"}
    assert [row["slug"] for row in rows(package, "programmes-cohort")] == [SLUG]


def test_a_session_goes_into_a_house_that_already_holds_others(package, tmp_path):
    ProjectFactory()
    LogbookEntry.objects.create(project=ProjectFactory(), author=UserFactory(), text="Ours", kind="progress")

    report = import_cohort(package)
    export_cohort(SLUG, tmp_path / "again")

    assert report.errors == []
    assert contents(tmp_path / "again") == contents(package)
    assert LogbookEntry.objects.filter(text="Ours").exists()


def test_a_name_that_is_taken_here_is_refused_with_its_line(package):
    ProjectFactory(slug="sample-own")

    [error] = import_cohort(package).errors

    assert (error.table, error.line) == ("projects-project", 2)
    assert "already taken" in str(error)
    assert not Cohort.objects.filter(slug=SLUG).exists()


def test_twice_is_once(package):
    import_cohort(package)
    before = JournalEntry.objects.count()

    again = import_cohort(package)

    assert (again.errors, again.created) == ([], 0)
    assert again.unchanged > 0
    assert JournalEntry.objects.count() == before


def test_a_session_that_differs_from_the_one_here_is_left_as_it_is(package):
    import_cohort(package)
    Project.objects.filter(slug="sample-own").update(name="Renamed since")

    report = import_cohort(package)

    assert "it differs" in str(report.errors[0])
    assert Project.objects.get(slug="sample-own").name == "Renamed since"


def test_a_trial_writes_nothing(package):
    report = import_cohort(package, dry_run=True)

    assert report.created > 0
    assert not report.written
    assert not Cohort.objects.exists()


def test_people_known_here_keep_what_they_wrote_of_themselves(package):
    known = User.objects.create_user("sample-bearer@example.invalid", name="The name she chose here")

    import_cohort(package)

    known.refresh_from_db()
    assert known.name == "The name she chose here"
    assert Role.objects.filter(user=known, code=RoleCode.BEARER).exists()


def test_nobody_arrives_as_the_administrator_of_the_house(package):
    import_cohort(package)

    assert "programmes.house" not in {row["scope_type"] for row in rows(package, "people-role")}
    assert not administrators().exists()


def test_nobody_arrives_with_a_password(package):
    import_cohort(package)

    assert "password" not in (package / "people-user.csv").read_text()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_two_organisations_of_the_same_name_stay_two(tmp_path):
    with sample_world() as world:
        for project in Project.objects.filter(cohort__slug=SLUG):
            Organisation.objects.filter(pk=project.collective_id).update(name="Collectif")
        export_cohort(SLUG, tmp_path / "package")
        assert world
    import_cohort(tmp_path / "package")

    assert Organisation.objects.filter(name="Collectif").count() == 2


def test_a_text_that_a_spreadsheet_would_run_is_written_harmless_and_read_back_whole(package):
    told = [row["text"] for row in rows(package, "projects-logbookentry")]
    assert f"'{HOSTILE}" in told
    assert not any(
        cell.startswith(("=", "+", "@")) for row in rows(package, "projects-logbookentry") for cell in row.values()
    )

    import_cohort(package)

    assert LogbookEntry.objects.filter(text=HOSTILE).exists()


def test_words_said_without_a_name_are_evidence_in_the_other_house_too(tmp_path):
    with sample_world() as world:
        Evidence.objects.filter(pk=world.sample(Evidence, "own").pk).update(side="anonymous")
        export_cohort(SLUG, tmp_path / "package")

    assert import_cohort(tmp_path / "package").errors == []
    assert Evidence.objects.filter(side="anonymous").count() == 1


def test_files_travel_under_the_digest_of_their_content(package):
    import_cohort(package)

    [document] = Paper.objects.filter(name="market.txt")
    assert document.file.read() == b"What we heard at the market."
    assert document.alt == "=1+1"


def test_evidence_still_opens_its_words(package):
    import_cohort(package)

    evidence = Evidence.objects.select_related("passage").first()
    assert passages.find(evidence.passage).state in passages.State
    assert evidence.passage.object is not None


def test_the_address_of_the_rows_of_a_figure_follows_them(tmp_path):
    ProjectFactory()
    with sample_world() as world:
        entry = world.sample(LogbookEntry, "own")
        kept = {"cohort": entry.project.cohort, "number": 99, "slug": "notes", "label": "Notes", "value": 1}
        Figure.objects.create(rows=f"{entry.get_absolute_url()}#notes", counted="notes", method="M-PART", **kept)
        export_cohort(SLUG, tmp_path / "package")
    LogbookEntry.objects.create(project=Project.objects.get(), author=UserFactory(), text="Before", kind="progress")
    import_cohort(tmp_path / "package")

    address, _sign, end = Figure.objects.get(slug="notes").rows.partition("#")
    assert resolve(address).kwargs["pk"] in LogbookEntry.objects.exclude(text="Before").values_list("pk", flat=True)
    assert end == "notes"


def test_figures_of_a_report_read_what_they_read_in_a_house_that_held_others_before(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    with sample_world() as world:
        followed, elsewhere = world.sample(Followed, "own"), world.sample(Followed, "elsewhere")
        proof, contact = world.sample(Proof, "own"), world.sample(Contact, "own")
        proof.address = contact.get_absolute_url()
        proof.save()
        cohort = followed.project.cohort
        for number, one in ((98, followed), (99, elsewhere)):
            code = f"suivi-{one.pk}"
            page = f"/espace/evaluation/{SLUG}/chiffres/indicateurs/{code}/"
            reads = [{"source": "indicateurs", "code": code, "label": "Voisins"}]
            told = {"slug": f"indicateurs-{code}", "label": "Voisins", "value": 1, "counted": "1", "method": "M-EVID"}
            Figure.objects.create(cohort=cohort, number=number, rows=page, reads=reads, **told)
        said = {"slug": f"indicateurs-suivi-{followed.pk}", "number": 98, "value": 1, "n": 1}
        days = f"/espace/evaluation/{SLUG}/chiffres/indicateurs/suivi-{followed.pk}/?du=2021-03-01"
        report = Report.objects.create(cohort=cohort, slug="lu", title="Lu", readings=[said | {"rows": days}])
        content = to_json(Document(title="Lu", date="", blocks=[]))
        Edition.objects.create(report=report, number=1, content=content, parts=[], digest="0", figures=[said])
        label, words = followed.label, contact.text
        export_cohort(SLUG, tmp_path / "package")
    _lived_before()
    import_cohort(tmp_path / "package")

    figure = Figure.objects.get(number=98)
    here = Followed.objects.get(pk=int(figure.reads[0]["code"].removeprefix("suivi-")))
    assert (here.label, here.project.cohort.slug) == (label, SLUG)
    assert here.pk != followed.pk
    assert figure.slug == f"indicateurs-suivi-{here.pk}" == Edition.objects.get(report__slug="lu").figures[0]["slug"]
    assert figure.rows.endswith(f"/indicateurs/suivi-{here.pk}/")
    [reading] = Report.objects.get(slug="lu").readings
    assert (reading["slug"], reading["rows"]) == (figure.slug, f"{figure.rows}?du=2021-03-01")
    assert Figure.objects.get(number=99).reads[0]["code"] == f"suivi-{elsewhere.pk}"
    address = Proof.objects.exclude(address="").get().address
    assert Contact.objects.get(pk=int(address.rpartition("-")[2])).text == words
    export_cohort(SLUG, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "package")


def _lived_before():
    """Rows of another session, so that no number of the package is free."""
    project, author = ProjectFactory(), UserFactory()
    for place in range(5):
        Followed.objects.create(project=project, label=f"Autre {place}", author=author)
        ContactFactory(project=project)


def test_every_cell_of_the_package_is_what_its_table_schema_declares(package):
    assert list(table_schema.wrong(package)) == []


def test_the_package_says_each_of_its_tables_and_columns(package):
    named = {one["name"] for one in resources(package)}
    for resource in resources(package):
        if "schema" not in resource:
            continue
        with (package / resource["path"]).open(newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        numbers = {row["id"] for row in rows(package, resource["name"])} if "id" in header else set()
        assert len(numbers) == len(rows(package, resource["name"])) or "id" not in header
        for key in resource["schema"].get("foreignKeys", []):
            pointed = {row[key["fields"]] for row in rows(package, resource["name"])} - {""}
            assert not pointed or key["reference"]["resource"] in named
    places = json.loads((package / "places.geojson").read_text())
    assert places["type"] == "FeatureCollection"
    assert "données personnelles" in (package / "README.md").read_text()


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("projects-logbookentry", "kind", "anything", "not one of the choices"),
        ("projects-logbookentry", "created_at", "yesterday", "no date and time"),
        ("programmes-cohort", "slug", "no good slug", "slug"),
        ("programmes-cohort", "programme", "", "must not be empty"),
        ("projects-project", "published", "perhaps", "perhaps"),
        ("projects-step", "project", "900", "900"),
        ("projects-project", "themes", "{", "themes"),
        ("people-role", "scope_type", "nothing.here", "no table"),
        ("people-role", "scope_type", "programmes.house", "nothing has the number"),
    ],
)
def test_a_row_that_obeys_no_rule_is_named_and_nothing_is_written(package, table, column, value, said):
    def spoil(text):
        header, *lines = list(csv.reader(io.StringIO(text, newline="")))
        lines[0][header.index(column)] = value
        out = io.StringIO(newline="")
        csv.writer(out).writerows([header, *lines])
        return out.getvalue()

    rewrite(package, table, spoil)

    report = import_cohort(package)

    assert table in str(report.errors[0])
    assert said in str(report.errors[0])
    assert not Cohort.objects.exists()
    assert not Project.objects.exists()


def test_a_table_changed_on_the_way_is_refused(package):
    path = package / "projects-project.csv"
    path.write_text(path.read_text() + "\n")

    with pytest.raises(NotThisPackage, match="changed since"):
        import_cohort(package)


def test_a_file_changed_on_the_way_is_refused_and_no_file_is_left(package):
    [file] = (package / "files").iterdir()
    file.write_bytes(b"other words")

    with pytest.raises(NotThisPackage, match="changed since"):
        import_cohort(package)
    assert not Paper.objects.exists()


def test_a_package_cannot_name_a_file_outside_of_its_folder(package):
    row = next(row for row in rows(package, "foundation-document") if row["file"])
    rewrite(package, "foundation-document", lambda text: text.replace(row["file"], "../../../etc/hostname"))

    with pytest.raises(NotThisPackage, match="missing"):
        import_cohort(package)
    assert not Cohort.objects.exists()


def test_a_package_cannot_write_in_a_table_that_stays(package):
    told = json.loads((package / "datapackage.json").read_text())
    told["resources"].append({"name": "sessions-session", "path": "sessions-session.csv"})
    (package / "datapackage.json").write_text(json.dumps(told))

    with pytest.raises(NotThisPackage, match="no table"):
        import_cohort(package)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"levain": {"format": 9, "cohort": "x"}, "resources": []}', "\x00"]
)
def test_a_folder_that_is_no_package_is_refused(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text)

    with pytest.raises(NotThisPackage):
        import_cohort(tmp_path)


def test_a_package_made_before_a_column_existed_is_brought_in_as_the_house_would_have_grown(package):
    def without(text):
        header, *lines = csv.reader(io.StringIO(text, newline=""))
        at = header.index("addresses")
        out = io.StringIO(newline="")
        csv.writer(out).writerows([*row[:at], *row[at + 1 :]] for row in (header, *lines))
        return out.getvalue()

    rewrite(package, "capitalisation-edition", without)

    assert import_cohort(package).errors == []
    assert {edition.addresses == {} for edition in Edition.objects.filter(report__cohort__slug=SLUG)} == {True}


def test_a_table_of_another_version_is_named_with_its_column(package):
    rewrite(package, "projects-step", lambda text: text.replace("title", "heading", 1))

    with pytest.raises(NotThisPackage, match="heading"):
        import_cohort(package)


def test_nothing_is_written_over_what_a_folder_holds(package):
    with sample_world(), pytest.raises(NotEmpty):
        export_cohort(SLUG, package)


def test_a_session_that_does_not_exist_cannot_be_exported(tmp_path):
    with pytest.raises(NoCohort):
        export_cohort("nowhere", tmp_path / "package")
    shutil.rmtree(tmp_path / "package", ignore_errors=True)
