"""A call composed on screen by the national team: its words, its criteria, its announcement, its closing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import Role, User
from levain.programmes.models import Cohort
from levain.selection.models import Application, Call, ClosingMoved
from levain.selection.services.calls import put_criteria


class NotReady(Exception):
    """Something is missing for the call to be announced."""


class AlreadyAnnounced(Exception):
    """What people read before they apply no longer changes."""


class OnlyLater(Exception):
    """A closing is moved to a later moment, never to an earlier one."""


@transaction.atomic
def compose_call(cohort: Cohort, *, by: User, token: UUID | None = None, **told: Any) -> Call:
    """Begin a call, which only its team sees until it is announced; the same token twice is one call."""
    try:
        with transaction.atomic():
            call = Call.objects.create(
                cohort=cohort,
                slug=free_slug(told["title"]),
                announced=False,
                fictional=cohort.fictional,
                token=token,
                **told,
            )
    except IntegrityError:
        if token is None or not (known := Call.objects.filter(token=token).first()):
            raise
        return known
    journal.record("call.composed", on=call, by=by, place=cohort)
    return call


def free_slug(title: str) -> str:
    """An address for the page of a call, made of its title."""
    begins = slugify(title)[:40].strip("-") or "appel"
    taken = set(Call.objects.filter(slug__startswith=begins).values_list("slug", flat=True))
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := begins if n == 1 else f"{begins}-{n}") not in taken
    )


@transaction.atomic
def edit_call(call: Call, *, by: User, version: int, **changes: Any) -> None:
    """Change words or dates of a call; once it is open, its dates change only by `move_closing`."""
    if call.has_opened and any(getattr(call, name) != changes.get(name, getattr(call, name)) for name in DATES):
        raise AlreadyAnnounced(
            _("The call is open: its dates no longer change here. Move the closing, with a reason.")
        )
    save_over(call, version, **changes)
    journal.record("call.edited", on=call, by=by, place=call.cohort, changes={"fields": sorted(changes)})


DATES = ("opens", "closes", "time_zone")


@transaction.atomic
def set_criteria(call: Call, criteria: list[dict[str, Any]], *, by: User, version: int) -> None:
    """Replace the criteria of a call that is not open yet; those who apply know them, so they no longer change."""
    if call.has_opened:
        raise AlreadyAnnounced(_("The call is open: applicants read these criteria, they no longer change."))
    save_over(call, version)
    call.criteria.all().delete()
    put_criteria(call, criteria)
    journal.record("call.criteria_set", on=call, by=by, place=call.cohort, changes={"criteria": len(criteria)})


def missing_from(call: Call) -> list[str]:
    """What stands in the way of announcing a call, in sentences."""
    found = []
    total = call.criteria.aggregate(total=Sum("weight"))["total"] or 0
    if abs(float(total) - 1) > 1e-6:
        found.append(_("The weights of the criteria sum to %(total)d %%, not to 100 %%.") % {"total": total * 100})
    if not call.page:
        found.append(_("The page says nothing yet of what is given and of who may answer."))
    if not call.contact:
        found.append(_("Nobody is named to answer the questions of those who apply."))
    if call.questionnaire is None:
        found.append(_("No form is chosen for the applications."))
    return found


@transaction.atomic
def announce(call: Call, *, by: User) -> None:
    """Publish the page of a call; it receives applications from its opening."""
    if missing := missing_from(call):
        raise NotReady(" ".join(missing))
    if Call.objects.filter(pk=call.pk, announced=False).update(announced=True):
        call.announced = True
        journal.record("call.announced", on=call, by=by, role="programme_lead", place=call.cohort)


@transaction.atomic
def move_closing(call: Call, *, closes: datetime, reason: str, by: User, decided_on: date | None = None) -> None:
    """Give more time, and say why; those who are writing are told."""
    held = Call.objects.select_for_update().get(pk=call.pk)
    if closes <= held.closes:
        raise OnlyLater(_("The closing only moves later: some may have counted on the date announced."))
    ClosingMoved.objects.create(
        call=held,
        before=held.closes,
        after=closes,
        reason=reason,
        decided_on=decided_on or timezone.localdate(),
        by=by,
    )
    held.closes = call.closes = closes
    held.save(update_fields=["closes"])
    journal.record(
        "call.closing_moved",
        on=call,
        by=by,
        role="programme_lead",
        place=call.cohort,
        changes={"closes": closes.isoformat()},
        tell=writers(call),
    )


def writers(call: Call) -> list[User]:
    """Those who write an application to this call today."""
    drafts = list(call.applications.filter(state=Application.State.DRAFT))
    if not drafts:
        return []
    held = Role.objects.in_force().on(*drafts).filter(user__is_active=True)
    return list(User.objects.filter(pk__in=held.values("user")))
