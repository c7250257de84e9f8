"""The matrix role × route × relation, made by asking the rules the pages ask, about sample persons and objects."""

from collections import defaultdict
from collections.abc import Iterator

from levain.foundation import access
from levain.foundation.access import Route
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.portal.sample_world import ANONYMOUS, RELATIONS, World, sample_world

NO_OBJECT = "-"
NOBODY = "-"


def matrix() -> list[dict]:
    """Every answer, about a world that is built for the question and rolled back."""
    with sample_world() as world:
        return list(ask_all(world))


def ask_all(world: World) -> Iterator[dict]:
    for name, route in sorted(access.routes().items()):
        for relation in RELATIONS if route.of else (NO_OBJECT,):
            yield from _ask(world, name, route, relation)


def _ask(world: World, name: str, route: Route, relation: str) -> Iterator[dict]:
    sample = world.sample(route.of, relation) if route.of else None
    if route.of and sample is None:
        if relation != "sibling":
            yield _row(name, NOBODY, relation, refused(f"No sample of {route.of.__name__}."))
        return
    for code, user in world.everyone().items():
        yield _row(name, code, relation, verdict(route, code, user, sample))


def verdict(route: Route, code: str, user, sample=None) -> Verdict:
    if code == ANONYMOUS and not route.public:
        return refused("Sign in first.")
    if route.rule is None:
        return GRANTED
    return route.rule(user, sample) if route.of else route.rule(user)


def _row(name: str, role: str, relation: str, said: Verdict) -> dict:
    return {"route": name, "role": role, "relation": relation, "allowed": bool(said), "reason": said.reason}


def missing_samples(rows: list[dict]) -> list[str]:
    return [f"{row['route']} ({row['relation']})" for row in rows if row["role"] == NOBODY]


def allowed_roles(rows: list[dict]) -> dict[str, dict[str, list[str]]]:
    """Route → relation → the roles it is open to: the short form, which reads well in a comparison."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in rows:
        roles = found[row["route"]].setdefault(row["relation"], [])
        if row["allowed"]:
            roles.append(row["role"])
    everyone = {row["role"] for row in rows} - {NOBODY}
    return {
        name: {relation: _shortly(roles, everyone) for relation, roles in relations.items()}
        for name, relations in found.items()
    }


def _shortly(roles: list[str], everyone: set[str]) -> list[str]:
    if set(roles) == everyone:
        return ["everyone"]
    return ["signed in"] if set(roles) == everyone - {ANONYMOUS} else roles


def table(rows: list[dict]) -> str:
    """One line per route and relation."""
    lines = [f"{'Route':<38}{'Relation':<11}Open to"]
    for route, relations in allowed_roles(rows).items():
        for relation, roles in relations.items():
            lines.append(f"{route:<38}{relation:<11}{', '.join(roles) or 'nobody'}")
    return "\n".join([*lines, *(f"Missing sample: {name}" for name in missing_samples(rows))])
