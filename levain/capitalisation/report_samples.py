"""A published report for the access matrix; read by `samples.py`."""

from datetime import date

from levain.capitalisation.models import Edition, Report
from levain.foundation import written


def build(world, relation, project) -> None:
    slug = f"published-{project.slug}"
    report = Report.objects.create(cohort=project.cohort, slug=slug, title="E", dated=date(2022, 3, 11))
    plain = written.to_json(written.Document(title="E", date="11 mars 2022", blocks=[]))
    parts = written.part_digests(plain)
    edition = Edition.objects.create(
        report=report, number=1, content=plain, parts=parts, digest=written.whole_digest(parts)
    )
    world.add(Edition, relation, edition)
