"""Who runs a seminar: for this one, for all those of the session, or for the whole programme."""

from django.db import models, transaction

from levain.people import services as people
from levain.people.models import Invitation, Role, RoleCode, User
from levain.seminars.models import Seminar


def facilitators(seminar: Seminar) -> list[Role]:
    """Those who hold the role today, the nearest first: on the seminar, its session, its programme."""
    scopes = [seminar, seminar.cohort, seminar.cohort.programme]
    found: list[Role] = []
    for scope in scopes:
        for role in Role.objects.in_force().on(scope).filter(code=RoleCode.FACILITATOR).select_related("user"):
            role.scope = scope
            found.append(role)
    return found


def invited(seminar: Seminar) -> models.QuerySet[Invitation]:
    """Those who were asked to run this seminar and have not answered."""
    pending = Invitation.objects.to(seminar).pending() | Invitation.objects.to(seminar.cohort).pending()
    return pending.filter(code=RoleCode.FACILITATOR).select_related("invited_by").order_by("-created_at")


def invite_facilitator(
    seminar: Seminar, email: str, *, by: User, name: str = "", session: bool = False
) -> Invitation:
    """A link good for seven days opens the role: on this seminar, or on every one of its session."""
    scope: models.Model = seminar.cohort if session else seminar
    return people.invite(email, RoleCode.FACILITATOR, scope, by=by, name=name)


@transaction.atomic
def end_facilitation(role: Role, *, by: User) -> None:
    people.end_role(role, by=by)
