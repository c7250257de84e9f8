"""Invite people by role, by project or by their address; take their answer; remind those who have not answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.reminders import Pending, Spacing
from levain.foundation.typed import address as typed_address
from levain.foundation.typed import one_line
from levain.people.models import Role, RoleCode, User
from levain.projects.models import IN_THE_PROJECT, Project
from levain.seminars import rules
from levain.seminars.models import Gathering, Invitation, Registration, Seminar
from levain.seminars.models.gathering import KEYS, new_key
from levain.seminars.services import letters
from levain.seminars.services.deeds import record
from levain.seminars.services.registrations import SeminarOver, decline, register
from levain.territories.models import Territory

# What a programme invites to one day, and no more: a mistake must not write to a whole town.
MOST_INVITED = 400
SPACING = Spacing(before=(21, 10, 3), after=(), at_most=3)
# Her page stays open as long as its letters are of use: the certificate, the photos, the minutes.
OPEN_AFTER = timedelta(days=180)


class TooManyInvited(Exception):
    """More people than a seminar gathers."""


class LinkClosed(Exception):
    """The invitation was withdrawn, is too old, or the link was not copied whole."""


def around(seminar: Seminar) -> list[Role]:
    """The roles of those one may invite by role: projects, their State services, those who advise and lead."""
    projects = Project.objects.filter(cohort=seminar.cohort_id)
    kind = ContentType.objects.get_for_model
    lands = Territory.objects.filter(inner_links__inner__projects__in=projects)
    found = Role.objects.in_force().filter(
        Q(scope_type=kind(Project), scope_id__in=projects.values("pk"), code__in=IN_THE_PROJECT)
        | Q(scope_type=kind(Territory), scope_id__in=lands.values("pk"), code=RoleCode.STATE_SERVICE)
        | Q(pk__in=Role.objects.on(seminar.cohort, seminar.cohort.programme).values("pk"))
    )
    wanted = found.filter(user__is_active=True, code__in=rules.SIDES)
    return list(wanted.select_related("user", "organisation").order_by("user__name", "pk"))


@transaction.atomic
def invite_people(seminar: Seminar, people: Iterable[User], *, by: User, words: str = "") -> list[Invitation]:
    """Invite these accounts; who is invited already is left alone. Each gets one letter."""
    seminar = _open(seminar)
    known = set(seminar.invitations.filter(withdrawn_at=None, user__isnull=False).values_list("user_id", flat=True))
    wanted = {person.pk: person for person in people if person.pk not in known}
    _refuse_crowd(seminar, len(wanted))
    made = []
    for person in wanted.values():
        side, project = rules.side_of(person, seminar)
        made.append(_invite(seminar, by=by, words=words, user=person, side=side, project=project))
    _note(seminar, made, by)
    return made


@transaction.atomic
def invite_guests(
    seminar: Seminar,
    guests: Iterable[dict[str, Any]],
    *,
    side: str,
    project: Project | None = None,
    by: User,
    words: str = "",
) -> list[Invitation]:
    """Invite addresses ({"name", "email", "organisation"}); one that has an account is invited by it."""
    seminar = _open(seminar)
    guests = list(guests)
    _refuse_crowd(seminar, len(guests))
    made = []
    for guest in guests:
        email = typed_address(guest["email"])
        person = User.objects.filter(email=email, is_active=True).first()
        about: dict[str, Any] = {"user": person} if person else {"email": email}
        if seminar.invitations.filter(withdrawn_at=None, **about).exists():
            continue
        about |= {"name": one_line(guest["name"])[:120], "organisation": one_line(guest["organisation"])[:200]}
        made.append(_invite(seminar, by=by, words=words, side=side, project=project, **about))
    _note(seminar, made, by)
    return made


def _open(seminar: Seminar) -> Seminar:
    seminar = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=seminar.pk)
    if seminar.is_over() or Gathering.objects.filter(seminar=seminar, cancelled_at__isnull=False).exists():
        raise SeminarOver(_("This seminar is over, or called off: nobody can be invited any more."))
    return seminar


def _refuse_crowd(seminar: Seminar, more: int) -> None:
    if seminar.invitations.count() + more > MOST_INVITED:
        raise TooManyInvited(_("A seminar invites %(n)s people at most. Nobody was invited.") % {"n": MOST_INVITED})


def _invite(seminar: Seminar, *, by: User, words: str, **about: Any) -> Invitation:
    """A new invitation, or the one withdrawn before, open again with a new link."""
    key = {"user": about["user"]} if about.get("user") else {"email": about["email"]}
    invitation = seminar.invitations.filter(**key).first() or Invitation(seminar=seminar)
    told = {"invited_by": by, "invited_at": timezone.now(), "withdrawn_at": None, "key": new_key()}
    for name, value in (about | told).items():
        setattr(invitation, name, value)
    if invitation.user and invitation.registration_id is None:
        invitation.registration = seminar.registrations.filter(user=invitation.user).first()
    invitation.save()
    letters.invite(invitation, words=words)
    return invitation


def _note(seminar: Seminar, made: list[Invitation], by: User) -> None:
    if made:
        record("seminar.invited", on=seminar, seminar=seminar, by=by, changes={"invited": len(made)})


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back: its links open nothing any more; a seat already taken stays hers."""
    open_ones = Invitation.objects.filter(pk=invitation.pk, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=timezone.now(), key=new_key()):
        return
    record("seminar.uninvited", on=invitation.seminar, seminar=invitation.seminar, by=by)


def find(token: str) -> Invitation:
    """The invitation that a link opens; raises LinkClosed when it opens nothing."""
    try:
        key = KEYS.unsign(token)
    except BadSignature as error:
        raise LinkClosed(_("This link does not open anything. Copy it whole from the mail.")) from error
    found = Invitation.objects.filter(key=key, withdrawn_at=None)
    asked = ("seminar__cohort__programme", "seminar__host", "user", "project", "registration__needs")
    invitation = found.select_related(*asked, "registration__photos", "registration__project").first()
    if invitation is None or (invitation.user and not invitation.user.is_active):
        raise LinkClosed(_("This invitation was withdrawn. Write to whoever invited you."))
    if timezone.now() > invitation.seminar.ends + OPEN_AFTER:
        raise LinkClosed(_("This seminar ended long ago: its link is closed."))
    return invitation


@transaction.atomic
def answer(invitation: Invitation, *, comes: bool, **needs: Any) -> Registration:
    """She says yes or no from her letter; the first yes is confirmed by a letter with the date for her calendar."""
    if not comes:
        return decline(invitation.seminar, invitation=invitation)
    already = Registration.objects.filter(invitation=invitation).exclude(state=Registration.State.DECLINED).exists()
    registration = register(invitation.seminar, invitation=invitation, **needs)
    if not already:
        letters.confirm(invitation, registration)
    return registration


def remind_guests(now: datetime) -> int:
    """Remind those without an account, at the same days as the others; it stops when they answer."""
    today = timezone.localtime(now).date()
    soon = Q(seminar__starts__range=(now, now + timedelta(days=30)), seminar__gathering__cancelled_at=None)
    rows = Invitation.objects.filter(soon, user=None, withdrawn_at=None).select_related("seminar", "registration")
    return sum(_remind_one(row, today) for row in rows)


def _remind_one(invitation: Invitation, today) -> bool:
    registration = invitation.registration
    comes = registration is not None and registration.state == Registration.State.REGISTERED
    if registration is not None and not comes:
        return False
    spacing = Spacing(before=(3,), after=(), at_most=1) if comes else SPACING
    asked = Pending(None, invitation.seminar, until=invitation.seminar.day)
    moment = spacing.moment_due(asked, today)
    last = invitation.reminded_on or timezone.localdate(invitation.invited_at)
    if moment is None or last >= moment:
        return False
    with transaction.atomic():
        # Two ticks at once: one of them finds the day already written.
        still = Invitation.objects.filter(pk=invitation.pk, reminded_on=invitation.reminded_on)
        if not still.update(reminded_on=today):
            return False
        (letters.soon if comes else letters.remind)(invitation)
    return True
