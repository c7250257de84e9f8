"""Hand all the files of someone who leaves over to somebody else, in one operation that may be done again."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import Role, RoleCode, User
from levain.people.services import AlreadyHeld, end_role, forget_rights, give_role, make_person
from levain.programmes.models import Cohort, Programme
from levain.projects import relay
from levain.projects.models import Action, Commitment, HandOver, Project
from levain.projects.relay import Piece
from levain.projects.rules import RUNS, may_relay
from levain.projects.rules import held as held_roles
from levain.projects.services.project import advisers, role_in, team
from levain.territories.models import Territory


class CannotTakeOver(Exception):
    """The person named cannot receive the files."""


class NothingLeft(Exception):
    """Nothing is held any more: everything was handed over before."""


@transaction.atomic
def hand_over(
    giver: User,
    *,
    by: User,
    to: User | None = None,
    email: str = "",
    name: str = "",
    note: str = "",
    token: UUID | None = None,
) -> HandOver:
    """Everything `by` may pass on goes to one person, known or named by her address; both know at once."""
    giver = User.objects.select_for_update().get(pk=giver.pk)
    done = HandOver.objects.filter(token=token, by=by).first() if token else None
    if done:
        return done
    found = relay.pieces(giver, by)
    if not found:
        raise NothingLeft(_("There is nothing left to hand over."))
    receiver = to or make_person(email, name)
    if receiver == giver:
        raise CannotTakeOver(_("Files are handed over to somebody else."))
    if not receiver.is_active:
        raise CannotTakeOver(_("This account is closed: name somebody else."))
    moved = [[piece.obj._meta.label, piece.obj.pk] for piece in found]
    done = HandOver.objects.create(giver=giver, receiver=receiver, by=by, note=note, moved=moved, token=token)
    concerned = _projects_of(giver, found)
    for piece in found:
        piece.pass_on(receiver, by)
    journal.record(
        "files.handed_over", on=done, by=by, changes={"moved": len(moved)}, tell=[giver, receiver], at_once=True
    )
    _tell_projects(concerned, by, {giver, receiver})
    return done


def _projects_of(giver: User, found: list[Piece]) -> list[Project]:
    """The projects whose people must know whom to turn to: those of the roles that pass, while their cohort runs."""
    scopes = [piece.obj.scope for piece in found if isinstance(piece.obj, Role)]
    running = Q(cohort__ends__gte=timezone.localdate())
    covered = [scope.pk for scope in scopes if isinstance(scope, Territory)]
    concerned = Q(pk__in=[scope.pk for scope in scopes if isinstance(scope, Project)])
    concerned |= Q(cohort__in=[scope.pk for scope in scopes if isinstance(scope, Cohort)])
    concerned |= running & Q(territories__territory__outer_links__outer__in=covered)
    return list(Project.objects.filter(concerned).select_related("cohort__programme").distinct())


def _tell_projects(projects: list[Project], by: User, know: set[User]) -> None:
    for project in projects:
        people = [*team(project, *TOLD), *advisers(project)]
        journal.record(
            "project.relayed",
            on=project,
            by=by,
            role=role_in(by, project),
            place=project,
            tell=[person for person in people if person not in know],
        )


TOLD = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)


def roles_to_relay(giver: User, by: User) -> Iterator[Piece]:
    for role in held_roles(giver):
        if role.scope is not None and may_relay(by, role):
            yield Piece(role, partial(_relay_role, role), last=True)


def _relay_role(role: Role, to: User, by: User) -> None:
    scope: Any = role.scope
    code, organisation, until = role.code, role.organisation, role.until
    end_role(role, by=by)
    try:
        give_role(to, code, scope, by=by, organisation=organisation, until=until)
    except AlreadyHeld:
        # She already holds it: the files join hers.
        forget_rights(to)


def within_reach(giver: User, by: User) -> QuerySet[Project]:
    """The projects whose files she may hand over for this person."""
    if by == giver:
        return Project.objects.all()
    runs, advises = by.scopes(Programme, *RUNS), by.scopes(Programme, RoleCode.ADVISER)
    mine = Q(cohort__in=by.scopes(Cohort, *RUNS)) | Q(cohort__programme__in=runs)
    cohorts = Q(cohort__in=by.scopes(Cohort, RoleCode.ADVISER)) | Q(cohort__programme__in=advises)
    carried = giver.scopes(Project, RoleCode.BEARER, RoleCode.MEMBER)
    return Project.objects.filter(mine | cohorts & Q(pk__in=carried))


def actions_to_relay(giver: User, by: User) -> Iterator[Piece]:
    held = Action.objects.filter(owner=giver, done=None, project__in=within_reach(giver, by))
    for action in held.select_related("project__cohort__programme"):
        yield Piece(action, partial(_relay_action, action))


def _relay_action(action: Action, to: User, by: User) -> None:
    Action.objects.filter(pk=action.pk).update(owner=to, version=action.version + 1)
    _record("action.relayed", action, by)


def commitments_to_relay(giver: User, by: User) -> Iterator[Piece]:
    """What is still promised; what was kept or broken stays in the name of whoever promised."""
    held = Commitment.objects.filter(by=giver, kept=Commitment.Kept.OPEN, project__in=within_reach(giver, by))
    for promise in held.select_related("project__cohort__programme"):
        yield Piece(promise, partial(_relay_promise, promise))


def _relay_promise(promise: Commitment, to: User, by: User) -> None:
    Commitment.objects.filter(pk=promise.pk).update(by=to, version=promise.version + 1)
    _record("commitment.relayed", promise, by)


def _record(verb: str, obj: Action | Commitment, by: User) -> None:
    journal.record(verb, on=obj, by=by, role=role_in(by, obj.project), place=obj.project)


def candidates(giver: User) -> QuerySet[User]:
    """Who is near: those who hold a role beside hers, or for the same organisation."""
    held = held_roles(giver)
    beside = Q(organisation__in={role.organisation_id for role in held if role.organisation_id})
    for role in held:
        beside |= Q(scope_type=role.scope_type_id, scope_id=role.scope_id)
    near = Role.objects.in_force().filter(beside).values("user")
    return User.objects.filter(pk__in=near, is_active=True).exclude(pk=giver.pk).order_by("name")
