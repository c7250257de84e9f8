"""A new revision: open drafts follow and lose nothing, closed answers stay as they were."""

import pytest
from django.template import Context, Template

from levain.questionnaires.services import (
    AnotherQuestionnaire,
    Closed,
    NotPublished,
    close,
    missing,
    move,
    set_aside,
    start,
    told,
)
from tests.questionnaires.factories import answer, drafted, published, question, send, shown, typed, values


def words(response):
    return {one.question.code: one.words for section in told(response) for one in section.told}


def test_publishing_moves_open_drafts_and_leaves_closed_answers_untouched():
    first = published(question("nom"))
    draft, closed = start(first), start(first)
    answer(draft, nom="La Filature")
    answer(closed, nom="La cour")
    close(closed, by=None)
    second = published(question("nom"), question("lieu", required=True), of=first.questionnaire)
    draft.refresh_from_db()
    closed.refresh_from_db()
    assert (draft.revision, closed.revision) == (second, first)
    assert words(draft) == {"nom": "La Filature", "lieu": ""}
    assert [one.question.code for one in missing(draft)] == ["lieu"]
    with pytest.raises(Closed):
        move(closed, second)


def test_an_answer_whose_question_disappeared_is_kept_aside_and_comes_back_with_it():
    first = published(question("nom"), question("essais", "long_text"))
    draft = start(first)
    answer(draft, nom="La Filature", essais="Deux marchés")
    published(question("nom"), of=first.questionnaire)
    draft.refresh_from_db()
    assert words(draft) == {"nom": "La Filature"}
    assert [(one.question.text, one.words) for one in set_aside(draft)] == [("Question essais ?", "Deux marchés")]

    published(question("nom"), question("essais", "long_text"), of=first.questionnaire)
    draft.refresh_from_db()
    assert words(draft)["essais"] == "Deux marchés"
    assert set_aside(draft) == []


def test_what_comes_back_does_not_cover_what_was_written_since():
    first = published(question("nom"), question("effectif"))
    draft = start(first)
    answer(draft, nom="x", effectif="une vingtaine")
    published(question("nom"), question("effectif", "number"), of=first.questionnaire)
    draft.refresh_from_db()
    answer(draft, effectif="20")
    published(question("nom"), question("effectif", "text"), of=first.questionnaire)
    draft.refresh_from_db()
    assert {one.words for one in set_aside(draft)} | set(words(draft).values()) == {"x", "20", "une vingtaine"}


@pytest.mark.parametrize(
    ("before", "sent", "after", "kept", "aside"),
    [
        (question("q", "text"), "Oui", question("q", "long_text"), "Oui", []),
        (question("q", "text"), "12", question("q", "number"), "", ["12"]),
        (
            question("q", "choices", options=["A", "B"]),
            ["a", "b"],
            question("q", "choices", options=["B", "C"]),
            "B",
            ["A, B"],
        ),
        (question("q", "choice", options=["A", "B"]), "a", question("q", "choice", options=["B"]), "", ["A"]),
        (
            question("q", "scale", scale={"min": 1, "max": 10}),
            "9",
            question("q", "scale", scale={"min": 1, "max": 5}),
            "",
            ["9, de 1 à 10"],
        ),
    ],
)
def test_what_no_longer_fits_is_kept_whole(before, sent, after, kept, aside):
    draft = start(published(before))
    answer(draft, q=sent)
    published(after, of=draft.revision.questionnaire)
    draft.refresh_from_db()
    assert words(draft)["q"] == kept
    assert [one.words for one in set_aside(draft)] == aside


def test_a_question_that_enters_a_block_keeps_its_old_answer_aside():
    draft = start(published(question("quoi")))
    answer(draft, quoi="Fête")
    published(question("moments", "block", inner=[question("quoi")]), of=draft.revision.questionnaire)
    draft.refresh_from_db()
    assert values(draft) == {}
    assert [one.words for one in set_aside(draft)] == ["Fête"]


def test_a_draft_is_moved_once_and_only_to_a_published_revision_of_its_questionnaire():
    draft = start(published(question("nom")))
    answer(draft, nom="La Filature")
    second = published(question("nom"), of=draft.revision.questionnaire)
    draft.refresh_from_db()
    version = draft.version
    move(draft, second)
    assert draft.version == version
    with pytest.raises(AnotherQuestionnaire):
        move(draft, published(question("nom")))
    with pytest.raises(NotPublished):
        move(draft, drafted(question("nom"), of=second.questionnaire))


def test_words_typed_on_a_page_opened_before_the_new_version_are_kept_aside():
    first = published(
        question("nom"), question("essais", "long_text"), question("forme", "choice", options=["A", "B"])
    )
    draft = start(first)
    answer(draft, essais="Deux marchés")
    page = shown(draft)
    published(question("nom"), of=first.questionnaire)
    draft.refresh_from_db()
    send(draft, typed(page, nom="La Filature", essais="Deux marchés et une fête", forme="b"))
    assert words(draft) == {"nom": "La Filature"}
    assert {one.words for one in set_aside(draft)} == {"Deux marchés et une fête", "B"}


def test_a_forged_version_brings_nothing():
    other = published(question("secret"))
    draft = start(published(question("nom")))
    data = typed(shown(draft), nom="Oui", secret="x")
    for forged in (str(other.pk), "0", "x", "9" * 30, "-1"):
        data["r-revision"] = forged
        send(draft, data)
    assert set_aside(draft) == []


def test_who_goes_on_finds_on_the_first_step_what_was_set_aside():
    draft = start(published(question("nom"), question("essais", part="collective")))
    answer(draft, essais="<b>Deux</b> marchés")
    published(question("nom"), of=draft.revision.questionnaire)
    draft.refresh_from_db()
    page = Template("{% load questionnaires %}{% questions form=form %}")
    html = page.render(Context({"form": shown(draft)}))
    assert "Question essais" in html
    assert "&lt;b&gt;Deux&lt;/b&gt; marchés" in html
    assert "Question essais" not in page.render(Context({"form": shown(draft, parts={"local_authority"})}))
