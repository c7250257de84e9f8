"""The words around a quotation were put to nobody: they leave the editions, whose digests are made again.

No edition with such words left a house under a released version.
"""

from django.db import migrations

from levain.foundation import written

AROUND = ("before", "after")


def bare(edition) -> bool:
    """Whether something was taken away; a masked part says nothing, and keeps the digest it had."""
    changed = False
    for part, block in zip(edition.parts[1:], edition.content["blocks"], strict=True):
        if any(block.get(name) for name in AROUND):
            for name in AROUND:
                block.pop(name)
            part["digest"] = written.digest(block)
            changed = True
    if changed:
        edition.digest = written.whole_digest(edition.parts)
    return changed


def take_away(apps, schema_editor):
    for name in ("Edition", "SheetEdition"):
        for edition in apps.get_model("capitalisation", name).objects.all():
            if bare(edition):
                edition.save(update_fields=["content", "parts", "digest"])


class Migration(migrations.Migration):
    dependencies = [("capitalisation", "0010_report_figures_and_scope")]
    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
