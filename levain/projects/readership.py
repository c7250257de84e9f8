"""The people who read a conversation, by name and side: said on its page, and told of its messages."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from levain.people.models import Role, RoleCode, User
from levain.projects.models import Circle, Conversation, Message, Project, ProjectTerritory
from levain.projects.rules import READS, WRITES
from levain.projects.rules.conversations import SILENT, SUPPORTED, SUPPORTING
from levain.territories.models import Containment, Territory

IN_COHORT = WRITES | SUPPORTING | {RoleCode.EXPERT, RoleCode.FACILITATOR, RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR}
# They read much and are told of little: what is for them, and what they have taken part in.
TOLD_IF_CONCERNED = {RoleCode.PROGRAMME_LEAD}


@dataclass
class Side:
    """Those who read in one role."""

    code: str
    people: list[User]

    @property
    def label(self) -> str:
        return str(RoleCode(self.code).label)

    @property
    def names(self) -> str:
        return ", ".join(str(person) for person in self.people)


def sides(conversation: Conversation) -> list[Side]:
    """Who reads it today, each person once, in the role nearest to the project; three queries."""
    by_code: dict[str, list[User]] = {}
    placed: set[int] = set()
    rows = _reading(conversation)
    for code in RoleCode.values:
        for role in rows:
            if role.code == code and role.user_id not in placed:
                placed.add(role.user_id)
                by_code.setdefault(code, []).append(role.user)
    return [Side(code, sorted(people, key=str)) for code, people in by_code.items()]


def to_tell(conversation: Conversation) -> list[User]:
    """Those who are told of a new message: its readers, except those who only look on."""
    rows = [role for role in _reading(conversation) if role.code not in SILENT]
    spoke = set(Message.objects.filter(conversation=conversation).values_list("author", flat=True))
    for_all = conversation.audience == Circle.SUPPORT or conversation.project_id is None
    told: dict[int, Any] = {
        role.user_id: role.user
        for role in rows
        if for_all or role.code not in TOLD_IF_CONCERNED or role.user_id in spoke
    }
    return list(told.values())


def experts(project: Project) -> list[User]:
    """Those who may be named in a conversation of the supporting side."""
    held = Role.objects.in_force().on(project).filter(code=RoleCode.EXPERT)
    carried = Role.objects.in_force().on(project).filter(code__in=SUPPORTED)
    return list(
        User.objects.filter(is_active=True, roles__in=held).exclude(roles__in=carried).distinct().order_by("name")
    )


def _reading(conversation: Conversation) -> list[Role]:
    rows = list(_roles_around(conversation))
    if conversation.audience == Circle.COHORT:
        return [role for role in rows if role.code in IN_COHORT]
    if conversation.audience != Circle.SUPPORT:
        return [role for role in rows if role.code in READS[conversation.audience]]
    named = {person.pk for person in conversation.named.all()}
    carried = {role.user_id for role in rows if role.code in SUPPORTED}
    return [
        role
        for role in rows
        if role.user_id not in carried
        and (role.code in SUPPORTING or (role.code == RoleCode.EXPERT and role.user_id in named))
    ]


def _roles_around(conversation: Conversation):
    """Every role in force from which someone may read: on the project (or all of the cohort's), above, around."""
    cohort = conversation.cohort
    wide = conversation.audience == Circle.COHORT or conversation.project_id is None
    projects = Project.objects.filter(cohort=cohort) if wide else Project.objects.filter(pk=conversation.project_id)
    communes = ProjectTerritory.objects.filter(project__in=projects).values("territory")
    around = Containment.objects.filter(inner__in=communes).values("outer")
    scopes = Role.objects.on(cohort, cohort.programme)
    on_projects = _on(Project, projects.values("pk"))
    on_land = _on(Territory, around) & Q(code=RoleCode.STATE_SERVICE)
    held = Role.objects.in_force().filter(Q(pk__in=scopes.values("pk")) | on_projects | on_land)
    return held.filter(user__is_active=True).select_related("user").order_by("user__name", "pk")


def _on(model, ids) -> Q:
    return Q(scope_type=ContentType.objects.get_for_model(model), scope_id__in=ids)
