"""What is kept follows its source with care, and says so when it cannot; nobody alters it unseen."""

import pytest
from django.urls import reverse

from levain.capitalisation import rules, services
from levain.capitalisation.models import Evidence, FormerPassage
from levain.capitalisation.reading_source import source_of
from levain.foundation.models import Passage
from levain.foundation.passages import State
from levain.foundation.versions import ChangedSince
from levain.projects.models import LogbookEntry
from tests.capitalisation.factories import WORDS, Learning

SAID_ANEW = "Ce matin, rien. La clé se trouvait dans une boîte à biscuits. On a ouvert le jardin."


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def rewritten(learning, text=SAID_ANEW):
    learning.note.text = text
    learning.note.save()
    services.look_again(LogbookEntry, [learning.note.pk])


def fresh(kept):
    return Evidence.objects.get(pk=kept.pk)


def changed_page(learning):
    return reverse("capitalisation:changed", args=[learning.cohort.slug])


def test_words_that_moved_are_found_again_and_ask_nothing(client, learning):
    kept = learning.evidence()
    rewritten(learning, f"Hier encore. Ce matin, rien. {WORDS} On a ouvert le jardin.")

    assert fresh(kept).source_state == State.MOVED
    assert not Evidence.objects.unsettled().exists()


def test_words_that_stand_twice_without_their_neighbours_are_not_guessed(learning):
    kept = learning.evidence("une boîte")
    rewritten(learning, "Avec une boîte ici. Puis une boîte là.")

    assert fresh(kept).source_state == State.CHANGED


def test_changed_words_are_listed_with_what_they_became(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    home = client.get(reverse("capitalisation:home", args=[learning.cohort.slug])).content.decode()
    page = client.get(kept.get_absolute_url()).content.decode()

    assert changed_page(learning) in home
    assert kept.get_absolute_url() in client.get(changed_page(learning)).content.decode()
    assert "<del>sucre.</del><ins>biscuits.</ins>" in page


def test_frozen_words_stay_as_they_were_said(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    client.post(reverse("capitalisation:settle", args=[kept.pk]), {"hold": "frozen", "version": 1})

    assert (fresh(kept).hold, fresh(kept).words, fresh(kept).held_by) == ("frozen", WORDS, learning.adviser)
    assert fresh(kept).publishable
    assert not Evidence.objects.unsettled().exists()
    client.post(reverse("capitalisation:settle", args=[kept.pk]), {"hold": "live", "version": 2})
    assert Evidence.objects.unsettled().get() == kept


def test_new_words_make_a_new_version_and_ask_the_person_again(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    page = reverse("capitalisation:renew", args=[kept.pk])
    proposed = client.get(page).context["form"].initial
    client.post(page, proposed)

    now = fresh(kept)
    assert now.words == "La clé se trouvait dans une boîte à biscuits."
    assert (now.consent, now.number, now.version, now.source_state) == ("pending", kept.number, 2, State.INTACT)
    former = FormerPassage.objects.get()
    assert (former.passage.quote, former.consent, former.by) == (WORDS, "agreed", learning.adviser)
    assert WORDS in client.get(kept.get_absolute_url()).content.decode()


def test_new_words_are_those_of_the_text_or_they_are_refused(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    answer = client.post(
        reverse("capitalisation:renew", args=[kept.pk]), {"quote": "Des mots d'ailleurs", "version": 1}
    )

    assert "Des mots d&#x27;ailleurs" in answer.content.decode()
    assert not FormerPassage.objects.exists()
    same = learning.evidence("On a ouvert le jardin.")
    with pytest.raises(services.NothingChanged):
        services.take_new_words(same, 1, "On a ouvert le jardin.", by=learning.adviser)


def test_two_people_settle_at_once_and_the_second_reads_again(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    held = fresh(kept)
    services.set_aside(kept, 1, by=learning.lead)

    with pytest.raises(ChangedSince):
        services.freeze_words(held, 1, by=learning.adviser)
    with pytest.raises(ChangedSince):
        services.take_new_words(held, 1, "une boîte à biscuits", by=learning.adviser)
    assert fresh(kept).hold == "aside"
    assert not FormerPassage.objects.exists()


def test_what_is_set_aside_blocks_the_report_that_stands_on_it(learning):
    learning.chain().report()
    learning.paragraph(learning.found)
    services.set_aside(learning.kept, 1, by=learning.adviser)

    assert [one.to for one in services.check(learning.written_report)] == [learning.kept.get_absolute_url()]


def test_a_source_that_is_gone_says_so_and_offers_no_new_words(client, learning):
    kept = learning.evidence()
    pk = learning.note.pk
    learning.note.delete()
    services.look_again(LogbookEntry, [pk])
    page = client.get(kept.get_absolute_url()).content.decode()

    assert fresh(kept).source_state == State.GONE
    assert reverse("capitalisation:renew", args=[kept.pk]) not in page
    with pytest.raises(services.WordsGone):
        services.take_new_words(fresh(kept), 1, "x", by=learning.adviser)


@pytest.mark.parametrize(
    "altered", [{"quote": "La clé était perdue."}, {"before": "Menteur. "}, {"start": 3, "end": 12}]
)
def test_a_passage_altered_in_the_base_is_seen_and_blocks_the_report(client, learning, altered):
    learning.chain().report()
    learning.paragraph(learning.found)
    Passage.objects.filter(pk=learning.kept.passage_id).update(**altered)

    assert source_of(fresh(learning.kept), learning.adviser).found.state == State.ALTERED
    assert fresh(learning.kept).source_state == State.ALTERED
    with pytest.raises(services.NotReady):
        services.publish(learning.written_report, by=learning.lead)


def test_a_passage_altered_together_with_its_source_is_told_by_the_journal(learning):
    kept = learning.evidence()
    Passage.objects.filter(pk=kept.passage_id).update(quote="La clé était perdue.")
    rewritten(learning, "Tout autre chose.")

    assert source_of(fresh(kept), learning.adviser).found.state == State.ALTERED


def test_who_may_no_longer_read_the_source_reads_only_that_it_changed(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    LogbookEntry.objects.update(audience="collective")
    client.force_login(learning.lead)
    page = client.get(kept.get_absolute_url()).content.decode()

    assert "biscuits" not in page
    assert not rules.can_renew(learning.lead, fresh(kept))
    assert client.get(reverse("capitalisation:renew", args=[kept.pk])).status_code == 403


def test_the_person_quoted_is_not_shown_the_kitchen(client, learning):
    kept = learning.evidence()
    rewritten(learning)
    client.force_login(learning.bearer)
    page = client.get(kept.get_absolute_url()).content.decode()

    assert reverse("capitalisation:settle", args=[kept.pk]) not in page
    assert client.post(reverse("capitalisation:settle", args=[kept.pk]), {"hold": "aside"}).status_code == 403


def test_the_page_of_evidence_asks_few_questions(client, learning, django_assert_max_num_queries):
    code = services.create_code(learning.cohort, "A", by=learning.adviser)
    kept = learning.evidence(codes=[code])
    rewritten(learning)
    client.get(kept.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(kept.get_absolute_url())
