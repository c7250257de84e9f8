"""Answers without a name, written again in an order of their own once no other comes: the engine's own order told
that of arrival."""

import random
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone

from levain.evaluation.models import BarometerAnswer, BarometerWave, UsageAnswer, UsageRound
from levain.foundation import journal
from levain.foundation.models import JournalEntry


def shuffle_closed(now: datetime) -> None:
    """At each tick, what has closed since; the journal says that it was done."""
    today = timezone.localtime(now).date()
    for wave in _closed(BarometerWave, "barometer.closed", today).select_related("cohort"):
        _write_again(BarometerAnswer.objects.filter(wave=wave), "barometer.closed", wave, wave.cohort)
    for asked in _closed(UsageRound, "usages.closed", today).select_related("project"):
        _write_again(UsageAnswer.objects.filter(round=asked), "usages.closed", asked, asked.project)


def _closed(model: type[models.Model], verb: str, today: date) -> models.QuerySet:
    done = JournalEntry.objects.filter(verb=verb).values("object_id")
    return model._default_manager.filter(closes__lt=today).exclude(pk__in=done)


@transaction.atomic
def _write_again(answers: models.QuerySet, verb: str, closed: models.Model, place: models.Model) -> None:
    kept = list(answers)
    random.SystemRandom().shuffle(kept)
    answers.delete()
    answers.model._default_manager.bulk_create(kept, batch_size=500)
    journal.record(verb, on=closed, by=None, place=place)
