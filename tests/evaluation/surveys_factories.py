"""Surveys with their answers, as the services keep them."""

from datetime import date

from levain.evaluation.models import Survey
from levain.evaluation.services import survey_answers, surveys
from levain.questionnaires.models import Questionnaire, Revision
from levain.questionnaires.services import build, publish
from tests.programmes.factories import CohortFactory

LIKERT = {"labels_fr": ["Pas du tout", "Plutôt pas", "Moyennement", "Plutôt", "Tout à fait"], "no_opinion": True}
QUESTIONS = [
    {"code": "q1", "kind": "scale", "text": "Ce projet est utile.", "scale": LIKERT, "required": True},
    {"code": "q2", "kind": "choice", "text": "Votre âge ?", "options": ["Jeune", "Adulte", "Ancien"]},
    {"code": "q3", "kind": "choices", "text": "Vos habitudes ?", "options": ["Marcher", "Trier"]},
    {"code": "q4", "kind": "long_text", "text": "Un mot ?", "personal_data": True},
    {"code": "q5", "kind": "number", "text": "Combien de voisins ?"},
]


def questionnaire(slug="quartier", anonymous=False, questions=QUESTIONS, minutes=4):
    made = Questionnaire.objects.create(slug=slug, title="Votre quartier", audience="inhabitant")
    revision = Revision.objects.create(
        questionnaire=made, number=1, anonymous=anonymous, duration_min=minutes, intro="Merci."
    )
    build(revision, [{"questions": questions}])
    publish(revision)
    return Questionnaire.objects.prefetch_related("revisions").get(pk=made.pk)


def survey(*, cohort=None, project=None, promise="anonymous", audience="inhabitants", opened=True, of=None, **said):
    """An open survey, about a project or a cohort."""
    cohort = cohort or (project.cohort if project else CohortFactory())
    said = {"moment": "baseline", "opens_on": date(2021, 1, 4), "closes_on": date(2121, 1, 31)} | said
    of = of or Questionnaire.objects.prefetch_related("revisions").filter(slug="quartier").first() or questionnaire()
    [made] = surveys.prepare(cohort, of, by=None, projects=[project], promise=promise, audience=audience, **said)
    if opened:
        surveys.open_(made, by=None)
    return Survey.objects.whole().get(pk=made.pk)


def answer(made, *sheets):
    """Sheets handed in without a name: {"q1": 4, …} each."""
    for place, sheet in enumerate(sheets):
        given = {(code, 0): value for code, value in sheet.items()}
        survey_answers.hand_in(made, given, once=f"{made.pk}-{place}-{id(sheets)}", paper=True)


def counted(made, *sheets, breakdown=""):
    answer(made, *sheets)
    surveys.count(made, by=None, breakdown=breakdown)
    return Survey.objects.whole().get(pk=made.pk)
