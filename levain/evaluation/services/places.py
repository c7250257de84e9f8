"""Say what place each event gave to the inhabitants, and whether the articles of the charter are kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from levain.evaluation.models import CharterAnswer, PlaceGiven
from levain.foundation import journal
from levain.people.models import User
from levain.projects import participation
from levain.projects.models import Project
from levain.projects.services import role_in
from levain.projects.services.records import record


@transaction.atomic
def tell_places(project: Project, *, by: User, places: Mapping[int, str]) -> int:
    """The place of each event that counts; an empty one takes back what was told. How many changed."""
    events = {event.pk: event for event in participation.events(project).select_related("project")}
    told = {one.entry_id: one for one in PlaceGiven.objects.filter(entry__in=events)}
    changed = 0
    for pk, place in places.items():
        if pk not in events or (told[pk].place if pk in told else "") == place:
            continue
        changed += 1
        if place:
            said = {"place": place, "told_by": by, "told_on": timezone.localdate()}
            PlaceGiven.objects.update_or_create(entry=events[pk], defaults=said)
        else:
            told[pk].delete()
    if changed:
        journal.record(
            "places.told", on=project, by=by, role=role_in(by, project), place=project, changes={"n": changed}
        )
    return changed


@transaction.atomic
def answer_charter(project: Project, *, by: User, article: str, kept: str, proof: str) -> CharterAnswer:
    """Answered again, the new answer replaces the old one."""
    said = {"kept": kept, "proof": proof, "told_by": by, "told_on": timezone.localdate()}
    answer, _new = CharterAnswer.objects.update_or_create(project=project, article=article, defaults=said)
    record("charter.answered", answer, by, changes={"article": article, "kept": kept})
    return answer
