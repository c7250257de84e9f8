"""Who puts a question to a State service, and who replies for it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Organisation, RoleCode
from levain.projects.rules import codes
from levain.support.models import (
    Need,
    Referral,
)
from levain.support.rules.needs import SUPPORTING, can_read_need, is_qualified, supports
from levain.territories.models import Territory

ASKED = {
    Organisation.Kind.STATE_SERVICE,
    Organisation.Kind.MINISTRY,
    Organisation.Kind.COMMUNE,
    Organisation.Kind.EPCI,
}


def can_refer(user, need: Need) -> Verdict:
    allowed = supports(user, need, _("The adviser refers a need to a State service.")) and is_qualified(need)
    if allowed and need.audience == Audience.COLLECTIVE:
        return refused(
            _("The State service could not read this need: ask the project to open it beyond the collective first.")
        )
    return allowed


def can_reply(user, referral: Referral) -> Verdict:
    """A State agent replies for a service that covers one of his territories; the national team, for the ministry."""
    if referral.replied_on and not referral.replied_by_id:
        return refused(_("The service replied from its mailbox."))
    if referral.replied_by_id:
        if user.is_authenticated and user.pk == referral.replied_by_id:
            return can_read_need(user, referral.need)
        return refused(_("A reply has been given; only its author may change it."))
    if referral.need.state == Need.State.CLOSED:
        return refused(_("This need is closed: no reply is expected any more."))
    if not _speaks_for(user, referral):
        return refused(_("The service that was asked replies."))
    return can_read_need(user, referral.need)


def _speaks_for(user, referral: Referral) -> bool:
    if referral.service_id in services_of(user):
        return True
    project = referral.need.project
    if referral.service_id == project.local_authority_id:
        return RoleCode.LOCAL_AUTHORITY in codes(user, project)
    is_ministry = referral.service.kind == Organisation.Kind.MINISTRY
    return is_ministry and RoleCode.PROGRAMME_LEAD in codes(user, referral.need.project)


def can_reply_by_mailbox(referral: Referral, address: str) -> Verdict:
    """Whoever reads the mailbox of the service: the question reached it, and no reply was given since."""
    if referral.replied_on:
        return refused(_("A reply has been given to this question. Thank you."))
    if referral.need.state == Need.State.CLOSED:
        return refused(_("This need is closed: no reply is expected any more."))
    if referral.need.audience == Audience.COLLECTIVE or referral.service.mailbox != address:
        return refused(_("This link no longer opens this question. Write to the adviser of the project."))
    return GRANTED


def can_keep_mailbox(user, service: Organisation) -> Verdict:
    if service.kind not in ASKED:
        return refused(_("Only a State service or a local authority is asked questions here."))
    if user.is_authenticated and user.holds(*SUPPORTING):
        return GRANTED
    return refused(_("The advisers and the national team keep the mailboxes of the services."))


def services_of(user) -> set[int]:
    """The State services for which she replies: those of her roles, or those that cover her territories."""
    if not user.is_authenticated:
        return set()
    roles, known = user.__dict__.get("_services", (None, set()))
    if roles is not user.roles_held:
        held = [role for role in user.roles_held if role.code == RoleCode.STATE_SERVICE]
        known = {role.organisation for role in held if role.organisation}
        territory = ContentType.objects.get_for_model(Territory).pk
        alone = [role.scope_id for role in held if not role.organisation and role.scope_type == territory]
        if alone:
            covering = Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__in=alone)
            known |= set(covering.values_list("pk", flat=True))
        user.__dict__["_services"] = (user.roles_held, known)
    return known


def can_read_referral(user, referral: Referral) -> Verdict:
    return can_read_need(user, referral.need)
