"""Who may state, qualify, propose, refer, answer, reply and close; each refusal with its reason."""

from levain.support.rules.around import (
    can_lift,
    can_list_contacts,
    can_list_missions,
    can_list_obstacles,
    can_name_obstacle,
    can_read_contact,
    can_read_mission,
    can_read_obstacle,
    can_record_contact,
    can_record_mission,
)
from levain.support.rules.catalogue import can_keep_catalogue, can_keep_synonyms, can_read_support
from levain.support.rules.needs import (
    SUPPORTING,
    SUPPORTS_ON_SITE,
    THE_PROJECT,
    can_agree,
    can_close,
    can_edit_need,
    can_list_needs,
    can_qualify,
    can_read_need,
    can_state_need,
    states_for_someone,
)
from levain.support.rules.peers import can_help, can_read_help, helpers_of
from levain.support.rules.proposals import can_answer, can_propose, can_read_proposal
from levain.support.rules.referrals import can_read_referral, can_refer, can_reply, services_of

__all__ = [
    "SUPPORTING",
    "SUPPORTS_ON_SITE",
    "THE_PROJECT",
    "can_agree",
    "can_answer",
    "can_close",
    "can_edit_need",
    "can_help",
    "can_keep_catalogue",
    "can_keep_synonyms",
    "can_lift",
    "can_list_contacts",
    "can_list_missions",
    "can_list_needs",
    "can_list_obstacles",
    "can_name_obstacle",
    "can_propose",
    "can_qualify",
    "can_read_contact",
    "can_read_help",
    "can_read_mission",
    "can_read_need",
    "can_read_obstacle",
    "can_read_proposal",
    "can_read_referral",
    "can_read_support",
    "can_record_contact",
    "can_record_mission",
    "can_refer",
    "can_reply",
    "can_state_need",
    "helpers_of",
    "services_of",
    "states_for_someone",
]
