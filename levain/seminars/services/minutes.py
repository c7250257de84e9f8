"""Write what is kept of a seminar."""

from datetime import date

from django.db import transaction

from levain.foundation.versions import ChangedSince, save_over
from levain.people.models import User
from levain.seminars.models import Minutes, Seminar
from levain.seminars.services.deeds import record


@transaction.atomic
def write_minutes(
    seminar: Seminar,
    *,
    text: str,
    decisions: str = "",
    offers: str = "",
    by: User | None = None,
    version: int | None = None,
    on: date | None = None,
) -> Minutes:
    """Write the minutes, or write over the `version` that was read (0: none yet); `on` is the day of approval."""
    Seminar.objects.select_for_update().get(pk=seminar.pk)
    said = {"text": text, "decisions": decisions, "offers": offers, "approved_on": on}
    minutes = Minutes.objects.filter(seminar=seminar).first()
    if minutes is None:
        minutes = Minutes.objects.create(seminar=seminar, **said)
    elif version == 0:
        raise ChangedSince(minutes)
    else:
        save_over(minutes, minutes.version if version is None else version, **said)
    verb = "minutes.approved" if on else "minutes.written"
    record(verb, on=minutes, seminar=seminar, by=by, changes={"version": minutes.version})
    return minutes
