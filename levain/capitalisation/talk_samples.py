"""Sample objects of what is discussed and followed, for the access matrix."""

from levain.capitalisation.models import Candidate, Objection
from levain.projects.models import Project
from levain.support.models import Obstacle


def build(world, relation, lead) -> None:
    _recurrence(world, relation, lead.cohort)
    world.add(Objection, relation, Objection.objects.create(lead=lead, by="O", text="Not so."))


def _recurrence(world, relation, cohort) -> None:
    """A kind of obstacle that two projects meet."""
    for number in range(2):
        slug = f"sample-{relation}-{number}-{cohort.pk}"
        project = Project.objects.create(cohort=cohort, slug=slug, name=slug)
        Obstacle.objects.create(project=project, kind="foncier", text="No key.", recorded_by=world.stranger)
    decided, _new = Candidate.objects.get_or_create(
        cohort=cohort, key="obstacle:foncier", defaults={"decision": "dismissed", "reason": "R", "projects": 2}
    )
    world.add(Candidate, relation, decided)
