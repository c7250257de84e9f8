"""An XLSForm read and written: what others read is what we wrote, and what we read is what they asked."""

import io

import pytest
from pyxform.xls2xform import convert

from levain.evaluation.services.framework import STARTER
from levain.foundation import workbooks, yaml_files
from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services import load_questionnaires
from levain.questionnaires.services.exchange import bring_in
from levain.questionnaires.xlsform.form import read_form
from levain.questionnaires.xlsform.writing import sheets, write_form

pytestmark = pytest.mark.django_db


def survey(*lines, columns=("type", "name", "label"), choices=(), settings=(("Essai", "essai"),)):
    return {
        "survey": [list(columns), *map(list, lines)],
        "choices": [["list_name", "name", "label"], *map(list, choices)],
        "settings": [["form_title", "form_id"], *map(list, settings)],
    }


def questions_of(told):
    form = read_form(told)
    assert form.remarks.errors == []
    return [question for section in form.sections for question in section["questions"]]


YES_NO = (("yn", "oui", "Oui"), ("yn", "non", "Non"))
LEVELS = (("lv", "1", "Peu"), ("lv", "2", "2"), ("lv", "3", "Beaucoup"), ("lv", "none", "Sans avis"))


def test_a_form_without_groups_asks_its_questions_in_order():
    asked = questions_of(survey(("text", "a", "A ?"), ("integer", "b", "B ?"), ("date", "c", "C ?")))

    assert [(one["code"], one["kind"]) for one in asked] == [("a", "text"), ("b", "number"), ("c", "date")]


def test_questions_between_groups_keep_their_place():
    form = read_form(
        survey(
            ("text", "a", "A"),
            ("begin group", "g", "Le groupe"),
            ("text", "b", "B"),
            ("end group", "", ""),
            ("text", "c", "C"),
        )
    )

    assert [[one["code"] for one in section["questions"]] for section in form.sections] == [["a"], ["b"], ["c"]]
    assert all(section["code"] for section in form.sections)


def test_a_list_drawn_as_a_scale_is_one():
    [asked] = questions_of(
        survey(("select_one lv", "q", "Q", "likert"), columns=("type", "name", "label", "appearance"), choices=LEVELS)
    )

    assert asked["kind"] == "scale"
    assert asked["scale"] == {"min": 1, "max": 3, "labels": ["Peu", "Beaucoup"], "no_opinion": True}


def test_the_limits_of_a_constraint_become_ours():
    columns = ("type", "name", "label", "constraint")
    number, text, several = questions_of(
        survey(
            ("integer", "age", "Âge", ". >= 16 and . <= 120"),
            ("text", "nom", "Nom", "string-length(.) < 41 and . != 'x'"),
            ("select_multiple yn", "s", "S", "count-selected(.) <= 1"),
            columns=columns,
            choices=YES_NO,
        )
    )

    assert (number["min"], number["max"]) == (16, 120)
    assert text["max_chars"] == 40
    assert text["constraint"] == ". != 'x'"
    assert several["max"] == 1


def test_or_other_adds_a_choice_and_its_question():
    choice, other = questions_of(survey(("select_one yn or_other", "q", "Q"), choices=YES_NO))

    assert [one["code"] for one in choice["options"]] == ["oui", "non", "other"]
    assert other["condition"] == "selected(${q}, 'other')"


def test_conditions_of_groups_within_groups_are_all_kept():
    asked = questions_of(
        survey(
            ("select_one yn", "a", "A", ""),
            ("begin_group", "g", "G", "${a} = 'oui'"),
            ("begin_group", "h", "", "${a} != 'non'"),
            ("text", "b", "B", "${a} = 'oui'"),
            ("end_group", "", "", ""),
            ("end_group", "", "", ""),
            columns=("type", "name", "label", "relevant"),
            choices=YES_NO,
        )
    )

    assert asked[1]["condition"] == "(${a} != 'non') and (${a} = 'oui')"


def test_a_long_name_is_shortened_everywhere():
    long = "une_question_dont_le_nom_est_vraiment_long"
    form = read_form(
        survey(
            ("text", long, "A", ""),
            ("text", "b", "B", f"${{{long}}} = 'x'"),
            columns=("type", "name", "label", "relevant"),
        )
    )
    first, second = form.sections[0]["questions"]

    assert len(first["code"]) <= 30
    assert second["condition"] == f"${{{first['code']}}} = 'x'"
    assert len(form.remarks.losses) == 1


UNSUPPORTED = [
    (("start", "s", ""), "start"),
    (("calculate", "c", ""), "calculate"),
    (("geopoint", "g", "Où ?"), "geopoint"),
    (("audio", "a", "Dites"), "audio"),
    (("rank yn", "r", "Classez"), "rank"),
    (("select_one_from_file x.csv", "f", "Qui ?"), ""),
    (("text", "t", "T", "regex(., '[a-z]+')"), "regex"),
    (("text", "t", "T", "", "${q} + 1 > 2"), "+"),
    (("text", "t", "T", "", "", "maybe()"), "required"),
    (("text", "t", "T", "", "", "", "hello"), "default"),
    (("text", "t", "T", "", "", "", "", "x"), "bind"),
    (("text", "t", "T", "", "", "", "", "", "p.png"), ""),
]


@pytest.mark.parametrize(("line", "word"), UNSUPPORTED)
def test_what_is_not_supported_is_named_on_its_line(line, word):
    columns = ["type", "name", "label", "constraint", "relevant", "required", "default", "bind::x", "media::image"]
    told = survey(["integer", "q", "Q"], list(line), columns=columns, choices=YES_NO)

    remarks = read_form(told).remarks

    assert remarks.errors == []
    assert [one for one in remarks.losses if one.line == 3 and word in one.words], remarks.losses


REFUSED = [
    [("select_one nowhere", "q", "Q")],
    [("begin group", "g", "G"), ("text", "a", "A")],
    [("text", "a", "A"), ("end group", "", "")],
    [("begin repeat", "r", "R"), ("text", "a", "A"), ("end group", "", "")],
    [("text", "a", "A"), ("text", "a", "Encore A")],
    [("text", "", "Sans nom")],
    [("text", "a b", "Espace")],
    [("gibberish", "a", "A")],
    [("text", "a", "x" * 501)],
    [("note", "n", "Rien d'autre")],
    [],
]


@pytest.mark.parametrize("lines", REFUSED)
def test_a_line_that_cannot_be_read_stops_the_import(lines):
    content = workbooks.write(survey(*lines), neutral=False)

    report = bring_in(content, "xlsx")

    assert report.errors
    assert not Questionnaire.objects.exists()


def test_a_form_brought_in_twice_is_one_version():
    content = workbooks.write(survey(("text", "a", "A")), neutral=False)
    first, second = bring_in(content, "xlsx"), bring_in(content, "xlsx")

    assert (first.created, second.created, second.unchanged) == (1, 0, 1)
    assert Revision.objects.count() == 1


def test_a_dry_run_writes_nothing():
    report = bring_in(workbooks.write(survey(("text", "a", "A")), neutral=False), "xlsx", dry_run=True)

    assert report.created == 1
    assert not Questionnaire.objects.exists()


def test_a_version_being_composed_is_not_overwritten():
    bring_in(workbooks.write(survey(("text", "a", "A")), neutral=False), "xlsx")

    report = bring_in(workbooks.write(survey(("text", "b", "B")), neutral=False), "xlsx")

    assert report.errors
    assert Question.objects.get().code == "a"


@pytest.mark.parametrize("content", [b"", b"rien", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(content):
    assert bring_in(content, "xlsx").errors


def test_a_workbook_without_survey_is_refused():
    assert bring_in(workbooks.write({"feuille": [["a"]]}), "xlsx").errors


def test_the_questionnaires_of_the_framework_are_read_by_pyxform_and_by_us():
    load_questionnaires(yaml_files.read(STARTER))

    for revision in Revision.objects.all():
        assert convert(io.BytesIO(write_form(revision)), file_type=".xlsx", validate=False).xform
        again = read_form({name: [list(map(str, row)) for row in rows] for name, rows in sheets(revision).items()})
        assert again.remarks.errors == []
        asked = [question["code"] for section in again.sections for question in section["questions"]]
        assert asked == list(revision.questions.values_list("code", flat=True))


def test_a_form_in_the_manner_of_older_tools_is_read():
    """Other names of columns, spaces in types, curly quotes, several languages, lines left empty."""
    form = read_form(
        {
            "Survey": [
                ["Type", "Name", "Label::English", "Label::Français (fr)", "Skip", "Media::Image", ""],
                ["begin group", "hh", "Household", "Ménage", "", "", ""],
                ["note", "hello", "Welcome", "Bienvenue", "", "", ""],
                ["select one from yn", "water", "Water?", "De l’eau ?", "", "tap.png", ""],
                [],
                ["select all that apply from yn", "who", "Who?", "Qui ?", "${water} = ‘oui’", "", ""],
                ["end group"],
            ],
            "choices": [
                ["list name", "value", "label::English", "label::Français (fr)"],
                ["yn", "oui", "Yes", "Oui"],
                ["yn", "non", "No", "Non"],
            ],
            "settings": [["title", "id_string", "default_language"], ["Water", "water_2", "English"]],
            "Sheet3": [["left over"]],
        }
    )
    [section] = form.sections
    water, who = section["questions"]

    assert form.remarks.errors == []
    assert (form.title, form.slug, form.language) == ("Water", "water_2", "en")
    assert (section["title"], section["intro"]) == ("Household", "Welcome")
    assert section["translations"] == {"fr": {"title": "Ménage"}}
    assert water["options"][0]["label"] == "Yes"
    assert water["translations"]["fr"] == {"text": "De l’eau ?", "options": {"oui": "Oui", "non": "Non"}}
    assert (who["kind"], who["condition"]) == ("choices", "${water} = 'oui'")
    assert {(one.sheet, one.line) for one in form.remarks.losses} == {("survey", 3), ("survey", 4), ("sheet3", 0)}


def test_a_hostile_form_is_refused_without_a_fault():
    lines = [["text", f"q{n}", "Q", "(" * 400 + "1"] for n in range(3)]
    lines += [["begin repeat", f"r{n}", "R", ""] for n in range(40)]
    form = read_form(survey(*lines, columns=("type", "name", "label", "relevant")))

    assert form.remarks.errors
    assert [one.line for one in form.remarks.losses[:3]] == [2, 3, 4]
