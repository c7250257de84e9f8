"""Loading the questionnaires of the framework."""

from copy import deepcopy

import pytest

from levain.evaluation.services.framework import STARTER
from levain.foundation import yaml_files
from levain.questionnaires.models import Question, Questionnaire, Revision
from levain.questionnaires.services import load_questionnaires


@pytest.fixture
def framework():
    return yaml_files.read(STARTER)


def test_the_six_questionnaires_are_published_and_loading_again_changes_nothing(framework):
    load_questionnaires(framework)
    load_questionnaires(framework)
    assert Questionnaire.objects.count() == Revision.objects.filter(published_at__isnull=False).count() == 6
    assert [q.slug for q in Questionnaire.objects.all()][0] == "baseline_bearer"


def test_a_question_carries_its_own_scale_choices_and_indicator(framework):
    load_questionnaires(framework)
    scale = Question.objects.get(code="m01")
    assert (scale.kind, scale.repeat_over, scale.indicator) == ("matrix", "objectives", "I01")
    assert scale.scale["labels_fr"][2] == "Résultat attendu"
    choice = Question.objects.get(code="b08")
    assert (choice.kind, choice.options) == ("choice", ["Oui", "Non"])
    share = Question.objects.get(code="b07")
    assert (share.unit, share.min, share.max, share.required) == ("%", 0, 100, False)
    assert Question.objects.get(code="b13").personal_data


def test_a_changed_wording_makes_a_second_revision_and_keeps_the_first(framework):
    load_questionnaires(framework)
    changed = deepcopy(framework)
    changed["questionnaires"][0]["questions"][0]["text_fr"] = "Que voulez-vous changer ?"
    load_questionnaires(changed)

    first = Questionnaire.objects.get(slug="baseline_bearer")
    assert [revision.number for revision in first.revisions.all()] == [2, 1]
    assert first.published.number == 2
    assert first.revisions.get(number=1).questions.first().text.startswith("En une phrase")
    assert Revision.objects.count() == 7
