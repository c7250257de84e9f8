"""What is already kept of a text, shown under it to those who work on what its session teaches."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Numbered
from levain.capitalisation.rules import can_work_on, cohort_of, works_somewhere
from levain.foundation import passages
from levain.foundation.registry import Kept


def kept_in(user: Any, obj: models.Model, field: str, known: dict[Any, Any]) -> list[Kept]:
    """One query for each class of text of a page, whatever their number; none for those who do not work on it."""
    own = isinstance(obj, Numbered)  # a finding or a lead is cited by the report, rarely as evidence
    cohort = cohort_of(obj) if works_somewhere(user) and not own else None
    if cohort is None or not can_work_on(user, cohort):
        return []
    key = (cohort.pk, type(obj))
    if key not in known:
        known[key] = _by_text(cohort, type(obj))
    found = []
    for evidence in known[key].get((obj.pk, field), ()):
        place = passages.find_in(evidence.passage, getattr(obj, field))
        if place.start is not None and place.end is not None:
            label = _("evidence %(number)d") % {"number": evidence.number}
            found.append(Kept(place.start, place.end, label, evidence.get_absolute_url()))
    return found


def _by_text(cohort, model) -> dict[tuple[int, str], list[Evidence]]:
    kind = ContentType.objects.get_for_model(model)
    held: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(cohort=cohort, passage__object_type=kind).exclude(hold=Evidence.Hold.ASIDE)
    for one in rows.exclude(passage__quote="").select_related("passage").order_by("passage__start"):
        held[one.passage.object_id, one.passage.field].append(one)
    return held
