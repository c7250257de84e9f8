"""A report of five hundred references, as a rich session would publish, and what a report costs to build."""

from time import process_time
from typing import Any

from levain.capitalisation.document import build
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Citation, Edition, Paragraph, Report, Section
from levain.foundation import written
from levain.foundation.written_pdf import render_pdf
from levain.foundation.written_web import render_web
from levain.programmes.models import Cohort

SLUG, REFERENCES, EACH = "bench-500", 500, 10


def thick(cohort: Cohort) -> Edition | None:
    """Made once in a house; nothing without findings and evidence to refer to."""
    known = Edition.objects.filter(report__slug=SLUG).first()
    findings, evidence = list(cohort.findings.all()), list(cohort.evidences.all())
    if known or not findings or not evidence:
        return known
    report = Report.objects.create(cohort=cohort, slug=SLUG, title="Cinq cents références", fictional=True)
    section = Section.objects.create(report=report, title="Une seule partie", position=1)
    for place in range(REFERENCES // EACH):
        paragraph = Paragraph.objects.create(
            section=section, position=place, kind="finding", text="Un constat. " * 12
        )
        Citation.objects.create(paragraph=paragraph, finding=findings[place % len(findings)])
        Citation.objects.bulk_create(
            Citation(paragraph=paragraph, position=rank, evidence=evidence[(place + rank) % len(evidence)])
            for rank in range(1, EACH)
        )
    content = written.to_json(build(gather(report)))
    parts = written.part_digests(content)
    return Edition.objects.create(
        report=report, number=1, content=content, parts=parts, digest=written.whole_digest(parts)
    )


def measured() -> dict[str, Any]:
    """Processor seconds of the first report: from its rows to a document, then as a page and as a tagged PDF."""
    report = Report.objects.exclude(slug=SLUG).order_by("pk").first()
    if report is None:
        return {"report_pdf_s": None, "report_build": None}
    told: dict[str, float] = {}
    before = process_time()
    document = build(gather(report))
    told["build_s"] = process_time() - before
    for name, render in (("html_s", render_web), ("pdf_s", render_pdf)):
        before = process_time()
        render(document)
        told[name] = process_time() - before
    told = {name: round(seconds, 2) for name, seconds in told.items()}
    return {"report_pdf_s": told["pdf_s"], "report_build": told | {"parts": len(document.blocks)}}
