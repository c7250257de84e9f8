from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import backups, documents, erasures, health, storage
from levain.foundation.backups import last
from levain.foundation.models import Document
from levain.people.erasing import erase
from tests.foundation.an_s3_server import s3_server
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory, bearer_of


@pytest.fixture
def kept(settings):
    """What the bucket holds, while the house keeps its files there."""
    with s3_server() as (url, kept):
        settings.STORAGES = settings.STORAGES | {"default": storage.backend(url)}
        yield kept


def a_file(text="Devis"):
    return SimpleUploadedFile("devis.txt", text.encode())


def test_without_an_address_files_are_on_the_disk():
    assert storage.backend("")["BACKEND"].endswith("FileSystemStorage")


@pytest.mark.parametrize(
    "wrong", ["s3://bucket", "s3://key:secret@host/", "s3://key:secret@host/a/b", "https://key:secret@host/bucket"]
)
def test_an_address_that_is_not_understood_is_refused(wrong):
    with pytest.raises(storage.NotUnderstood):
        storage.backend(wrong)


def test_an_address_says_where_and_by_whom():
    said = storage.backend("s3://key:se%2Fcret@s3.example.org/bucket?region=fr-par")["OPTIONS"]

    assert said["endpoint_url"] == "https://s3.example.org"
    assert (said["secret_key"], said["bucket_name"], said["region_name"]) == ("se/cret", "bucket", "fr-par")


def test_a_file_given_is_kept_read_and_taken_away(kept, client, django_capture_on_commit_callbacks):
    note = LogbookEntryFactory(audience="public")
    document = documents.attach(note, a_file(), by=note.author)
    client.force_login(bearer_of(note.project))

    read = client.get(reverse("foundation:document", args=[document.pk]))

    assert kept[document.file.name] == b"Devis"
    assert read.getvalue() == b"Devis"
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert kept == {}


def test_a_file_that_is_gone_is_not_found(kept, client):
    note = LogbookEntryFactory(audience="public")
    document = documents.attach(note, a_file(), by=note.author)
    kept.clear()
    client.force_login(bearer_of(note.project))

    assert client.get(reverse("foundation:document", args=[document.pk])).status_code == 404


def test_a_deed_that_is_undone_leaves_no_file(kept):
    note = LogbookEntryFactory()

    with transaction.atomic():
        documents.attach(note, a_file(), by=note.author)
        transaction.set_rollback(True)

    assert not Document.objects.exists()
    assert kept == {}


def test_what_no_row_knows_is_swept_after_a_day(kept):
    note = LogbookEntryFactory()
    document = documents.attach(note, a_file(), by=note.author)
    kept["documents/ab/orphan.txt"] = b"x"

    assert documents.sweep(timezone.now()) == 0
    assert documents.sweep(timezone.now() + timedelta(days=2)) == 1
    assert set(kept) == {document.file.name}


def test_the_last_backup_and_the_list_of_the_erased_are_kept_there_too(kept, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(UserFactory(), by=None)
    last.remember("2026-05-02T03:00:00+00:00")

    assert len(erasures.names()) == 1
    assert last.taken_at().day == 2
    assert erasures.replay() == 0


def test_a_backup_takes_the_files_from_there_and_puts_them_back(kept, transactional_db, settings, tmp_path):
    settings.DATA = tmp_path
    note = LogbookEntryFactory()
    document = documents.attach(note, a_file(), by=note.author)
    backups.back_up(tmp_path / "b")
    kept.clear()

    backups.restore(tmp_path / "b", force=True)

    assert kept[document.file.name] == b"Devis"


def test_a_storage_that_does_not_answer_is_said(kept, client, monkeypatch):
    assert client.get("/readyz").json()["files"] == "ok"

    class Broken:
        def exists(self, name):
            raise OSError("secret")

    monkeypatch.setattr(health, "default_storage", Broken())
    assert health.files() == "no answer"
