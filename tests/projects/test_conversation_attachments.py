import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation.models import Document
from levain.projects import shelves
from tests.projects import factories as f
from tests.projects.talking import new_page, started


def test_a_message_carries_a_note_shown_to_those_who_may_read_it(client, project, bearer):
    note = f.LogbookEntryFactory(project=project, audience="collective", text="Le mur penche")
    conversation = started(project)

    client.post(conversation.get_absolute_url(), {"text": "Voyez ceci", "carried": shelves.code_of(note)})

    assert conversation.messages.last().carried == note
    assert note.get_absolute_url() in client.get(conversation.get_absolute_url()).content.decode()
    client.force_login(f.official_of(project))
    page = client.get(conversation.get_absolute_url()).content.decode()
    assert note.get_absolute_url() not in page
    assert "ne vous a pas été ouvert" in page


@pytest.mark.parametrize("code", ["0-0", "x", "1-", "-1", "9" * 30, "²-1"])
def test_a_forged_attachment_is_refused(client, project, bearer, code):
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": code})

    assert "carried" in page.context["form"].errors
    assert conversation.messages.count() == 1


def test_one_attaches_only_what_one_may_see(client, project):
    note = f.LogbookEntryFactory(project=project, audience="collective")
    conversation = started(project)
    client.force_login(f.official_of(project))

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "carried": shelves.code_of(note)})

    assert "carried" in page.context["form"].errors


def test_the_list_to_choose_from_comes_with_the_words_kept(client, project, bearer):
    note = f.LogbookEntryFactory(project=project)
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": "Mes mots", "pick": "1"})

    assert "Mes mots" in page.content.decode()
    assert shelves.code_of(note) in page.content.decode()
    assert conversation.messages.count() == 1


def test_a_file_goes_with_a_message_to_its_readers(client, project, bearer):
    upload = SimpleUploadedFile("plan.txt", b"Le plan", "text/plain")
    conversation = started(project, audience="collective")

    client.post(conversation.get_absolute_url(), {"text": "Le plan", "file": upload, "file_alt": "Plan du verger"})

    address = reverse("foundation:document", args=[Document.objects.get().pk])
    assert client.get(address).status_code == 200
    client.force_login(f.official_of(project))
    assert client.get(address).status_code == 403


def test_a_bad_file_keeps_the_words_and_writes_nothing(client, project, bearer):
    conversation = started(project)
    bad = SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg")

    page = client.post(conversation.get_absolute_url(), {"text": "Voyez", "file": bad})

    assert page.context["form"]["text"].value() == "Voyez"
    assert "file" in page.context["form"].errors
    assert conversation.messages.count() == 1


def test_one_talks_about_a_note_from_its_page(client, project, bearer):
    note = f.LogbookEntryFactory(project=project)
    conversation = started(project)
    code = shelves.code_of(note)
    where = reverse("projects:talk", args=code.split("-"))

    assert where in client.get(note.get_absolute_url()).content.decode()
    page = client.get(where).content.decode()
    assert f"{new_page(project)}?avec={code}" in page
    assert f"{conversation.get_absolute_url()}?avec={code}#repondre" in page
    assert code in client.get(f"{new_page(project)}?avec={code}").content.decode()


def test_one_does_not_talk_about_what_one_may_not_see(client, project):
    note = f.LogbookEntryFactory(project=project, audience="collective")
    client.force_login(f.official_of(project))

    assert client.get(reverse("projects:talk", args=shelves.code_of(note).split("-"))).status_code == 403


@pytest.mark.parametrize("kind", [0, 999999])
def test_nobody_talks_about_what_does_not_exist(client, bearer, kind):
    assert client.get(reverse("projects:talk", args=[kind, 1])).status_code == 404
