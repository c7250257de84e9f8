from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort
from levain.questionnaires.rules import can_begin
from levain.selection import admission_access, applying_access, jury_access, rules, sheet_access
from levain.selection.models import Call

declare(
    {
        "selection:calls": PUBLIC,
        "selection:call": asks(rules.can_read_call, of=Call, public=True, slug="slug"),
        "selection:eligibility": asks(rules.can_read_call, of=Call, public=True, slug="slug"),
        "selection:application_forms": asks(can_begin),
        "selection:take_starting_form": asks(can_begin, post_only=True),
        "selection:compose_call": asks(rules.can_compose_call, of=Cohort, slug="slug"),
        "selection:composing": asks(rules.can_compose_its_call, of=Call, slug="slug"),
        "selection:announce": asks(rules.can_announce_call, of=Call, post_only=True, slug="slug"),
        "selection:edit_call": asks(rules.can_edit_call, of=Call, slug="slug"),
        "selection:edit_form": asks(rules.can_edit_call, of=Call, slug="slug"),
        "selection:move_closing": asks(rules.can_move_closing, of=Call, slug="slug"),
        "selection:edit_page": asks(rules.can_edit_call, of=Call, slug="slug"),
        "selection:edit_criteria": asks(rules.can_set_criteria, of=Call, slug="slug"),
        "selection:edit_eligibility": asks(rules.can_edit_call, of=Call, slug="slug"),
        "selection:edit_questions": asks(rules.can_edit_call, of=Call, slug="slug"),
    }
)
declare(admission_access.ROUTES)
declare(applying_access.ROUTES)
declare(jury_access.ROUTES)
declare(sheet_access.ROUTES)
