"""A passage becomes evidence, sorted by codes, with the person's consent."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import Code, Evidence, VoiceAnswer
from levain.capitalisation.rules import cohort_of
from levain.capitalisation.sealing import answered, seal
from levain.capitalisation.services import voices
from levain.capitalisation.services.coding import give_codes
from levain.foundation import journal, passages, registry
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project


class NoCohort(Exception):
    """The text quoted belongs to no cohort."""


def next_number(model: type[models.Model], cohort: Cohort) -> int:
    """The cohort is held while a number is taken: two people never take the same one."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    highest = model._default_manager.filter(cohort=cohort).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@transaction.atomic
def cite_as_evidence(
    obj: models.Model,
    field: str,
    quote: str,
    *,
    by: User,
    codes: Iterable[Code] = (),
    start: int | None = None,
    consent: str = Evidence.Consent.PENDING,
    wording: str = "",
    cohort: Cohort | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Evidence:
    """Keep words as evidence; who speaks, for which side and when come from the source unless `said` gives them.

    The same words of the same text are one piece of evidence, however many times they are kept.
    """
    cohort = cohort or cohort_of(obj)
    if cohort is None:
        raise NoCohort(_("This text belongs to no cohort, so it cannot be kept as evidence."))
    passage = passages.cite(obj, field, quote, by=by, start=start)
    kept = _already_kept(passage, cohort)
    if kept:
        passage.delete()
        give_codes(kept, codes, by=by)
        return kept
    said = _spoken(obj, field) | said
    voices.check(consent, wording, said["speaker_user"])
    evidence = Evidence.objects.create(
        passage=passage,
        cohort=cohort,
        number=next_number(Evidence, cohort),
        consent=consent,
        wording=wording,
        created_by=by,
        created_at=at or timezone.now(),
        **said,
    )
    give_codes(evidence, codes, by=by, at=evidence.created_at)
    if consent != Evidence.Consent.PENDING:
        voices.trace(evidence, how=VoiceAnswer.How.KEPT, by=by, at=at)
    journal.record(
        "evidence.kept",
        on=evidence,
        by=by,
        place=evidence.project or cohort,
        changes={"passage": passage.digest, "words": seal(passage), **answered(evidence)},
    )
    return evidence


def _already_kept(passage, cohort) -> Evidence | None:
    return Evidence.objects.filter(
        cohort=cohort,
        passage__object_type=passage.object_type,
        passage__object_id=passage.object_id,
        passage__field=passage.field,
        passage__digest=passage.digest,
        passage__start=passage.start,
        passage__end=passage.end,
    ).first()


def _spoken(obj, field) -> dict[str, Any]:
    """What the object's package says of who speaks in this text, when, and where."""
    told: Any = registry.of(obj)
    speaker = told.speaker(obj, field) if told.speaker else None
    place = told.place(obj)
    day: date | datetime | None = told.date(obj) if told.date else None
    return {
        "side": speaker.side if speaker else "",
        "speaker": speaker.name[:120] if speaker else "",
        "speaker_user": speaker.user if speaker else None,
        "said_on": day.date() if isinstance(day, datetime) else day,
        "project": place if isinstance(place, Project) else None,
        "fictional": bool(getattr(place, "fictional", False)),
    }
