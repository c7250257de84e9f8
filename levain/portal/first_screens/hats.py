"""In which capacity a person looks at her first screen. Her rights never depend on it: only what is shown does."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.people.models import Held, RoleCode, User
from levain.people.services import place_name
from levain.selection.models import Application

# The screen of each role, and whether what it is held for makes a screen of its own.
SCREEN_OF = {
    RoleCode.BEARER: ("projet", True),
    RoleCode.MEMBER: ("projet", True),
    RoleCode.OBSERVER: ("projet", True),
    RoleCode.LOCAL_AUTHORITY: ("collectivite", True),
    RoleCode.STATE_SERVICE: ("etat", False),
    RoleCode.PROGRAMME_LEAD: ("equipe-nationale", True),
    RoleCode.ADVISER: ("accompagnement", True),
    RoleCode.FACILITATOR: ("animation", False),
    RoleCode.EXPERT: ("expertise", False),
    RoleCode.PARTNER: ("partenariat", False),
    RoleCode.JUROR: ("jury", False),
    RoleCode.JURY_CHAIR: ("jury", False),
    RoleCode.EVALUATOR: ("evaluation", True),
    RoleCode.ADMINISTRATOR: ("administration", False),
}
# Whoever writes an application holds these roles on it: one screen for all of hers, after those of her projects.
APPLYING = ("candidature", False)
ORDER = {str(code): place for place, code in enumerate(SCREEN_OF)}
CHOSEN = "here_as"
SHOWN = 30


@dataclass(frozen=True)
class Hat:
    """A screen and the roles that open it."""

    key: str
    screen: str
    roles: tuple[Held, ...]

    @property
    def code(self) -> str:
        return self.roles[0].code if self.roles else ""

    @property
    def role(self) -> str:
        return str(RoleCode(self.code).label) if self.roles else ""

    def scopes(self, model: type[models.Model]) -> list[int]:
        """The ids of the objects of a class for which this hat is worn."""
        kind = ContentType.objects.get_for_model(model).pk
        return [held.scope_id for held in self.roles if held.scope_type == kind]


NONE = Hat("", "", ())


def hats_of(user: User) -> list[Hat]:
    """Every hat she may wear, in the order of the roles; the latest project or cohort first."""
    found: dict[str, list[Held]] = {}
    applications = ContentType.objects.get_for_model(Application).pk
    screens: dict[str, str] = {}

    def place(held: Held) -> tuple[bool, int, int]:
        return held.scope_type == applications, ORDER.get(held.code, 99), -held.scope_id

    for held in sorted(user.roles_held, key=place):
        screen, apart = APPLYING if held.scope_type == applications else SCREEN_OF[RoleCode(held.code)]
        key = f"{screen}-{held.scope_type}-{held.scope_id}" if apart else screen
        found.setdefault(key, []).append(held)
        screens[key] = screen
    return [Hat(key, screens[key], tuple(roles)) for key, roles in found.items()]


def worn(request) -> Hat:
    """The one she chose in this session if she still may wear it; else her first."""
    mine = hats_of(request.user)
    chosen = request.session.get(CHOSEN)
    return next((hat for hat in mine if hat.key == chosen), mine[0] if mine else NONE)


def choose(request, key: str) -> bool:
    """Remember the hat for this session; whether it is one of hers."""
    if not any(hat.key == key for hat in hats_of(request.user)):
        return False
    request.session[CHOSEN] = key
    return True


def choices(user: User, worn_now: Hat, *known: models.Model) -> list[dict]:
    """What the switch shows, when there is something to choose: each hat by its role and its place.

    `known`: the places that the screen has read already.
    """
    mine = hats_of(user)[:SHOWN]
    if len(mine) < 2:
        return []
    places = _places(mine, known)
    return [
        {
            "key": hat.key,
            "role": hat.role,
            "place": "" if len(hat.roles) > 1 else places.get(hat.roles[0][1:3], ""),
            "worn": hat.key == worn_now.key,
        }
        for hat in mine
    ]


def _places(mine: list[Hat], known: Iterable[models.Model]) -> dict[tuple[int, int], str]:
    """The names of what these hats are worn for, in one query a class."""
    names = {(ContentType.objects.get_for_model(place).pk, place.pk): place_name(place) for place in known}
    wanted: dict[int, set[int]] = {}
    for hat in mine:
        # A hat worn for several things names none of them.
        if len(hat.roles) == 1 and hat.roles[0][1:3] not in names:
            wanted.setdefault(hat.roles[0].scope_type, set()).add(hat.roles[0].scope_id)
    return names | {
        (kind, pk): place_name(scope)
        for kind, ids in wanted.items()
        for pk, scope in ContentType.objects.get_for_id(kind).model_class()._default_manager.in_bulk(ids).items()
    }
