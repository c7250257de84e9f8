"""A house written in while it is being backed up: `python -m tests.foundation.a_life DEED FOLDER`."""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from levain.foundation import documents  # noqa: E402
from levain.foundation.models import Document  # noqa: E402
from levain.people.models import User  # noqa: E402
from levain.projects.models import LogbookEntry  # noqa: E402


def make(folder: Path) -> None:
    from tests.projects.factories import ProjectFactory

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    ProjectFactory()
    User.objects.create_user("renee@example.org", name="Renée")


def write(folder: Path) -> None:
    """Pairs of notes, each note with its file, until somebody says to stop; then how many."""
    from levain.projects.models import Project

    project, author = Project.objects.get(), User.objects.get(email="renee@example.org")
    number = 0
    while not (folder / "stop").exists():
        with transaction.atomic():
            for half in ("a", "b"):
                text = f"Note {number} {half}"
                note = LogbookEntry.objects.create(project=project, author=author, text=text)
                documents.attach(note, SimpleUploadedFile("note.txt", text.encode()), by=author)
        number += 1
        # Whole at any moment, for whoever reads it meanwhile.
        (folder / "writing").write_text(str(number))
        (folder / "writing").replace(folder / "written")
        # A note is taken back now and then, and its file with it.
        if number % 4 == 0:
            with transaction.atomic():
                for note in LogbookEntry.objects.filter(text__startswith=f"Note {number - 3} "):
                    for kept in documents.of(note):
                        kept.delete()
                    note.delete()
        time.sleep(0.01)


def look(folder: Path) -> None:
    """What the house holds: the notes, and what their files say."""
    notes = LogbookEntry.objects.in_bulk()
    for document in Document.objects.order_by("pk"):
        with document.file.open("rb") as content:
            assert content.read().decode() == notes[document.object_id].text
    halves = sorted(note.text for note in notes.values())
    assert [text[:-1] for text in halves[::2]] == [text[:-1] for text in halves[1::2]]
    assert Document.objects.count() == len(halves)
    print(len(halves))


if __name__ == "__main__":
    {"make": make, "write": write, "look": look}[sys.argv[1]](Path(sys.argv[2]))
