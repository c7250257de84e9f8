"""Answer a questionnaire: alone, together, twice, late."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from levain.questionnaires.models import Response
from levain.questionnaires.services import (
    Closed,
    Incomplete,
    NotPublished,
    Sheet,
    close,
    missing,
    reopen,
    start,
    told,
)
from tests.people.factories import UserFactory
from tests.questionnaires.factories import answer, drafted, published, question, send, shown, typed, values
from tests.territories.factories import TerritoryFactory


def lacking(response, parts=None):
    return [one.question.code for one in missing(response, parts)]


def test_each_kind_of_answer_is_kept_as_a_plain_value_and_read_in_words():
    TerritoryFactory(name="Melle", code="79174")
    response = start(
        published(
            question("nom"),
            question("recit", "long_text"),
            question("combien", "number", unit="personnes"),
            question("jour", "date"),
            question("forme", "choice", options=["Association", "Groupe sans statut"]),
            question("sujets", "choices", options=[{"code": "eau", "label": "L’eau"}, "Énergie"]),
            question("note", "scale", scale={"min": 0, "max": 10, "labels": ["Non", "Oui"], "no_opinion": True}),
            question("grille", "matrix", lines=["Le lieu", "Le groupe"], scale={"min": 1, "max": 3}),
            question("ou", "commune"),
            question("accord", "consent"),
        )
    )
    form, saved = answer(
        response,
        nom="  La  Filature ",
        recit="Un soir\r\nde panne",
        combien="1 234,5",
        jour="2020-05-12",
        forme="association",
        sujets=["eau", "energie"],
        note="7",
        **{"grille.le_lieu": "2", "grille.le_groupe": "3"},
        ou="79174",
        accord="on",
    )
    assert saved, form.errors
    assert form.errors == {}
    assert values(response) == {
        ("nom", 0): "La Filature",
        ("recit", 0): "Un soir\nde panne",
        ("combien", 0): 1234.5,
        ("jour", 0): "2020-05-12",
        ("forme", 0): "association",
        ("sujets", 0): ["eau", "energie"],
        ("note", 0): 7,
        ("grille", 0): {"le_lieu": 2, "le_groupe": 3},
        ("ou", 0): "79174",
        ("accord", 0): True,
    }
    words = [one.words for one in told(response)[0].told]
    assert words[4:8] == [
        "Association",
        "L’eau, Énergie",
        "7, de 0 (Non) à 10 (Oui)",
        "Le lieu\u00a0: 2, de 1 à 3\nLe groupe\u00a0: 3, de 1 à 3",
    ]
    assert (words[3], words[8][:5], words[9]) == ("12 mai 2020", "Melle", "Oui")

    again, saved = answer(response)
    assert (saved.kept, again.errors) == ([], {})


def test_an_answer_is_taken_back():
    response = start(published(question("nom"), question("forme", "choice", options=["A", "B"])))
    answer(response, nom="La Filature", forme="a")
    answer(response, nom="", forme="")
    assert values(response) == {}


def test_who_wrote_what_and_when_is_known():
    response = start(published(question("nom"), question("lieu")))
    one, other = UserFactory(name="Inès"), UserFactory(name="Marc")
    answer(response, by=one, nom="La Filature")
    answer(response, by=other, lieu="Orsenne")
    name, place = told(response)[0].told
    assert (name.by, place.by) == (one, other)
    assert name.at <= place.at


def test_two_people_who_write_different_questions_at_once_lose_nothing():
    response = start(published(question("nom"), question("lieu")))
    answer(response, nom="Avant", lieu="Avant")
    one, other = shown(response), shown(response)
    send(response, typed(one, nom="La Filature"))
    form, saved = send(response, typed(other, lieu="Orsenne"))
    assert saved
    assert form.errors == {}
    assert values(response) == {("nom", 0): "La Filature", ("lieu", 0): "Orsenne"}


def test_the_same_question_at_once_shows_both_wordings_then_keeps_what_is_sent_again():
    response = start(published(question("nom")))
    marc, ines = UserFactory(name="Marc"), UserFactory(name="Inès")
    one, other = shown(response), shown(response)
    send(response, typed(one, nom="La Filature"), by=marc)
    form, saved = send(response, typed(other, nom="La cour"), by=ines)
    assert [clash.theirs.value for clash in saved.clashes] == ["La Filature"]
    assert "Marc" in form.errors["nom"][0]
    assert "La Filature" in form.errors["nom"][0]
    assert form["nom"].value() == "La cour"
    assert values(response) == {("nom", 0): "La Filature"}

    form, saved = send(response, typed(form), by=ines)
    assert saved
    assert values(response) == {("nom", 0): "La cour"}


def test_a_question_left_alone_does_not_bring_back_its_old_answer_even_after_a_mistake():
    response = start(published(question("nom"), question("combien", "number")))
    answer(response, nom="Avant")
    page = shown(response)
    answer(response, nom="Après")
    form, _saved = send(response, typed(page, combien="beaucoup"))
    assert "combien" in form.errors
    _form, saved = send(response, typed(form, combien="3"))
    assert saved
    assert values(response) == {("nom", 0): "Après", ("combien", 0): 3}


def test_an_answer_erased_meanwhile_is_not_written_back_in_silence():
    response = start(published(question("nom")))
    answer(response, nom="Avant")
    page = shown(response)
    answer(response, nom="")
    form, saved = send(response, typed(page, nom="Avant, mieux"))
    assert len(saved.clashes) == 1
    assert "nom" in form.errors


def test_the_same_page_sent_twice_makes_one_answer():
    response = start(published(question("nom")))
    data = typed(shown(response), nom="La Filature")
    send(response, data)
    _form, saved = send(response, data)
    assert saved
    assert saved.kept == []
    assert response.answers.get().version == 1


def test_a_draft_may_leave_out_what_must_be_answered_but_is_not_closed_without():
    response = start(published(question("nom", required=True), question("lieu", required=True)))
    _form, saved = answer(response, nom="La Filature")
    assert saved
    assert lacking(response) == ["lieu"]
    with pytest.raises(Incomplete) as refused:
        close(response, by=None)
    assert [one.question.code for one in refused.value.missing] == ["lieu"]
    answer(response, lieu="Orsenne")
    close(response, by=None)
    close(response, by=None)
    assert (response.state, response.version) == ("closed", 4)


def test_a_strict_step_asks_at_once_for_what_must_be_answered():
    response = start(published(question("nom", required=True)))
    form = shown(response, data=typed(shown(response)), strict=True)
    assert not form.is_valid()
    assert "nom" in form.errors


def test_closed_answers_no_longer_change_until_they_are_opened_again():
    response = start(published(question("nom")))
    answer(response, nom="La Filature")
    close(response, by=None)
    with pytest.raises(Closed):
        answer(response, nom="Autre")
    assert values(response) == {("nom", 0): "La Filature"}
    reopen(response, by=None)
    answer(response, nom="Autre")
    assert values(response) == {("nom", 0): "Autre"}


def test_each_fills_her_part_and_what_she_sends_for_another_is_ignored():
    response = start(
        published(
            question("recit", part="collective", required=True),
            question("appui", part="local_authority", required=True),
            question("essais", part="both"),
        )
    )
    page = shown(response, parts={"local_authority"})
    assert list(page.places) == ["appui", "essais"]
    send(response, typed(page, appui="Un local", recit="Forcé"), parts={"local_authority"})
    assert values(response) == {("appui", 0): "Un local"}
    assert lacking(response, {"local_authority"}) == []
    assert lacking(response) == ["recit"]
    assert [one.question.code for one in told(response, {"local_authority"})[0].told] == ["appui", "essais"]


def test_an_anonymous_response_keeps_no_person_and_no_time():
    someone = UserFactory()
    response = start(published(question("avis"), anonymous=True), respondent=someone)
    answer(response, avis="Utile", by=someone)
    close(response, by=someone)
    kept = response.answers.get()
    assert (response.respondent, response.changed_at, response.closed_at) == (None, None, None)
    assert (kept.by, kept.at) == (None, None)
    assert response.closed_on == date.today()
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(respondent=someone)


def test_an_unpublished_revision_is_not_answered():
    with pytest.raises(NotPublished):
        start(drafted(question("nom")))


def test_a_sheet_is_read_in_the_same_number_of_queries_for_any_number_of_questions(django_assert_max_num_queries):
    response = start(published(*[question(f"q{n}") for n in range(30)]))
    answer(response, **{f"q{n}": "Oui" for n in range(30)})
    response = Response.objects.get(pk=response.pk)
    with django_assert_max_num_queries(5):
        assert len(told(response, sheet=Sheet.of(response))[0].told) == 30
    with django_assert_max_num_queries(5):
        shown(response)


def test_zero_is_an_answer():
    response = start(
        published(question("combien", "number", required=True), question("note", "scale", scale={"min": 0, "max": 3}))
    )
    answer(response, combien="0", note="0")
    assert values(response) == {("combien", 0): 0, ("note", 0): 0}
    assert missing(response) == []
    answer(response, combien="", note="")
    assert values(response) == {}


def test_a_question_named_elsewhere_with_a_long_name_is_answered():
    name = "nombre_de_personnes_qui_font_vivre_le_projet_cette_annee"
    response = start(published(question(name), question("b", condition=f"${{{name}}} = 'Oui'")))
    answer(response, **{name: "Oui"})
    answer(response, **{name: "Non", "b": "x"})
    assert values(response) == {(name, 0): "Non", ("b", 0): "x"}
    assert [one.question.code for one in told(response)[0].told] == [name]
