"""What was said before keeps its order, and what is anonymous loses it."""

from django.db import migrations
from django.db.models import F

from levain.seminars.models.people import random_id


def keep_or_lose(apps, schema_editor):
    contributions = apps.get_model("seminars", "Contribution").objects
    contributions.filter(named=True).update(rank=F("pk"))
    unnamed = list(contributions.filter(named=False).only("pk"))
    for each in unnamed:
        each.rank = random_id()
    contributions.bulk_update(unnamed, ["rank"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("seminars", "0003_live")]

    operations = [migrations.RunPython(keep_or_lose, migrations.RunPython.noop)]
