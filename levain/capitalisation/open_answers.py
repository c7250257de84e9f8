"""What people wrote in answer to open questions, as texts of the corpus: the promise made to them holds here too.

An answer given without a name is there once the answers are counted, from as many people as the floor asks, and when
it names nobody; nothing ties it to the other answers of the same sheet.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from levain.capitalisation import ways_up
from levain.evaluation import floors, results
from levain.evaluation.models import Invitee, Survey
from levain.evaluation.rules import can_run_surveys
from levain.formulas import anonymity
from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.questionnaires.models import Answer, Question, Response
from levain.questionnaires.rules import can_read_response
from levain.selection.models import Application

SIDES = {Survey.Audience.BEARERS: RoleCode.BEARER, Survey.Audience.INHABITANTS: "inhabitant"}


def say() -> None:
    registry.register(
        Answer,
        visible=can_read,
        title=title,
        place=place,
        texts={"value": _("answer to an open question")},
        speaker=speaker,
        date=date,
    )
    ways_up.read_with(Answer, citable, share_sessions)


def citable(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    """The words given to open questions in sheets handed in, with what they are about.

    Of an application, those that ask nothing personal; of a survey, its promise and its floor decide.
    """
    question = Question.objects.filter(
        Q(personal_data=False) | Q(revision__surveys__isnull=False),
        revision=OuterRef("response__revision"),
        code=OuterRef("code"),
        kind__in=(Question.Kind.TEXT, Question.Kind.LONG_TEXT),
    )
    about = [
        Application.objects.select_related("call__cohort__programme", "project__cohort__programme"),
        Survey.objects.whole().annotate(handed_in=_handed_in()),
        Project.objects.select_related("cohort__programme", "collective"),
    ]
    closed = rows.filter(Exists(question), response__state=Response.State.CLOSED, aside=None)
    return closed.select_related("response__revision__questionnaire", "response__respondent").prefetch_related(
        GenericPrefetch("response__subject", about), "response__revision__questions"
    )


def share_sessions(answers: Iterable[Answer]) -> None:
    """What is read of a session is read once for all the answers at hand."""
    known: dict[int, Cohort] = {}
    for answer in answers:
        about = answer.response.subject
        if isinstance(about, Survey):
            about.cohort = known.setdefault(about.cohort_id, about.cohort)


def _handed_in() -> Coalesce:
    """How many handed in a sheet of a survey."""
    kind = ContentType.objects.get_for_model(Survey)
    sheets = Response.objects.filter(subject_type=kind, subject_id=OuterRef("pk"), state=Response.State.CLOSED)
    counted = sheets.order_by().values("subject_id").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def can_read(user, answer: Answer) -> Verdict:
    response = answer.response
    if response.state != Response.State.CLOSED or answer.aside_id:
        return refused(_("This answer is not handed in."))
    survey = response.subject
    if not isinstance(survey, Survey):
        return can_read_response(user, response)
    if not hasattr(survey, "handed_in"):
        survey = response.subject = Survey.objects.whole().annotate(handed_in=_handed_in()).get(pk=survey.pk)
    if survey.named:
        return can_run_surveys(user, survey.cohort)
    why = _closed_because(survey)
    if why or anonymity.names_somebody(str(answer.value), _names(survey)):
        return refused(why or _("This answer names somebody: it is not shown."))
    return can_run_surveys(user, survey.cohort) if user is not None else GRANTED


def place(answer: Answer) -> Any:
    """Where it is told; an answer without a name that may not be shown stands nowhere."""
    about = answer.response.subject
    if isinstance(about, Survey) and not about.named and not can_read(None, answer):
        return None
    said = registry.of(about) if about is not None else None
    return said.place(about) if said else None


def title(answer: Answer) -> str:
    question = next((one for one in answer.response.revision.questions.all() if one.code == answer.code), None)
    return question.text_shown if question else str(answer.response)


def speaker(answer: Answer, field: str) -> Speaker:
    about = answer.response.subject
    if isinstance(about, Application):
        return Speaker(RoleCode.BEARER, about.collective)
    if isinstance(about, Project):
        return Speaker(RoleCode.BEARER, about.collective.name)
    if not isinstance(about, Survey):
        return Speaker("")
    if not about.named:
        return Speaker(SIDES.get(Survey.Audience(about.audience), ""))
    side, person = _once(about, "_who_answered", _who_answered).get(answer.response_id, ("", None))
    return Speaker(side, str(person or ""), person)


def date(answer: Answer) -> Any:
    """The day it was handed in; without a name, the day the survey closed, the same for everybody."""
    about = answer.response.subject
    return about.closes_on if isinstance(about, Survey) and not about.named else answer.response.closed_on


def _closed_because(survey: Survey) -> str:
    return floors.closed_because(survey, survey.handed_in)  # type: ignore[attr-defined]


def _names(survey: Survey) -> set[str]:
    return _once(survey.cohort, "_names_known", lambda _cohort: results.names(survey))


def _who_answered(survey: Survey) -> dict[int, tuple[str, User | None]]:
    rows = Invitee.objects.filter(survey=survey, response__isnull=False).select_related("person")
    return {one.response_id: (one.side, one.person) for one in rows}


def _once(one: Survey | Cohort, name: str, read: Any) -> Any:
    """Read once for all the answers at hand."""
    if not hasattr(one, name):
        setattr(one, name, read(one))
    return getattr(one, name)
