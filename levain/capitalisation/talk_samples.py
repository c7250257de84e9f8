"""Sample objects of what is discussed and followed, for the access matrix."""

from levain.capitalisation.models import Objection


def build(world, relation, lead) -> None:
    world.add(Objection, relation, Objection.objects.create(lead=lead, by="O", text="Not so."))
