from levain.foundation.access import SIGNED_IN, asks, declare
from levain.projects.models import Project
from levain.support import rules
from levain.support.models import Need, Obstacle, Proposal, Referral, Support, Synonym

declare(
    {
        "support:catalogue": SIGNED_IN,
        "support:support": asks(rules.can_read_support, of=Support, slug="slug"),
        "support:calendar": SIGNED_IN,
        "support:write": asks(rules.can_keep_catalogue),
        "support:correct": asks(rules.can_keep_catalogue, of=Support, slug="slug"),
        "support:confirm": asks(rules.can_keep_catalogue, of=Support, slug="slug", post_only=True),
        "support:versions": asks(rules.can_keep_catalogue, of=Support, slug="slug"),
        "support:merge": asks(rules.can_keep_catalogue, of=Support, slug="slug"),
        "support:retire": asks(rules.can_keep_catalogue, of=Support, slug="slug"),
        "support:offer_again": asks(rules.can_keep_catalogue, of=Support, slug="slug", post_only=True),
        "support:synonyms": asks(rules.can_keep_synonyms),
        "support:synonym_edit": asks(rules.can_keep_synonyms, of=Synonym),
        "support:synonym_remove": asks(rules.can_keep_synonyms, of=Synonym),
        "support:needs": asks(rules.can_list_needs, of=Project, slug="slug"),
        "support:need_new": asks(rules.can_state_need, of=Project, slug="slug"),
        "support:need": asks(rules.can_read_need, of=Need),
        "support:need_edit": asks(rules.can_edit_need, of=Need),
        "support:qualify": asks(rules.can_qualify, of=Need),
        "support:agree": asks(rules.can_agree, of=Need, post_only=True),
        "support:propose": asks(rules.can_propose, of=Need),
        "support:refer": asks(rules.can_refer, of=Need),
        "support:help": asks(rules.can_help, of=Need),
        "support:close": asks(rules.can_close, of=Need),
        "support:answer": asks(rules.can_answer, of=Proposal),
        "support:reply": asks(rules.can_reply, of=Referral),
        "support:contacts": asks(rules.can_list_contacts, of=Project, slug="slug"),
        "support:contact_new": asks(rules.can_record_contact, of=Project, slug="slug"),
        "support:obstacles": asks(rules.can_list_obstacles, of=Project, slug="slug"),
        "support:obstacle_new": asks(rules.can_name_obstacle, of=Project, slug="slug"),
        "support:lift": asks(rules.can_lift, of=Obstacle, post_only=True),
        "support:missions": asks(rules.can_list_missions, of=Project, slug="slug"),
        "support:mission_new": asks(rules.can_record_mission, of=Project, slug="slug"),
    }
)
