"""What is already kept of a text, shown under it to those who work on what its session teaches."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Numbered
from levain.capitalisation.rules import can_work_on, cohort_of, works_somewhere
from levain.foundation import passages, registry
from levain.foundation.registry import Kept
from levain.programmes.models import Cohort
from levain.projects.models import Project


def kept_in(user: Any, obj: models.Model, field: str, known: dict[Any, Any]) -> list[Kept]:
    """One question for a page of one place, two for a page of several; none for those who do not work on it."""
    own = isinstance(obj, Numbered)  # a finding or a lead is cited by the report, rarely as evidence
    cohort = cohort_of(obj) if works_somewhere(user) and not own else None
    if cohort is None or not can_work_on(user, cohort):
        return []
    said = registry.of(obj)
    place = said.place(obj) if said else None
    project = place if isinstance(place, Project) else None
    found = []
    for evidence in _of(cohort, project, known).get((type(obj), obj.pk, field), ()):
        at = passages.find_in(evidence.passage, getattr(obj, field))
        if at.start is not None and at.end is not None:
            label = _("evidence %(number)d") % {"number": evidence.number}
            found.append(Kept(at.start, at.end, label, evidence.get_absolute_url()))
    return found


def _of(cohort: Cohort, project: Project | None, known: dict[Any, Any]) -> dict[Any, list[Evidence]]:
    """What is kept of the first place of the page; of the whole session as soon as there is a second."""
    place = (cohort.pk, project.pk if project else None)
    if not known:
        known[place] = _by_text(Evidence.objects.filter(cohort=cohort, project=project))
    if place not in known:
        if (cohort.pk, "all") not in known:
            known[cohort.pk, "all"] = _by_text(Evidence.objects.filter(cohort=cohort))
        known[place] = known[cohort.pk, "all"]
    return known[place]


def _by_text(rows: models.QuerySet[Evidence]) -> dict[Any, list[Evidence]]:
    held: dict[Any, list[Evidence]] = defaultdict(list)
    rows = rows.exclude(hold=Evidence.Hold.ASIDE).exclude(passage__quote="")
    for one in rows.select_related("passage").order_by("passage__start"):
        model = ContentType.objects.get_for_id(one.passage.object_type_id).model_class()
        held[model, one.passage.object_id, one.passage.field].append(one)
    return held
