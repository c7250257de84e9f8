import gc
import io
import os
import time
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from levain.foundation import archives, documents, files, pictures
from levain.foundation.forms import UploadField
from levain.foundation.models import Document
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, bearer_of

pytestmark = pytest.mark.django_db

ODT = b"application/vnd.oasis.opendocument.text"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")


def picture(kind="JPEG", size=(60, 40), **said):
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **said)
    return drawn.getvalue()


def archive(members, compress=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compress) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return packed.getvalue()


def docx(**more):
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


GOOD = {
    "photo.jpg": picture(),
    "PHOTO.JPEG": picture(),
    "photo.png": picture("PNG"),
    "photo.webp": picture("WEBP"),
    "plan.pdf": b"%PDF-1.7\n1 0 obj\n%%EOF\n",
    "note.odt": archive({"mimetype": ODT, "content.xml": "<x/>"}, zipfile.ZIP_STORED),
    "note.docx": docx(),
    "liste.xlsx": archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}),
    "liste.csv": "nom;âge\nLéa;3\n".encode("cp1252"),
    "note.txt": "Été à Crest".encode(),
}

BAD = {
    "dessin.svg": b"<svg onload=alert(1)>",
    "page.html": b"<html><script>alert(1)</script>",
    "page.txt": b"<!DOCTYPE html><script>alert(1)</script>",
    "page.csv": b"  <script>alert(1)</script>",
    "programme.exe": b"MZ\x90\x00" + b"\x00" * 100,
    "programme.jpg": b"MZ\x90\x00" + b"\x00" * 100,
    "photo.png": picture("JPEG"),
    "photo.jpg": picture()[:40],
    "dessin.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "plan.pdf": b"%PDF-1.7 without an end",
    "vide.txt": b"",
    "binaire.txt": b"abc\x00\x01",
    "sans-extension": b"abc",
    "photo.jpg.php": picture(),
    "note.docm": docx(),
    "note.docx": archive({"evil.txt": "x"}),
    "tronque.docx": docx()[:60],
    "note.odt": docx(),
    "macro.docx": docx(**{"word/vbaProject.bin": "x"}),
    "echappe.docx": docx(**{"../../etc/passwd": "x"}),
    "absolu.docx": docx(**{"/etc/passwd": "x"}),
    "entite.docx": docx(**{"word/other.xml": "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>"}),
    "entite16.docx": docx(**{"word/other.xml": "<!DOCTYPE x>".encode("utf-16")}),
    "modele.docx": docx(
        **{"word/_rels/s.rels": '<R Type="x/attachedTemplate" Target="http://evil" TargetMode="External"/>'}
    ),
    "bombe.docx": docx(**{"word/bomb.xml": b"0" * (30 * files.MEGABYTE)}),
    "foule.docx": docx(**{f"word/{n}.xml": "x" for n in range(archives.MEMBERS + 1)}),
    "lourd.txt": b"a" * (files.LARGEST + 1),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_listed_kinds_are_kept(name, folder):
    project = ProjectFactory()
    document = documents.attach(project, upload(name, GOOD[name]), by=UserFactory(), alt="Le verger")
    assert documents.of(project).get() == document
    assert document.name == name
    stored = folder / document.file.name
    assert stored.stat().st_size == document.size
    assert "photo" not in document.file.name


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused_with_a_reason_and_leaves_nothing(name, folder):
    with pytest.raises(files.Unacceptable) as refusal:
        documents.attach(ProjectFactory(), upload(name, BAD[name]), by=UserFactory())
    assert str(refusal.value)
    assert Document.objects.count() == 0
    assert kept(folder) == []


@pytest.mark.parametrize("name", ["dessin.svg", "bombe.docx", "vide.txt"])
def test_the_form_says_what_is_wrong(name):
    field = UploadField()
    with pytest.raises(Exception) as refusal:
        field.clean(upload(name, BAD[name]))
    assert refusal.typename == "ValidationError"


def test_the_form_says_its_limits_before_one_chooses():
    assert "10" in str(UploadField().help_text)
    assert UploadField(kinds=files.PICTURES).widget.attrs["accept"] == ".jpeg,.jpg,.png,.webp"


def test_a_picture_loses_its_place_and_its_device(folder):
    exif = Image.Exif()
    exif[0x0110] = "Telephone of Lea"
    exif.get_ifd(0x8825)[2] = (44.0, 43.0, 41.0)
    content = picture(size=(3000, 2000), exif=exif)
    assert b"Telephone" in content

    document = documents.attach(ProjectFactory(), upload("p.jpg", content), by=None)

    with Image.open(folder / document.file.name) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1600, 1067))
        assert not drawn.getexif()
        assert not drawn.info.get("xmp")
    assert b"Telephone" not in (folder / document.file.name).read_bytes()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    with pytest.raises(files.Unacceptable):
        documents.attach(ProjectFactory(), upload("p.png", picture("PNG")), by=None)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("..\\..\\etc\\passwd.txt", "passwd.txt"),
        ("../../etc/x.txt", "x.txt"),
        ('a"b<c>.txt', "abc.txt"),
        ("été \u202egpj.txt", "été gpj.txt"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ("", "file"),
    ],
)
def test_the_name_given_is_cleaned(given, clean):
    assert files.clean_name(given) == clean


def test_an_undone_transaction_takes_the_file_along(folder):
    project = ProjectFactory()

    def attach_then_fail():
        with transaction.atomic():
            documents.attach(project, upload("n.txt", b"abc"), by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attach_then_fail()
    gc.collect()
    assert Document.objects.count() == 0
    assert kept(folder) == []


def test_a_row_that_cannot_be_written_takes_the_file_along(folder, monkeypatch):
    project = ProjectFactory()
    monkeypatch.setattr(Document.objects, "create", lambda **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        documents.attach(project, upload("n.txt", b"abc"), by=None)
    gc.collect()
    assert kept(folder) == []


def test_a_kept_transaction_keeps_the_file(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = documents.attach(ProjectFactory(), upload("n.txt", b"abc"), by=None)
    gc.collect()
    assert len(kept(folder)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert kept(folder) == []


def test_what_a_killed_process_left_is_swept(folder):
    document = documents.attach(ProjectFactory(), upload("n.txt", b"abc"), by=None)
    orphan = folder / "documents" / "aa" / "orphan.txt"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_text("x")
    assert documents.sweep(timezone.now()) == 0
    past = time.time() - timedelta(days=2).total_seconds()
    for path in kept(folder):
        os.utime(path, (past, past))
    assert documents.sweep(timezone.now()) == 1
    assert [path.name for path in kept(folder)] == [os.path.basename(document.file.name)]


def test_a_record_holds_twenty_files_at_most(monkeypatch):
    monkeypatch.setattr(documents, "FILES_A_RECORD", 1)
    project = ProjectFactory()
    documents.attach(project, upload("n.txt", b"abc"), by=None)
    with pytest.raises(documents.TooManyFiles):
        documents.attach(project, upload("n.txt", b"abc"), by=None)


def test_a_file_is_read_by_those_who_may_see_what_it_hangs_from(client):
    note = LogbookEntryFactory(audience="collective")
    document = documents.attach(note, upload("photo.png", GOOD["photo.png"]), by=note.author)
    address = reverse("foundation:document", args=[document.pk])
    assert client.get(address).status_code == 403
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(bearer_of(note.project))
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Disposition"] == 'inline; filename="photo.png"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["liste.csv", "note.docx", "note.txt"])
def test_what_is_neither_picture_nor_pdf_is_downloaded(client, name):
    project = ProjectFactory()
    document = documents.attach(project, upload(name, GOOD[name]), by=None)
    client.force_login(bearer_of(project))
    response = client.get(reverse("foundation:document", args=[document.pk]))
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_that_is_gone_says_so(client, folder):
    project = ProjectFactory()
    document = documents.attach(project, upload("n.txt", b"abc"), by=None)
    (folder / document.file.name).unlink()
    client.force_login(bearer_of(project))
    assert client.get(reverse("foundation:document", args=[document.pk])).status_code == 404
