from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from levain.foundation import letters, outbox, placeholders
from levain.foundation.models import JournalEntry, Letter
from levain.foundation.versions import ChangedSince
from levain.programmes import services
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, lead_of, member_of, official_of

TEXT = "Bonjour {nom},\n\nLe projet {projet} est retenu.\n\n{lien}\n"


@pytest.fixture
def project():
    return ProjectFactory(name="Le verger")


@pytest.fixture
def lead(project):
    return lead_of(project)


def write(project, lead, person=None, **said):
    person = person or bearer_of(project)
    values = {"nom": str(person), "projet": str(project), "lien": "https://levain.example/espace/"}
    words = {"subject": "Votre projet {projet}", "text": TEXT, **said}
    return outbox.write(project.cohort, person, values=values, by=lead, **words)


def test_a_letter_waits_until_somebody_lets_it_go(project, lead):
    letter = write(project, lead)
    assert letters.deliver_waiting() == 0
    outbox.release(letter, by=lead)
    assert letters.deliver_waiting() == 1
    sent = mail.outbox[0]
    assert sent.subject == "Votre projet Le verger"
    assert f"Bonjour {letter.person}," in sent.body
    assert '<a href="https://levain.example/espace/">' in sent.alternatives[0][0]
    verbs = list(JournalEntry.objects.about(letter).values_list("verb", flat=True))
    assert verbs == ["letter.released", "letter.written"]


def test_words_of_people_bring_no_markup_and_no_link(project, lead):
    person = bearer_of(project)
    person.name = "Zoé {lien} www.evil.example <b>"
    letter = write(project, lead, person, text="Bonjour {nom} <script>")
    _subject, text, html = placeholders.parts(letter)
    assert "www.evil" not in text
    assert "<script>" not in html
    assert "<b>" not in html
    assert "https://levain" not in text


def test_a_letter_corrected_twice_at_once_is_overwritten_by_nobody(project, lead):
    letter = write(project, lead)
    outbox.correct(Letter.objects.get(), by=lead, version=1, subject="Un", text="Un")
    with pytest.raises(ChangedSince):
        outbox.correct(letter, by=lead, version=1, subject="Deux", text="Deux")
    assert Letter.objects.get().text == "Un"


@pytest.mark.parametrize("deed", [outbox.hold, outbox.release, outbox.cancel])
def test_a_letter_that_has_left_no_longer_moves(project, lead, deed):
    letter = write(project, lead)
    outbox.release(letter, by=lead)
    letters.deliver_waiting()
    with pytest.raises(outbox.AlreadyGone):
        deed(letter if deed is outbox.hold else Letter.objects.get(), by=lead)
    assert len(mail.outbox) == 1


def test_a_letter_held_at_the_last_moment_is_not_sent(project, lead):
    letter = write(project, lead)
    outbox.release(letter, by=lead)
    seen_by_worker = Letter.objects.get()
    outbox.hold(letter, by=lead)
    assert not letters._take(seen_by_worker)


def test_a_cancelled_letter_never_leaves(project, lead):
    letter = write(project, lead)
    outbox.cancel(letter, by=lead)
    assert letters.deliver_waiting() == 0
    with pytest.raises(outbox.AlreadyGone):
        outbox.release(letter, by=lead)


def test_writing_to_a_role_prepares_one_letter_for_each_person_once(project, lead):
    zoe, adam = bearer_of(project), member_of(project)
    official_of(project)
    bearer_of(ProjectFactory())
    token = uuid4()
    said = {"codes": ["bearer", "member"], "subject": "Bonjour", "text": TEXT, "by": lead, "token": token}
    assert services.write_letters(project.cohort, **said) == 2
    assert services.write_letters(project.cohort, **said) == 0
    assert {letter.person for letter in Letter.objects.all()} == {zoe, adam}
    assert {letter.values["projet"] for letter in Letter.objects.all()} == {"Le verger"}
    assert outbox.release_all(project.cohort, by=lead) == 2


def test_the_team_reads_corrects_and_releases_on_screen(client, project, lead):
    letter = write(project, lead)
    client.force_login(lead)
    address = reverse("programmes:outbox_letter", args=[project.cohort.slug, letter.pk])
    page = client.get(address).content.decode()
    assert "Le projet Le verger est retenu." in page
    said = {"subject": "Votre projet", "text": "Bonjour {nom}, bravo.", "version": 1}
    assert client.post(address, said).status_code == 302
    refused = client.post(address, {**said, "text": "Bonjour {prénom}", "version": 2})
    assert "prénom" in str(refused.context["form"].errors)
    client.post(reverse("programmes:release_letter", args=[project.cohort.slug, letter.pk]))
    letters.deliver_waiting()
    assert mail.outbox[0].body == f"Bonjour {letter.person}, bravo."
    assert client.get(address).status_code == 200


def test_a_second_correction_shows_what_the_letter_says_now(client, project, lead):
    letter = write(project, lead)
    client.force_login(adviser_of(project))
    outbox.correct(letter, by=lead, version=1, subject="Un", text="Les mots de la première")
    address = reverse("programmes:outbox_letter", args=[project.cohort.slug, letter.pk])
    page = client.post(address, {"subject": "Deux", "text": "Les mots de la seconde", "version": 1}).content.decode()
    assert "Les mots de la première" in page
    assert "Les mots de la seconde" in page


def test_the_outbox_of_another_programme_and_letters_without_a_place_are_not_read(client, project, lead):
    elsewhere = ProjectFactory()
    letter = write(elsewhere, lead_of(elsewhere))
    code = letters.queue("lea@example.org", "Votre code", "123456")
    client.force_login(lead)
    other = elsewhere.cohort.slug
    assert client.get(reverse("programmes:outbox", args=[other])).status_code == 403
    assert client.get(reverse("programmes:outbox_letter", args=[other, letter.pk])).status_code == 403
    for hidden in (letter, code):
        assert (
            client.get(reverse("programmes:outbox_letter", args=[project.cohort.slug, hidden.pk])).status_code == 404
        )
    page = client.get(reverse("programmes:outbox", args=[project.cohort.slug]))
    assert not page.context["page"].object_list


@pytest.mark.parametrize("who", [bearer_of, member_of, official_of, lambda project: UserFactory()])
def test_the_outbox_is_for_the_team(client, project, who):
    client.force_login(who(project))
    for name in ("outbox", "write_letter"):
        assert client.get(reverse(f"programmes:{name}", args=[project.cohort.slug])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_costs_the_same_for_any_number(client, project, lead, count, django_assert_max_num_queries):
    for _ in range(count):
        write(project, lead)
    client.force_login(lead)
    with django_assert_max_num_queries(8):
        client.get(reverse("programmes:outbox", args=[project.cohort.slug]))
