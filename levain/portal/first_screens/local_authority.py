"""The local authority: what the project expects of us, what we promised, our objectives."""

from django.db.models import F, Q

from levain.evaluation.models import Objective, Voice
from levain.evaluation.panels import moment_due, waits_for_levels
from levain.people.models import Role, RoleCode
from levain.portal.first_screens import waits
from levain.projects.models import Action, Commitment, Project
from levain.seminars.panels import next_meeting
from levain.support.models import Obstacle
from levain.support.panels import questions_waiting

TEMPLATE = "portal/first/local_authority.html"
SHOWN = 6


def context(user, hat) -> dict:
    project = Project.objects.select_related("cohort__programme", "local_authority").get(pk__in=hat.scopes(Project))
    ours = Role.objects.in_force().on(project).filter(code=RoleCode.LOCAL_AUTHORITY).values("user")
    to_do = Action.objects.filter(project=project, owner__in=ours, done__isnull=True).select_related("owner")
    agreed = objectives(project)
    return {
        "project": project,
        "expected": waits.in_order([*questions(user), *expected(user, project, to_do), *to_rate(project, agreed)])[
            :SHOWN
        ],
        "obstacles": Obstacle.objects.visible_to(user)
        .filter(project=project, lifted_on=None)
        .exclude(who_can_lift="")[:3],
        "promises": Commitment.objects.filter(
            Q(by__in=ours) | Q(organisation=project.local_authority), project=project
        )
        .select_related("by", "organisation")
        .order_by(F("kept").desc(), "due")[:SHOWN],
        "objectives": agreed,
        "meeting": next_meeting(user, project.cohort),
        "fictional": project.fictional or user.fictional,
    }


def questions(user) -> list[waits.Wait]:
    """What the adviser asks us."""
    return [waits.Wait(one.label, one.who, one.url, one.since, one.until) for one in questions_waiting(user)]


def expected(user, project: Project, to_do) -> list[waits.Wait]:
    """What somebody on our side has to do."""
    lines = []
    for action in to_do[:SHOWN]:
        action.project = project
        hers = action.owner_id == user.pk
        who = "" if hers else str(action.owner)
        lines.append(waits.Wait(action.title, "", action.get_absolute_url(), until=action.due, who=who))
    return lines


def to_rate(project: Project, found: list[Objective]) -> list[waits.Wait]:
    moment = moment_due(project.cohort)
    return waits.to_rate(one for objective in found for one in waits_for_levels(objective, [Voice.AUTHORITY], moment))


def objectives(project: Project) -> list[Objective]:
    """The settled objectives with the last level that the local authority gave."""
    found = Objective.objects.filter(project=project).settled().with_ratings()
    for objective in found:
        objective.project = project
        given = [one for one in objective.ratings.all() if one.voice == Voice.AUTHORITY and one.counted]
        objective.ours = max(given, key=lambda one: one.rated_on, default=None)
    return found
