"""Prepare a survey, open it, count its answers, publish its results."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.models import Survey
from levain.evaluation.services import survey_prefill as prefill
from levain.evaluation.services import survey_storage as storage
from levain.foundation import journal, versions
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.questionnaires.models import Question, Questionnaire, Response
from levain.questionnaires.services import Asked, NotPublished


class WrongPromise(Exception):
    """The survey would promise less than its questionnaire says."""


class StateChanged(Exception):
    """Somebody opened, counted or reopened the survey meanwhile."""

    def __init__(self):
        super().__init__(_("This survey has changed since you opened it."))


@transaction.atomic
def prepare(
    cohort: Cohort,
    questionnaire: Questionnaire,
    *,
    by: User | None,
    projects: Iterable[Project | None] = (None,),
    **said: Any,
) -> list[Survey]:
    """One survey for each project, or one for the whole cohort; asked twice with the same token, made once."""
    revision = questionnaire.published
    if revision is None:
        raise NotPublished(_("This version is not published yet: nobody can answer it."))
    _check_promise(revision, said["promise"])
    token = said.pop("token", None)
    if token and (made := list(Survey.objects.filter(token=token))):
        return made
    surveys: list[Survey] = []
    for project in projects:
        survey = Survey.objects.create(
            cohort=cohort,
            project=project,
            questionnaire=questionnaire,
            revision=revision,
            fictional=cohort.fictional,
            token=token if not surveys else None,
            **said | {"title": _title(said.get("title") or questionnaire.title, project)},
        )
        surveys.append(survey)
        journal.record("survey.prepared", on=survey, by=by, place=project or cohort)
    return surveys


def _title(title: str, project: Project | None) -> str:
    if project is None:
        return title[:200]
    return str(_("%(title)s (%(project)s)") % {"title": title, "project": project.name})[:200]


def _check_promise(revision: Any, promise: str) -> None:
    if revision.anonymous and promise != Survey.Promise.ANONYMOUS:
        raise WrongPromise(_("This questionnaire tells people that it is anonymous: the survey must be too."))
    files = revision.questions.filter(kind=Question.Kind.FILE).exists()
    if files and promise != Survey.Promise.NAMED:
        raise WrongPromise(_("A file says who gave it: this questionnaire asks for one, so the survey is named."))


@transaction.atomic
def change(survey: Survey, *, version: int, by: User, **changes: Any) -> None:
    """Dates and how many were handed out may change until the answers are counted."""
    _held(survey, Survey.State.DRAFT, Survey.State.OPEN)
    versions.save_over(survey, version, **changes)
    journal.record("survey.changed", on=survey, by=by, place=survey.project or survey.cohort)


@transaction.atomic
def open_(survey: Survey, *, by: User | None) -> None:
    """From now on people may answer; the objectives asked about are those settled today."""
    held = _held(survey, Survey.State.DRAFT)
    held.state, held.lists = Survey.State.OPEN, _lists(held)
    _save(held, survey)
    journal.record("survey.opened", on=survey, by=by, place=survey.project or survey.cohort)


def _lists(survey: Survey) -> dict[str, list]:
    if survey.project is None:
        return {}
    return {"objectives": prefill.objectives_asked(survey.project)}


@transaction.atomic
def count(survey: Survey, *, by: User | None, breakdown: str = "", on: date | None = None) -> None:
    """End the survey and show what may be shown. The one breakdown is chosen here, before anybody sees a result.

    Whatever was begun and not handed in goes away; of what is kept without a name, the order goes too.
    """
    held = _held(survey, Survey.State.OPEN)
    if breakdown and breakdown not in {one.code for one in breakdowns(held)}:
        raise ValueError(breakdown)
    storage.drop_drafts(held)
    if not held.named:
        storage.reshuffle(held)
    held.state, held.breakdown = Survey.State.COUNTED, breakdown
    held.counted_on = on or timezone.localdate()
    _save(held, survey)
    journal.record("survey.counted", on=survey, by=by, place=survey.project or survey.cohort)


def breakdowns(survey: Survey) -> list[Question]:
    """The questions by which results may be told apart: one choice, the same for everybody."""
    asked = Asked(survey.revision, survey.moment).outer
    return [one for one in asked if one.kind == Question.Kind.CHOICE and not one.options_from]


@transaction.atomic
def publish(survey: Survey, *, by: User, shown: bool = True) -> None:
    """Show the results to everyone, under the floor of what is public; or take them off."""
    held = _held(survey, Survey.State.COUNTED)
    if bool(held.published_on) == shown:
        return
    held.published_on = timezone.localdate() if shown else None
    _save(held, survey)
    verb = "survey.published" if shown else "survey.unpublished"
    journal.record(verb, on=survey, by=by, place=survey.project or survey.cohort)


def _held(survey: Survey, *states: str) -> Survey:
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if held.state not in states:
        raise StateChanged
    return held


def _save(held: Survey, survey: Survey) -> None:
    held.version += 1
    held.save()
    survey.refresh_from_db(fields=["state", "lists", "breakdown", "counted_on", "published_on", "version"])


def answered(survey: Survey) -> int:
    """How many handed their answers in: a number, which says nothing of what they said."""
    return Response.objects.about(survey).filter(state=Response.State.CLOSED).count()


def answered_of(surveys: list[Survey]) -> dict[int, int]:
    """The same for many surveys, in one query."""
    kind = ContentType.objects.get_for_model(Survey)
    found = Response.objects.filter(
        subject_type=kind, subject_id__in=[one.pk for one in surveys], state=Response.State.CLOSED
    )
    return dict(found.order_by().values_list("subject_id").annotate(n=Count("pk")))
