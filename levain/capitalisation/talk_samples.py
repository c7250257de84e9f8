"""Sample objects of what is discussed and followed, for the access matrix."""

from levain.capitalisation.models import Candidate, Objection


def build(world, relation, lead) -> None:
    said = {"decision": "dismissed", "reason": "R", "projects": 2}
    decided, _new = Candidate.objects.get_or_create(cohort=lead.cohort, key="obstacle:foncier", defaults=said)
    world.add(Candidate, relation, decided)
    world.add(Objection, relation, Objection.objects.create(lead=lead, by="O", text="Not so."))
