"""Who invites whom, ends a role, hands files over."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Held, Invitation, Role, RoleCode, User
from levain.programmes.models import Cohort, House, Programme
from levain.programmes.rules import RUNS
from levain.projects.models import IN_THE_PROJECT, HandOver, Project
from levain.projects.rules.access import THE_COLLECTIVE, codes
from levain.territories.models import Territory

# A seat on a jury is a person's: her conflicts of interest were declared for her alone.
PERSONAL = {RoleCode.JUROR, RoleCode.JURY_CHAIR}


def roles_invited(user, project: Project) -> list[str]:
    """The roles to which she may invite someone in this project."""
    held = codes(user, project)
    if held & {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}:
        return [*IN_THE_PROJECT]
    if RoleCode.BEARER in held:
        return [code for code in IN_THE_PROJECT if code != RoleCode.EXPERT]
    return []


def can_invite(user, project: Project) -> Verdict:
    if roles_invited(user, project):
        return GRANTED
    return refused(_("Only the project's bearers and its adviser invite people."))


def can_handle_invitation(user, invitation: Invitation) -> Verdict:
    """Send again or withdraw what nobody has accepted yet: whoever could have sent it."""
    if not isinstance(invitation.scope, Project) or invitation.code not in roles_invited(user, invitation.scope):
        return refused(_("Only the project's bearers and its adviser invite people."))
    if invitation.accepted_at or invitation.withdrawn_at:
        return refused(_("This invitation was accepted or withdrawn."))
    return GRANTED


def ends(user, role: Role) -> bool:
    """Whether she may end it: her own, or one to which she invites; bearers do not dismiss bearers."""
    if not isinstance(role.scope, Project):
        return False
    if user == role.user:
        return True
    if role.code == RoleCode.BEARER and not codes(user, role.scope) & {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}:
        return False
    return role.code in roles_invited(user, role.scope)


def can_end_role(user, role: Role) -> Verdict:
    if not ends(user, role):
        return refused(_("This role is ended by the person herself, the project's bearers or its adviser."))
    bearers = Role.objects.in_force().on(role.scope).filter(code=RoleCode.BEARER)
    if role.code == RoleCode.BEARER and not bearers.exclude(pk=role.pk).exists():
        return refused(_("A project always has a bearer. Hand these files over first."))
    return GRANTED


def held(giver: User) -> list[Role]:
    """The roles she holds, each with the scope, the cohort and the programme the rules ask for; read once."""
    known = giver.__dict__.get("_held")
    if known is None:
        scopes = [Project.objects.select_related("cohort__programme"), Cohort.objects.select_related("programme")]
        known = list(giver.roles.in_force().select_related("organisation").order_by("pk"))
        house = ContentType.objects.get_for_model(House).pk
        for role in known:
            role.user = giver
            if role.scope_type_id == house:
                role.scope = House.this()
        elsewhere = [role for role in known if role.scope_type_id != house]
        prefetch_related_objects(elsewhere, GenericPrefetch("scope", scopes))
        _read_others(giver, known)
        giver.__dict__["_held"] = known
        rows = (Held(role.code, role.scope_type_id, role.scope_id, role.organisation_id) for role in known)
        giver.__dict__.setdefault("roles_held", tuple(rows))
    return known


def may_relay(by, role: Role) -> bool:
    """Whether she may hand this role over: her own, those of a programme she runs, the collective she advises."""
    if role.code in PERSONAL:
        return False
    if by == role.user:
        return not others_who_run(role)
    if isinstance(role.scope, Territory):
        return by.holds(*RUNS)
    places = _places(role.scope)
    if places and by.codes_on(*places) & RUNS:
        return True
    advises = isinstance(role.scope, Project) and RoleCode.ADVISER in codes(by, role.scope)
    return advises and role.code in THE_COLLECTIVE


def others_who_run(role: Role) -> list[User]:
    """Who must hand a role of the national team over: somebody else of it, as soon as there is somebody else."""
    if role.code not in RUNS:
        return []
    if "_others" not in role.__dict__:
        _read_others(role.user, [role])
    return role.__dict__["_others"]


def _read_others(giver: User, roles: list[Role]) -> None:
    """Who else runs what these roles are held for: one query, however many there are."""
    places = {role: _places(role.scope) or [role.scope] for role in roles if role.code in RUNS and role.scope}
    if not places:
        return
    every = {place for beside in places.values() for place in beside}
    found = Role.objects.in_force().on(*every).filter(code__in=RUNS, user__is_active=True)
    running: dict[tuple[int, int], dict[int, User]] = defaultdict(dict)
    for beside in found.exclude(user=giver).select_related("user").order_by("pk"):
        running[beside.scope_type_id, beside.scope_id][beside.user_id] = beside.user
    for role, mine in places.items():
        people: dict[int, User] = {}
        for place in mine:
            people |= running[ContentType.objects.get_for_model(place).pk, place.pk]
        role.__dict__["_others"] = list(people.values())


def kept_for_another(giver: User, by) -> list[tuple[Role, list[User]]]:
    """The roles of the national team that she may not hand over alone, each with those who may."""
    if by != giver:
        return []
    kept = [(role, others_who_run(role)) for role in held(giver) if role.scope is not None]
    return [(role, others) for role, others in kept if others]


def _places(scope: Any) -> list:
    """The cohort and the programme a scope belongs to; the whole house belongs to nothing else."""
    if isinstance(scope, Programme | House):
        return [scope]
    cohort = scope if isinstance(scope, Cohort) else getattr(scope, "cohort", None)
    return [cohort, cohort.programme] if cohort else []


def can_hand_over(user, giver: User) -> Verdict:
    """Oneself; the national team and the administrator; the adviser, for the collectives of her cohort."""
    if not user.is_authenticated:
        return refused("")
    if user == giver or any(role.scope is not None and may_relay(user, role) for role in held(giver)):
        return GRANTED
    return refused(_("Files are handed over by the person herself, her adviser or the national team."))


def can_read_relay(user, relay: HandOver) -> Verdict:
    if user.is_authenticated and user.pk in (relay.giver_id, relay.receiver_id, relay.by_id):
        return GRANTED
    return refused(_("This note is read by the one who leaves and the one who takes over."))
