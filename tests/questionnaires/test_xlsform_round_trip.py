"""An XLSForm of every kind of question: what is written is read again the same, and other tools read it."""

import io

import pytest
from pyxform.xls2xform import convert

from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services.building import build
from levain.questionnaires.services.exchange import bring_in
from levain.questionnaires.xlsform.writing import left_to_us, write_form

pytestmark = pytest.mark.django_db


def every_kind():
    """A revision with each kind of question, a block, conditions, limits and two languages."""
    questionnaire = Questionnaire.objects.create(slug="tout", title="Tout à la fois", audience="bearers")
    revision = Revision.objects.create(
        questionnaire=questionnaire, number=1, intro="Merci.", anonymous=True, duration_min=8
    )
    build(
        revision,
        [
            {
                "code": "vous",
                "title": "Vous",
                "intro": "Deux mots.",
                "translations": {"en": {"title": "You"}},
                "questions": [
                    {
                        "code": "nom",
                        "kind": "text",
                        "text": "Votre nom ?",
                        "max_chars": 80,
                        "personal_data": True,
                        "part": "collective",
                        "required": True,
                        "translations": {"en": {"text": "Your name?"}},
                    },
                    {
                        "code": "recit",
                        "kind": "long_text",
                        "text": "Racontez.",
                        "help": "Comme à un voisin.",
                        "example": "Un soir d'été.",
                    },
                    {
                        "code": "combien",
                        "kind": "number",
                        "text": "Combien ?",
                        "unit": "km",
                        "min": "0",
                        "max": "2.5",
                    },
                    {"code": "quand", "kind": "date", "text": "Quand ?"},
                    {
                        "code": "forme",
                        "kind": "choice",
                        "text": "Quelle forme ?",
                        "options": [{"code": "asso", "label": "Association"}, {"code": "autre", "label": "Autre"}],
                        "translations": {"en": {"options": {"autre": "Other"}}},
                    },
                    {"code": "laquelle", "kind": "text", "text": "Laquelle ?", "condition": "${forme} = 'autre'"},
                    {
                        "code": "sujets",
                        "kind": "choices",
                        "text": "Quels sujets ?",
                        "min": 1,
                        "max": 2,
                        "options": [
                            {"code": "eau", "label": "Eau", "famille": "a"},
                            {"code": "sol", "label": "Sol", "famille": "b"},
                        ],
                        "choice_filter": "famille = 'a' or ${forme} = 'asso'",
                    },
                ],
            },
            {
                "code": "avis",
                "title": "Votre avis",
                "condition": "${combien} > 1",
                "questions": [
                    {
                        "code": "note",
                        "kind": "scale",
                        "text": "Utile ?",
                        "indicator": "I3",
                        "moments": ["mid", "end"],
                        "scale": {"min": 1, "max": 3, "labels": ["Non", "Un peu", "Oui"], "no_opinion": True},
                    },
                    {
                        "code": "table",
                        "kind": "matrix",
                        "text": "Pour chacun ?",
                        "required": True,
                        "scale": {"min": -1, "max": 1, "labels": ["Moins", "Pareil", "Plus"]},
                        "lines": [{"code": "l1", "label": "Se loger"}, {"code": "l2", "label": "Se déplacer"}],
                    },
                    {"code": "photo", "kind": "file", "text": "Une photo ?", "max": 2},
                    {"code": "lieu", "kind": "commune", "text": "Quelle commune ?"},
                    {"code": "accord", "kind": "consent", "text": "Je suis d'accord."},
                    {
                        "code": "moments",
                        "kind": "block",
                        "text": "Vos moments",
                        "min": 1,
                        "max": 5,
                        "inner": [
                            {"code": "jour", "kind": "date", "text": "Le jour"},
                            {
                                "code": "monde",
                                "kind": "number",
                                "text": "Combien de monde ?",
                                "constraint": ". < 5000",
                                "constraint_words": "Moins de 5000.",
                            },
                        ],
                    },
                ],
            },
        ],
    )
    return revision


FIELDS = [
    field.name
    for field in Question._meta.concrete_fields
    if field.name not in ("id", "revision", "section", "block", "position")
]


def told(revision):
    return [
        {name: getattr(question, name) for name in FIELDS}
        | {"section": question.section and question.section.code, "block": question.block and question.block.code}
        for question in revision.questions.select_related("section", "block")
    ]


def test_a_form_written_and_read_again_asks_the_same():
    revision = every_kind()
    content = write_form(revision)
    revision.questionnaire.slug = "avant"
    revision.questionnaire.save()

    report = bring_in(content, "xlsx")

    assert report.errors == []
    assert report.notes == []
    again = report.questionnaire.revisions.get()
    assert told(again) == told(Revision.objects.get(pk=revision.pk))
    assert [(s.code, s.title, s.intro, s.condition) for s in again.sections.all()] == [
        ("vous", "Vous", "Deux mots.", ""),
        ("avis", "Votre avis", "", "${combien} > 1"),
    ]
    assert (again.intro, again.anonymous, again.duration_min, again.language) == ("Merci.", True, 8, "fr")


def test_what_is_written_is_the_same_twice():
    revision = every_kind()

    assert write_form(revision) == write_form(revision)


def test_pyxform_reads_what_is_written():
    made = convert(io.BytesIO(write_form(every_kind())), file_type=".xlsx", validate=False)

    assert "<itext>" in made.xform
    assert 'lang="English (en)"' in made.xform
    for code in ("nom", "recit", "combien", "sujets", "note", "photo", "accord", "jour"):
        assert f"<{code}" in made.xform
    assert "string-length(.) &lt;= 80" in made.xform
    assert "count-selected(.) &gt;= 1" in made.xform


def test_what_other_tools_will_not_do_is_named():
    said = " ".join(left_to_us(every_kind()))

    assert "Quelle commune ?" in said
    assert "Vos moments" in said
