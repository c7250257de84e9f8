"""A small world to ask the rules about: one person per role, and projects of hers, beside hers, and elsewhere."""

import sys
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from levain.people.models import Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort, Programme
from levain.projects.models import IN_THE_PROJECT, Project, ProjectTerritory
from levain.selection.models import Call
from levain.territories.models import Containment, Territory

RELATIONS = ("own", "sibling", "elsewhere")
ANONYMOUS, STRANGER = "anonymous", "stranger"
ON_THE_PROGRAMME = (RoleCode.PROGRAMME_LEAD, RoleCode.ADMINISTRATOR)


class World:
    """`own` is where the persons hold their role; `sibling` shares its cohort; `elsewhere` is another programme."""

    def __init__(self) -> None:
        self._samples: dict[type[models.Model], dict[str, models.Model]] = defaultdict(dict)
        cohort = {name: _cohort(name) for name in ("own", "elsewhere")}
        self.cohort: dict[str, Cohort] = cohort
        self.department: dict[str, Territory] = {name: _territory(name, "department") for name in RELATIONS}
        self.project: dict[str, Project] = {
            name: _project(name, cohort.get(name, cohort["own"]), self.department[name]) for name in RELATIONS
        }
        self.stranger = _person(STRANGER)
        self.person: dict[str, User] = {code: self._holder(code) for code in RoleCode.values}

    def _holder(self, code: str) -> User:
        user = _person(code)
        Role.objects.create(user=user, code=code, scope=self._scope(code))
        return user

    def _scope(self, code: str) -> models.Model:
        project = self.project["own"]
        if code in IN_THE_PROJECT:
            return project
        if code == RoleCode.STATE_SERVICE:
            return self.department["own"]
        return project.cohort.programme if code in ON_THE_PROGRAMME else project.cohort

    def seat_jury(self) -> None:
        """A jury is held for a call, which exists once its package has added it."""
        for code in (RoleCode.JUROR, RoleCode.JURY_CHAIR):
            user = self.person[code]
            Role.objects.filter(user=user).delete()
            Role.objects.create(user=user, code=code, scope=self._samples[Call]["own"])
            user.__dict__.pop("roles_held", None)

    def add(self, model: type[models.Model], relation: str, obj: models.Model) -> None:
        self._samples[model].setdefault(relation, obj)

    def sample(self, model: type[models.Model], relation: str) -> models.Model | None:
        return self._samples[model].get(relation)

    def everyone(self) -> dict[str, User | AnonymousUser]:
        return {ANONYMOUS: AnonymousUser(), STRANGER: self.stranger, **self.person}


def build_world() -> World:
    """Write the world, and what each package adds to it, in the database: the caller rolls it back."""
    world = World()
    for build in _builders():
        build(world)
    world.seat_jury()
    return world


@contextmanager
def sample_world():
    """The world, for the time of a block; nothing of it remains."""
    with transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def _builders():
    autodiscover_modules("samples")
    names = [f"{app.name}.samples" for app in apps.get_app_configs()]
    return [sys.modules[name].build for name in names if name.startswith("levain.") and name in sys.modules]


def _person(name: str) -> User:
    return User.objects.create_user(f"sample-{name}@example.invalid", name=f"Sample {name}")


def _cohort(name: str) -> Cohort:
    today = timezone.localdate()
    programme = Programme.objects.create(slug=f"sample-{name}", name=f"Programme {name}")
    dates = {"starts": today - timedelta(days=100), "ends": today + timedelta(days=265)}
    return Cohort.objects.create(programme=programme, slug=f"sample-{name}", name=f"Session {name}", **dates)


def _territory(name: str, kind: str, outer: Territory | None = None) -> Territory:
    territory = Territory.objects.create(kind=kind, code=f"sample-{name}", name=f"{kind} {name}".capitalize())
    Containment.objects.bulk_create(Containment(outer=it, inner=territory) for it in (territory, outer) if it)
    return territory


def _project(name: str, cohort: Cohort, department: Territory) -> Project:
    project = Project.objects.create(
        cohort=cohort,
        slug=f"sample-{name}",
        name=f"Project {name}",
        collective=Organisation.objects.create(name=f"Collective {name}", kind=Organisation.Kind.COLLECTIVE),
        local_authority=Organisation.objects.create(name=f"Commune {name}", kind=Organisation.Kind.COMMUNE),
    )
    ProjectTerritory.objects.create(project=project, territory=_territory(name, "commune", department))
    return project
