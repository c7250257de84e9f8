"""Who writes an application, who reads it before the jury does, and who hands it in."""

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Invitation, Role, RoleCode
from levain.selection.models import Application, ApplicationComment, Call
from levain.selection.rules.calls import COMPOSES, HANDS, can_read_call, can_read_in_full

COLLECTIVE, AUTHORITY = "collective", "local_authority"
# The part that each hand writes; the partner comments, the observer reads.
PARTS: dict[str, str] = {
    RoleCode.BEARER: COLLECTIVE,
    RoleCode.MEMBER: COLLECTIVE,
    RoleCode.LOCAL_AUTHORITY: AUTHORITY,
}
COMMENT = {*PARTS, RoleCode.PARTNER}
# Whom each may invite.
INVITES = {
    RoleCode.BEARER: (
        RoleCode.LOCAL_AUTHORITY,
        RoleCode.MEMBER,
        RoleCode.PARTNER,
        RoleCode.OBSERVER,
        RoleCode.BEARER,
    ),
    RoleCode.LOCAL_AUTHORITY: (RoleCode.LOCAL_AUTHORITY, RoleCode.OBSERVER),
}
State = Application.State


def hands_of(user, application: Application) -> set[str]:
    """The roles a person holds on this very application; whoever began it without an account bears it meanwhile."""
    if application.at_hand:
        return {RoleCode.BEARER}
    return user.codes_on(application) & HANDS if user.is_authenticated else set()


def is_team(user, call: Call) -> bool:
    return user.is_authenticated and bool(user.codes_on(call, call.cohort, call.cohort.programme) & COMPOSES)


def types_in(user, application: Application) -> bool:
    """Whether the team writes it for somebody who sent it on paper or by mail."""
    return application.typed_in and application.state == State.DRAFT and is_team(user, application.call)


def parts_written(user, application: Application) -> set[str]:
    """The parts that a person writes: the collective its own, the local authority its own, the team all of them."""
    if types_in(user, application):
        return {COLLECTIVE, AUTHORITY}
    return {PARTS[code] for code in hands_of(user, application) if code in PARTS}


def can_start(user, call: Call) -> Verdict:
    if not (verdict := can_read_call(user, call)):
        return verdict
    if not call.announced or call.opens > timezone.now():
        return refused(_("This call is not open yet."))
    if not call.is_open():
        return refused(_("This call is closed: no application begins any more."))
    if call.questionnaire_id is None:
        return refused(_("This call is not answered on this site. Read on its page whom to contact."))
    return GRANTED


def can_type_in(user, call: Call) -> Verdict:
    """What came on paper or by mail before the closing may be typed in after it."""
    if not is_team(user, call):
        return refused(_("The team of the call types in what came on paper or by mail."))
    if call.questionnaire_id is None or not call.has_opened:
        return refused(_("This call is not open yet, or has no form."))
    if call.released_at:
        return refused(_("The decisions of this call have been published: they no longer change."))
    return GRANTED


def can_work_on(user, application: Application) -> Verdict:
    """Open the application from the side of those who write it."""
    if hands_of(user, application) or types_in(user, application):
        return GRANTED
    return refused(_("This application belongs to those who write it. Ask one of them to invite you."))


def can_open(user, application: Application) -> Verdict:
    """Its page: for those who write it, then for those whose work is to read it."""
    return can_work_on(user, application) or can_read_in_full(user, application)


def can_end_hand(user, role: Role) -> Verdict:
    """Leave, or take a hand off; one bearer at least remains."""
    application = cast(Application, role.scope)
    if role.user_id != user.pk and RoleCode.BEARER not in hands_of(user, application):
        return refused(_("Whoever bears the project takes a hand off."))
    bearers = Role.objects.in_force().on(application).filter(code=RoleCode.BEARER)
    if role.code == RoleCode.BEARER and not bearers.exclude(pk=role.pk).exists():
        return refused(_("One person at least bears the project: invite somebody before you leave."))
    return GRANTED


def can_handle_invitation(user, invitation: Invitation) -> Verdict:
    application = cast(Application, invitation.scope)
    if invitation.code in roles_invited(user, application):
        return GRANTED
    return can_invite(user, application) and refused(_("You did not offer this role."))


def can_write(user, application: Application) -> Verdict:
    """Answer its questions: while it is a draft, and until the last moment that the call announced."""
    if not parts_written(user, application):
        return refused(_("You may read this application, not write in it."))
    if application.state == State.CORRECTION:
        return refused(_("Only the questions that were asked again are open."))
    if application.state != State.DRAFT:
        return refused(_("This application was deposited: it no longer changes."))
    if application.typed_in and is_team(user, application.call):
        return GRANTED
    return still_received(application)


def still_received(application: Application) -> Verdict:
    if application.call.receives(application.started_at):
        return GRANTED
    return refused(_("The call has closed. Your draft is kept, and can no longer be deposited."))


def can_comment(user, application: Application) -> Verdict:
    if not (hands_of(user, application) & COMMENT or types_in(user, application)):
        return refused(_("You may read this application, not comment on it."))
    if application.at_hand:
        return refused(_("Give your address first: comments are signed."))
    if application.state != State.DRAFT:
        return refused(_("This application was deposited: its comments are closed."))
    return GRANTED


def can_settle_remark(user, comment: ApplicationComment) -> Verdict:
    return can_comment(user, comment.application)


def roles_invited(user, application: Application) -> list[str]:
    if application.at_hand:
        return []
    if types_in(user, application):
        return [RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY]
    held = hands_of(user, application)
    return list(dict.fromkeys(code for mine in INVITES if mine in held for code in INVITES[mine]))


def can_invite(user, application: Application) -> Verdict:
    """Let somebody in, to write her part, to comment or to read."""
    if application.at_hand:
        return refused(_("Give your address first: those you invite must know who invites them."))
    if not roles_invited(user, application):
        return refused(_("Whoever bears the project, or speaks for the local authority, invites the others."))
    if application.state == State.WITHDRAWN:
        return refused(_("This application was withdrawn."))
    return GRANTED


def can_see_hands(user, application: Application) -> Verdict:
    return can_work_on(user, application)


def can_keep(user, application: Application) -> Verdict:
    """Give an address to an application begun without an account."""
    if application.at_hand:
        return GRANTED
    return refused(_("This application already belongs to somebody."))


def can_deposit(user, application: Application) -> Verdict:
    if not (verdict := can_write(user, application)):
        return verdict
    if application.at_hand:
        return refused(_("Give your address first: the receipt is sent there."))
    if RoleCode.BEARER not in hands_of(user, application) and not types_in(user, application):
        return refused(_("The person who bears the project deposits the application."))
    return GRANTED


def can_withdraw(user, application: Application) -> Verdict:
    """Give up, from the first draft to the decision."""
    if RoleCode.BEARER not in hands_of(user, application):
        return refused(_("The person who bears the project withdraws the application."))
    if application.state not in (State.DRAFT, *Application.UNDECIDED):
        return refused(_("This application is decided on, or was withdrawn."))
    return GRANTED


def can_read_receipt(user, application: Application) -> Verdict:
    if not (verdict := can_work_on(user, application)) and not is_team(user, application.call):
        return verdict
    if application.state == State.DRAFT or application.deposited_at is None:
        return refused(_("This application has not been deposited yet."))
    return GRANTED
