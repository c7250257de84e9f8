"""Who opens the pages of the practice sheets; read by `access.py`."""

from levain.capitalisation import practice_rules as rules
from levain.capitalisation.models import PracticeSheet, SheetEdition, SheetGround
from levain.foundation.access import PUBLIC, asks, declare
from levain.projects.models import Project

HERE = {"of": Project, "slug": "slug"}
SHEET = {"of": PracticeSheet}

declare(
    {
        "capitalisation:project_sheets": asks(rules.can_read_sheets, **HERE),
        "capitalisation:new_practice": asks(rules.can_begin_sheet, **HERE),
        "capitalisation:practice": asks(rules.can_read_sheet, **SHEET),
        "capitalisation:rename_practice": asks(rules.can_write_sheet, **SHEET),
        "capitalisation:practice_part": asks(rules.can_write_ground, of=SheetGround, pk="sheet_id", part="part"),
        "capitalisation:ask_practice": asks(rules.can_write_sheet, post_only=True, **SHEET),
        "capitalisation:read_practice": asks(rules.can_agree, **SHEET),
        "capitalisation:publish_practice": asks(rules.can_publish_sheet, post_only=True, **SHEET),
        "capitalisation:withdraw_practice": asks(rules.can_withdraw_sheet, **SHEET),
        "capitalisation:practice_draft": asks(rules.can_read_sheet, **SHEET),
        "capitalisation:public_practices": PUBLIC,
        "capitalisation:public_practice": asks(
            rules.can_read_published_sheet, of=PracticeSheet, public=True, slug="slug"
        ),
        "capitalisation:practice_edition": asks(
            rules.can_read_edition, of=SheetEdition, public=True, slug="sheet.slug", number="number"
        ),
        "capitalisation:practice_pdf": asks(
            rules.can_read_published_sheet, of=PracticeSheet, public=True, slug="slug"
        ),
    }
)
