"""Who may open the pages of the jury's sheet and of its meeting."""

from levain.foundation.access import asks
from levain.selection import rules
from levain.selection.models import Application, Call, DiversityRule, Meeting

READS_SHEET = asks(rules.can_read_sheet, of=Call, slug="slug")
OF_MEETING = {"of": Meeting, "slug": "call.slug"}
READS_RECORD = asks(rules.can_see_meeting, **OF_MEETING)
OF_FILE = {"of": Application, "slug": "call.slug", "reference": "reference"}

ROUTES = {
    "selection:sheet": READS_SHEET,
    "selection:sheet_ranking": READS_SHEET,
    "selection:sheet_ranking_csv": READS_SHEET,
    "selection:sheet_weightings": READS_SHEET,
    "selection:sheet_weightings_csv": READS_SHEET,
    "selection:sheet_agreement": READS_SHEET,
    "selection:sheet_diversity": READS_SHEET,
    "selection:sheet_places": asks(rules.can_declare_diversity, of=Call, slug="slug"),
    "selection:take_wish_back": asks(
        rules.can_take_wish_back, of=DiversityRule, post_only=True, slug="call.slug", pk="pk"
    ),
    "selection:meeting": asks(rules.can_read_meeting, of=Call, slug="slug"),
    "selection:prepare_meeting": asks(rules.can_open_meeting, of=Call, slug="slug"),
    "selection:meeting_presence": asks(rules.can_write_meeting, **OF_MEETING),
    "selection:decide_the_rest": asks(rules.can_write_meeting, post_only=True, **OF_MEETING),
    "selection:sign_meeting": asks(rules.can_sign_meeting, **OF_MEETING),
    "selection:meeting_record": READS_RECORD,
    "selection:meeting_record_pdf": READS_RECORD,
    "selection:meeting_record_odt": READS_RECORD,
    "selection:decide_file": asks(rules.can_deliberate, **OF_FILE),
    "selection:give_up": asks(rules.can_withdraw_retained, **OF_FILE),
}
