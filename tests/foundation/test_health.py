from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from levain.foundation import health, letters
from levain.foundation.backups import last
from levain.foundation.models import Letter

pytestmark = pytest.mark.django_db


def test_the_service_says_that_it_lives(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_service_says_that_it_is_ready(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = {"ready": True, "database": "ok", "disk": "ok", "queue": "ok", "last_backup": None}
    assert client.get("/readyz").json() == told


def test_the_date_of_the_last_backup_is_said(client):
    last.remember("2026-05-01T03:00:00+00:00")
    last.remember("2026-05-02T03:00:00+00:00")

    assert client.get("/readyz").json()["last_backup"] == "2026-05-02T03:00:00+00:00"


def test_a_stuck_queue_is_said(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    old = timezone.now() - timedelta(hours=1)
    Letter.objects.filter(pk=letters.queue("a@example.org", "Un", "Un").pk).update(created_at=old, not_before=old)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["queue"]) == (503, "stuck")


def test_a_database_that_does_not_answer_is_said(client, monkeypatch):
    def broken():
        raise DatabaseError("password=secret")

    monkeypatch.setattr(health.connection, "cursor", broken)
    assert health.database() == "no answer"


def test_a_folder_that_cannot_be_written_is_said(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "folder"
    assert health.disk() == "not writable"
