"""Sample objects of what is discussed and followed, for the access matrix."""

from datetime import date

from levain.capitalisation.models import Candidate, Objection, Reader, Remark, Rereading


def build(world, relation, lead) -> None:
    said = {"decision": "dismissed", "reason": "R", "projects": 2}
    decided, _new = Candidate.objects.get_or_create(cohort=lead.cohort, key="obstacle:foncier", defaults=said)
    world.add(Candidate, relation, decided)
    rereading = Rereading.objects.create(cohort=lead.cohort, title="R", until=date(2999, 1, 1))
    rereading.leads.add(lead)
    world.add(Rereading, relation, rereading)
    reader = Reader.objects.create(rereading=rereading, name="R", email=f"{relation}@example.invalid", side="bearer")
    world.add(Reader, relation, reader)
    said = {"reader": reader, "name": "R", "stance": "contest", "text": "No.", "read_version": 1}
    world.add(Remark, relation, Remark.objects.create(lead=lead, **said))
    world.add(Objection, relation, Objection.objects.create(lead=lead, by="O", text="Not so."))
