"""A sample survey with a name and one answer, for the access matrix."""

from django.utils import timezone

from levain.evaluation.models import Invitee, Survey
from levain.questionnaires.models import Question, Questionnaire, Response, Revision
from levain.questionnaires.services import publish


def add(world, relation: str, project) -> None:
    slug = f"enquete-{relation}-{project.pk}"
    questionnaire = Questionnaire.objects.create(slug=slug, title="Questionnaire", audience="x")
    revision = Revision.objects.create(questionnaire=questionnaire, number=1, duration_min=4)
    Question.objects.create(revision=revision, position=1, code="q01", kind="scale", text="Q")
    publish(revision)
    today = timezone.localdate()
    survey = Survey.objects.create(
        cohort=project.cohort,
        project=project,
        questionnaire=questionnaire,
        revision=revision,
        title="Enquête",
        audience=Survey.Audience.BEARERS,
        moment=Survey.Moment.START,
        promise=Survey.Promise.NAMED,
        state=Survey.State.OPEN,
        opens_on=today,
        closes_on=today,
    )
    response = Response.objects.create(revision=revision, subject=survey, state="closed", closed_on=today)
    said = {"person": world.person["adviser"], "project": project, "response": response, "answered": True}
    invitee = Invitee.objects.create(survey=survey, **said)
    world.add(Survey, relation, survey)
    world.add(Invitee, relation, invitee)
