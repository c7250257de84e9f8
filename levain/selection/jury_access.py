from levain.foundation.access import asks
from levain.selection import rules
from levain.selection.models import Application, Call, Conflict, Jury, Mask, Review

SLUG = {"slug": "slug"}
NAMED = {"slug": "call.slug", "key": "key"}


def may_move(user, jury: Jury):
    return rules.can_lead_jury(user, jury.call)


def may_declare(user, application: Application):
    return rules.can_declare(user, application.call)


def may_take_side(user, review: Review):
    return rules.can_discuss(user, review.application) and rules.can_see_review(user, review)


def may_unmask(user, mask: Mask):
    return rules.can_prepare_copy(user, mask.application)


ROUTES = {
    "selection:applications": asks(rules.can_read_applications, of=Call, **SLUG),
    "selection:jury": asks(rules.can_read_jury, of=Call, **SLUG),
    "selection:jury_settings": asks(rules.can_lead_jury, of=Call, **SLUG),
    "selection:jury_phase": asks(may_move, of=Jury, slug="call.slug", to="phase"),
    "selection:invite_juror": asks(rules.can_invite_jurors, of=Call, **SLUG),
    "selection:seats": asks(rules.can_lead_jury, of=Call, **SLUG),
    "selection:declare": asks(rules.can_declare, of=Call, **SLUG),
    "selection:declare_rest": asks(rules.can_declare, of=Call, post_only=True, **SLUG),
    "selection:declare_one": asks(may_declare, of=Application, **NAMED),
    "selection:clear": asks(may_declare, of=Application, post_only=True, **NAMED),
    "selection:conflicts": asks(rules.can_lead_jury, of=Call, **SLUG),
    "selection:lift_conflict": asks(rules.can_lift_conflict, of=Conflict),
    "selection:assign": asks(rules.can_lead_jury, of=Call, **SLUG),
    "selection:assign_from_file": asks(rules.can_lead_jury, of=Call, **SLUG),
    "selection:jury_files": asks(rules.can_read_jury, of=Call, **SLUG),
    "selection:export_scores": asks(rules.can_export_scores, of=Call, **SLUG),
    "selection:jury_file": asks(rules.can_open_file, of=Application),
    "selection:save_review": asks(rules.can_score, of=Application, post_only=True),
    "selection:argue": asks(rules.can_discuss, of=Application, post_only=True),
    "selection:readers": asks(rules.can_set_readers, of=Application),
    "selection:blind_copy": asks(rules.can_read_blind_copy, of=Application),
    "selection:unmask": asks(may_unmask, of=Mask, post_only=True, pk="application.pk", mask="pk"),
    "selection:take_side": asks(may_take_side, of=Review, post_only=True),
    "selection:reopen_review": asks(rules.can_reopen, of=Review),
}
