"""Which State services cover a place, the nearest first, and who answers for one of them."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When

from levain.people.models import Organisation, Role, RoleCode, User
from levain.territories.models import Territory

NEAREST = (
    Territory.Kind.COMMUNE,
    Territory.Kind.EPCI,
    Territory.Kind.DEPARTMENT,
    Territory.Kind.REGION,
    Territory.Kind.COUNTRY,
)


def nearness() -> Case:
    """How near the territories of an organisation are, from its own commune to the whole country."""
    return Case(
        *(When(territories__kind=kind, then=Value(place)) for place, kind in enumerate(NEAREST)),
        default=Value(len(NEAREST)),
        output_field=IntegerField(),
    )


def services_around(*communes: Territory) -> QuerySet[Organisation]:
    """The State services that cover one of these communes, the nearest first."""
    covering = Territory.objects.containing(*communes)
    return (
        Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__in=covering)
        .annotate(nearness=Min(nearness()))
        .order_by("nearness", "name")
    )


def roles_of(service: Organisation) -> QuerySet[Role]:
    """The roles that speak for a State service: held for it, or on its territory without another."""
    territory = ContentType.objects.get_for_model(Territory)
    on_its_land = Q(organisation=None, scope_type=territory, scope_id__in=service.territories.values("pk"))
    return Role.objects.in_force().filter(Q(organisation=service) | on_its_land, code=RoleCode.STATE_SERVICE)


def agents_of(service: Organisation) -> list[User]:
    """The active people who reply for a State service."""
    return list(User.objects.filter(is_active=True, roles__in=roles_of(service)).distinct())


def speaks_for(user: User, service: Organisation) -> bool:
    """Whether she is one of them."""
    return bool(user.holds(RoleCode.STATE_SERVICE)) and roles_of(service).filter(user=user).exists()
