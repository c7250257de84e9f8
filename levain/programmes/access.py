from levain.foundation.access import SIGNED_IN, asks, declare
from levain.foundation.models import JournalEntry, Letter
from levain.programmes import rules
from levain.programmes.models import Cohort, Programme

IN_OUTBOX = {"slug": "place.slug", "pk": "pk"}

declare(
    {
        "programmes:engagements": SIGNED_IN,
        "programmes:found": asks(rules.can_found_programme),
        "programmes:edit": asks(rules.can_run_programme, of=Programme, slug="slug"),
        "programmes:team": asks(rules.can_run_programme, of=Programme, slug="slug"),
        "programmes:team_invitation": asks(rules.can_run_programme, of=Programme, post_only=True, slug="slug"),
        "programmes:open_cohort": asks(rules.can_open_cohort, of=Programme, slug="slug"),
        "programmes:outbox": asks(rules.can_keep_outbox, of=Cohort, slug="slug"),
        "programmes:write_letter": asks(rules.can_keep_outbox, of=Cohort, slug="slug"),
        "programmes:release_letters": asks(rules.can_keep_outbox, of=Cohort, post_only=True, slug="slug"),
        "programmes:held_news": asks(rules.can_keep_outbox, of=Cohort, slug="slug"),
        "programmes:release_news": asks(rules.can_decide_news, of=JournalEntry, post_only=True, **IN_OUTBOX),
        "programmes:drop_news": asks(rules.can_decide_news, of=JournalEntry, post_only=True, **IN_OUTBOX),
        "programmes:outbox_letter": asks(rules.can_keep_letter, of=Letter, **IN_OUTBOX),
        "programmes:hold_letter": asks(rules.can_keep_letter, of=Letter, post_only=True, **IN_OUTBOX),
        "programmes:release_letter": asks(rules.can_keep_letter, of=Letter, post_only=True, **IN_OUTBOX),
        "programmes:cancel_letter": asks(rules.can_keep_letter, of=Letter, post_only=True, **IN_OUTBOX),
    }
)
