"""Objects and one of their relations in a single query, where a prefetch would take two: pages count theirs."""

from typing import Any

from django.db.models import F, Model, QuerySet


def with_rows(parents: QuerySet, name: str, *to: str) -> list[Any]:
    """The objects of a list, each with all the rows of this reverse relation, as if prefetched.

    `to` names keys of these rows to follow in the same query. Made for short relations: a long text of the object
    comes again with each of its rows.
    """
    relation = parents.model._meta.get_field(name)
    made = [(), *((key,) for key in to)]
    columns = {path: _columns(relation.related_model, path) for path in made}
    read = {
        _alias(name, path, column): F("__".join((name, *path, column))) for path in made for column in columns[path]
    }
    found: dict[int, tuple[Any, list[Any]]] = {}
    for parent in _all_of(parents).annotate(**read).order_by(*_order(parents, relation)):
        kept, rows = found.setdefault(parent.pk, (parent, []))
        values = {
            path: [parent.__dict__.pop(_alias(name, path, column)) for column in columns[path]] for path in made
        }
        child = _object(relation.related_model, columns[()], values[()], parents.db)
        if child is None:
            continue
        for key in to:
            model = relation.related_model._meta.get_field(key).related_model
            setattr(child, key, _object(model, columns[key,], values[key,], parents.db))
        setattr(child, relation.field.name, kept)
        rows.append(child)
    return [_keep(parent, relation, rows) for parent, rows in found.values()]


def _columns(model: type[Model], path: tuple[str, ...]) -> list[str]:
    for key in path:
        model = model._meta.get_field(key).related_model
    return [field.attname for field in model._meta.concrete_fields]


def _alias(name: str, path: tuple[str, ...], column: str) -> str:
    return "_".join((column, "of", name, *path))


def _object(model: type[Model], columns: list[str], values: list[Any], db: str) -> Any:
    """The object of a row, or None where the other side of the join is empty."""
    if values[columns.index(model._meta.pk.attname)] is None:
        return None
    return model.from_db(db, columns, values)


def _all_of(parents: QuerySet) -> QuerySet:
    """The same objects, of which a slice must be taken before they are joined."""
    if not parents.query.is_sliced:
        return parents
    whole = parents._chain()
    whole.query.clear_limits()
    return whole.filter(pk__in=parents.values("pk"))


def _order(parents: QuerySet, relation: Any) -> list[Any]:
    """As the list is ordered, then as the rows are."""
    asked = parents.query.order_by or parents.model._meta.ordering
    rows = [one for one in relation.related_model._meta.ordering if one != relation.field.name]
    return [*asked, "pk", *(_under(relation.name, one) for one in rows)]


def _under(name: str, one: str) -> str:
    return f"-{name}__{one[1:]}" if one.startswith("-") else f"{name}__{one}"


def _keep(parent: Any, relation: Any, rows: list[Any]) -> Any:
    kept = getattr(parent, relation.get_accessor_name()).get_queryset()
    kept._result_cache, kept._prefetch_done = rows, True
    parent._prefetched_objects_cache = {**getattr(parent, "_prefetched_objects_cache", {}), relation.name: kept}
    return parent
