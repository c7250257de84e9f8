"""Sample words put to a person, and a name that stands for hers, for the access matrix."""

from datetime import date

from django.utils import timezone

from levain.capitalisation.models import Evidence, Pseudonym, VoiceAsk

LATER = date(2030, 1, 1)


def build(world, relation, report) -> None:
    said = {"cohort": report.cohort, "report": report, "person": world.stranger}
    ask = VoiceAsk.objects.create(deadline=LATER, expires_at=timezone.now(), **said)
    ask.evidence.set([world.sample(Evidence, relation)])
    world.add(VoiceAsk, relation, ask)
    world.add(
        Pseudonym, relation, Pseudonym.objects.create(report=report, person=world.stranger, name=f"Alix {relation}")
    )
