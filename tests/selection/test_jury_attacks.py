"""Score in spite of a conflict, see scores before one's own, see another's file: by every door there is."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from levain.foundation import documents, notifications, passages, registry
from levain.foundation.calendars import Event
from levain.foundation.models import JournalEntry, Letter
from levain.people.models import RoleCode
from levain.selection import jury_pending, services
from levain.selection.models import Application, Conflict, Declaration, Jury, Review, Score
from tests.people.factories import UserFactory, give_role, someone
from tests.selection.factories import ApplicationFactory, give, jury

SECRET = "Un secret de la cour"


def page(name, *args):
    return reverse(f"selection:{name}", args=args)


def bound(at, juror, file):
    return Conflict.objects.create(juror=juror, application=file, kind="other", declared_by=juror)


def doors(at, file, review):
    """Each address by which a file, its scores or its discussion may be reached, and what one may send there."""
    grid = {"version": 0, "level_elan": "5", "level_lien": "5", "give": "1"}
    return [
        ("get", page("jury_file", file.pk), {}),
        ("post", page("jury_file", file.pk), grid),
        ("post", page("save_review", file.pk), grid),
        ("post", page("argue", file.pk), {"token": "6e9f7a52-5f3e-4f0a-9b2e-111111111111", "text": "Non."}),
        ("post", page("take_side", review.pk), {"agrees": "no"}),
        ("get", page("read_application", file.key), {}),
        ("get", page("application_pdf", file.key), {}),
        ("get", page("blind_copy", file.pk), {}),
    ]


@pytest.mark.parametrize("phase", Jury.Phase.values)
def test_a_conflict_closes_every_door(client, phase):
    at = jury(phase)
    juror, file = at.jurors[0], at.files[0]
    Application.objects.filter(pk=file.pk).update(summary=SECRET, title=SECRET)
    other = at.review[at.jurors[1].pk, file.pk]
    give(other)
    bound(at, juror, file)
    client.force_login(juror)

    for method, address, sent in doors(at, file, other):
        answer = getattr(client, method)(address, sent)
        assert answer.status_code in (403, 404), (phase, address)
        assert SECRET not in answer.content.decode()
    assert SECRET not in client.get(page("jury_files", at.call.slug)).content.decode()
    assert not Score.objects.filter(review__juror=juror).exists()
    assert not registry.may_see(juror, Application.objects.get(pk=file.pk))


@pytest.mark.parametrize("code", [RoleCode.JURY_CHAIR, RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER])
def test_a_conflict_closes_the_file_to_those_who_lead_too(client, code):
    at = jury("deliberate")
    person, file = someone(code, at.call), at.files[0]
    give_role(person, code, at.call.cohort)
    Declaration.objects.create(juror=person, application=at.files[1])
    Application.objects.filter(pk=file.pk).update(title=SECRET)
    for review in at.review.values():
        give(review)
    bound(at, person, file)
    client.force_login(person)

    for method, address, sent in doors(at, file, at.review[at.jurors[0].pk, file.pk]):
        assert getattr(client, method)(address, sent).status_code in (403, 404), address
    assert client.get(page("readers", file.pk)).status_code == 403
    assert client.get(page("reopen_review", at.review[at.jurors[0].pk, file.pk].pk)).status_code == 403
    shown = client.get(page("applications", at.call.slug))
    assert SECRET not in shown.content.decode()
    table = client.get(page("export_scores", at.call.slug))
    if table.status_code == 200:
        rows = list(csv.DictReader(io.StringIO(table.getvalue().decode())))
        assert {row["application"] for row in rows} == {at.files[1].reference}


@pytest.mark.parametrize("phase", ["read", "discuss"])
def test_the_scores_of_others_are_seen_nowhere_before_ones_own(client, phase):
    at = jury(phase)
    one, other = at.jurors
    Score.objects.bulk_create(
        Score(review=at.review[other.pk, at.files[0].pk], criterion=criterion, level=4, reason=SECRET)
        for criterion in at.criteria
    )
    hers = at.review[other.pk, at.files[0].pk]
    hers.submitted_at = timezone.now()
    hers.save()
    client.force_login(one)

    for address in (
        page("jury_file", at.files[0].pk),
        page("jury_files", at.call.slug),
        page("jury", at.call.slug),
        page("export_scores", at.call.slug),
        page("applications", at.call.slug),
        reverse("portal:space"),
        reverse("foundation:notices"),
    ):
        assert SECRET not in client.get(address).content.decode(), address
    assert client.post(page("take_side", hers.pk), {"agrees": "no"}).status_code == 403
    assert client.get(page("export_scores", at.call.slug)).status_code == 403
    assert not registry.may_see(one, hers)


def test_the_file_of_another_is_neither_read_nor_scored(client):
    at = jury()
    other = ApplicationFactory(call=at.call, state="admissible", title=SECRET, summary=SECRET)
    Declaration.objects.create(juror=at.jurors[0], application=other)
    hers = Review.objects.create(juror=at.jurors[1], application=other)
    client.force_login(at.jurors[0])

    for method, address, sent in doors(at, other, hers):
        answer = getattr(client, method)(address, sent)
        assert answer.status_code in (403, 404), address
        assert SECRET not in answer.content.decode()
    assert not Score.objects.exists()


def test_a_mail_never_leaves_for_a_file_that_was_closed_meanwhile():
    at = jury("discuss")
    for juror in at.jurors:
        give(at.review[juror.pk, at.files[0].pk])
    Application.objects.filter(pk=at.files[0].pk).update(title=SECRET)
    said = services.argue(Application.objects.get(pk=at.files[0].pk), by=at.jurors[1], text=SECRET)
    assert JournalEntry.objects.get(verb="argument.written").notices.filter(recipient=at.jurors[0]).exists()
    bound(at, at.jurors[0], at.files[0])

    notifications.send_digests(timezone.now() + timedelta(days=2))

    assert said.pk
    assert not [
        letter for letter in Letter.objects.all() if letter.to == at.jurors[0].email and SECRET in letter.text
    ]


def test_what_is_told_while_names_are_hidden_names_no_file():
    at = jury(names_from="deliberate")
    Application.objects.update(title=SECRET, collective=SECRET)
    review = Review.objects.get(juror=at.jurors[0], application=at.files[0])

    assert SECRET not in registry.of(review).title(review)


def test_words_of_a_file_are_cited_by_nobody_of_the_jury_while_names_are_hidden():
    at = jury("read", names_from="discuss")
    file = Application.objects.get(pk=at.files[0].pk)

    assert not registry.may_see(at.jurors[0], file)
    assert passages.cite(file, "summary", "six autour d'un jardin", by=at.lead)


def test_the_attached_file_of_an_application_is_closed_with_it(client, settings):
    at = jury("discuss")
    kept = documents.attach(at.files[0], SimpleUploadedFile("note.txt", b"Une note."), by=at.lead)
    client.force_login(at.jurors[0])
    assert client.get(reverse("foundation:document", args=[kept.pk])).status_code == 200

    bound(at, at.jurors[0], at.files[0])
    assert client.get(reverse("foundation:document", args=[kept.pk])).status_code == 403
    Conflict.objects.all().delete()
    Jury.objects.update(names_from="deliberate")
    assert client.get(reverse("foundation:document", args=[kept.pk])).status_code == 403


def test_nobody_declares_for_another_call_nor_after_the_end(client):
    at, elsewhere = jury("closed"), jury("declare")
    client.force_login(at.jurors[0])

    assert client.get(page("declare", at.call.slug)).status_code == 403
    assert client.get(page("declare", elsewhere.call.slug)).status_code == 403
    key = elsewhere.files[0].key
    assert client.post(page("declare_one", elsewhere.call.slug, key), {"kind": "other"}).status_code == 403
    assert client.post(page("clear", at.call.slug, key)).status_code == 403


def test_the_calendar_names_no_file():
    at = jury(read_by=timezone.localdate() + timedelta(days=3))
    Application.objects.update(title=SECRET)
    day = timezone.localdate()

    found = list(jury_pending.dates(at.jurors[0], day, day + timedelta(days=9)))

    assert [type(event) for event in found] == [Event]
    assert SECRET not in found[0].title
    assert list(jury_pending.dates(UserFactory(), day, day + timedelta(days=9))) == []


def test_late_jurors_alone_are_reminded_and_only_while_it_stands():
    at = jury(read_by=timezone.localdate())
    for file in at.files:
        give(at.review[at.jurors[1].pk, file.pk])

    assert {pending.person for pending in jury_pending.late(timezone.now())} == {at.jurors[0]}
    for file in at.files:
        give(at.review[at.jurors[0].pk, file.pk])
    assert list(jury_pending.late(timezone.now())) == []


def test_those_who_have_declared_nothing_are_reminded():
    at = jury("declare", declare_by=timezone.localdate())
    at.jurors[0].declarations.all().delete()
    bound(at, at.jurors[0], at.files[0])

    assert {pending.person for pending in jury_pending.undeclared(timezone.now())} == {at.jurors[0]}
    bound(at, at.jurors[0], at.files[1])
    assert list(jury_pending.undeclared(timezone.now())) == []


def test_no_journal_entry_holds_what_was_said():
    at = jury("discuss")
    give(at.review[at.jurors[0].pk, at.files[0].pk])
    services.argue(at.files[0], by=at.jurors[0], text=SECRET)
    services.declare_conflict(at.files[1], at.jurors[0], kind="family", reason=SECRET, by=at.chair)

    assert SECRET not in str(list(JournalEntry.objects.values_list("changes", flat=True)))
