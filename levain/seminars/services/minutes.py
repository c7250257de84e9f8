"""Draft, write, approve and send what is kept of a seminar; and the team's review after it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.versions import ChangedSince, save_over
from levain.people.models import User
from levain.seminars.drafting import draft
from levain.seminars.models import AfterAction, Invitation, Minutes, MinutesSent, Registration, Seminar
from levain.seminars.services import letters
from levain.seminars.services.deeds import record


class NotApproved(Exception):
    """Minutes leave once they are approved."""


class NothingKept(Exception):
    """There is nothing written to approve."""


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


@transaction.atomic
def draft_minutes(seminar: Seminar, *, by: User | None = None) -> Minutes:
    """A first text from what the house knows; minutes that somebody began are never written over."""
    Seminar.objects.select_for_update().get(pk=seminar.pk)
    if begun := Minutes.objects.filter(seminar=seminar).first():
        return begun
    minutes = Minutes.objects.create(seminar=seminar, **fitting(draft(seminar)))
    record("minutes.drafted", on=minutes, seminar=seminar, by=by)
    return minutes


def fitting(said: dict[str, str]) -> dict[str, str]:
    """A long day still fits in the fields that people then write in."""
    lengths = {name: getattr(Minutes._meta.get_field(name), "max_length", None) or 0 for name in said}
    return {
        name: text if len(text) <= lengths[name] else text[: lengths[name] - 1] + "…" for name, text in said.items()
    }


@transaction.atomic
def approve_minutes(minutes: Minutes, *, version: int, by: User, on: date | None = None) -> None:
    """From then on the whole cohort reads them."""
    if not minutes.text.strip():
        raise NothingKept(_("These minutes are empty: write them first."))
    if minutes.approved_on and minutes.version == version:
        return
    save_over(minutes, version, approved_on=on or timezone.localdate())
    record("minutes.approved", on=minutes, seminar=minutes.seminar, by=by, changes={"version": minutes.version})


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: User, on: date | None = None) -> MinutesSent:
    """Tell those who were registered that the minutes can be read; the same version leaves once."""
    minutes = Minutes.objects.select_for_update(of=("self",)).select_related("seminar").get(pk=minutes.pk)
    if not minutes.approved_on:
        raise NotApproved(_("Approve these minutes first: until then only the team reads them."))
    already = MinutesSent.objects.filter(minutes=minutes, version=minutes.version).first()
    if already:
        return already
    people, guests = readers(minutes.seminar), guests_of(minutes.seminar)
    told = len(people) + len(guests)
    sent = MinutesSent.objects.create(
        minutes=minutes, version=minutes.version, people=told, by=by, sent_on=on or timezone.localdate()
    )
    record("minutes.sent", on=minutes, seminar=minutes.seminar, by=by, tell=people, at_once=True)
    letters.minutes_sent(minutes.seminar, [letters.reader(guest) for guest in guests])
    return sent


def readers(seminar: Seminar) -> list[User]:
    """The accounts of those who were registered and were not known to stay away."""
    expected = seminar.registrations.filter(state=Registration.State.REGISTERED).exclude(attended=False)
    return list(User.objects.filter(is_active=True, seminar_registrations__in=expected).distinct())


def guests_of(seminar: Seminar) -> list[Invitation]:
    """Those who were registered without an account: their letter opens their own page."""
    held = Invitation.objects.filter(seminar=seminar, user=None, withdrawn_at=None)
    expected = held.filter(registration__state=Registration.State.REGISTERED).exclude(registration__attended=False)
    return list(expected.select_related("seminar", "registration"))


def handed_to(seminar: Seminar) -> Minutes | None:
    """The minutes as they were sent to those who came; nothing until then."""
    return Minutes.objects.filter(seminar=seminar, approved_on__isnull=False, sendings__isnull=False).first()


@transaction.atomic
def write_after_action(
    seminar: Seminar,
    *,
    planned: str,
    happened: str,
    why: str = "",
    keep: str = "",
    change: str = "",
    who: str = "",
    by: User | None = None,
    version: int = 0,
    on: date | None = None,
) -> AfterAction:
    """The team's review (M-AAR), or its words over the `version` that was read."""
    Seminar.objects.select_for_update().get(pk=seminar.pk)
    said = {"planned": planned, "happened": happened, "why": why, "keep": keep, "change": change, "who": who}
    review = AfterAction.objects.filter(seminar=seminar).first()
    if review is None:
        review = AfterAction.objects.create(seminar=seminar, held_on=on or timezone.localdate(), **said)
    elif version == 0:
        raise ChangedSince(review)
    else:
        save_over(review, version, **said)
    record("after_action.written", on=review, seminar=seminar, by=by, changes={"version": review.version})
    return review
