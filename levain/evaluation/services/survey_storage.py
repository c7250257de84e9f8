"""How answers are kept so that the promise made to those who answered holds against a reader of the database itself.

Without a name, a row has a number drawn at random, no hour, and the day the survey opened whatever the day: neither
its number nor its day nor its place in the table says when it came. No journal entry tells that somebody answered.
"""

import hashlib
import hmac
import random
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from levain.evaluation.models import Invitee, Seal, Survey
from levain.questionnaires.models import Answer, Response

# Far above what a sequence reaches, and exact in every program that reads the export.
LOWEST, HIGHEST = 2**45, 2**53 - 1

Given = dict[tuple[str, int], Any]


def random_number() -> int:
    return LOWEST + secrets.randbelow(HIGHEST - LOWEST)


def keep_unnamed(survey: Survey, sheets: Iterable[Given]) -> list[Response]:
    """Write whole sheets at once, each under a number drawn at random."""
    subject = ContentType.objects.get_for_model(Survey)
    responses, answers = [], []
    for given in sheets:
        response = Response(
            pk=random_number(),
            revision_id=survey.revision_id,
            subject_type=subject,
            subject_id=survey.pk,
            state=Response.State.CLOSED,
            language=survey.revision.language,
            lists=survey.lists,
            anonymous=True,
            started_on=survey.opens_on,
            closed_on=survey.opens_on,
        )
        responses.append(response)
        answers += [
            Answer(pk=random_number(), response=response, code=code, row=row, value=value)
            for (code, row), value in given.items()
        ]
    random.SystemRandom().shuffle(answers)
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(answers, batch_size=2000)
    return responses


def reshuffle(survey: Survey) -> None:
    """Write the rows again under other numbers and in another order: the engine's own order told that of arrival."""
    closed = list(Response.objects.about(survey).filter(state=Response.State.CLOSED))
    sheets: dict[int, Given] = {response.pk: {} for response in closed}
    for answer in Answer.objects.filter(response__in=sheets):
        sheets[answer.response_id][answer.code, answer.row] = answer.value
    seals = {seal.response_id: seal for seal in Seal.objects.filter(response__in=sheets)}
    Response.objects.filter(pk__in=sheets).delete()
    random.SystemRandom().shuffle(closed)
    made = keep_unnamed(survey, [sheets[response.pk] for response in closed])
    Seal.objects.bulk_create(
        Seal(pk=random_number(), response=new, of_invitee=seal.of_invitee, of_person=seal.of_person)
        for old, new in zip(closed, made, strict=True)
        if (seal := seals.get(old.pk))
    )


def drop_drafts(survey: Survey) -> None:
    begun = Response.objects.about(survey).filter(state=Response.State.DRAFT)
    Invitee.objects.filter(survey=survey, response__in=begun).update(response=None)
    begun.delete()


def seal(invitee: Invitee, response: Response) -> None:
    """Tie them for whoever has the secret; a second time, the database refuses."""
    Seal.objects.create(
        pk=random_number(), response=response, of_invitee=digest_of(invitee), of_person=digest_of_person(invitee)
    )


def digest_of(invitee: Invitee) -> str:
    return _digest(f"invitee:{invitee.survey_id}:{invitee.pk}")


def digest_of_person(invitee: Invitee) -> str:
    """The same at each moment, within a cohort: what she said before and after can be compared without her name."""
    who = f"person:{invitee.person_id}" if invitee.person_id else f"address:{invitee.address.casefold()}"
    return _digest(f"{invitee.survey.cohort_id}:{invitee.project_id or ''}:{who}")


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"levain.survey:{text}".encode(), hashlib.sha256).hexdigest()
