"""Which rows a session of the programme is made of: its own, those that hang from them, and what they name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import UUIDField

from levain.people.models import Role
from levain.portal.exchange.shared import (
    Model,
    Shared,
    foreign_keys,
    key_of,
    loose_keys,
    own_models,
    shared_models,
    tracked,
)
from levain.programmes.models import Cohort

AT_ONCE = 800
Rows = dict[Model, set]


@dataclass
class Belonging:
    """The keys of the rows that travel, by table; `ghosts` are keys that only former states still name."""

    rows: Rows = field(default_factory=dict)
    ghosts: Rows = field(default_factory=dict)

    def of(self, model: Model) -> set:
        return self.rows.setdefault(model, set())

    def tables(self) -> list[Model]:
        return [model for model in [*(model for _one, model in shared_models()), *own_models()] if self.of(model)]

    def numbers(self) -> dict[Model, dict]:
        """The number of each row in the package, from 1: the same in every house.

        Rows of the session are in the order of their keys; what houses share, of the words by which it is recognised.
        """
        own = [model for model in {*self.rows, *self.ghosts} if key_of(model) is None]
        found: dict[Model, dict] = {}
        for model in own:
            keys = [*sorted(self.ghosts.get(model, ())), *sorted(self.rows.get(model, ()))]
            found[model] = {key: str(key) for key in keys} if by_chance(model) else _counted(keys)
        for one, model in shared_models():
            found[model] = _counted(_by_key(one, model, self.of(model), found))
        return found


def by_chance(model: Model) -> bool:
    """Whether its keys are drawn (UUID): they are the same in every house, and so travel as they are."""
    return isinstance(model._meta.pk, UUIDField)


def _counted(keys: list) -> dict:
    return {key: number for number, key in enumerate(keys, 1)}


def _by_key(one: Shared, model: Model, keys: set, found: dict[Model, dict]) -> list:
    """The keys of these rows in the order of what identifies them elsewhere: words, and numbers already given."""
    named = {field.name: to for field, to in foreign_keys(model)}
    kinds = {number.name: kind.attname for kind, number in loose_keys(model)}
    names = [model._meta.get_field(name).attname for name in one.key]

    def place(row: tuple) -> tuple:
        told = dict(zip(names, row[1:], strict=True))
        return tuple(part(name, told[attname], told) for name, attname in zip(one.key, names, strict=True))

    def part(name: str, value: Any, told: dict[str, Any]) -> Any:
        if name.removesuffix("_type") != name:
            return _class(value)._meta.label
        to = _class(told[kinds[name]]) if name in kinds else named.get(name)
        return found.get(to, {}).get(value, 0) if to else value

    return [row[0] for row in sorted(_values(model, keys, names), key=place)]


def _class(kind: int) -> Model:
    return ContentType.objects.get_for_id(kind).model_class()


def _some(keys: Iterable) -> Iterator[list]:
    """As many keys as one query may carry, again and again."""
    each = iter(keys)
    while some := list(islice(each, AT_ONCE)):
        yield some


def gather(cohort: Cohort) -> Belonging:
    """Every row of a session, whatever the number of tables: some queries a table, never one a row."""
    found = Belonging({Cohort: {cohort.pk}})
    own = own_models()
    _take_what_hangs(found, own)
    found.of(Role).update(_held_on(found, own))
    _let_go_of_the_others(found, own)
    _take_what_is_named(found, own)
    found.ghosts = _ghosts(found, own)
    return found


def _take_what_hangs(found: Belonging, own: list[Model]) -> None:
    """Rows that name a row that travels travel too, until nothing more hangs from anything."""
    new: Rows = {model: set(keys) for model, keys in found.rows.items()}
    while new:
        fresh: Rows = {}
        for model in own:
            keys = set(_hanging(model, new)) - found.of(model)
            if keys:
                found.of(model).update(keys)
                fresh[model] = keys
        new = fresh


def _hanging(model: Model, new: Rows) -> Iterator:
    asked = [(key.attname, new[to]) for key, to in foreign_keys(model) if to in new]
    said = tracked(model)
    if said in new:
        asked.append((said._meta.pk.attname, new[said]))
    for name, keys in asked:
        yield from _keys(model, name, keys)
    for kind, number in loose_keys(model):
        for to, keys in new.items():
            if not by_chance(to):
                yield from _keys(model, number.attname, keys, {kind.attname: _type(to)})


def _keys(model: Model, name: str, among: Iterable, also: dict | None = None) -> Iterator:
    for some in _some(among):
        yield from model._base_manager.filter(**{f"{name}__in": some}, **(also or {})).values_list("pk", flat=True)


def _type(model: Model) -> int:
    return ContentType.objects.get_for_model(model).pk


def _let_go_of_the_others(found: Belonging, own: list[Model]) -> None:
    """A row that must name a row of another session belongs there."""
    again = True
    while again:
        again = False
        for model in own:
            if model is not Cohort and found.of(model) and (gone := set(_elsewhere(model, found, set(own)))):
                found.of(model).difference_update(gone)
                again = True


def _elsewhere(model: Model, found: Belonging, own: set[Model]) -> Iterator:
    said = tracked(model)
    must = [(key, to) for key, to in foreign_keys(model) if to in own and not _may_be_empty(key, said)]
    loose = [(kind, number) for kind, number in loose_keys(model) if not _may_be_empty(kind, said)]
    if said and said in own:
        must.append((said._meta.pk, said))
    names = [key.attname for key, _to in must] + [one.attname for pair in loose for one in pair]
    if not names:
        return
    kept = {_type(one): one for one in (*own, *(shared for _one, shared in shared_models()))}
    standing = set(said._base_manager.values_list("pk", flat=True)) if said else set()
    for row in _values(model, found.of(model), names):
        told = dict(zip(names, row[1:], strict=True))
        outside = any(
            told[key.attname] not in found.of(to) and not (to is said and told[key.attname] not in standing)
            for key, to in must
        )
        if outside or any(
            _is_outside(told[kind.attname], told[number.attname], kept, found) for kind, number in loose
        ):
            yield row[0]


def _may_be_empty(key, said: Model | None) -> bool:
    """A table of former states lets everything be empty: what its own table says counts."""
    if said is None or key.name not in {one.name for one in said._meta.get_fields()}:
        return key.null
    return said._meta.get_field(key.name).null


def _is_outside(kind: int | None, number: int | None, own: dict[int, Model], found: Belonging) -> bool:
    """Whether it names something that does not travel; what houses share comes along when it is named."""
    model = own.get(kind)
    if model is None:
        return True
    return number not in found.of(model) and (model is Role or key_of(model) is None)


def _values(model: Model, keys: Iterable, names: list[str]) -> Iterator[tuple]:
    for some in _some(sorted(keys)):
        yield from model._base_manager.filter(pk__in=some).values_list("pk", *names)


def _take_what_is_named(found: Belonging, own: list[Model]) -> None:
    """What houses share travels when it is named, with what is part of it and what links it."""
    shared = shared_models()
    known = {model for _one, model in shared}
    for model in own:
        _take_named(found, model, found.of(model), known)
    before = -1
    while before != (before := sum(len(found.of(model)) for model in known)):
        for one, model in shared:
            keys = set(_part_of(found, one, model)) | (set(_links(found, model)) if one.link else set())
            found.of(model).update(keys)
            _take_named(found, model, found.of(model), known)


def _take_named(found: Belonging, model: Model, keys: set, known: set[Model]) -> None:
    for kind, number in loose_keys(model):
        named = {_type(to): to for to in known if to is not Role}
        for _pk, type_, key in _values(model, keys, [kind.attname, number.attname]):
            if type_ in named:
                found.of(named[type_]).add(key)
    names = [(key.attname, to) for key, to in foreign_keys(model) if to in known]
    if names and keys:
        for row in _values(model, keys, [name for name, _to in names]):
            for (_name, to), value in zip(names, row[1:], strict=True):
                if value is not None:
                    found.of(to).add(value)


def _part_of(found: Belonging, one: Shared, model: Model) -> Iterator:
    if one.of:
        key = model._meta.get_field(one.of)
        yield from _keys(model, key.attname, found.of(key.related_model), dict(one.only))


def _links(found: Belonging, model: Model) -> Iterator:
    """Those that name nothing outside."""
    must = [(key.attname, to) for key, to in foreign_keys(model) if not key.null]
    loose = loose_keys(model)
    names = [*(name for name, _to in must), *(one.attname for pair in loose for one in pair)]
    kinds = {_type(to): to for to in found.rows}
    name, to = must[0]
    for row in _values_where(model, name, found.of(to), names):
        told = dict(zip(names, row[1:], strict=True))
        inside = all(told[name] in found.of(to) for name, to in must) and all(
            told[number.attname] in found.rows.get(kinds.get(told[kind.attname]), ()) for kind, number in loose
        )
        if inside:
            yield row[0]


def _held_on(found: Belonging, own: list[Model]) -> Iterator:
    """The roles held on something of the session: they bring those who hold them."""
    for to in own:
        if found.of(to) and not by_chance(to):
            yield from _keys(Role, "scope_id", found.of(to), {"scope_type": _type(to)})


def _values_where(model: Model, name: str, among: set, names: list[str]) -> Iterator[tuple]:
    for some in _some(among):
        yield from model._base_manager.filter(**{f"{name}__in": some}).values_list("pk", *names)


def _ghosts(found: Belonging, own: list[Model]) -> Rows:
    ghosts: Rows = {}
    for model in own:
        said = tracked(model)
        if said and found.of(model):
            told = {row[1] for row in _values(model, found.of(model), [said._meta.pk.attname])}
            if gone := told - found.of(said):
                ghosts[said] = gone
    return ghosts


def unreachable() -> list[str]:
    """Tables that neither hang from a session, nor are shared, nor are said to stay: whoever adds one places it."""
    reached: set[Model] = {Cohort}
    own = own_models()
    before = 0
    while before != (before := len(reached)):
        for model in own:
            if tracked(model) in reached or loose_keys(model) or any(to in reached for _k, to in foreign_keys(model)):
                reached.add(model)
    return [model._meta.label for model in own if model not in reached]
