"""The corpus keeps every word in its place, for phrases between quotes: the worker reads it whole again."""

from django.db import migrations


def read_again(apps, schema_editor):
    apps.get_model("capitalisation", "CorpusMark").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("capitalisation", "0012_addressee_reminded")]

    operations = [migrations.RunPython(read_again, migrations.RunPython.noop)]
