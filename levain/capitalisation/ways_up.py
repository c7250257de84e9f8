"""Objects of any class read with what rules and sides ask of each: the way up to the session, the people named."""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.people.models import User
from levain.programmes.models import Cohort

FAR = 3
Reading = Callable[[models.QuerySet], models.QuerySet]
_with: dict[type[models.Model], tuple[Reading, Callable[[Iterable], None]]] = {}


def read_with(model: type[models.Model], reading: Reading, then: Callable[[Iterable], None]) -> None:
    """Say how the objects of a class are read, when the way up is not told by its fields: which, and with what."""
    _with[model] = reading, then


def rows_of(model: type[models.Model]) -> models.QuerySet:
    if model in _with:
        return _with[model][0](model._base_manager.all())
    return model._base_manager.select_related(*ways(model))


def objects_of(model: type[models.Model], keys: Iterable[int]) -> dict[int, models.Model]:
    """These objects by their keys, in one query; each person and each place is one object however often named."""
    found = {one.pk: one for one in rows_of(model).filter(pk__in=set(keys))}
    _share(found.values())
    if model in _with:
        _with[model][1](found.values())
    return found


def ways(model: type[models.Model], far: int = FAR) -> list[str]:
    """The paths to the session and its programme, through whatever leads there; the people named by the class."""
    paths = []
    for field in _links(model):
        if field.related_model is User:
            if far == FAR:
                paths.append(field.name)
        elif field.related_model is Cohort:
            paths.append(f"{field.name}__programme")
        elif far and field.related_model is not model:
            paths += [f"{field.name}__{way}" for way in ways(field.related_model, far - 1)]
    return paths


def _links(model: type[models.Model]) -> list:
    return [
        field for field in model._meta.concrete_fields if field.is_relation and field.related_model is not ContentType
    ]


def _share(objects: Iterable[models.Model]) -> None:
    """What a person holds is read once a person, not once a row."""
    known: dict[tuple[type, object], models.Model] = {}
    for one in objects:
        _share_of(one, known, FAR)


def _share_of(one: models.Model, known: dict[tuple[type, object], models.Model], far: int) -> None:
    for field in _links(type(one)):
        held = field.get_cached_value(one, default=None)
        if held is None:
            continue
        kept = known.get((type(held), held.pk))
        if kept is not None:
            field.set_cached_value(one, kept)
            continue
        known[type(held), held.pk] = held
        if far:
            _share_of(held, known, far - 1)
