"""Write where the project goes, and prepare what comes after the accelerator."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Afterwards, Horizon, Project
from levain.projects.services.records import record

MONTHS_UNTIL_THE_CALL = 6


class CallAlreadyHeld(Exception):
    """The call at six months was told before."""


@transaction.atomic
def write_horizon(project: Project, *, by: User, version: int | None = None, **said) -> Horizon:
    """Say the ambition, the plans to enter, the next step; a first save is version 1."""
    horizon, new = Horizon.objects.get_or_create(project=project, defaults={"written_by": by})
    save_over(horizon, horizon.version if new or version is None else version, written_by=by, **_dated(said))
    record("horizon.written", horizon, by)
    return horizon


@transaction.atomic
def write_afterwards(project: Project, *, by: User, version: int | None = None, **said) -> Afterwards:
    """Say what is agreed for after the accelerator; the call comes six months after its end unless said otherwise."""
    after, new = Afterwards.objects.get_or_create(project=project, defaults={"written_by": by})
    said["call_on"] = said.get("call_on") or after.call_on or six_months_after(project.cohort.ends)
    save_over(after, after.version if new or version is None else version, written_by=by, **_dated(said))
    record("afterwards.written", after, by)
    return after


@transaction.atomic
def hold_call(after: Afterwards, *, by: User, said: str, on: date | None = None) -> None:
    """Tell what was said in the call at six months, once."""
    after = (
        Afterwards.objects.select_for_update(of=("self",))
        .select_related("project__cohort__programme")
        .get(pk=after.pk)
    )
    if after.called_on:
        raise CallAlreadyHeld(_("This call was already told. Nothing was changed."))
    after.called_on, after.call_said = on or timezone.localdate(), said
    after.version += 1
    after.save()
    record("afterwards.called", after, by)


def six_months_after(day: date) -> date:
    """The same day six months later, or the last of a shorter month."""
    month = day.month - 1 + MONTHS_UNTIL_THE_CALL
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _dated(said: dict) -> dict:
    return {"written_on": timezone.localdate(), **said}
