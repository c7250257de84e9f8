"""Words quoted are found again, said changed when they are, and never let markup through."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from levain.foundation import passages
from levain.foundation.models import Passage
from levain.foundation.passages import State
from tests.projects.factories import LogbookEntryFactory

TEXT = "Le jardin ouvre. Le jardin ferme. Le jardin dort."


def cited(text, quote, start=None):
    note = LogbookEntryFactory(text=text)
    return note, passages.cite(note, "text", quote, by=note.author, start=start)


def shown(note, address="/", user=None):
    request = RequestFactory().get(address)
    request.user = user or AnonymousUser()
    template = Template('{% load passages %}{% citable obj=note field="text" %}')
    return template.render(Context({"request": request, "note": note}))


def test_of_repeated_words_the_nearest_to_the_selection_is_kept():
    _note, passage = cited(TEXT, "Le jardin", start=18)

    assert (passage.start, passage.end) == (17, 26)


def test_line_ends_and_runs_of_spaces_do_not_count():
    _note, passage = cited("Deux  mots\r\n\r\nsur   deux lignes", "mots sur\tdeux")

    assert passage.quote == "mots sur deux"


def test_words_that_are_not_there_are_refused():
    with pytest.raises(passages.NotFound):
        cited(TEXT, "Le potager")


@pytest.mark.parametrize("quote", ["", "   ", "\n\t"])
def test_an_empty_quotation_is_refused(quote):
    with pytest.raises(passages.NotFound):
        cited(TEXT, quote)


def test_a_field_nobody_offered_is_not_citable():
    note = LogbookEntryFactory()

    with pytest.raises(passages.NotCitable):
        passages.cite(note, "token", "x", by=note.author)


@pytest.mark.parametrize("text", ["(a+b)* .*$ [x]", "Été à l'Œuvre — « dit‑elle » 🌱🌿", "<script>alert(1)</script>"])
def test_any_signs_can_be_quoted(text):
    note, passage = cited(f"Avant {text} après", text)

    assert passages.find(passage, note).state == State.INTACT


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (TEXT, State.INTACT),
        ("  Le jardin ouvre.\nLe jardin ferme. Le jardin dort. ", State.INTACT),
        ("Hier. " + TEXT, State.MOVED),
        ("Le jardin ouvre. Le potager ferme. Le jardin dort.", State.CHANGED),
        ("", State.CHANGED),
    ],
)
def test_a_later_edit_is_told(after, state):
    note, passage = cited(TEXT, "jardin ferme")
    note.text = after
    note.save()

    assert passages.find(passage).state == state


def test_a_source_that_is_gone_is_told():
    note, passage = cited(TEXT, "jardin ferme")
    note.delete()

    assert passages.find(Passage.objects.get()).state == State.GONE


def test_many_passages_are_found_in_one_query(django_assert_num_queries):
    kept = [cited(TEXT, "jardin ferme")[1] for _number in range(3)]
    gone = kept[0].object
    gone.delete()
    kept = list(Passage.objects.order_by("pk"))

    with django_assert_num_queries(1):
        found = passages.find_all(kept)

    assert [found[one.pk].state for one in kept] == [State.GONE, State.INTACT, State.INTACT]


def test_no_passage_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passages.find_all([]) == {}


def test_the_address_opens_the_page_at_the_words():
    note, passage = cited(TEXT, "jardin ferme")

    assert passages.address(passage) == f"{note.get_absolute_url()}?passage={passage.pk}#passage-{passage.pk}"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \n\té🌱\u00a0<", max_size=40), st.data())
def test_a_text_is_cut_around_the_very_words(source, data):
    text = passages.plain(source)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    ((first, last),) = passages.spans(source, [(start, end)])

    assert passages.plain(f"|{source[first:last]}|")[1:-1].strip() == text[start:end].strip()


def test_words_of_the_address_stand_out_in_their_own_lines():
    note, passage = cited("Un <b>soir</b>\nau jardin", "soir</b> au")

    assert f'Un &lt;b&gt;<mark id="passage-{passage.pk}">soir&lt;/b&gt;<br>au</mark> jardin' in shown(
        note, f"/?passage={passage.pk}"
    )


def test_a_changed_text_says_what_was_quoted():
    note, passage = cited(TEXT, "jardin ferme")
    note.text = "Autre chose."
    note.save()
    page = shown(note, f"/?passage={passage.pk}")

    assert f'id="passage-{passage.pk}"' in page
    assert "<q>jardin ferme</q>" in page


@pytest.mark.parametrize("asked", ["0", "abc", "-1", "9" * 30, "²", "1;drop"])
def test_an_unknown_passage_changes_nothing(asked):
    note, _passage = cited(TEXT, "jardin ferme")

    assert "<mark" not in shown(note, f"/?passage={asked}")


def test_a_passage_of_another_text_does_not_show_here():
    note, _passage = cited(TEXT, "jardin ferme")
    _other, elsewhere = cited(TEXT, "jardin ouvre")

    assert "<mark" not in shown(note, f"/?passage={elsewhere.pk}")


def test_who_may_not_keep_words_is_offered_nothing():
    note, _passage = cited(TEXT, "jardin ferme")

    assert "citable-gestures" not in shown(note)
