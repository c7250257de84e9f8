"""Who opens the pages of the reports; read by `access.py`."""

from levain.capitalisation import rules
from levain.capitalisation.models import Edition, Paragraph, Report, Section
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort

WORK = {"of": Cohort, "cohort": "slug"}
REPORT = {"of": Report, "slug": "slug"}
EDITION = {"of": Edition, "public": True, "slug": "report.slug", "number": "number"}

declare(
    {
        "capitalisation:new_report": asks(rules.can_work_on, **WORK),
        "capitalisation:compose": asks(rules.can_work, **REPORT),
        "capitalisation:edit_report": asks(rules.can_work, **REPORT),
        "capitalisation:add_section": asks(rules.can_work, post_only=True, **REPORT),
        "capitalisation:edit_section": asks(rules.can_add_paragraph, of=Section),
        "capitalisation:publish": asks(rules.can_publish, **REPORT),
        "capitalisation:add_paragraph": asks(rules.can_add_paragraph, of=Section),
        "capitalisation:edit_paragraph": asks(rules.can_edit_paragraph, of=Paragraph),
        "capitalisation:move_paragraph": asks(rules.can_edit_paragraph, of=Paragraph, post_only=True),
        "capitalisation:confirm_paragraph": asks(rules.can_confirm, of=Paragraph, post_only=True),
        "capitalisation:reports": PUBLIC,
        "capitalisation:report": asks(rules.can_read_report, public=True, **REPORT),
        "capitalisation:report_pdf": asks(rules.can_read_report, public=True, **REPORT),
        "capitalisation:report_odt": asks(rules.can_read_report, public=True, **REPORT),
        "capitalisation:report_names": asks(rules.can_work, **REPORT),
        "capitalisation:figures": asks(rules.can_work, **REPORT),
        "capitalisation:keep_figure": asks(rules.can_work, post_only=True, **REPORT),
        "capitalisation:reread_figures": asks(rules.can_work, post_only=True, **REPORT),
        "capitalisation:keep_published_figure": asks(rules.can_work, post_only=True, **REPORT),
        "capitalisation:note": asks(rules.can_read_report, public=True, **REPORT),
        "capitalisation:note_pdf": asks(rules.can_read_report, public=True, **REPORT),
        "capitalisation:edition": asks(rules.can_read_edition, **EDITION),
        "capitalisation:edition_changes": asks(rules.can_read_edition, **EDITION),
        "capitalisation:edition_pdf": asks(rules.can_read_edition, **EDITION),
        "capitalisation:edition_odt": asks(rules.can_read_edition, **EDITION),
    }
)
