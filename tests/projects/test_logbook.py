from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from levain.foundation.audiences import Audience
from levain.foundation.files import Unacceptable
from levain.foundation.models import Document, JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.projects import services
from levain.projects.models import LogbookEntry
from tests.people.factories import UserFactory, someone
from tests.projects import factories as f


def photo(name="haie.png", size=(40, 30)):
    drawn = BytesIO()
    Image.new("RGB", size, "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def write_page(project):
    return reverse("projects:write", args=[project.slug])


def offered_on(page):
    return [audience.value for audience in page.context["offered"]]


def typed(**changes):
    told = {"text": "Douze arbustes plantés.", "kind": "progress", "happened_on": timezone.localdate().isoformat()}
    return {**told, "audience": "project", "token": str(uuid4()), **changes}


def edit_page(entry):
    return reverse("projects:edit_entry", args=[entry.project.slug, entry.pk])


def test_a_note_is_written_with_its_photo_and_its_audience(client, project, bearer):
    page = client.post(write_page(project), typed(photos=photo(), photo_alt="La haie", audience="collective"))

    assert page.status_code == 302
    entry = LogbookEntry.objects.get()
    assert (entry.text, entry.author, entry.audience) == ("Douze arbustes plantés.", bearer, "collective")
    assert [(document.alt, document.kind) for document in entry.documents.all()] == [("La haie", "image/webp")]


def test_a_note_leaves_no_words_in_the_journal(project):
    services.write_entry(project, by=f.bearer_of(project), text="Rien à cacher", kind="difficulty")

    entry = JournalEntry.objects.get(verb="logbook.written")
    assert entry.changes == {"kind": "difficulty", "audience": "project"}
    assert entry.role == "bearer"


def test_a_difficulty_is_told_to_the_collective_and_its_adviser(project):
    bearer, member, adviser = f.bearer_of(project), f.member_of(project), f.adviser_of(project)
    f.official_of(project)

    services.write_entry(project, by=bearer, text="Le préau est fermé.", kind="difficulty")

    assert {notice.recipient for notice in Notice.objects.all()} == {member, adviser}


def test_a_form_sent_twice_writes_one_note_with_one_photo(client, project, bearer):
    token = str(uuid4())

    for _time in range(2):
        assert client.post(write_page(project), typed(token=token, photos=photo())).status_code == 302

    assert LogbookEntry.objects.count() == 1
    assert Document.objects.count() == 1
    assert JournalEntry.objects.filter(verb="logbook.written").count() == 1


def test_the_token_of_someone_elses_note_neither_fails_nor_gives_it_away(client, project, bearer):
    token = uuid4()
    theirs = services.write_entry(project, by=f.member_of(project), text="À moi", token=token)

    client.post(write_page(project), typed(token=str(token)))

    mine = LogbookEntry.objects.exclude(pk=theirs.pk).get()
    assert (mine.author, mine.text) == (bearer, "Douze arbustes plantés.")


@pytest.mark.parametrize(
    "bad",
    [
        SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
        SimpleUploadedFile("notes.pdf", b"%PDF-1.4 rien", "application/pdf"),
        SimpleUploadedFile("vide.png", b"", "image/png"),
        SimpleUploadedFile("trop.png", b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024 + 1), "image/png"),
    ],
    ids=lambda upload: upload.name,
)
def test_a_bad_file_keeps_what_was_typed_and_writes_nothing(client, project, bearer, bad):
    page = client.post(write_page(project), typed(photos=bad))

    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "Douze arbustes plantés."
    assert "photos" in page.context["form"].errors
    assert not LogbookEntry.objects.exists()
    assert not Document.objects.exists()


def test_a_photo_refused_when_it_is_kept_leaves_no_note(client, project, bearer, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise Unacceptable("Cette image ne peut pas être lue.")

    monkeypatch.setattr(services.logbook.documents, "attach", refuse)

    page = client.post(write_page(project), typed(photos=photo()))

    assert page.context["form"].errors["photos"] == ["Cette image ne peut pas être lue."]
    assert not LogbookEntry.objects.exists()


def test_a_form_sent_back_asks_for_the_photo_again(client, project, bearer):
    page = client.post(write_page(project), typed(text="", photos=photo()))

    assert set(page.context["form"].errors) == {"text", "photos"}


@pytest.mark.parametrize("audience", ["", "tout le monde", "collective"])
def test_one_writes_only_for_an_audience_one_may_read(client, project, audience):
    client.force_login(f.official_of(project))

    page = client.post(write_page(project), typed(audience=audience))

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert not LogbookEntry.objects.exists()


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        ("bearer", ["project", "collective", "cohort", "public"]),
        ("local_authority", ["project", "cohort", "public"]),
        ("partner", ["cohort", "public"]),
    ],
)
def test_the_buttons_offer_the_audiences_one_may_read(client, project, code, offered):
    client.force_login(someone(code, project))

    assert offered_on(client.get(write_page(project))) == offered


@pytest.mark.parametrize("maker", [f.lead_of, f.state_agent_of, lambda project: UserFactory()])
def test_those_who_only_read_are_told_who_writes(client, project, maker):
    client.force_login(maker(project))

    assert client.get(write_page(project)).status_code == 403
    assert client.post(write_page(project), typed()).status_code == 403
    assert not LogbookEntry.objects.exists()


@pytest.mark.parametrize(("length", "status"), [(3999, 302), (4000, 302), (4001, 200)])
def test_a_text_too_long_is_given_back_whole(client, project, bearer, length, status):
    page = client.post(write_page(project), typed(text="é" * length))

    assert page.status_code == status
    if status == 200:
        assert page.context["form"]["text"].value() == "é" * length


def test_the_end_of_a_line_counts_as_one_character_on_every_phone(client, project, bearer):
    assert client.post(write_page(project), typed(text="a\r\n" * 1999 + "aa")).status_code == 302
    assert LogbookEntry.objects.get().text == "a\n" * 1999 + "aa"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("happened_on", (timezone.localdate() + timedelta(days=1)).isoformat()),
        ("happened_on", "hier"),
        ("first_timers", "3"),
        ("people", "-1"),
        ("people", "9" * 30),
        ("kind", "party"),
        ("text", "   "),
        ("text", "a\x00b"),
        ("token", "not-a-token"),
    ],
)
def test_bad_answers_are_said_and_nothing_is_written(client, project, bearer, field, value):
    page = client.post(write_page(project), typed(**{"kind": "event", field: value}))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not LogbookEntry.objects.exists()


def test_hostile_words_are_shown_as_words(client, project, bearer):
    client.post(write_page(project), typed(text="<script>alert('là')</script> {{ project }} 🌱"))

    page = client.get(reverse("projects:logbook", args=[project.slug])).content.decode()

    assert "<script>alert('là')" not in page
    assert "{{ project }} 🌱" in page


def test_a_changed_note_keeps_its_versions(client, project, bearer):
    entry = services.write_entry(project, by=bearer, text="Avant")

    page = client.post(edit_page(entry), typed(text="Après", version=1))

    entry.refresh_from_db()
    assert page.status_code == 302
    assert (entry.text, entry.version, entry.history.count()) == ("Après", 2, 2)
    assert "Avant" not in str(JournalEntry.objects.get(verb="logbook.edited").changes)


def test_a_second_save_on_an_older_version_shows_both_texts(client, project, bearer):
    entry = services.write_entry(project, by=bearer, text="Le premier texte")
    services.edit_entry(entry, by=bearer, version=1, text="Écrit du téléphone")

    page = client.post(edit_page(entry), typed(text="Écrit de l'ordinateur", version=1))

    shown = page.content.decode()
    assert page.status_code == 200
    assert "Écrit du téléphone" in shown
    assert page.context["form"]["text"].value() == "Écrit de l'ordinateur"
    assert LogbookEntry.objects.get().text == "Écrit du téléphone"

    client.post(edit_page(entry), typed(text="Les deux", version=page.context["form"]["version"].value()))

    assert LogbookEntry.objects.get().text == "Les deux"


@pytest.mark.parametrize("version", ["", "0", "abc", "99", "9" * 30])
def test_a_missing_or_forged_version_overwrites_nothing(client, project, bearer, version):
    entry = services.write_entry(project, by=bearer, text="Le premier texte")

    page = client.post(edit_page(entry), typed(text="Un autre", version=version))

    assert page.status_code == 200
    assert LogbookEntry.objects.get().text == "Le premier texte"


def test_the_service_refuses_an_older_version_and_says_what_is_there(project):
    entry = services.write_entry(project, by=f.bearer_of(project), text="Un")
    services.edit_entry(entry, by=entry.author, version=1, text="Deux")

    with pytest.raises(ChangedSince) as refusal:
        services.edit_entry(entry, by=entry.author, version=1, text="Trois")

    assert refusal.value.current.text == "Deux"


def test_nobody_changes_the_note_of_another(client, project, bearer):
    entry = services.write_entry(project, by=f.member_of(project), text="À elle")

    assert client.post(edit_page(entry), typed(text="À moi", version=1)).status_code == 403
    assert LogbookEntry.objects.get().text == "À elle"


def test_a_note_is_not_found_under_another_project(client, project, bearer):
    entry = services.write_entry(project, by=bearer, text="Ici")
    other = f.ProjectFactory(cohort=project.cohort)

    assert client.get(reverse("projects:entry", args=[other.slug, entry.pk])).status_code == 404


def test_a_photo_is_read_by_those_who_read_its_note(client, project, bearer):
    client.post(write_page(project), typed(photos=photo(), audience="collective"))
    address = reverse("foundation:document", args=[Document.objects.get().pk])

    assert client.get(address).status_code == 200
    client.force_login(f.official_of(project))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_logbook_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    adviser = f.adviser_of(project)
    for number in range(count):
        services.write_entry(project, by=f.bearer_of(project), text=f"Note {number}", photos=[(photo(), "La haie")])
    client.force_login(adviser)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("projects:logbook", args=[project.slug]))

    assert len(page.context["page"]) == count


def test_the_logbook_shows_a_reader_what_was_written_for_her(client, project):
    for audience in Audience:
        f.LogbookEntryFactory(project=project, audience=audience)
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))

    page = client.get(reverse("projects:logbook", args=[project.slug]))

    assert {entry.audience for entry in page.context["page"]} == {"cohort", "public"}


@pytest.mark.parametrize(
    "asked", ["?nature=difficulty", "?nature=%00&page=-1", "?nature=difficulty&page=999999999999"]
)
def test_filters_take_any_address(client, project, bearer, asked):
    f.LogbookEntryFactory(project=project)

    assert client.get(reverse("projects:logbook", args=[project.slug]) + asked).status_code == 200


def test_a_filter_that_finds_nothing_offers_the_way_back(client, project, bearer):
    f.LogbookEntryFactory(project=project, kind="progress")

    page = client.get(reverse("projects:logbook", args=[project.slug]) + "?nature=decision").content.decode()

    assert "Aucune note ne correspond." in page
    assert "Voir toutes les notes" in page


def test_a_note_opens_with_its_earlier_versions_counted(client, project, bearer):
    entry = services.write_entry(project, by=bearer, text="Un")
    services.edit_entry(entry, by=bearer, version=1, text="Deux")

    page = client.get(entry.get_absolute_url())

    assert page.context["versions"] == 2
    assert page.context["may_edit"]


def test_an_observer_writes_and_reads_but_adds_no_action(client, project):
    client.force_login(someone(RoleCode.OBSERVER, project))

    assert client.post(write_page(project), typed()).status_code == 302
    assert client.get(reverse("projects:add_action", args=[project.slug])).status_code == 403
