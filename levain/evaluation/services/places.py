"""Say what place each event gave to the inhabitants, and whether the articles of the charter are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.models import CHARTER, CharterAnswer, PlaceGiven
from levain.foundation import journal
from levain.people.models import User
from levain.projects import participation
from levain.projects.models import Project
from levain.projects.services import role_in
from levain.projects.services.records import record


class AnsweredSince(Exception):
    """Somebody answered the same thing after this page was opened; `current` is what she said."""

    def __init__(self, current: object):
        super().__init__(_("Somebody answered while you were writing. Nothing of yours is lost: compare, then keep."))
        self.current = current


@dataclass(frozen=True)
class Change:
    """The place of one event as the form showed it, and as it is now said; empty, nothing is said of it."""

    seen: str
    place: str


@transaction.atomic
def tell_places(project: Project, *, by: User, places: Mapping[int, Change]) -> int:
    """The place of each event that counts; an empty one takes back what was told. How many changed.

    Two people at once: each changes what she touched; an event that both touched is refused to the second.
    """
    events = {event.pk: event for event in participation.events(project).select_related("project")}
    told = {one.entry_id: one for one in PlaceGiven.objects.select_for_update().filter(entry__in=events)}
    changes = {}
    for pk, change in places.items():
        now = told[pk].place if pk in told else ""
        if pk not in events or change.place in (change.seen, now):
            continue
        if now != change.seen:
            raise AnsweredSince(told.get(pk))
        changes[str(pk)] = [now, change.place]
        if change.place:
            said = {"place": change.place, "told_by": by, "told_on": timezone.localdate()}
            PlaceGiven.objects.update_or_create(entry=events[pk], defaults=said)
        else:
            told[pk].delete()
    if changes:
        journal.record("places.told", on=project, by=by, role=role_in(by, project), place=project, changes=changes)
    return len(changes)


@transaction.atomic
def answer_charter(
    project: Project, *, by: User, article: str, kept: str, proof: str, seen: int | None = None
) -> CharterAnswer:
    """Answered again, the new answer stands and the old one stays beside it, with its days."""
    Project.objects.select_for_update().get(pk=project.pk)
    standing = CharterAnswer.objects.standing().filter(project=project, article=article, charter=CHARTER).first()
    if standing and (standing.kept, standing.proof) == (kept, proof):
        return standing
    if standing and standing.pk != seen:
        raise AnsweredSince(standing)
    if standing:
        standing.replaced_on = timezone.localdate()
        standing.save(update_fields=["replaced_on"])
    said = {"kept": kept, "proof": proof, "told_by": by, "told_on": timezone.localdate()}
    answer = CharterAnswer.objects.create(project=project, article=article, **said)
    record("charter.answered", answer, by, changes={"article": article, "kept": kept})
    return answer
