"""Who is in and around a project."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from levain.people.models import Role, RoleCode
from levain.projects.models import Project
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
