"""Packages that somebody made up, cut short or edited: each is refused in words, and nothing of it is left."""

import csv
import io
import json
import os
import shutil
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage

from levain.people.models import Role, RoleCode, User
from levain.portal.exchange import NotThisPackage, export_cohort, import_cohort
from levain.programmes.models import Cohort, Programme
from tests.portal.test_exchange import SLUG, package, rewrite, rows, written  # noqa: F401
from tests.projects.factories import ProjectFactory

LARGE = "9" * 400


def described(folder, deed):
    told = json.loads((folder / "datapackage.json").read_text())
    deed(told)
    (folder / "datapackage.json").write_text(json.dumps(told))


def redo(folder, name):
    """Make the digest follow whatever the file is now."""
    content = (folder / f"{name}.csv").read_bytes()
    described(
        folder,
        lambda told: [one for one in told["resources"] if one["name"] == name][0].update(
            hash=f"sha256:{sha256(content).hexdigest()}"
        ),
    )


def stored():
    return {os.path.join(root, name) for root, _dirs, names in os.walk(default_storage.location) for name in names}


def refused(folder):
    """In words, and nothing is left: no row, no person, no file."""
    people, kept = User.objects.count(), stored()
    try:
        said = [str(error) for error in import_cohort(folder).errors]
    except NotThisPackage as problem:
        said = [str(problem)]
    assert said
    assert not Cohort.objects.filter(slug=SLUG).exists()
    assert User.objects.count() == people
    assert stored() == kept
    return said[0]


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.mark.parametrize("number", ["", "0", "-1", "abc", LARGE, "9" * 18, "1.5", "१"])
@pytest.mark.parametrize("table", ["projects-project", "people-user", "projects-historicallogbookentry"])
def test_a_row_that_has_no_good_number_is_refused(package, table, number):  # noqa: F811
    column = "history_id" if "historical" in table else "id"
    spoil(package, table, column, number)

    assert refused(package)


def spoil(folder, table, column, value, line=0):
    def deed(text):
        header, *lines = list(csv.reader(io.StringIO(text, newline="")))
        lines[line][header.index(column)] = value
        out = io.StringIO(newline="")
        csv.writer(out).writerows([header, *lines])
        return out.getvalue()

    rewrite(folder, table, deed)


@pytest.mark.parametrize("table", ["projects-project", "projects-logbookentry", "people-user", "programmes-cohort"])
def test_a_row_that_is_there_twice_is_refused_or_is_one(package, table):  # noqa: F811
    rewrite(package, table, lambda text: text + text.splitlines(keepends=True)[-1])

    if table == "people-user":
        rows_before = len({row["email"] for row in rows(package, table)})
        import_cohort(package)
        assert User.objects.count() <= rows_before
    else:
        assert refused(package)


def test_a_table_cut_short_is_refused(package):  # noqa: F811
    path = package / "projects-logbookentry.csv"
    path.write_bytes(path.read_bytes()[:-40])
    assert "changed since" in refused(package)

    redo(package, "projects-logbookentry")
    assert refused(package)


@pytest.mark.parametrize("cell", ["\x00", "a\x00b"])
def test_a_cell_that_is_no_text_is_refused(package, cell):  # noqa: F811
    spoil(package, "projects-logbookentry", "text", cell)

    assert refused(package)


def test_bytes_that_are_no_utf8_are_refused(package):  # noqa: F811
    path = package / "projects-logbookentry.csv"
    path.write_bytes(path.read_bytes().replace(b"e", b"\xff", 60))
    redo(package, "projects-logbookentry")

    assert refused(package)


@pytest.mark.parametrize("value", ["[" * 100_000, "[1]", '{"a": 1}', "NaN", '"x"', "null"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("capitalisation-edition", "content"),
        ("capitalisation-edition", "figures"),
    ],
)
def test_values_of_another_shape_are_refused(package, table, column, value):  # noqa: F811
    spoil(package, table, column, value)

    assert refused(package)


def test_a_link_in_the_place_of_a_table_or_a_file_is_refused(package, tmp_path):  # noqa: F811
    for name in ("projects-project.csv", "places.geojson", "datapackage.json"):
        folder = shutil.copytree(package, tmp_path / f"copy-{name}")
        kept = (folder / name).rename(tmp_path / f"outside-{name}")
        (folder / name).symlink_to(kept)
        assert "link" in refused(folder)
    folder = shutil.copytree(package, tmp_path / "files")
    (folder / "files").rename(tmp_path / "elsewhere")
    (folder / "files").symlink_to(tmp_path / "elsewhere")
    assert "link" in refused(folder)


def test_what_never_ends_is_not_read(package):  # noqa: F811
    (package / "datapackage.json").unlink()
    (package / "datapackage.json").symlink_to("/dev/zero")

    assert "link" in refused(package)


def test_a_table_larger_than_any_session_is_not_read(package, monkeypatch):  # noqa: F811
    with (package / "projects-step.csv").open("r+b") as file:
        file.truncate(10 * 1024**3)

    assert "too large" in refused(package)


def test_an_archive_is_not_a_folder(package, tmp_path):  # noqa: F811
    archive = shutil.make_archive(str(tmp_path / "archive"), "zip", package)

    with pytest.raises(NotThisPackage):
        import_cohort(type(package)(archive))


def test_a_map_that_was_changed_is_refused(package):  # noqa: F811
    (package / "places.geojson").write_text("{}")

    assert "places.geojson" in refused(package)


def test_a_table_described_twice_is_refused(package):  # noqa: F811
    described(package, lambda told: told["resources"].append(told["resources"][0]))

    assert "twice" in refused(package)


def test_a_package_that_holds_another_session_than_it_says_is_refused(package):  # noqa: F811
    described(package, lambda told: told["levain"].update(cohort="another"))
    assert "the package says it holds" in refused(package)


def test_a_package_of_a_later_version_is_told_apart(package):  # noqa: F811
    described(package, lambda told: told["levain"].update(format=2))
    assert "format 1" in refused(package)


def test_a_failure_half_way_leaves_nothing_and_the_same_package_then_goes_in(package, monkeypatch):  # noqa: F811
    from levain.portal.exchange import bringing_in

    fill, met = bringing_in.tables.fill, []

    def stops(model, lines):
        met.append(model)
        if len(met) == 40:
            raise OverflowError("the disk is full")
        return fill(model, lines)

    monkeypatch.setattr(bringing_in.tables, "fill", stops)
    assert "the disk is full" in refused(package)
    monkeypatch.undo()

    assert import_cohort(package).errors == []


def test_a_trial_leaves_no_file(package):  # noqa: F811
    before = stored()
    import_cohort(package, dry_run=True)

    assert stored() == before


def test_a_role_that_reaches_beyond_the_session_is_told_before_and_after(package):  # noqa: F811
    [told] = rows(package, "programmes-programme")
    ours = ProjectFactory().cohort.programme
    Programme.objects.filter(pk=ours.pk).update(slug=told["slug"])
    spoil(package, "people-role", "scope_type", "programmes.programme")
    spoil(package, "people-role", "code", "programme_lead")

    trial = import_cohort(package, dry_run=True)
    said = import_cohort(package)

    assert said.errors == []
    assert trial.notes == said.notes
    assert any("programme_lead" in note and "opens more than the session" in note for note in said.notes)
    assert Role.objects.filter(code=RoleCode.PROGRAMME_LEAD).exists()


def test_in_a_house_of_its_own_no_role_reaches_further(package):  # noqa: F811
    assert import_cohort(package).notes == []


def test_a_house_that_holds_the_session_is_left_as_it_is_by_an_edited_package(package, tmp_path):  # noqa: F811
    import_cohort(package)
    spoil(package, "projects-project", "name", "Edited on the way")

    assert "it differs" in str(import_cohort(package).errors[0])
    export_cohort(SLUG, tmp_path / "again")
    assert "Edited on the way" not in (tmp_path / "again" / "projects-project.csv").read_text()
