"""The counters of sign-in limits are shared by every process: their table is made with the others."""

from django.core.management import call_command
from django.db import migrations


def make(apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("people", "0001_tables")]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
