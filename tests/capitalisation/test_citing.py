"""Words become evidence however they are chosen, and the text says what is kept of it already."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from levain.capitalisation import choosing, services
from levain.capitalisation.models import Evidence
from levain.foundation import pasting
from tests.capitalisation.factories import WORDS, Learning

TEXT = "Il dit : « L’eau est à nous »…  On l'a tirée. Il dit : « oui ». Puis il dit : « oui ». C’est tout — enfin."


def page_of(source):
    return reverse("capitalisation:cite", args=[ContentType.objects.get_for_model(source).pk, source.pk])


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def pressed(answer):
    return [one.words for one in answer.context["reading"].sentences if one.chosen]


@pytest.mark.parametrize(
    "pasted",
    [
        "« L’eau est à nous »",
        '"L\'eau est à nous"',
        "«\u00a0L'eau  est\nà nous\u202f»",
        "“l’EAU est à nous”",
        "L\u200b’eau est à nous",
    ],
)
def test_pasted_words_are_found_whatever_their_spaces_quotes_and_apostrophes(learning, pasted):
    kept = learning.evidence(pasted, source=learning.written(TEXT))

    assert kept.passage.quote.strip("«» ") == "L’eau est à nous"


@pytest.mark.parametrize("pasted", ["C'est tout - enfin.", "C’est tout — enfin", "On l’a tirée"])
def test_dashes_and_apostrophes_of_another_keyboard_are_the_same(learning, pasted):
    assert learning.evidence(pasted, source=learning.written(TEXT))


@pytest.mark.parametrize("pasted", ["L'eau est à eux", "' '", "tirée on l'a"])
def test_other_words_are_not_found(client, learning, pasted):
    answer = client.post(page_of(learning.written(TEXT)), {"quote": pasted, "field": "text", "consent": "pending"})

    assert "quote" in answer.context["form"].errors
    assert not Evidence.objects.exists()


def test_words_that_stand_twice_ask_which_and_keep_the_one_chosen(client, learning):
    note = learning.written(TEXT)
    said = {"quote": "« oui »", "field": "text", "consent": "pending", "stance": "supports", "speaker": "Une voisine"}
    answer = client.post(page_of(note), said)
    offered = answer.context["form"].fields["start"].choices

    assert len(offered) == 2
    assert not Evidence.objects.exists()
    assert "Une voisine" in answer.content.decode()
    client.post(page_of(note), said | {"start": offered[1][0]})
    assert Evidence.objects.get().passage.start == offered[1][0]


def test_a_sentence_pressed_is_chosen_and_another_one_stretches_the_choice(client, learning):
    said = {"quote": "", "field": "text", "speaker": "Une voisine", "consent": "anonymous"}
    first = client.post(page_of(learning.note), said | {"sentence": "1"})
    assert pressed(first) == [WORDS]
    assert first.context["form"].initial["quote"] == WORDS
    assert "Une voisine" in first.content.decode()

    both = said | {"quote": WORDS, "start": first.context["form"].initial["start"], "sentence": "2"}
    second = client.post(page_of(learning.note), both)
    assert pressed(second) == [WORDS, "On a ouvert le jardin."]
    assert not Evidence.objects.exists()


def test_a_sentence_chosen_pressed_again_begins_again():
    text = "Un. Deux. Trois."
    chosen = choosing.press(text, 2, choosing.press(text, 0, None))

    assert chosen == (0, len(text))
    assert choosing.press(text, 1, chosen) == (4, 9)
    assert choosing.press(text, 99, chosen) == chosen


@pytest.mark.parametrize("rank", ["-1", "x", "9" * 40, "²"])
def test_a_hostile_sentence_changes_nothing(client, learning, rank):
    assert client.post(page_of(learning.note), {"field": "text", "sentence": rank}).status_code == 200


def test_a_long_text_is_read_by_windows(client, learning):
    note = learning.written(" ".join(f"Phrase {number}." for number in range(150)))
    answer = client.get(page_of(note))
    assert (len(answer.context["reading"].sentences), answer.context["reading"].after) == (60, 60)

    answer = client.post(page_of(note), {"window": "60", "field": "text", "quote": "Phrase 3.", "start": "30"})
    assert answer.context["reading"].sentences[0].words == "Phrase 60."
    assert answer.context["form"].initial["quote"] == "Phrase 3."


def test_a_text_shows_what_is_kept_of_it_to_those_who_work_on_it_overlaps_too(client, learning):
    one, other = learning.evidence(WORDS), learning.evidence("une boîte à sucre. On a ouvert")
    page = client.get(learning.note.get_absolute_url() + "?gardes=1").content.decode()

    assert '<span class="citable-kept">La clé se trouvait dans une boîte à sucre. On a ouvert</span>' in page
    assert one.get_absolute_url() in page
    assert other.get_absolute_url() in page

    client.force_login(learning.bearer)
    assert "citable-kept" not in client.get(learning.note.get_absolute_url() + "?gardes=1").content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_what_is_kept_costs_one_question_however_much_there_is(
    client, learning, count, django_assert_max_num_queries
):
    for number in range(count):
        learning.evidence(WORDS[:-number] if number else WORDS)
    client.get(learning.note.get_absolute_url() + "?gardes=1")
    with django_assert_max_num_queries(12):
        client.get(learning.note.get_absolute_url() + "?gardes=1")


def test_markup_in_a_text_stays_text_when_it_is_underlined(client, learning):
    note = learning.written("Avant <b onclick=x>gras</b> après.")
    learning.evidence("<b onclick=x>gras</b>", source=note)

    for page in (note.get_absolute_url() + "?gardes=1", page_of(note)):
        assert "<b onclick" not in client.get(page).content.decode()


def test_the_side_is_the_one_of_the_text_unless_it_is_said(client, learning):
    said = {"quote": WORDS, "field": "text", "consent": "pending", "stance": "supports"}
    client.post(page_of(learning.note), said)
    client.post(page_of(learning.note), said | {"quote": "Ce matin, rien.", "side": "inhabitant"})

    assert [one.side for one in Evidence.objects.order_by("number")] == ["bearer", "inhabitant"]


def test_a_code_of_another_session_is_not_given_through_the_form(client, learning):
    elsewhere = services.create_code(Learning().cohort, "A", by=learning.adviser)
    said = {"quote": WORDS, "field": "text", "consent": "pending", "stance": "supports", "codes": [elsewhere.pk]}
    answer = client.post(page_of(learning.note), said)

    assert "codes" in answer.context["form"].errors
    with pytest.raises(services.OtherCodebook):
        learning.evidence(codes=[elsewhere])
    assert not Evidence.objects.exists()


def test_sentences_keep_every_sign_but_the_spaces_between_them():
    found = pasting.sentences("Un. « Deux ! » dit-il… Trois 3.5 ? Quatre")

    assert [(one.start, one.end) for one in found][0] == (0, 3)
    assert found[-1].end == len("Un. « Deux ! » dit-il… Trois 3.5 ? Quatre")
