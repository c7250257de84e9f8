import socket
import struct
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation import documents, files, scanning
from levain.foundation.models import Document
from levain.foundation.work import run_once
from tests.projects.factories import LogbookEntryFactory, bearer_of

VIRUS = b"un virus de test"


@contextmanager
def clamd(family=socket.AF_INET, address=("127.0.0.1", 0), answers=None):
    """Answers as clamd does: what holds VIRUS is found, the rest is well."""
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.bind(address)
    listening.listen()

    def serve():
        while True:
            try:
                link, _address = listening.accept()
            except OSError:
                return
            with link, link.makefile("rb") as asked:
                assert asked.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", asked.read(4))[0]:
                    content += asked.read(size)
                said = answers or (b"stream: Test FOUND" if VIRUS in content else b"stream: OK")
                link.sendall(said + b"\0")

    Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@pytest.fixture
def scanner(settings):
    with clamd() as (host, port):
        settings.SCAN_URL = f"clamd://{host}:{port}"
        yield


@pytest.fixture
def down(settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.SCAN_URL = f"clamd://127.0.0.1:{nobody.getsockname()[1]}"
        yield


def give(note, content=b"Devis"):
    return documents.attach(note, SimpleUploadedFile("devis.txt", content), by=note.author)


def kept():
    return [name for name in documents._stored(documents.FOLDER)]


def test_without_a_scanner_nothing_is_asked():
    assert give(LogbookEntryFactory()).check_state == ""
    assert documents.check_waiting() == 0


def test_what_the_scanner_finds_well_is_kept(scanner):
    assert give(LogbookEntryFactory()).check_state == Document.Check.CLEAN


def test_what_the_scanner_finds_is_refused_and_nothing_is_kept(scanner):
    with pytest.raises(files.Unacceptable):
        give(LogbookEntryFactory(), VIRUS)

    assert not Document.objects.exists()
    assert kept() == []


def test_a_large_file_is_sent_in_pieces(scanner):
    assert scanning.suspect(b" " * 200_000 + VIRUS)


def test_a_scanner_on_a_socket_of_the_machine(settings, tmp_path):
    with clamd(socket.AF_UNIX, str(tmp_path / "clamd.ctl")):
        settings.SCAN_URL = f"clamd://{tmp_path}/clamd.ctl"

        assert scanning.suspect(VIRUS)
        assert not scanning.suspect(b"Devis")


def test_while_the_scanner_is_down_the_file_is_held_and_its_reader_told(down, client):
    note = LogbookEntryFactory()
    document = give(note)
    client.force_login(bearer_of(note.project))

    answer = client.get(reverse("foundation:document", args=[document.pk]))

    assert document.check_state == Document.Check.WAITING
    assert answer.status_code == 403
    assert "attend son contrôle antivirus" in answer.content.decode()
    assert kept() == [document.file.name]


def test_a_stranger_is_not_told_that_a_file_waits(down, client):
    document = give(LogbookEntryFactory(audience="collective"))

    answer = client.get(reverse("foundation:document", args=[document.pk]))

    assert "antivirus" not in answer.content.decode()


def test_the_worker_checks_what_waited_and_removes_what_is_found(down, settings, client):
    note = LogbookEntryFactory()
    well, ill = give(note), give(note, VIRUS)
    name = ill.file.name
    run_once()
    assert Document.objects.filter(check_state="waiting").count() == 2

    with clamd() as (host, port):
        settings.SCAN_URL = f"clamd://{host}:{port}"
        run_once()

    well.refresh_from_db()
    ill.refresh_from_db()
    client.force_login(bearer_of(note.project))
    assert (well.check_state, ill.check_state) == ("clean", "found")
    assert client.get(reverse("foundation:document", args=[well.pk])).getvalue() == b"Devis"
    assert "a été retiré" in client.get(reverse("foundation:document", args=[ill.pk])).content.decode()
    assert not default_storage.exists(name)


def test_an_answer_in_other_words_holds_the_file(settings):
    with clamd(answers=b"stream: INSTREAM size limit exceeded. ERROR") as (host, port):
        settings.SCAN_URL = f"clamd://{host}:{port}"

        assert give(LogbookEntryFactory()).check_state == Document.Check.WAITING
