"""What the house knows already is not asked again: it stands in the fields, to be checked.

Only in named surveys: a sheet without a name that came half filled would say whose it is.
"""

from typing import Any

from levain.evaluation.models import Invitee, Objective, Survey
from levain.projects.models import Commitment, Project
from levain.questionnaires.models import Answer, Question, Response


def objectives_asked(project: Project) -> list[dict[str, str]]:
    settled = Objective.objects.filter(project=project).settled()
    return [{"code": f"objective_{one.pk}", "label": one.agreed} for one in settled]


def lists_for(invitee: Invitee) -> dict[str, list]:
    """The objectives of her project, the projects and partners she may have worked with."""
    survey, found = invitee.survey, dict(invitee.survey.lists)
    if invitee.project and "objectives" not in found:
        found["objectives"] = objectives_asked(invitee.project)
    asked = {one.options_from or one.repeat_over for one in survey.revision.questions.all()}
    if "accelerator_roster" in asked:
        found["accelerator_roster"] = roster(survey, invitee.project)
    if "supports_used" in asked:
        found["supports_used"] = supports(survey)
    return found


def roster(survey: Survey, own: Project | None) -> list[dict[str, str]]:
    """The other projects of the cohort and their local authorities."""
    projects = Project.objects.filter(cohort=survey.cohort).select_related("local_authority").order_by("name")
    others = [project for project in projects if project != own]
    lines = [{"code": f"projet_{one.pk}", "label": one.name} for one in others]
    authorities = {one.local_authority_id: one.local_authority.name for one in projects}
    return lines + [{"code": f"organisme_{pk}", "label": name} for pk, name in authorities.items()]


def supports(survey: Survey) -> list[Any]:
    """The kinds of support named by the question of the same indicator, in whatever questionnaire lists them."""
    asked = Question.objects.filter(kind=Question.Kind.CHOICES, indicator="I31", options_from="")
    listed = asked.exclude(revision__published_at=None).order_by("-revision__published_at").first()
    return listed.options if listed else []


def fill(invitee: Invitee, response: Response) -> None:
    """Write what is known: what her project said last to the same question, then what the house holds."""
    if invitee.project is None:
        return
    asked = [one for one in response.revision.questions.all() if one.is_asked_at(invitee.survey.moment)]
    said = _said_before(invitee.project, {one.indicator for one in asked if one.indicator})
    known = _known(invitee.project)
    Answer.objects.bulk_create(
        Answer(response=response, code=one.code, value=value)
        for one in asked
        if (value := said.get((one.indicator, one.kind)) if one.indicator else known.get(one.code)) is not None
    )


def _said_before(project: Project, indicators: set[str]) -> dict[tuple[str, str], Any]:
    """The last number or choice given by the project to each indicator, whatever the questionnaire."""
    earlier = Response.objects.filter(
        state=Response.State.CLOSED,
        anonymous=False,
        pk__in=Invitee.objects.filter(project=project, answered=True).values("response"),
    ).order_by("closed_on", "pk")
    found: dict[tuple[str, str], Any] = {}
    for response in earlier.prefetch_related("revision__questions", "answers"):
        by_code = {one.code: one for one in response.revision.questions.all()}
        for answer in response.answers.all():
            question = by_code.get(answer.code)
            if question and question.indicator in indicators and question.kind in KEPT and answer.value is not None:
                found[question.indicator, question.kind] = answer.value
    return found


# A level, a feeling or a story is asked anew; a number or a fact is checked.
KEPT = {Question.Kind.NUMBER, Question.Kind.CHOICE}


def _known(project: Project) -> dict[str, Any]:
    """What the project's own space says."""
    held = {"b01": project.pitch or None}
    if Commitment.objects.filter(project=project).exists():
        held["b08"] = "oui"
    return held
