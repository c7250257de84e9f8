"""Compose a questionnaire on screen: sections, questions, order, conditions, languages, publishing."""

import pytest
from django.urls import reverse

from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.questionnaires.models import Immutable, Question, Questionnaire
from levain.questionnaires.services import composing, start
from levain.questionnaires.services.checking import changes, problems
from levain.questionnaires.services.clauses import Clause, read, write
from levain.questionnaires.services.composing import as_written, free_code, open_draft
from levain.questionnaires.services.publishing import WouldBreak, release
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.questionnaires.factories import answer, drafted, published, question


@pytest.fixture
def adviser(client):
    user = someone(RoleCode.ADVISER, CohortFactory())
    client.force_login(user)
    return user


def at(name, *args):
    return reverse(f"questionnaires:{name}", args=args)


def codes(revision):
    return list(revision.questions.values_list("code", flat=True))


def said(revision):
    return [problem.words for problem in problems(revision) if problem.blocking]


# On screen, without a line of code


def test_a_questionnaire_is_composed_tried_and_published_on_screen(client, adviser):
    promise = {"title": "Prendre des nouvelles", "audience": "porteurs", "language": "fr", "duration_min": "5"}
    client.post(at("begin"), promise)
    client.post(at("begin"), promise)
    made = Questionnaire.objects.get(title="Prendre des nouvelles")
    revision = made.revisions.get()

    client.post(at("new_section", made.slug), {"code": "s01", "title": "Vous"})
    place = f"s{revision.sections.get().pk}"
    told = {"code": "q01", "text": "Ça avance ?", "kind": "choice", "home": place}
    client.post(at("new_question", made.slug), told)
    client.post(at("new_question", made.slug), told)
    version = revision.questions.get().version
    options = {"text": "Ça avance ?", "options": "Oui\nUn peu\nNon", "required": "on", "version": version}
    answered = client.post(at("question", made.slug, "q01"), options)
    assert answered.status_code == 302, answered.context["form"].errors
    client.post(
        at("new_question", made.slug),
        {"code": "q02", "text": "Qu’est-ce qui bloque ?", "kind": "long_text", "home": place},
    )
    condition = at("question_condition", made.slug, "q02")
    assert "Ça avance" in client.get(condition).content.decode()
    client.post(f"{condition}?question=q01", {"sign": "=", "value": "non"})
    assert revision.questions.get(code="q02").condition == "${q01} = 'non'"

    assert "Seulement si" in client.get(at("compose", made.slug)).content.decode()
    assert client.get(at("publish", made.slug)).context["blocking"] == []
    client.post(at("publish", made.slug))
    revision.refresh_from_db()
    assert revision.published_at
    assert start(revision)


def test_the_page_that_composes_costs_the_same_for_any_number_of_questions(
    client, adviser, django_assert_max_num_queries
):
    revision = drafted(*[question(f"q{n}") for n in range(20)])
    address = at("compose", revision.questionnaire.slug)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_order_is_changed_with_plain_buttons(client, adviser):
    revision = drafted(
        sections=[
            {"code": "s1", "title": "Un", "questions": [question("a"), question("b")]},
            {
                "code": "s2",
                "title": "Deux",
                "questions": [question("c", "block", inner=[question("d"), question("e")])],
            },
        ]
    )
    slug = revision.questionnaire.slug

    def press(code, deed):
        pk = revision.questions.get(code=code).pk
        client.post(at("arrange", slug), {"deed": f"question-{pk}:{deed}"})

    press("a", "down")
    assert codes(revision) == ["b", "a", "c", "d", "e"]
    press("a", "down")
    assert codes(revision) == ["b", "a", "c", "d", "e"]
    assert revision.questions.get(code="a").section.code == "s2"
    press("e", "up")
    press("c", "up")
    assert codes(revision) == ["b", "c", "e", "d", "a"]
    press("c", "remove")
    assert codes(revision) == ["b", "a"]
    client.post(at("arrange", slug), {"deed": f"section-{revision.sections.first().pk}:down"})
    assert codes(revision) == ["a", "b"]


@pytest.mark.parametrize(
    "deed", ["", "question-0:up", "question-x:up", "section-9999999999999999999:up", "user-1:remove"]
)
def test_a_strange_deed_changes_nothing(client, adviser, deed):
    revision = drafted(question("a"))
    assert client.post(at("arrange", revision.questionnaire.slug), {"deed": deed}).status_code == 302
    assert codes(revision) == ["a"]


def test_a_question_of_another_questionnaire_is_out_of_reach(client, adviser):
    mine, other = drafted(question("a")), drafted(question("b"))
    pk = other.questions.get().pk
    client.post(at("arrange", mine.questionnaire.slug), {"deed": f"question-{pk}:remove"})
    assert codes(other) == ["b"]
    assert client.get(at("question", mine.questionnaire.slug, "b")).status_code == 404


def test_a_try_goes_from_step_to_step_and_leaves_no_row(client, adviser):
    revision = drafted(
        sections=[
            {
                "code": "s1",
                "title": "Un",
                "questions": [question("a", "choice", options=["Oui", "Non"], required=True)],
            },
            {"code": "s2", "title": "Deux", "questions": [question("b", condition="${a} = 'oui'", required=True)]},
        ]
    )
    address = at("preview", revision.questionnaire.slug)
    page = client.get(address)
    page = client.post(address, {"tried": page.context["tried"], "step": "0"})
    assert page.context["form"].errors
    page = client.post(address, {"tried": page.context["tried"], "step": "0", "r-a": "oui"})
    assert list(page.context["form"].places) == ["b"]
    page = client.post(address, {"tried": page.context["tried"], "step": "1", "r-b": "Voilà"})
    assert (page.context["form"], page.context["missing"]) == (None, [])
    forged = client.post(address, {"tried": "forged", "step": "99"})
    assert forged.status_code == 200
    assert not revision.responses.exists()


def test_texts_are_translated_one_by_one(client, adviser):
    revision = drafted(question("a", "choice", help="Vite.", options=["Oui", "Non"]))
    address = f"{at('question_translation', revision.questionnaire.slug, 'a')}?langue=en"
    page = client.get(address)
    version = page.context["form"].initial["version"]
    client.post(address, {"version": version, "text": "Well?", "help": "", "options-oui": "Yes", "options-non": "No"})
    assert revision.questions.get().translations == {"en": {"text": "Well?", "options": {"oui": "Yes", "non": "No"}}}
    assert client.get(address.replace("=en", "=xx")).status_code == 404


def test_two_people_change_the_same_question_and_nothing_is_lost(client, adviser):
    revision = drafted(question("a"))
    address = at("question", revision.questionnaire.slug, "a")
    composing.write_question(revision.questions.get(), version=1, by=adviser, text="Changée ailleurs ?")
    page = client.post(address, {"text": "Ma version", "version": "1"})
    assert revision.questions.get().text == "Changée ailleurs ?"
    html = page.content.decode()
    assert "Ma version" in html
    assert "Changée ailleurs" in html
    assert client.post(address, {"text": "Ma version", "version": "2"}).status_code == 302
    assert revision.questions.get().text == "Ma version"
    with pytest.raises(ChangedSince):
        composing.write_question(revision.questions.get(), version=1, by=adviser, text="?")


def test_someone_who_is_not_of_the_team_composes_nothing(client):
    revision = drafted(question("a"))
    client.force_login(UserFactory())
    slug = revision.questionnaire.slug
    for name, args in (("compose", [slug]), ("question", [slug, "a"]), ("preview", [slug]), ("publish", [slug])):
        assert client.get(at(name, *args)).status_code == 403
    assert client.post(at("arrange", slug), {"deed": "x"}).status_code == 403
    assert client.post(at("open_draft", slug)).status_code == 403


# Versions


def test_a_new_version_starts_from_the_last_and_the_published_one_never_changes(client, adviser):
    first = published(question("a", "block", inner=[question("b")]), question("c"))
    slug = first.questionnaire.slug
    client.post(at("open_draft", slug))
    client.post(at("open_draft", slug))
    second = first.questionnaire.revisions.get(published_at=None)
    assert (second.number, codes(second)) == (2, ["a", "b", "c"])
    assert second.questions.get(code="b").block.revision == second
    assert client.get(at("question", slug, "c")).status_code == 200
    composing.remove(second.questions.get(code="c"), by=adviser)
    assert codes(first) == ["a", "b", "c"]
    with pytest.raises(Immutable):
        composing.remove(Question.objects.get(revision=first, code="c"), by=adviser)
    assert free_code(first.questionnaire) == "q01"


def test_publishing_twice_publishes_once(adviser):
    revision = drafted(question("a"))
    release(revision, by=adviser)
    revision.refresh_from_db()
    day = revision.published_at
    assert release(revision, by=adviser) == 0
    revision.refresh_from_db()
    assert revision.published_at == day


def test_a_version_published_meanwhile_does_not_stay_the_newest(adviser):
    first = published(question("a"))
    draft = open_draft(first.questionnaire, by=adviser)
    published(question("a"), of=first.questionnaire)
    release(draft, by=adviser)
    assert Questionnaire.objects.get(pk=first.questionnaire_id).published == draft


# What would break


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([], "Ajoutez une question"),
        ([question("a", condition="${z} = 'x'")], "a été retirée (z)"),
        ([question("a", condition="${b} = 'x'"), question("b")], "plus tard"),
        ([question("a", condition="${a} = 'x'")], "plus tard"),
        ([question("a", condition="${b} =")], "s’arrête trop tôt"),
        ([question("a", "choice", options=["Seul"])], "deux choix"),
        (
            [question("a", "choice", options=[{"code": "x", "label": "Oui"}, {"code": "y", "label": "oui "}])],
            "identiques",
        ),
        ([question("a", "choice", options=["A", "B"]), question("b", condition="${a} = 'c'")], "ne propose plus"),
        ([question("a", "scale", scale={"min": 3, "max": 3})], "2 à 11"),
        ([question("a", "scale", scale={"min": 1, "max": 5, "labels": ["x", "y", "z"]})], "deux bouts"),
        ([question("a", "matrix", scale={"min": 1, "max": 5})], "une ligne"),
        ([question("a", "block")], "ne s’y répète"),
        ([question("a", "block", inner=[question("b")]), question("c", condition="${b} = 'x'")], "plusieurs fois"),
        ([question("a", text="Vous ?"), question("b", text="vous  ?")], "deux fois"),
    ],
)
def test_what_would_break_is_said_and_stops_publishing(adviser, questions, words):
    revision = drafted(*questions)
    assert any(words in one for one in said(revision)), said(revision)
    with pytest.raises(WouldBreak):
        release(revision, by=adviser)


def test_personal_data_that_is_not_said_so_is_pointed_at_but_does_not_stop(adviser):
    revision = drafted(
        question("a", text="Votre téléphone ?"), question("b", text="Quel est le nom de votre projet ?")
    )
    assert [problem.part.code for problem in problems(revision)] == ["a"]
    release(revision, by=adviser)


def test_what_becomes_of_the_drafts_is_said_before_publishing(adviser):
    first = published(question("a"), question("b", "choice", options=["A", "B"]))
    for _one in range(2):
        answer(start(first), a="Oui", b="a")
    draft = open_draft(first.questionnaire, by=adviser)
    composing.remove(draft.questions.get(code="a"), by=adviser)
    found = changes(draft, first)
    assert ([one.code for one in found.removed], found.drafts, found.set_aside) == (["a"], 2, {"Question a ?": 2})


# Choices and conditions as people write them


def test_the_code_of_a_choice_follows_it_when_it_moves_or_is_corrected():
    before = [{"code": "assoc", "label": "Asociation"}, "Collectif", "Autre"]
    found = as_written(["Collectif", "Association", "Coopérative", "Autre"], before)
    assert [one["code"] for one in found] == ["collectif", "association", "cooperative", "autre"]
    found = as_written(["Association", "Collectif", "Autre"], before)
    assert found[0] == {"code": "assoc", "label": "Association"}
    found = as_written(["Asociation", "Coopérative", "Autre"], before)
    assert [one["code"] for one in found] == ["assoc", "cooperative", "autre"]


@pytest.mark.parametrize(
    "clauses",
    [
        [Clause("q1", "=", "a b")],
        [Clause("q1", "=", "l'eau"), Clause("q2", ">=", "3.5")],
        [Clause("q1", "not selected", "x"), Clause("q2", "unanswered")],
        [Clause("q1", "selected", "x"), Clause("q2", "answered")],
    ],
)
@pytest.mark.parametrize("join", ["and", "or"])
def test_a_condition_is_read_as_it_was_picked(join, clauses):
    found = read(write(join, clauses))
    assert found == (join if len(clauses) > 1 else "and", clauses)


def test_a_condition_written_elsewhere_is_not_simplified():
    assert read("${a} = '1' and (${b} = '2' or ${c} = '3')") is None
    assert read("not(${a})") is None
