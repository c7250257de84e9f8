"""The jury of a call: who sits, how it reads, and the phases it goes through."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import Role, RoleCode, User
from levain.people.services import end_role
from levain.selection.models import Call, Jury, PhaseMove, Review, StateChanged
from levain.selection.rules.jury import JURY


class PhaseSkipped(Exception):
    """A phase follows the one before it; one goes back with a reason."""


@dataclass(frozen=True)
class Member:
    """A person who sits, and how."""

    user: User
    chairs: bool
    organisation: Any = None


def members(call: Call) -> list[Member]:
    """Those who sit on the jury of a call today, the chair first: one query."""
    held = Role.objects.in_force().on(call, call.cohort, call.cohort.programme)
    rows = held.filter(code__in=JURY, user__is_active=True).select_related("user", "organisation")
    found: dict[int, Member] = {}
    for role in sorted(rows, key=lambda role: (role.code != RoleCode.JURY_CHAIR, role.user.name)):
        found.setdefault(role.user_id, Member(role.user, role.code == RoleCode.JURY_CHAIR, role.organisation))
    return list(found.values())


def seat(call: Call) -> Jury:
    """The jury of a call, in its row."""
    jury, _new = Jury.objects.get_or_create(call=call)
    # What was read before the row existed is forgotten.
    call._state.fields_cache["jury"] = jury
    return jury


@transaction.atomic
def unseat(role: Role, call: Call, *, by: User) -> None:
    """A member leaves: what she gave still counts, what she had left to read is given back."""
    Review.objects.filter(juror=role.user, application__call=call, submitted_at=None).delete()
    end_role(role, by=by)


@transaction.atomic
def set_jury(
    call: Call,
    *,
    by: User,
    version: int,
    names_from: str,
    scores_from: str,
    readers: int,
    declare_by: date | None = None,
    read_by: date | None = None,
) -> Jury:
    """Say how the jury reads; what would show more than was announced is no longer changed once reading began."""
    jury = seat(call)
    chosen = {"names_from": names_from, "scores_from": scores_from}
    now = {name: getattr(jury, name) for name in chosen}
    if jury.has_reached(Jury.Phase.READ) and chosen != now:
        raise StateChanged(_("The reading has begun: who sees what no longer changes."))
    save_over(jury, version, **chosen, readers=readers, declare_by=declare_by, read_by=read_by)
    journal.record("jury.set", on=jury, by=by, place=call, changes={**chosen, "readers": readers})
    return jury


@transaction.atomic
def move_phase(call: Call, to: str, *, by: User, reason: str = "") -> Jury:
    """Pass to the next phase, or come back to the one before, with a reason. Everyone who sits is told."""
    jury, order = seat(call), Jury.Phase.values
    before, step = jury.phase, order.index(to) - order.index(jury.phase)
    if call.released_at:
        raise StateChanged(_("The decisions of this call have been published: the work of the jury is over."))
    if abs(step) != 1:
        raise PhaseSkipped(_("A phase follows the one before it: none is skipped."))
    if step < 0 and not reason.strip():
        raise PhaseSkipped(_("Write why the jury goes back."))
    if not Jury.objects.filter(pk=jury.pk, phase=before).update(phase=to, version=jury.version + 1):
        raise StateChanged(_("Somebody has moved this jury since you opened the page."))
    jury.refresh_from_db()
    PhaseMove.objects.create(jury=jury, before=before, after=to, reason=reason.strip(), by=by)
    told = [member.user for member in members(call)]
    journal.record("jury.moved", on=jury, by=by, place=call, changes={"phase": to}, tell=told)
    return jury
