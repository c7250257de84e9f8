"""Quoted people decide: one letter, every answer, silence, and what somebody else cannot do in their name."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import services, voices_shown
from levain.capitalisation.models import Evidence, VoiceAnswer, VoiceAsk
from levain.capitalisation.services import asking, masking, voices
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people import erasing
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import UserFactory, someone

pytestmark = pytest.mark.django_db
OTHER_WORDS = "La clé était bien cachée."


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def learning():
    made = Learning()
    made.kept = made.evidence(consent="pending")
    made.more = made.evidence("On a ouvert le jardin.", consent="pending")
    return made


def ask(learning, **said):
    given = {"by": learning.adviser, "deadline": today(14), **said}
    return asking.ask_people(learning.cohort, [learning.bearer.pk], **given)[0]


def by_mail(learning, rows, **said):
    given = {"name": "Une voisine", "email": "voisine@example.org", "by": learning.adviser, "deadline": today(14)}
    return asking.ask_by_mail(learning.cohort, rows, **{**given, **said})


def consents():
    return list(Evidence.objects.order_by("number").values_list("consent", flat=True))


def path(ask):
    return asking.link(ask).partition("://")[2].partition("/")[2].join(["/", ""])


def test_one_letter_for_all_her_words_with_what_a_name_hides(learning):
    ask(learning)

    letter = Letter.objects.get(to=learning.bearer.email)
    assert WORDS in letter.text
    assert "On a ouvert le jardin." in letter.text
    assert "tout le monde vous reconnaîtra" in letter.text
    assert Notice.objects.get(recipient=learning.bearer).kind == "answer"


def test_asked_twice_she_is_written_to_once(learning):
    ask(learning)

    with pytest.raises(asking.NobodyToAsk):
        ask(learning)
    assert Letter.objects.count() == 1


def test_who_wants_no_mail_is_asked_in_her_space_alone(learning):
    learning.bearer.wants_letters = False
    learning.bearer.save()
    ask(learning)

    assert not Letter.objects.exists()
    assert Notice.objects.filter(recipient=learning.bearer).exists()


def test_she_has_a_week_at_least(learning):
    with pytest.raises(asking.TooSoon):
        ask(learning, deadline=today(3))


def test_she_answers_from_the_letter_without_signing_in_for_one_or_for_all(client, learning):
    page = path(ask(learning))
    assert WORDS in client.get(page).content.decode()

    client.post(page, {"evidence": learning.kept.pk, "choice": "paraphrase", "wording": OTHER_WORDS})
    learning.kept.refresh_from_db()
    assert (learning.kept.words, learning.kept.passage.quote) == (OTHER_WORDS, WORDS)

    client.post(page, {"choice": "agreed"})
    assert consents() == ["paraphrase", "agreed"]
    assert set(VoiceAnswer.objects.values_list("how", flat=True)) == {"link"}


def test_she_reads_that_her_answer_holds_for_every_report_and_that_a_borrowed_name_may_change(client, learning):
    shown = client.get(path(ask(learning))).content.decode()

    assert "Votre réponse vaut pour tous les rapports de la session." in shown
    assert "ce n’est jamais le vôtre" in shown


def test_the_team_hears_once_of_an_answer_for_all(learning):
    made = ask(learning)
    voices.answer(list(made.evidence.all()), "agreed", by=learning.bearer, ask=made)

    assert Notice.objects.filter(recipient=learning.adviser, entry__verb="voices.answered_all").count() == 1


def test_what_waits_for_her_is_settled_by_her_answer(learning):
    made = ask(learning)
    voices.answer(list(made.evidence.all()), "refused", by=learning.bearer)

    assert Notice.objects.get(recipient=learning.bearer, entry__verb="voices.asked").settled_at


def test_the_same_answer_twice_is_one_answer(client, learning):
    page = path(ask(learning))
    for _time in range(2):
        client.post(page, {"evidence": learning.kept.pk, "choice": "agreed"})

    assert VoiceAnswer.objects.count() == 1


def test_the_link_of_another_person_opens_nothing_of_hers(client, learning):
    neighbour = learning.evidence("Ce matin, rien.", consent="pending", speaker_user=None, speaker="Une voisine")
    page = path(by_mail(learning, [neighbour]))

    assert client.post(page, {"evidence": learning.kept.pk, "choice": "agreed"}).status_code == 404
    assert consents() == ["pending", "pending", "pending"]


@pytest.mark.parametrize("change", ["", "x", "1.1:AAAA", "../../", "9" * 40])
def test_a_link_made_up_or_cut_opens_nothing(client, learning, change):
    page = path(ask(learning))[:-4] + change + "/"

    assert client.get(page).status_code in (404, 410)


def test_a_link_closed_or_too_old_opens_nothing(client, learning):
    made = ask(learning)
    page = path(made)
    asking.close_link(made, by=learning.adviser)
    assert client.get(page).status_code == 410

    asking.send_again(VoiceAsk.objects.get(), by=learning.adviser)
    again = path(VoiceAsk.objects.get())
    assert client.get(again).status_code == 200
    VoiceAsk.objects.update(expires_at=timezone.now())
    assert client.get(again).status_code == 410


def test_opening_the_link_changes_nothing(client, learning):
    page = path(ask(learning))
    client.get(page + "?choice=agreed")
    client.head(page)

    assert consents() == ["pending", "pending"]


def test_hostile_words_come_back_whole_and_show_as_text(client, learning):
    page = path(ask(learning))
    long = {"evidence": learning.kept.pk, "choice": "paraphrase", "wording": "m" * 10_000}
    answer = client.post(page, long)
    assert answer.status_code == 200
    assert "m" * 10_000 in answer.content.decode()
    assert consents() == ["pending", "pending"]

    client.post(page, long | {"wording": "<script>alert(1)</script>"})
    shown = client.get(page).content.decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "wording" in client.post(page, long | {"wording": "zéro\x00"}).context["form"].errors


@pytest.mark.parametrize("choice", ["told", "withdrawn", "anonymous", "pending", "x"])
def test_she_cannot_choose_what_is_not_offered(client, learning, choice):
    client.post(path(ask(learning)), {"choice": choice})

    assert consents() == ["pending", "pending"]


def test_a_shared_mailbox_is_told_no_words_and_who_answers_gives_her_name(client, learning):
    said = learning.evidence("Ce matin, rien.", consent="pending", speaker_user=None, speaker="DDT")
    made = by_mail(learning, [said], email="ddt@example.org", shared=True)
    assert "Ce matin" not in Letter.objects.get().text

    page = path(made)
    assert client.post(page, {"choice": "agreed"}).status_code == 200
    assert client.post(page, {"choice": "agreed", "name": "Nadia H."}).status_code == 302
    assert VoiceAnswer.objects.get().name == "Nadia H."


def test_one_reminder_then_silence_is_never_a_consent(learning):
    made = ask(learning)
    assert asking.remind(today(12)) == 1
    assert asking.remind(today(12)) == 0
    assert asking.lapse(today(14)) == 0
    assert asking.lapse(today(15)) == 1
    assert asking.lapse(today(16)) == 0

    assert consents() == ["rewrite", "rewrite"]
    assert set(VoiceAnswer.objects.values_list("how", "by")) == {("silence", None)}
    assert Notice.objects.filter(recipient=learning.adviser, entry__verb="voices.silent_all").count() == 1
    assert made.answers.count() == 2


@pytest.mark.parametrize(
    ("zone", "hour", "silent"),
    [
        ("Pacific/Tahiti", 6, False),
        ("Pacific/Tahiti", 18, True),
        ("Europe/Paris", 5, False),
        ("Europe/Paris", 7, True),
        ("Indian/Reunion", 2, False),
        ("Indian/Reunion", 4, True),
    ],
)
def test_the_last_day_ends_where_the_session_is_held_and_not_at_night(learning, zone, hour, silent):
    """Hours are those of Greenwich, the day after the deadline."""
    Cohort.objects.update(time_zone=zone)
    made = ask(learning)
    day_after = datetime.combine(made.deadline + timedelta(days=1), time(hour, 30), UTC)
    asking.tick(day_after)

    assert consents() == (["rewrite", "rewrite"] if silent else ["pending", "pending"])


def test_a_late_answer_counts_until_publication(client, learning):
    page = path(ask(learning))
    asking.lapse(today(15))
    client.post(page, {"evidence": learning.kept.pk, "choice": "agreed"})

    assert consents() == ["agreed", "rewrite"]


def test_nobody_is_reminded_of_what_she_answered(learning):
    made = ask(learning)
    voices.answer(list(made.evidence.all()), "agreed", by=learning.bearer)

    assert asking.remind(today(12)) == 0


def test_after_publication_she_takes_back_and_no_more(client, learning):
    learning.kept.delete()
    learning.published()
    client.force_login(learning.bearer)
    page = reverse("capitalisation:voices")
    number = learning.kept.pk
    answer = client.post(page, {"evidence": number, "choice": "paraphrase", "wording": OTHER_WORDS})
    assert "publiés" in answer.content.decode()

    asked = client.post(page, {"evidence": number, "choice": "refused"}).content.decode()
    assert "cochez la case" in asked
    learning.edition.refresh_from_db()
    assert WORDS in str(learning.edition.content)

    client.post(page, {"evidence": number, "choice": "refused", "sure": "1"})
    learning.edition.refresh_from_db()
    assert WORDS not in str(learning.edition.content)
    assert services.verify(learning.edition) == []


def test_no_edition_tells_what_another_hides_even_where_a_sentence_repeats_it(learning):
    learning.kept.delete()
    learning.published()
    learning.paragraph(learning.found, text=f"Une personne le dit : {WORDS}")
    second = services.publish(learning.written_report, by=learning.lead)
    services.file_of(second, "odt")
    services.record_consent(learning.kept, "refused", by=learning.bearer, how="page")

    for edition in learning.written_report.editions.all():
        assert "boîte à sucre" not in str(edition.content)
        assert services.verify(edition) == []


def test_words_changed_after_publication_leave_the_editions_that_showed_the_others(learning):
    learning.kept.delete()
    learning.published()
    services.record_consent(learning.kept, "paraphrase", wording=OTHER_WORDS, by=learning.adviser)

    learning.edition.refresh_from_db()
    assert WORDS not in str(learning.edition.content)


def test_what_the_adviser_writes_down_has_a_trace_and_the_person_is_told(client, learning):
    client.force_login(learning.adviser)
    page = reverse("capitalisation:consent", args=[learning.kept.pk])
    assert "how" in client.post(page, {"consent": "agreed"}).context["form"].errors
    assert (
        "said_on"
        in client.post(page, {"consent": "agreed", "how": "spoken", "said_on": today(1)}).context["form"].errors
    )

    client.post(page, {"consent": "agreed", "how": "spoken", "said_on": today()})
    said = VoiceAnswer.objects.get()
    assert (said.by, said.how, said.said_on) == (learning.adviser, "spoken", today())
    told = Notice.objects.get(recipient=learning.bearer)
    assert told.entry.verb == "evidence.answered_for"

    voices.answer([learning.kept], "refused", by=learning.bearer)
    assert consents()[0] == "refused"


def test_words_too_long_come_back_whole_with_the_limit(client, learning):
    page = path(ask(learning))
    said = {"evidence": learning.kept.pk, "choice": "paraphrase", "wording": "é" * 1001}
    shown = client.post(page, said).content.decode()

    assert "é" * 1001 in shown
    assert "1001 caractères, pour 1000 au plus. Il est gardé" in shown
    assert "maxlength" not in shown.partition("<textarea")[2].partition(">")[0]
    assert consents() == ["pending", "pending"]


def test_a_long_quotation_in_the_box_does_not_stop_her_from_agreeing(client, learning):
    page = path(ask(learning))
    client.post(page, {"evidence": learning.kept.pk, "choice": "agreed", "wording": "é" * 1001})

    assert consents() == ["agreed", "pending"]


def test_who_had_agreed_reads_that_she_took_her_agreement_back(client, learning):
    page = path(ask(learning))
    client.post(page, {"evidence": learning.kept.pk, "choice": "agreed"})
    client.post(page, {"evidence": learning.kept.pk, "choice": "refused"})
    client.post(page, {"evidence": learning.more.pk, "choice": "refused"})
    first, second = client.get(page).content.decode().split("<article")[1:]

    assert "Vous avez retiré votre accord" in first
    assert "Vous avez refusé" in second


def test_the_marked_words_stand_as_in_their_source(client, learning):
    note = learning.written("Un statut, donc de l’argent, donc du temps.")
    learning.evidence("donc de l’argent", source=note, consent="pending")
    shown = client.get(path(ask(learning))).content.decode()

    assert "statut, <mark>donc de l’argent</mark>, donc du temps" in shown


def test_nobody_answers_for_another_on_the_page(client, learning):
    client.force_login(UserFactory())
    page = reverse("capitalisation:voices")

    assert client.post(page, {"evidence": learning.kept.pk, "choice": "agreed"}).status_code == 404
    client.post(page, {"choice": "agreed"})
    assert consents() == ["pending", "pending"]


def test_words_withdrawn_at_their_source_are_no_longer_put_to_anybody(client, learning):
    page = path(ask(learning))
    masking.mask_withdrawn(learning.note, by=learning.bearer)

    assert WORDS not in client.get(page).content.decode()
    with pytest.raises(voices.WordsWithdrawn):
        services.record_consent(learning.kept, "agreed", by=learning.adviser)


def test_an_erased_person_is_silent_and_her_link_closes(client, learning):
    made = ask(learning)
    page = path(made)
    erasing.erase(learning.bearer, by=None)

    assert consents() == ["rewrite", "rewrite"]
    assert client.get(page).status_code == 410
    assert not VoiceAsk.objects.exclude(email="").exists()
    assert not Evidence.objects.filter(speaker__contains="Odile").exists()


def test_an_erased_person_asked_without_an_account_too_is_forgotten_there_as_well(client, learning):
    other = learning.evidence("Ce matin, rien.", consent="pending", speaker="Une passante", speaker_user=None)
    page = path(by_mail(learning, [other], name="Odile", email=learning.bearer.email.upper()))
    client.post(page, {"evidence": other.pk, "choice": "refused", "name": "Odile P."})
    erasing.erase(learning.bearer, by=None)

    assert client.get(page).status_code == 410
    assert not VoiceAsk.objects.exclude(name="", email="").exists()
    assert not VoiceAnswer.objects.exclude(name="").exists()
    other.refresh_from_db()
    assert (other.speaker, other.consent) == ("", "refused")


def test_a_crowd_is_no_warning_and_a_handful_is(learning):
    assert voices_shown.recognised(1).startswith("Vous êtes la seule")
    assert "4" in voices_shown.recognised(4)
    assert voices_shown.recognised(voices_shown.CROWD) == ""
    for _one in range(voices_shown.CROWD):
        someone(RoleCode.BEARER, learning.project)
    assert voices_shown.crowds([learning.kept])[learning.project.pk, "bearer"] > voices_shown.CROWD


def test_the_board_counts_open_their_rows(client, learning):
    client.force_login(learning.adviser)
    board = reverse("capitalisation:voices_board", args=[learning.cohort.slug])
    ask(learning)
    voices.answer([learning.kept], "rewrite", by=learning.bearer)

    page = client.get(board)
    assert [(name, n) for name, _label, n in page.context["states"]] == [("attente", 1), ("dire", 1)]
    assert [one.pk for one in client.get(board + "?etat=dire").context["page"]] == [learning.kept.pk]
    for odd in ("?etat=x", "?demande=abc", "?demande=" + "9" * 30, "?page=abc"):
        assert client.get(board + odd).status_code == 200


def test_the_letters_leave_from_the_page(client, learning):
    client.force_login(learning.adviser)
    page = reverse("capitalisation:ask_voices", args=[learning.cohort.slug])
    said = {"people": [learning.bearer.pk], "deadline": today(20)}
    assert client.post(page, said | {"deadline": today(2)}).status_code == 200
    assert client.post(page, said).status_code == 302
    assert VoiceAsk.objects.get().evidence.count() == 2
    assert "Personne n’attend de courrier" in client.get(page).content.decode()


def test_somebody_without_an_account_is_written_to_from_the_page(client, learning):
    said = learning.evidence("Ce matin, rien.", consent="pending", speaker_user=None, speaker="Une voisine")
    client.force_login(learning.adviser)
    page = reverse("capitalisation:ask_by_mail", args=[learning.cohort.slug])
    given = {"evidence": [said.pk], "name": "Une voisine", "email": "v@example.org", "deadline": today(20)}
    assert client.post(page, given).status_code == 302
    assert Letter.objects.get().to == "v@example.org"


def test_no_words_stand_in_the_journal_nor_in_the_subject_of_a_letter(learning):
    made = ask(learning)
    voices.answer([learning.kept], "paraphrase", by=None, ask=made, wording=OTHER_WORDS)

    assert not [one for one in JournalEntry.objects.all() if OTHER_WORDS in str(one.changes)]
    assert "Odile" not in Letter.objects.get().subject


@pytest.mark.parametrize("n", [1, 4])
def test_her_page_costs_the_same_whatever_the_number_of_passages(client, learning, django_assert_max_num_queries, n):
    for one in range(n):
        learning.evidence(
            f"Phrase {one} du jour.", source=learning.written(f"Phrase {one} du jour."), consent="pending"
        )
    ask(learning)
    client.force_login(learning.bearer)
    with django_assert_max_num_queries(12):
        client.get(reverse("capitalisation:voices"))


@pytest.mark.parametrize("n", [1, 5])
def test_the_board_costs_the_same_whatever_the_number_of_passages(client, learning, django_assert_max_num_queries, n):
    for one in range(n):
        learning.evidence(f"Phrase {one}.", source=learning.written(f"Phrase {one}."), consent="pending")
        learning.report(slug=f"rapport-{one}")
    ask(learning)
    client.force_login(learning.lead)
    with django_assert_max_num_queries(12):
        client.get(reverse("capitalisation:voices_board", args=[learning.cohort.slug]))
