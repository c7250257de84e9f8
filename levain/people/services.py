"""Who holds which role, by whose invitation; what each person may change of her own account."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal, letters, registry, typed
from levain.people.models import (
    Affiliation,
    Invitation,
    Organisation,
    Role,
    RoleCode,
    User,
    in_seven_days,
    token_digest,
)

INVITATIONS_AN_HOUR = 20


class AlreadyHeld(Exception):
    """The person already holds this role here."""


class AlreadyEnded(Exception):
    """The role was ended before."""


class TooManyInvitations(Exception):
    """More invitations in an hour than a person writes."""


class InvitationClosed(Exception):
    """The invitation was used, withdrawn, or has expired."""


def person_at(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def place_name(scope: models.Model | None) -> str:
    """The words for what a role is held for."""
    if scope is None:
        return ""
    said = registry.of(scope)
    return said.title(scope) if said else str(scope)


@transaction.atomic
def make_person(email: str, name: str, **fields) -> User:
    """Make the person who has this address, or return her."""
    email = typed.address(email)
    known = person_at(email)
    if known:
        return known
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name=typed.one_line(name)[:120], **fields)
    except IntegrityError:
        # Somebody made the same account at the same moment.
        return User.objects.get(email=email)


@transaction.atomic
def give_role(
    user: User,
    code: str,
    scope: models.Model,
    *,
    by: User | None,
    organisation: Organisation | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Role:
    """Give a role for something, and the person's place in the organisation she holds it for.

    Raises AlreadyHeld when she holds it without end.
    """
    code = RoleCode(code)
    if user.roles.on(scope).filter(code=code, until=None).exists():
        raise AlreadyHeld(_("%(name)s already holds this role.") % {"name": user})
    try:
        with transaction.atomic():
            role = Role.objects.create(
                user=user,
                code=code,
                scope=scope,
                organisation=organisation,
                since=since or timezone.localdate(),
                until=until,
                granted_by=by,
            )
    except IntegrityError as error:
        # Somebody gave the same role at the same moment.
        raise AlreadyHeld(_("%(name)s already holds this role.") % {"name": user}) from error
    if organisation:
        Affiliation.objects.get_or_create(
            user=user, organisation=organisation, until=None, defaults={"since": role.since, "validated_by": by}
        )
    journal.record("role.given", on=role, by=by, place=scope, changes={"code": code}, tell=[user])
    forget_rights(user)
    return role


@transaction.atomic
def end_role(role: Role, *, by: User | None, on: date | None = None) -> None:
    """End a role; its last day is the day before `on` (today by default), and what she had offered in it closes."""
    first_day_without = on or timezone.localdate()
    last_day = max(role.since, first_day_without - timedelta(days=1))
    if role.until and role.until <= last_day:
        raise AlreadyEnded(_("This role has already ended."))
    if role.since >= first_day_without:
        _never_began(role, by)
    else:
        role.until = last_day
        role.save(update_fields=["until"])
        journal.record("role.ended", on=role, by=by, place=role.scope, changes={"code": role.code}, tell=[role.user])
    invitations = Invitation.objects.to(role.scope)
    invitations.filter(invited_by=role.user).withdraw()
    invitations.filter(email__iexact=role.user.email).withdraw()
    forget_rights(role.user)


def _never_began(role: Role, by: User | None) -> None:
    """A role given and ended the same day leaves two entries in the journal, and no row that would still count."""
    user, scope = role.user, role.scope
    journal.record("role.ended", on=user, by=by, place=scope, changes={"code": role.code}, tell=[user])
    role.delete()


def forget_rights(user: User) -> None:
    """Read her roles again at the next question; the person of a request is wrapped, and both may remember."""
    for holder in (user, getattr(user, "_wrapped", user)):
        for known in ("roles_held", "_codes_by_project", "_cohorts_by_project"):
            holder.__dict__.pop(known, None)


@transaction.atomic
def invite(
    email: str,
    code: str,
    scope: models.Model,
    *,
    by: User,
    organisation: Organisation | None = None,
    name: str = "",
    in_a_row: bool = False,
) -> Invitation:
    """Send one address a link, good once and for seven days, that opens a role for something.

    The caller asks who may invite whom (`can_invite` of the package the scope belongs to). A second invitation to the
    same role replaces the first. Those of a list that was read and counted (`in_a_row`) know no hourly limit.
    """
    email, code = typed.address(email), RoleCode(code)
    if not in_a_row:
        _refuse_many(by)
    _refuse_held(email, code, scope)
    Invitation.objects.to(scope).filter(email=email, code=code).withdraw()
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        email=email,
        name=typed.one_line(name)[:120],
        code=code,
        organisation=organisation,
        scope=scope,
        digest=token_digest(token),
        invited_by=by,
    )
    journal.record("invitation.sent", on=invitation, by=by, place=scope, changes={"code": code})
    _write_invitation(invitation, token)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> None:
    """Send the same offer with a new link, good again for seven days; the link sent before is dead."""
    _refuse_many(by)
    _refuse_held(invitation.email, invitation.code, invitation.scope)
    token, now = Invitation.new_token(), timezone.now()
    pending = Invitation.objects.filter(pk=invitation.pk).pending()
    if not pending.update(digest=token_digest(token), expires_at=in_seven_days(), created_at=now, invited_by=by):
        raise InvitationClosed(_("This invitation was accepted or withdrawn."))
    invitation.refresh_from_db()
    journal.record("invitation.sent_again", on=invitation, by=by, place=invitation.scope)
    _write_invitation(invitation, token)


def _refuse_many(by: User) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    if Invitation.objects.filter(invited_by=by, created_at__gt=hour_ago).count() >= INVITATIONS_AN_HOUR:
        raise TooManyInvitations(_("You have sent many invitations. Send the next ones in an hour."))


def _refuse_held(email: str, code: str, scope: Any) -> None:
    known = person_at(email)
    if known and known.roles.on(scope).in_force().filter(code=code, until=None).exists():
        raise AlreadyHeld(_("This person already holds this role."))


def _write_invitation(invitation: Invitation, token: str) -> None:
    said = {
        "name": typed.in_a_letter(invitation.name),
        "by": typed.in_a_letter(str(invitation.invited_by)),
        "place": typed.in_a_letter(place_name(invitation.scope)),
        "role": invitation.get_code_display(),
        "link": settings.SITE_URL + reverse("people:invitation", args=[token]),
        "until": timezone.localtime(invitation.expires_at),
    }
    text = render_to_string("people/mail/invitation.txt", said)
    html = render_to_string("people/mail/invitation.html", said)
    letters.queue(invitation.email, _subject(invitation.scope), text, html)


def _subject(scope: models.Model | None) -> str:
    """What somebody is invited to, in the words of what it is."""
    known = registry.of(scope) if scope is not None else None
    return known.invitation(scope) if known and known.invitation else _("You are invited to join a project")


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    if not Invitation.objects.filter(pk=invitation.pk).pending().update(withdrawn_at=timezone.now()):
        raise InvitationClosed(_("This invitation is no longer open."))
    journal.record("invitation.withdrawn", on=invitation, by=by, place=invitation.scope)


def find_invitation(token: str) -> Invitation | None:
    """The open invitation behind a link, if whoever sent it may still be believed."""
    return (
        Invitation.objects.open()
        .filter(digest=token_digest(token), invited_by__is_active=True)
        .select_related("invited_by", "organisation")
        .first()
    )


@transaction.atomic
def accept(token: str, *, name: str) -> User:
    """Take up an invitation: make the person if she is new, give her the role, and close the link.

    Raises InvitationClosed if the link is dead, or if someone used it at the same moment.
    """
    invitation = find_invitation(token)
    if invitation is None or invitation.scope is None:
        raise InvitationClosed(_("This invitation is no longer open."))
    known = person_at(invitation.email)
    used = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not used or (known and not known.is_active):
        raise InvitationClosed(_("This invitation is no longer open."))
    user = known or make_person(invitation.email, name)
    with suppress(AlreadyHeld):
        give_role(
            user,
            invitation.code,
            invitation.scope,
            by=invitation.invited_by,
            organisation=invitation.organisation,
        )
    journal.record(
        "invitation.accepted",
        on=invitation,
        by=user,
        place=invitation.scope,
        changes={"code": invitation.code},
        tell=[invitation.invited_by],
    )
    return user


def roles_in_words(user: User) -> list[tuple[str, str]]:
    """Each role she holds today, with what it is held for."""
    held = user.roles.in_force().prefetch_related("scope").order_by("since")
    return [(role.get_code_display(), place_name(role.scope)) for role in held]


@transaction.atomic
def change_account(user: User, *, name: str, language: str) -> None:
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])


@transaction.atomic
def close_sessions(user: User) -> None:
    """End every session at once: each is tied to the unusable password, which changes here."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    journal.record("sessions.closed", on=user, by=user)


@transaction.atomic
def deactivate(user: User, *, by: User | None) -> None:
    """Close an account: its sessions end at its next request, its links die."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Invitation.objects.filter(models.Q(invited_by=user) | models.Q(email__iexact=user.email)).withdraw()
    journal.record("account.closed", on=user, by=by)


def purge_invitations(now) -> None:
    """Forget the addresses of invitations closed for three months."""
    Invitation.objects.filter(expires_at__lt=now - timedelta(days=90)).delete()
