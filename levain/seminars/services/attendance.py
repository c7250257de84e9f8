"""Say who came: by a list, or by each person with the code shown in the room."""

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.people.models import User
from levain.seminars.models import Gathering, Registration, Seminar
from levain.seminars.services.deeds import record

State = Registration.State
# Letters and figures that nobody takes for others, from afar or by ear.
SIGNS = "ACDEFHJKLMNPRTUVWXY34679"
LENGTH = 5
# The code works from an hour before to an hour after.
AROUND = timedelta(hours=1)


class NotYet(Exception):
    """One does not come before the day."""


class WrongCode(Exception):
    """This is not the code shown in the room, or it is not the moment."""


@transaction.atomic
def mark_attended(
    registration: Registration,
    attended: bool = True,
    *,
    by: User | None = None,
    on: date | None = None,
    how: str = "list",
) -> None:
    """Say whether she came. `on` is the day this is said; never before the seminar."""
    seminar = registration.seminar
    if (on or timezone.now().astimezone(seminar.zone).date()) < seminar.day:
        raise NotYet(_("Attendance is noted from the day of the seminar. Nothing was changed."))
    if registration.attended is attended:
        return
    registration.attended = attended
    registration.save(update_fields=["attended"])
    said = {"attended": attended, "how": how}
    record("registration.attended", on=registration, seminar=seminar, by=by, changes=said)


@transaction.atomic
def mark_attendance(
    seminar: Seminar,
    *,
    listed: Collection[int],
    present: Collection[int],
    by: User,
    seen: Collection[int] | None = None,
    on: date | None = None,
) -> int:
    """Go through a sheet: those `listed` came or did not; who is not on it stays as she was.

    `seen`: who was ticked when the sheet was read. Whoever has typed the code since then stays there."""
    lines = seminar.registrations.select_related("seminar__cohort__programme").filter(pk__in=listed)
    for registration in lines:
        came_since = seen is not None and registration.attended is True and registration.pk not in seen
        mark_attended(registration, registration.pk in present or came_since, by=by, on=on)
    return sum(registration.attended is True for registration in lines)


@transaction.atomic
def open_code(seminar: Seminar, *, by: User, again: bool = False) -> str:
    """The code to show in the room; `again`: another one, and the first no longer works."""
    gathering, _new = Gathering.objects.select_for_update().get_or_create(seminar=seminar)
    if gathering.attendance_code and not again:
        return gathering.attendance_code
    gathering.attendance_code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    gathering.save(update_fields=["attendance_code"])
    record("gathering.code_opened", on=seminar, seminar=seminar, by=by)
    return gathering.attendance_code


def say_here(registration: Registration, code: str) -> None:
    """She types the code of the room: she is there. Twice is once."""
    seminar = registration.seminar
    gathering = Gathering.objects.filter(seminar=seminar).first()
    typed = "".join(code.split()).upper()
    now = timezone.now()
    if not seminar.starts - AROUND <= now <= seminar.ends + AROUND:
        raise WrongCode(_("The code works on the day, from one hour before to one hour after the seminar."))
    expected = gathering.attendance_code if gathering else ""
    if not expected or not secrets.compare_digest(typed.encode(), expected.encode()):
        raise WrongCode(_("This is not the code shown in the room. Look at it again: five signs."))
    mark_attended(registration, by=registration.user, how="code")


def note_export(seminar: Seminar, *, by: User, needs: bool) -> None:
    """Whoever takes the list of people away is in the journal, with what the list holds."""
    with transaction.atomic():
        record("registration.exported", on=seminar, seminar=seminar, by=by, changes={"needs": needs})
