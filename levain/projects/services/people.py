"""Who is in and around a project, and in a session beside its projects."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from levain.people.models import Invitation, Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.projects.rules.team import RUNS
from levain.territories.models import Territory

AROUND = (RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD)


def around(project: Project) -> QuerySet[Role]:
    """The roles of its team, of those who advise and lead its cohort, and of the State agents of its territory."""
    territory = ContentType.objects.get_for_model(Territory)
    covering = Territory.objects.filter(inner_links__inner__in=project.communes.all())
    state = Q(code=RoleCode.STATE_SERVICE, scope_type=territory, scope_id__in=covering.values("pk"))
    team = Role.objects.on(project)
    support = Role.objects.on(project.cohort, project.cohort.programme).filter(code__in=AROUND)
    found = Role.objects.in_force().filter(Q(pk__in=team.values("pk")) | Q(pk__in=support.values("pk")) | state)
    return found.filter(user__is_active=True).select_related("user", "organisation").order_by("user__name", "pk")


def beside_projects(cohort: Cohort) -> QuerySet[Role]:
    """Who leads, advises, evaluates or facilitates a session, and the State agents of its territories."""
    state = Q(code=RoleCode.STATE_SERVICE, scope_type=_kind(Territory), scope_id__in=_covering(cohort).values("pk"))
    held = Role.objects.on(cohort, cohort.programme)
    found = Role.objects.in_force().filter(Q(pk__in=held.values("pk")) | state, user__is_active=True)
    return found.select_related("user", "organisation").order_by("code", "user__name", "pk")


def asked_in(cohort: Cohort) -> QuerySet[Invitation]:
    """Who was asked to hold a role beside the projects and has not answered."""
    state = Q(scope_type=_kind(Territory), code=RoleCode.STATE_SERVICE, invited_by__roles__in=_leads(cohort))
    asked = Q(scope_type=_kind(Cohort), scope_id=cohort.pk) | Q(
        scope_type=_kind(Programme), scope_id=cohort.programme_id
    )
    found = Invitation.objects.pending().filter(asked | state)
    return found.select_related("invited_by").order_by("-created_at", "-pk").distinct()


def _leads(cohort: Cohort) -> QuerySet[Role]:
    return Role.objects.on(cohort, cohort.programme).filter(code__in=RUNS)


def _covering(cohort: Cohort) -> QuerySet[Territory]:
    return Territory.objects.filter(inner_links__inner__project_links__project__cohort=cohort)


def _kind(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
