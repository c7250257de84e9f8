"""Her own words stay hers: versions, readers, withdrawal, what was written for her."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from levain.foundation.models import Document, JournalEntry, Notice, SearchEntry
from levain.projects import rules, services
from levain.projects.forms import writer_key
from levain.projects.models import LogbookEntry
from tests.projects import factories as f

pytestmark = pytest.mark.django_db


def photo(name="haie.png"):
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def page(name, entry):
    return reverse(f"projects:{name}", args=[entry.project.slug, entry.pk])


def told(**changes):
    said = {"text": "La clef est chez Rachid.", "kind": "progress", "happened_on": timezone.localdate().isoformat()}
    return {**said, "audience": "project", "token": str(uuid4()), **changes}


@pytest.fixture
def note(project, bearer):
    return services.write_entry(project, by=bearer, text="Nous avons planté douze arbustes.", photos=[(photo(), "")])


def test_several_photos_each_keep_their_words(client, project, bearer):
    asked = told(photos=[photo(), photo("b.png")], photo_alt=["La haie", "Le préau"])

    assert client.post(reverse("projects:write", args=[project.slug]), asked).status_code == 302

    assert [one.alt for one in Document.objects.order_by("pk")] == ["La haie", "Le préau"]


def test_one_description_serves_all_the_photos_without_script(client, project, bearer):
    client.post(
        reverse("projects:write", args=[project.slug]),
        told(photos=[photo(), photo("b.png")], photo_alt="La haie"),
    )

    assert [one.alt for one in Document.objects.all()] == ["La haie", "La haie"]


def test_a_fifth_photo_is_refused_and_nothing_is_written(client, project, bearer):
    answer = client.post(reverse("projects:write", args=[project.slug]), told(photos=[photo() for _n in range(5)]))

    assert "photos" in answer.context["form"].errors
    assert not LogbookEntry.objects.exists()


def test_a_script_is_told_where_to_go_and_the_message_waits_there(client, project, bearer):
    answer = client.post(
        reverse("projects:write", args=[project.slug]), told(), headers={"Accept": "application/json"}
    )

    assert answer.json() == {"to": reverse("projects:logbook", args=[project.slug])}
    assert "est écrit, pour" in client.get(answer.json()["to"]).content.decode()


def test_a_note_begun_by_another_person_is_not_sent_in_my_name(client, project, bearer):
    asked = told(writer=writer_key(f.member_of(project)))

    answer = client.post(reverse("projects:write", args=[project.slug]), asked)

    assert "writer" in answer.context["form"].errors
    assert not LogbookEntry.objects.exists()


def test_other_words_under_the_same_token_are_another_note(project, bearer):
    token = uuid4()

    first = services.write_entry(project, by=bearer, text="Un", token=token)
    services.edit_entry(first, by=bearer, version=1, text="Un, corrigé")

    assert services.write_entry(project, by=bearer, text="Un", token=token) == first
    assert services.write_entry(project, by=bearer, text="Deux", token=token) != first


@pytest.mark.parametrize(("agree", "status"), [("", 200), ("on", 302)])
def test_photos_shown_to_everyone_need_the_agreement_of_the_people(client, project, bearer, agree, status):
    asked = told(photos=photo(), audience="public", people_agree=agree)

    assert client.post(reverse("projects:write", args=[project.slug]), asked).status_code == status
    assert LogbookEntry.objects.filter(people_agree=True).exists() == (status == 302)


def test_the_numbers_belong_to_an_event(client, project, bearer):
    client.post(reverse("projects:write", args=[project.slug]), told(people="12", hours="3"))

    entry = LogbookEntry.objects.get()
    assert (entry.people, entry.hours) == (None, None)


def test_a_withdrawn_note_is_gone_for_everybody(client, project, bearer, note):
    services.edit_entry(note, by=bearer, version=1, text="Douze arbustes, pas onze.")
    client.post(page("withdraw_entry", note))
    note.refresh_from_db()

    assert (note.text, note.history.count(), note.documents.count()) == ("", 0, 0)
    assert not SearchEntry.objects.exists()
    for person in (bearer, f.adviser_of(project), f.lead_of(project)):
        client.force_login(person)
        assert client.get(note.get_absolute_url()).status_code == 403
        listed = client.get(reverse("projects:logbook", args=[project.slug])).context["page"]
        assert not list(listed)


def test_withdrawing_twice_says_so(client, project, bearer, note):
    services.withdraw_entry(note, by=bearer)

    with pytest.raises(services.AlreadyWithdrawn):
        services.withdraw_entry(note, by=bearer)

    again = client.post(page("withdraw_entry", note))
    assert again.status_code == 403
    assert "Ce n’est pas possible maintenant" in again.text
    assert "Cette note a été retirée." in again.text


def test_nobody_withdraws_the_words_of_another(client, project, note):
    for person in (f.member_of(project), f.adviser_of(project), f.lead_of(project)):
        client.force_login(person)
        for name in ("withdraw_entry", "edit_entry", "entry_readers"):
            assert client.get(page(name, note)).status_code == 403
            assert client.post(page(name, note)).status_code == 403
    note.refresh_from_db()
    assert note.text


def test_she_withdraws_her_words_after_she_has_left(client, project, bearer, note):
    bearer.roles.all().delete()

    assert client.get(page("withdraw_entry", note)).status_code == 200
    assert client.post(page("withdraw_entry", note)).url == reverse("portal:space")


def test_what_is_sent_again_after_the_withdrawal_brings_nothing_back(project, bearer):
    token = uuid4()
    written = services.write_entry(project, by=bearer, text="Un", token=token)
    services.withdraw_entry(written, by=bearer)

    assert services.write_entry(project, by=bearer, text="Un", token=token) == written
    assert LogbookEntry.objects.count() == 1


def test_the_versions_show_what_changed(client, project, bearer, note):
    services.edit_entry(note, by=bearer, version=1, text="Nous avons planté onze arbustes.")

    shown = client.get(page("entry_versions", note)).content.decode()

    assert "<del>douze</del><ins>onze</ins>" in shown


@pytest.mark.parametrize(
    ("maker", "status"),
    [(f.adviser_of, 200), (f.lead_of, 200), (f.member_of, 403), (f.official_of, 403), (f.state_agent_of, 403)],
)
def test_a_word_put_right_is_not_held_up_to_everyone(client, project, note, maker, status):
    client.force_login(maker(project))

    assert client.get(page("entry_versions", note)).status_code == status


def test_her_note_gets_other_readers(client, project, bearer, note):
    client.post(page("entry_readers", note), {"audience": "collective", "version": 1})

    note.refresh_from_db()
    assert (note.audience, note.version) == ("collective", 2)
    assert not rules.can_read_entry(f.official_of(project), note)


def test_a_photo_goes_public_only_with_the_agreement(client, project, bearer, note):
    asked = {"audience": "public", "version": 1}

    assert client.post(page("entry_readers", note), asked).status_code == 200
    assert client.post(page("entry_readers", note), asked | {"people_agree": "on"}).status_code == 302
    note.refresh_from_db()
    assert (note.audience, note.people_agree) == ("public", True)


@pytest.mark.parametrize("asked", [{"audience": "public"}, {"audience": "nobody", "version": 1}, {"version": "x"}])
def test_readers_take_any_answer(client, project, bearer, note, asked):
    assert client.post(page("entry_readers", note), asked).status_code == 200


def test_a_photo_is_taken_away_from_a_note(client, project, bearer, note):
    kept = note.documents.get()

    client.post(page("edit_entry", note), told(version=1, remove=[kept.pk]))

    assert not Document.objects.exists()


def test_the_photo_of_another_note_stays(client, project, bearer, note):
    other = services.write_entry(project, by=bearer, text="Autre", photos=[(photo(), "")])

    answer = client.post(page("edit_entry", note), told(version=1, remove=[other.documents.get().pk]))

    assert answer.status_code == 200
    assert Document.objects.count() == 2


class TestWrittenForSomeone:
    @pytest.fixture
    def adviser(self, project):
        return f.adviser_of(project)

    @pytest.fixture
    def heard(self, client, project, bearer, adviser):
        client.force_login(adviser)
        client.post(reverse("projects:write", args=[project.slug]), told(said_by=bearer.pk))
        return LogbookEntry.objects.get()

    def test_it_says_who_spoke_and_who_wrote_and_she_is_told(self, client, bearer, adviser, heard):
        assert (heard.voice, heard.author, heard.unconfirmed) == (bearer, adviser, True)
        notice = Notice.objects.get()
        assert (notice.recipient, notice.kind) == (bearer, "answer")
        assert "noté par" in client.get(heard.get_absolute_url()).content.decode()

    def test_she_confirms_and_the_writer_changes_it_no_more(self, client, bearer, adviser, heard):
        assert rules.can_edit_entry(adviser, heard)
        client.force_login(bearer)
        client.post(page("confirm_entry", heard))
        heard.refresh_from_db()

        assert not heard.unconfirmed
        assert not rules.can_edit_entry(adviser, heard)
        assert JournalEntry.objects.filter(verb="logbook.confirmed").count() == 1
        assert client.post(page("confirm_entry", heard)).status_code == 403

    def test_correcting_confirms(self, client, bearer, heard):
        client.force_login(bearer)
        client.post(page("edit_entry", heard), told(version=1, text="La clef est chez moi."))
        heard.refresh_from_db()

        assert (heard.text, heard.unconfirmed) == ("La clef est chez moi.", False)

    def test_only_she_confirms(self, client, project, adviser, heard):
        for person in (adviser, f.member_of(project)):
            client.force_login(person)
            assert client.post(page("confirm_entry", heard)).status_code == 403

    def test_a_bearer_does_not_write_in_the_name_of_another(self, client, project, bearer):
        client.post(reverse("projects:write", args=[project.slug]), told(said_by=f.member_of(project).pk))

        assert LogbookEntry.objects.get().said_by is None

    def test_the_adviser_does_not_write_for_someone_outside_the_project(self, client, project, adviser):
        client.force_login(adviser)
        asked = told(said_by=f.bearer_of(f.ProjectFactory()).pk)

        answer = client.post(reverse("projects:write", args=[project.slug]), asked)

        assert "said_by" in answer.context["form"].errors


class TestLookingFor:
    @pytest.fixture
    def look(self, client, project, bearer):
        services.write_entry(project, by=bearer, text="Le préau est fermé à clef.", on=timezone.localdate())
        services.write_entry(project, by=f.member_of(project), text="Un composteur neuf.", on="2025-03-12")

        def look(**asked):
            answer = client.get(reverse("projects:logbook", args=[project.slug]), asked)
            return [entry.text for entry in answer.context["page"]]

        return look

    def test_words_are_found_in_the_notes_of_this_project_alone(self, look):
        elsewhere = f.ProjectFactory()
        services.write_entry(elsewhere, by=f.bearer_of(elsewhere), text="Encore un préau.")

        assert look(q="le préau") == ["Le préau est fermé à clef."]
        assert look(q="préau composteur") == []

    def test_by_author_and_by_month(self, look, bearer):
        assert look(auteur=bearer.pk) == ["Le préau est fermé à clef."]
        assert look(mois="2025-03") == ["Un composteur neuf."]
        assert look(mois="2025-03", auteur=bearer.pk) == []

    def test_a_changed_note_is_found_by_its_new_words(self, look, bearer):
        entry = LogbookEntry.objects.get(author=bearer)
        services.edit_entry(entry, by=bearer, version=1, text="Le hangar est ouvert.")

        assert look(q="hangar") == ["Le hangar est ouvert."]
        assert look(q="préau") == []

    @pytest.mark.parametrize(
        "asked", [{"mois": "2025-13"}, {"auteur": "9" * 30}, {"auteur": "x"}, {"q": "\x00"}, {"q": "a" * 5000}]
    )
    def test_anything_may_be_asked(self, look, asked):
        assert isinstance(look(**asked), list)

    def test_all_the_notes_on_one_page_to_print(self, client, project, look, django_assert_max_num_queries):
        for number in range(30):
            f.LogbookEntryFactory(project=project, text=f"Note {number}")

        with django_assert_max_num_queries(9):
            answer = client.get(reverse("projects:logbook", args=[project.slug]) + "?imprimer=1")

        assert len(answer.context["page"]) == 32
