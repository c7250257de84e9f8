"""What the person quoted and the team see of where an agreement stands: in words that hold, before and after."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, VoiceAsk
from levain.capitalisation.services import paraphrases, sources, voices
from levain.foundation.models import Notice
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_voices import ask, consents, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    made = Learning()
    made.kept = made.evidence(consent="pending")
    made.more = made.evidence("On a ouvert le jardin.", consent="pending")
    return made


@pytest.mark.parametrize("choice", ["agreed", "rewrite", "refused"])
def test_an_answer_for_all_changes_only_what_waits_and_nothing_published(client, learning, choice):
    voices.answer([learning.more], "rewrite", by=learning.bearer)
    published = learning.evidence("Ce matin, rien.")
    report = learning.report()
    learning.paragraph(learning.finding([published]))
    edition = services.publish(report, by=learning.lead)
    client.force_login(learning.bearer)
    client.post(reverse("capitalisation:voices"), {"choice": choice})

    assert consents() == [choice, "rewrite", "agreed"]
    edition.refresh_from_db()
    assert "Ce matin, rien." in str(edition.content)
    told = client.post(reverse("capitalisation:voices"), {"choice": "refused"}, follow=True).content.decode()
    assert "Plus rien ne vous attend" in told
    assert consents() == [choice, "rewrite", "agreed"]


def test_words_renewed_after_publication_are_answered_as_new_ones(client, learning):
    learning.kept.delete()
    learning.published()
    learning.note.text = f"{learning.note.text} Elle fermait mal."
    learning.note.save()
    sources.take_new_words(learning.kept, learning.kept.version, "Elle fermait mal.", by=learning.adviser)
    client.force_login(learning.bearer)
    client.post(reverse("capitalisation:voices"), {"evidence": learning.kept.pk, "choice": "agreed"})

    assert Evidence.objects.get(pk=learning.kept.pk).consent == "agreed"


def test_her_page_puts_what_was_asked_last_first_and_hopes_for_an_answer_by_the_day_asked_and_no_other(
    client, learning
):
    earlier = ask(learning)
    voices.answer([learning.kept, learning.more], "agreed", by=learning.bearer, ask=earlier)
    VoiceAsk.objects.update(deadline=today(-1000))
    learning.evidence("Ce matin, rien.", consent="pending")
    ask(learning, deadline=today(9))
    client.force_login(learning.bearer)
    page = client.get(reverse("capitalisation:voices"))

    assert (page.context["deadline"], page.context["waiting"]) == (today(9), 1)
    assert [one.until for one, *_rest in page.context["shown"]] == [today(9), None, None]
    voices.answer([page.context["shown"][0][0].evidence], "agreed", by=learning.bearer)
    again = client.get(reverse("capitalisation:voices")).context["shown"]
    assert [one.evidence for one, *_rest in again] == [one.evidence for one, *_rest in page.context["shown"]]


def test_her_first_screen_says_that_words_wait_for_her(client, learning):
    client.force_login(learning.bearer)
    assert "pourraient être cités" not in client.get("/espace/").content.decode()

    ask(learning)
    screen = client.get("/espace/").content.decode()
    assert "2 passages de vous pourraient être cités" in screen
    assert reverse("capitalisation:voices") in screen

    voices.answer([learning.kept, learning.more], "agreed", by=learning.bearer)
    assert "pourraient être cités" not in client.get("/espace/").content.decode()


def test_the_board_offers_to_write_to_those_nobody_asked_yet(client, learning):
    client.force_login(learning.adviser)
    page = client.get(reverse("capitalisation:voices_board", args=[learning.cohort.slug]))

    assert page.context["to_ask"] == 2
    assert reverse("capitalisation:ask_voices", args=[learning.cohort.slug]) in page.content.decode()


def test_nobody_is_said_to_wait_for_an_answer_before_anyone_was_asked(client, learning):
    client.force_login(learning.adviser)
    pages = (learning.kept.get_absolute_url(), reverse("capitalisation:home", args=[learning.cohort.slug]))
    for page in pages:
        assert "Pas encore demandé" in client.get(page).content.decode()

    ask(learning)
    for page in pages:
        said = client.get(page).content.decode()
        assert "Demandé, sans réponse" in said
        assert "Pas encore demandé" not in said


def test_each_count_of_the_board_is_called_as_its_rows_are(client, learning):
    ask(learning)
    voices.answer([learning.more], "rewrite", by=learning.bearer)
    paraphrases.write(learning.more, "Le lieu est accessible.", by=learning.adviser)
    learning.evidence("Ce matin, rien.", consent="pending")
    for consent in ("agreed", "refused", "rewrite", "paraphrase"):
        said = learning.written(f"Propos {consent}.")
        kept = learning.evidence(f"Propos {consent}.", source=said, consent="pending")
        services.record_consent(kept, consent, by=learning.bearer, how="page", wording="Autres mots.")
    client.force_login(learning.adviser)
    board = reverse("capitalisation:voices_board", args=[learning.cohort.slug])
    states = client.get(board).context["states"]

    assert {name for name, *_rest in states} == {"demander", "attente", "accord", "mots", "dire", "relire", "refus"}
    for name, label, n in states:
        rows = list(client.get(f"{board}?etat={name}").context["page"])
        assert [one.agreement for one in rows] == [str(label)] * n


def test_the_news_of_an_answer_says_whose_and_which_passage_and_opens_it(client, learning):
    Evidence.objects.update(speaker="Alix")
    learning.kept.refresh_from_db()
    ask(learning)
    voices.answer([learning.kept], "agreed", by=learning.bearer)
    client.force_login(learning.adviser)
    page = client.get(reverse("foundation:notices"))

    assert "Preuve 1 (Alix, portage du projet)" in page.content.decode()
    assert learning.bearer.name not in page.content.decode()
    assert learning.kept.get_absolute_url() in page.content.decode()
    assert "?demande=" in client.get(learning.kept.get_absolute_url()).content.decode()


def test_whoever_kept_words_nobody_was_asked_about_hears_that_they_are_taken_back(client, learning):
    learning.kept.delete()
    learning.published()
    client.force_login(learning.bearer)
    client.post(reverse("capitalisation:voices"), {"evidence": learning.kept.pk, "choice": "refused", "sure": "1"})

    assert Notice.objects.filter(recipient=learning.adviser, entry__verb="voices.answered").exists()


@pytest.mark.parametrize("n", [1, 4])
def test_the_list_of_news_costs_the_same_for_any_number_of_answers(
    client, learning, django_assert_max_num_queries, n
):
    for one in range(n):
        said = learning.written(f"Phrase {one} du jour.")
        kept = learning.evidence(f"Phrase {one} du jour.", source=said, consent="pending")
        voices.answer([kept], "agreed", by=learning.bearer)
    client.force_login(learning.adviser)
    with django_assert_max_num_queries(10):
        client.get(reverse("foundation:notices"))
