"""The files that were not retained say nothing of anybody once their time is over; what was counted stays counted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.foundation import documents, journal, search, withdrawals
from levain.people.models import Role
from levain.questionnaires.models import Response
from levain.selection.models import (
    Application,
    ApplicationComment,
    Argument,
    Call,
    Check,
    Conflict,
    CorrectionRequest,
    DecisionLetter,
    Deliberation,
    Mask,
    Opinion,
    Remark,
    Score,
)
from levain.territories.models import Territory

State = Application.State
AT_A_TIME = 50
MONTH = timedelta(days=365) / 12
NOT_RETAINED = (State.NOT_RETAINED, State.RESERVE, State.INADMISSIBLE, State.WITHDRAWN, State.DRAFT)
# What people wrote about a file, by the path that leads to it, and what stands in its place.
WORDS: tuple[tuple[type[models.Model], str, dict[str, Any]], ...] = (
    (Check, "application", {"note": ""}),
    (CorrectionRequest, "application", {"reason": "", "answer": "", "missing": []}),
    (Opinion, "application", {"text": "", "given_name": ""}),
    (DecisionLetter, "application", {"subject": "", "text": "", "leads": []}),
    (Conflict, "application", {"reason": "", "withdrawal_reason": "—"}),
    (Remark, "review__application", {"text": ""}),
    (Score, "review__application", {"reason": ""}),
    (Deliberation, "application", {"deliberation": "", "dissent": ""}),
)
TAKEN_OFF: tuple[type[models.Model], ...] = (ApplicationComment, Argument, Mask)


def due(now: datetime) -> QuerySet[Application]:
    """The files whose time is over. An invented file says nothing of anybody: it stays to be shown."""
    over = Q()
    for months in Call.objects.exclude(released_at=None).values_list("keep_months", flat=True).distinct():
        over |= Q(call__keep_months=months, call__released_at__lte=now - months * MONTH)
    if not over:
        return Application.objects.none()
    return Application.objects.filter(over, state__in=NOT_RETAINED, anonymised_at=None, fictional=False, project=None)


def anonymise_old(now: datetime) -> int:
    """Anonymise what is due; again the same day finds nothing more to do."""
    done = 0
    for application in due(now).select_related("call", "commune").order_by("pk")[:AT_A_TIME]:
        anonymise(application, at=now)
        done += 1
    return done


@transaction.atomic
def anonymise(application: Application, *, at: datetime | None = None) -> None:
    """Nothing of people stays; its state, its themes and its region do. Who agreed to be called is kept apart."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.anonymised_at:
        return
    withdrawals.withdraw(application, by=None)
    search.remove(application)
    for thing in (application, *Response.objects.about(application)):
        documents.of(thing).delete()
    Response.objects.about(application).delete()
    for request in application.corrections.all():
        documents.of(request).delete()
    for taken_off in TAKEN_OFF:
        taken_off._default_manager.filter(application=application).delete()
    for model, path, empty in WORDS:
        _empty(model._default_manager.filter(**{path: application}), empty)
    Role.objects.on(application).delete()
    _empty_file(application, at or timezone.now())
    journal.record("application.anonymised", on=application, by=None, place=application.call.cohort)


def _empty(rows: QuerySet, empty: dict) -> None:
    if rows.model is Conflict:
        rows.filter(withdrawn_at=None).update(reason="")
        rows.exclude(withdrawn_at=None).update(**empty)
    elif rows.model is Deliberation:
        rows.update(**empty)
        rows.exclude(reason="").update(reason="—")
    else:
        rows.update(**empty)


def _empty_file(application: Application, at: datetime) -> None:
    region = None
    if application.commune_id:
        around = Territory.objects.containing(application.commune)
        region = around.filter(kind=Territory.Kind.REGION).first()
    with translation.override("fr"):
        title = _("Application %(reference)s") % {"reference": application.reference}
    Application.objects.filter(pk=application.pk).update(
        title=title,
        summary="",
        answers={},
        collective="",
        local_authority="",
        reason="",
        commune=region,
        place=region.name if region else "",
        typed_by=None,
        anonymised_at=at,
    )
