from django.db import transaction

from levain.foundation import journal
from levain.foundation.models import JournalEntry, Letter
from levain.people.models import Role, RoleCode
from levain.programmes.models import ONLY, Cohort, House, Programme


def build(world) -> None:
    House.objects.get_or_create(pk=ONLY)
    Role.objects.create(user=world.person["administrator"], code=RoleCode.ADMINISTRATOR, scope=House.this())
    for relation, cohort in world.cohort.items():
        world.add(Cohort, relation, cohort)
        world.add(Programme, relation, cohort.programme)
        letter = Letter.objects.create(
            to="sample@example.invalid", subject="Sample letter", text="Sample", place=cohort, state=Letter.State.HELD
        )
        world.add(Letter, relation, letter)
        with transaction.atomic():
            told = [world.person["bearer"]]
            news = journal.record("cohort.phased", on=cohort, by=None, place=cohort, tell=told, hold=True)
        world.add(JournalEntry, relation, news)
