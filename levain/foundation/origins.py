"""Where a need, an action, an objective, an obstacle or a commitment came from, if it came out of words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.foundation.models import Origin, Passage


def attach(objects: Sequence[models.Model]) -> None:
    """Give each object its `origin`, the passage it came out of or None, in one query."""
    if not objects:
        return
    kind = ContentType.objects.get_for_model(objects[0])
    found = Origin.objects.filter(object_type=kind, object_id__in=[obj.pk for obj in objects])
    by_object: dict[int, Passage] = {origin.object_id: origin.passage for origin in found.select_related("passage")}
    with_sources(by_object.values())
    for obj in objects:
        obj.origin = by_object.get(obj.pk)  # type: ignore[attr-defined]


def with_sources(passages: Iterable[Passage]) -> None:
    """Fetch the objects the passages stand in, with what their addresses need: one query for each class."""
    by_kind: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_kind[passage.object_type_id].append(passage)
    for kind, group in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        sources = model._default_manager.select_related().in_bulk({passage.object_id for passage in group})
        for passage in group:
            Passage._meta.get_field("object").set_cached_value(passage, sources.get(passage.object_id))
