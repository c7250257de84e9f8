"""The step as a form: conditions, repeated blocks, limits, files, several languages, hostile senders."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation
from PIL import Image

from levain.foundation.models import Document
from levain.questionnaires.models import Answer
from levain.questionnaires.services import close, missing, start, told
from tests.people.factories import UserFactory
from tests.questionnaires.factories import answer, published, question, send, shown, typed, values

FORM = question("forme", "choice", options=["Association", "Autre"])
PRECISE = question("laquelle", condition="${forme} = 'autre'", required=True)
MOMENTS = question(
    "moments",
    "block",
    required=True,
    max=3,
    inner=[question("quoi", required=True), question("combien", "number")],
)


def page(form):
    return Template("{% load questionnaires %}{% questions form=form %}").render(Context({"form": form}))


def picture():
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return SimpleUploadedFile("plan.png", content.getvalue())


# Conditions


def test_a_question_that_is_not_asked_is_neither_missing_nor_read_and_is_dropped_when_closed():
    response = start(published(FORM, PRECISE))
    assert missing(response) == []
    answer(response, forme="autre")
    assert [one.question.code for one in missing(response)] == ["laquelle"]
    answer(response, laquelle="Un squat")
    answer(response, forme="association")
    assert [one.question.code for one in told(response)[0].told] == ["forme"]
    assert values(response)["laquelle", 0] == "Un squat"
    close(response, by=None)
    assert values(response) == {("forme", 0): "association"}


def test_a_condition_on_the_same_page_is_given_to_the_page_with_its_sentence():
    response = start(published(FORM, PRECISE))
    html = page(shown(response))
    assert "data-condition" in html
    assert "Seulement si «\u00a0Question forme ?\u00a0» est «\u00a0Autre\u00a0»." in html
    strict = shown(response, data=typed(shown(response), forme="association"), strict=True)
    assert strict.is_valid()
    strict = shown(response, data=typed(shown(response), forme="autre"), strict=True)
    assert list(strict.errors) == ["laquelle"]


def test_a_condition_on_another_page_is_settled_by_the_server():
    response = start(
        published(
            sections=[
                {"code": "s1", "title": "Vous", "questions": [FORM]},
                {"code": "s2", "title": "Suite", "questions": [PRECISE, question("mot")]},
                {"code": "s3", "title": "Jamais", "condition": "${forme} = 'autre'", "questions": [question("fin")]},
            ]
        )
    )
    _first, second, third = response.revision.sections.all()
    assert list(shown(response, second).places) == ["mot"]
    assert list(shown(response, third).places) == []
    answer(response, forme="autre")
    assert list(shown(response, second).places) == ["laquelle", "mot"]
    assert list(shown(response, third).places) == ["fin"]
    forged = typed(shown(response, second), mot="Oui", forme="association")
    send(response, forged, section=second)
    assert values(response)["forme", 0] == "autre"


def test_a_constraint_says_why_an_answer_does_not_fit():
    response = start(
        published(
            question("monde", "number"),
            question("venus", "number", constraint=". <= ${monde}", constraint_words="Pas plus que tout le monde."),
        )
    )
    form, _saved = answer(response, monde="3", venus="5")
    assert form.errors["venus"] == ["Pas plus que tout le monde."]
    assert values(response) == {("monde", 0): 3}


# Repeated blocks


def test_rows_are_added_and_removed_without_script():
    response = start(published(MOMENTS))
    first = shown(response)
    (row,) = first.lines[0].rows
    form, _saved = send(response, typed(first, **{f"quoi-{row}": "Fête", "add": "moments"}))
    assert form.reshaped
    assert len(form.lines[0].rows) == 2
    second = form.lines[0].rows[1]
    send(response, typed(form, **{f"quoi-{second}": "Marché", f"combien-{second}": "40"}))
    assert [[one.words for one in line] for line in told(response)[0].told[0].rows] == [
        ["Fête", ""],
        ["Marché", "40"],
    ]

    form, saved = send(response, typed(shown(response), remove=f"moments-{row}"))
    assert saved
    assert form.lines[0].rows == [second]
    assert values(response) == {("quoi", second): "Marché", ("combien", second): 40}


def test_a_block_asks_for_a_row_and_each_row_for_its_own_answers():
    response = start(published(MOMENTS))
    assert [one.question.code for one in missing(response)] == ["moments"]
    first = shown(response)
    (row,) = first.lines[0].rows
    send(response, typed(first, **{f"combien-{row}": "12"}))
    assert [(one.question.code, one.row) for one in missing(response)] == [("quoi", row)]


def test_no_more_rows_than_the_block_takes():
    response = start(published(MOMENTS))
    data = typed(shown(response), **{"moments.rows": "1,2,3,4,5,999999999999,-1,x", "add": "moments"})
    form, _saved = send(response, data)
    assert form.lines[0].rows == [1, 2, 3]


def test_a_condition_in_a_block_looks_at_its_own_row():
    block = question(
        "gens",
        "block",
        inner=[
            question("role", "choice", options=["Élu", "Autre"]),
            question("mot", condition="${role} = 'autre'", required=True),
        ],
    )
    response = start(published(block))
    answer(response, **{"gens.rows": "1,2", "role-1": "autre", "role-2": "elu"})
    assert [(one.question.code, one.row) for one in missing(response)] == [("mot", 1)]


# Limits


@pytest.mark.parametrize(
    ("text", "taken"), [("e\u0301" * 4, True), ("👩🏽‍🌾é", True), ("abcde", True), ("abcdef", False)]
)
def test_a_limit_counts_what_people_see(text, taken):
    response = start(published(question("nom", max_chars=5)))
    form, _saved = answer(response, nom=text)
    assert (not form.errors) is taken
    assert form["nom"].value() == text


def test_what_is_too_long_is_given_back_whole_while_the_rest_is_kept():
    response = start(published(question("nom", max_chars=5), question("lieu")))
    form, _saved = answer(response, nom="Beaucoup trop long", lieu="Orsenne")
    assert "Beaucoup trop long" in page(form)
    assert values(response) == {("lieu", 0): "Orsenne"}


def test_the_page_says_the_limit_the_help_and_the_example_in_the_language_of_the_reader():
    response = start(
        published(
            question(
                "nom",
                "long_text",
                help="Comme à un voisin.",
                example="Une soupe.",
                max_chars=900,
                translations={"en": {"text": "Your story?", "example": "A soup."}},
            )
        )
    )
    html = page(shown(response))
    assert 'data-limit="900"' in html
    assert "Comme à un voisin.<br>Exemple\u00a0: Une soupe.<br>900 caractères au plus." in html
    with translation.override("en"):
        html = page(shown(response))
    assert "Your story?" in html
    assert "Example: A soup." in html
    assert "Comme à un voisin." in html


# Files


def test_files_are_kept_behind_the_rights_of_the_response_and_removed_on_demand():
    response = start(published(question("plan", "file", max=2)))
    by = UserFactory()
    form, saved = answer(response, files={"plan": [picture()]}, by=by)
    assert saved, form.errors
    document = Document.objects.get()
    assert document.object == response
    assert values(response) == {("plan", 0): [document.pk]}
    assert [file.name for file in told(response)[0].told[0].files] == ["plan.png"]
    answer(response, **{"plan.remove": [str(document.pk)]})
    assert values(response) == {}
    assert not Document.objects.exists()


def test_a_refused_file_keeps_the_rest():
    response = start(published(question("plan", "file"), question("nom")))
    bad = SimpleUploadedFile("page.html", b"<html>")
    form, _saved = answer(response, files={"plan": [bad]}, nom="La Filature")
    assert "plan" in form.errors
    assert values(response) == {("nom", 0): "La Filature"}


def test_nobody_removes_the_file_of_another_response():
    mine, hers = (start(published(question("plan", "file"))) for _one in range(2))
    answer(hers, files={"plan": [picture()]})
    document = Document.objects.get()
    form, _saved = answer(mine, **{"plan.remove": [str(document.pk)]})
    answer(mine, files={"plan": [picture()]}, **{"plan.remove": [str(document.pk)]})
    assert Document.objects.filter(pk=document.pk).exists()


# Hostile senders


@pytest.mark.parametrize(
    ("kind", "said", "sent"),
    [
        ("text", {}, "a\x00b"),
        ("text", {}, "a\u202eb"),
        ("text", {}, "x" * 100_000),
        ("text", {}, "e" + "\u0301" * 5000),
        ("long_text", {}, "a\x07b"),
        ("number", {}, "NaN"),
        ("number", {}, "1e400"),
        ("number", {}, "9" * 5000),
        ("number", {}, "٣"),
        ("number", {"min": 0}, "-1"),
        ("number", {"max": 10}, "11"),
        ("date", {}, "0001-01-01"),
        ("date", {}, "31/02/2020"),
        ("choice", {"options": ["A"]}, "zzz"),
        ("choices", {"options": ["A"]}, ["a", "zzz"]),
        ("choices", {"options": ["A", "B"], "max": 1}, ["a", "b"]),
        ("scale", {"scale": {"min": 1, "max": 3}}, "4"),
        ("commune", {}, "Nulle-Part-les-Bains"),
    ],
)
def test_a_wrong_answer_is_said_and_not_kept(kind, said, sent):
    response = start(published(question("q", kind, **said)))
    form, _saved = answer(response, q=sent)
    assert form.errors["q"]
    assert values(response) == {}


@pytest.mark.parametrize("sent", [{"q.a": "9"}, {"q.b": "1"}, {"q": "1"}])
def test_a_matrix_takes_only_its_lines_and_points(sent):
    response = start(published(question("q", "matrix", lines=["A"], scale={"min": 1, "max": 3})))
    answer(response, **sent)
    assert values(response) == {}


@pytest.mark.parametrize(
    "known", ["x" * 10_000, "nom:1:", "nom:99999999999999:", ";;;", "nom:1:" + "f" * 12, "🙂:1:abc", "\x00"]
)
def test_a_forged_memory_of_the_page_breaks_nothing(known):
    response = start(published(question("nom")))
    data = QueryDict(mutable=True)
    data["r-known"] = known
    data["r-nom"] = "La Filature"
    send(response, data)
    assert Answer.objects.count() <= 1


def test_unknown_fields_are_ignored():
    response = start(published(question("nom")))
    answer(response, nom="Oui", state="closed", autre="Non", **{"nom-3": "Non", "rows": "1"})
    response.refresh_from_db()
    assert values(response) == {("nom", 0): "Oui"}
    assert response.state == "draft"


def test_what_people_write_is_never_markup():
    response = start(published(question("nom", help="<script>a</script>")))
    answer(response, nom="<script>alert(1)</script>")
    assert "<script>" not in page(shown(response))
