import json
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from levain.foundation import backups, documents, erasures
from levain.foundation.backups import archive, last, tables
from levain.foundation.models import Document, JournalEntry, SearchEntry
from levain.people.erasing import erase
from levain.people.models import User
from levain.portal import command
from levain.portal.serving import environment
from levain.projects.models import LogbookEntry
from tests.houses import a_base_with_tables, an_empty_base, looked_at
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory
from tests.tables import shape


class House:
    """A house of its own, asked in other processes."""

    def __init__(self, folder: Path, name: str, *, tables: bool):
        self.folder = folder / name
        self.folder.mkdir()
        self.surroundings = environment() | {
            "LEVAIN_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.surroundings |= a_base_with_tables(self.folder, name) if tables else an_empty_base(name)

    def start(self, *arguments):
        command = [sys.executable, "-m", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env=self.surroundings, **pipes)

    def run(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
        return out

    def levain(self, *arguments):
        return self.run("levain.portal.command", *arguments)

    def live(self, deed):
        return self.run("tests.foundation.a_life", deed, self.folder)

    @contextmanager
    def lived_in(self):
        writer = self.start("tests.foundation.a_life", "write", self.folder)
        try:
            until = time.monotonic() + 60
            while not (self.folder / "written").exists() and time.monotonic() < until:
                assert writer.poll() is None, writer.stderr.read()
                time.sleep(0.05)
            yield
        finally:
            (self.folder / "stop").touch()
            writer.wait(timeout=30)
        assert writer.returncode == 0, writer.stderr.read()


def test_a_backup_taken_while_people_write_is_restored_without_a_half_record(tmp_path, transactional_db):
    house, other = House(tmp_path, "lived", tables=True), House(tmp_path, "other", tables=False)
    house.live("make")

    with house.lived_in():
        before = int((house.folder / "written").read_text())
        house.levain("backup", tmp_path / "b.levain")
        after = int((house.folder / "written").read_text())
    other.levain("restore", tmp_path / "b.levain")

    assert before < after
    assert 0 < int(other.live("look")) <= int(house.live("look"))
    assert (other.folder / "secret_key").read_text() == (house.folder / "secret_key").read_text()
    assert (tmp_path / "b.levain").stat().st_mode & 0o077 == 0
    with looked_at(other.surroundings) as migrated:
        assert shape(migrated) == shape(connection)


# In the process of the tests: a house that is put back in the place of itself.


@pytest.fixture
def taken(transactional_db, tmp_path, settings):
    settings.DATA = tmp_path
    note = LogbookEntryFactory(text="Le four est réparé.")
    documents.attach(note, SimpleUploadedFile("devis.txt", b"Devis"), by=note.author)
    kind = ContentType.objects.get_for_model(note)
    SearchEntry.objects.create(object_type=kind, object_id=note.pk, tokens="four repar")
    path = tmp_path / "b.levain"
    backups.back_up(path)
    return path


def test_what_was_changed_since_is_put_back_with_its_files_and_its_keys_go_on(taken):
    note = LogbookEntry.objects.get()
    document = documents.of(note).get()
    default_storage.delete(document.file.name)
    LogbookEntry.objects.update(text="Rien.")
    UserFactory.create_batch(3)
    people = User.objects.count()

    done = backups.restore(taken, force=True)

    assert LogbookEntry.objects.get().text == "Le four est réparé."
    assert document.file.open().read() == b"Devis"
    assert User.objects.count() == people - 3
    assert done["files"] == 1
    assert LogbookEntryFactory().pk > note.pk


def test_a_house_that_is_not_empty_is_left_alone_without_force(taken):
    LogbookEntry.objects.update(text="Depuis.")

    with pytest.raises(backups.NotRestored, match="--force"):
        backups.restore(taken)

    assert LogbookEntry.objects.get().text == "Depuis."


def test_who_was_erased_after_the_backup_is_erased_again_by_the_restore(taken, tmp_path):
    person = LogbookEntry.objects.get().author
    address, name = person.email, person.name
    erase(person, by=None)

    done = backups.restore(taken, force=True)

    person.refresh_from_db()
    assert done["erased_again"] == 1
    assert not person.is_active
    assert address not in (person.email, person.name)
    assert name != person.name
    assert not JournalEntry.objects.filter(actor=person).exists()
    assert address not in "".join(default_storage.open(kept).read().decode() for kept in erasures.names())


def test_an_erasure_that_is_undone_is_not_on_the_list(transactional_db):
    person = UserFactory()

    with transaction.atomic():
        erase(person, by=None)
        transaction.set_rollback(True)

    assert erasures.names() == []
    assert User.objects.get(pk=person.pk).is_active


def test_somebody_else_under_the_same_key_is_not_erased(transactional_db):
    stranger = UserFactory()
    said = {"person": stranger.pk, "digest": sha256(b"somebody else").hexdigest()}
    default_storage.save("erased/1-x.json", ContentFile(json.dumps(said).encode()))

    assert erasures.replay() == 0
    assert User.objects.get(pk=stranger.pk).is_active


def test_a_file_that_the_house_itself_has_lost_is_named_and_stops_nothing(taken, tmp_path):
    name = documents.of(LogbookEntry.objects.get()).get().file.name
    default_storage.delete(name)

    said = backups.back_up(tmp_path / "again.levain")

    assert said["missing"] == [name]
    assert last.taken_at().isoformat() == said["made_at"]


def test_a_restore_makes_no_demonstration_of_real_people(taken, tmp_path):
    (tmp_path / "demonstration").touch()

    backups.restore(taken, force=True)

    assert not (tmp_path / "demonstration").exists()


def test_a_failure_in_the_middle_leaves_rows_and_files_as_they_were(taken, tmp_path, monkeypatch):
    name = documents.of(LogbookEntry.objects.get()).get().file.name
    default_storage.delete(name)
    LogbookEntry.objects.update(text="Depuis.")
    monkeypatch.setattr(tables, "digest", lambda model: {"rows": -1})

    with pytest.raises(backups.NotRestored, match="does not read as it was written"):
        backups.restore(taken, force=True)

    assert LogbookEntry.objects.get().text == "Depuis."
    assert not default_storage.exists(name)


# Files that are not what they say: written by hand, none touches anything.


def a_backup(path, *, members=None, **changes):
    """A little backup that can be read, and what makes it wrong."""
    line = b'[1,"Ren\xc3\xa9e"]\n'
    digest = tables.Digest()
    digest.add(line.decode())
    said = {
        "levain": "backup",
        "format": 1,
        "engine": "sqlite",
        "migrations": [["people", "0001_tables"]],
        "tables": {"people_user": {"columns": ["id", "name"], **digest.told()}},
        "files": {"documents/a.txt": {"size": 5, "sha256": sha256(b"Devis").hexdigest()}},
        "demonstration": None,
    } | changes
    held = {
        "data/people_user.jsonl": line,
        "files/documents/a.txt": b"Devis",
        "manifest.json": json.dumps(said).encode(),
    } | (members or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in held.items():
            into.writestr(name, content)
    return path


def checked(path):
    with archive.opened(path) as backup:
        backup.check(lambda text: None)


def test_the_little_backup_itself_is_right(tmp_path):
    checked(a_backup(tmp_path / "b"))


ESCAPE = {"../../evil": {"size": 1, "sha256": sha256(b"x").hexdigest()}}
TWO = {"people_user": {"columns": [], "rows": 2, "sha256": ""}}
WRONG = {
    "another row": {"members": {"data/people_user.jsonl": b'[1,"Jeanne"]\n'}},
    "a row cut": {"members": {"data/people_user.jsonl": b'[1,"Ren'}},
    "rows that are not JSON": {"members": {"data/people_user.jsonl": b"\xff\xfe\n"}},
    "rows that are missing": {"tables": TWO},
    "another file": {"members": {"files/documents/a.txt": b"Autre"}},
    "a longer file": {"members": {"files/documents/a.txt": b"Devis, et plus"}},
    "a member nobody announced": {"members": {"files/evil.sh": b"x"}},
    "a path that escapes": {"files": ESCAPE, "members": {"files/../../evil": b"x"}},
    "a bomb": {"members": {"data/people_user.jsonl": b" " * 60_000_000}},
    "another format": {"format": 2},
    "a manifest of something else": {"levain": "restore"},
    "a manifest that is a list": {"members": {"manifest.json": b"[]"}},
    "no manifest of ours": {"members": {"manifest.json": b"{}"}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path, wrong):
    with pytest.raises(backups.Unusable):
        checked(a_backup(tmp_path / "b", **WRONG[wrong]))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"ceci n'est pas une sauvegarde" * 100])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "b").write_bytes(content)

    with pytest.raises(backups.Unusable):
        checked(tmp_path / "b")


def test_a_backup_that_was_cut_is_refused(tmp_path):
    whole = a_backup(tmp_path / "b").read_bytes()
    (tmp_path / "b").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(backups.Unusable):
        checked(tmp_path / "b")


def test_a_backup_of_a_later_version_is_refused(tmp_path):
    later = a_backup(tmp_path / "b", migrations=[["people", "0999_from_the_future"]])

    with pytest.raises(backups.NotRestored, match="later version"):
        backups.restore(later)


@pytest.mark.parametrize("content", [None, b"cut"])
def test_the_command_says_in_one_sentence_why_it_restores_nothing(tmp_path, content):
    if content:
        (tmp_path / "b").write_bytes(content)

    told = CliRunner().invoke(command.main, ["restore", str(tmp_path / "b")])

    assert told.exit_code == 1
    assert "Traceback" not in told.output
    assert told.output.startswith("Error: ")


def test_the_rows_of_both_engines_have_the_same_digest():
    one, other = tables.Digest(), tables.Digest()
    one.add('[1,{"b":1.0,"a":"é"}]')
    other.add('[1,{"a":"\\u00e9","b":1}]')

    assert one.told() == other.told()


def test_tables_are_read_as_they_were_after_the_migrations_of_the_backup():
    first = {model._meta.db_table: model for model in tables.at([("foundation", "0001_tables")])}
    now = {model._meta.db_table: model for model in tables.at(tables.applied())}

    assert "foundation_document" in first
    assert "projects_project" not in first
    assert "check_state" in tables.columns(now["foundation_document"])
    assert now["foundation_document"] is Document


def test_migrations_made_one_are_known_by_their_new_name():
    first = [("territories", "0001_initial"), ("territories", "0002_perimeter_outlines")]

    assert tables.named_today(first) == [("territories", "0001_tables")]
    assert tables.named_today(first[:1]) == []
