from levain.foundation.access import PUBLIC, SIGNED_IN, asks, declare
from levain.people.models import Invitation, Role, User
from levain.programmes.models import Cohort
from levain.projects import door_access as door_access
from levain.projects import file_access as file_access
from levain.projects import rules
from levain.projects.models import (
    Action,
    Commitment,
    Conversation,
    HandOver,
    LogbookEntry,
    Message,
    PrivateLink,
    Project,
    Step,
)
from levain.projects.rules import conversations


def may_close(user, link):
    return rules.can_compose_page(user, link.project)


NOTE = {"slug": "project.slug", "pk": "pk"}
IN_SCOPE = {"slug": "scope.slug", "pk": "pk"}

declare(
    {
        "projects:logbook": asks(rules.can_open_space, of=Project, slug="slug"),
        "projects:write": asks(rules.can_write_logbook, of=Project, slug="slug"),
        "projects:entry": asks(rules.can_read_entry, of=LogbookEntry, **NOTE),
        "projects:edit_entry": asks(rules.can_edit_entry, of=LogbookEntry, **NOTE),
        "projects:entry_versions": asks(rules.can_read_versions, of=LogbookEntry, **NOTE),
        "projects:entry_readers": asks(rules.can_edit_entry, of=LogbookEntry, **NOTE),
        "projects:declare_profiles": asks(rules.can_declare_profiles, of=LogbookEntry, **NOTE),
        # Whoever holds the signed address of an event's card may fill one.
        "projects:profile_card": PUBLIC,
        "projects:confirm_entry": asks(rules.can_confirm_entry, of=LogbookEntry, post_only=True, **NOTE),
        "projects:withdraw_entry": asks(rules.can_withdraw_entry, of=LogbookEntry, **NOTE),
        "projects:actions": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:add_action": asks(rules.can_add_action, of=Project, slug="slug"),
        "projects:edit_action": asks(rules.can_edit_action, of=Action, **NOTE),
        "projects:move_action": asks(rules.can_move_action, of=Action, post_only=True, **NOTE),
        "projects:journey": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:add_step": asks(rules.can_add_step, of=Project, slug="slug"),
        "projects:edit_step": asks(rules.can_change_step, of=Step, **NOTE),
        "projects:move_step": asks(rules.can_change_step, of=Step, post_only=True, **NOTE),
        "projects:commitments": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:add_commitment": asks(rules.can_commit, of=Project, slug="slug"),
        "projects:edit_commitment": asks(rules.can_edit_commitment, of=Commitment, **NOTE),
        "projects:tell_commitment": asks(rules.can_tell_commitment, of=Commitment, **NOTE),
        "projects:publish_commitment": asks(rules.can_decide_publication, of=Commitment, post_only=True, **NOTE),
        "projects:feed": asks(rules.can_open_space, of=Project, slug="slug"),
        "projects:participation": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:team": asks(rules.can_read_actions, of=Project, slug="slug"),
        "projects:invite": asks(rules.can_invite, of=Project, slug="slug"),
        "projects:session_people": asks(rules.can_keep_people, of=Cohort, slug="slug"),
        "projects:session_invite": asks(rules.can_keep_people, of=Cohort, slug="slug"),
        "projects:session_invitation": asks(rules.can_keep_people, of=Cohort, post_only=True, slug="slug"),
        "projects:session_end_role": asks(rules.can_keep_people, of=Cohort, slug="slug"),
        "projects:bring_contacts": asks(rules.can_keep_people, of=Cohort, slug="slug"),
        "projects:contacts_sheet": asks(rules.can_keep_people, of=Cohort, slug="slug"),
        "projects:public_page": asks(rules.can_see_page_state, of=Project, slug="slug"),
        "projects:compose_page": asks(rules.can_compose_page, of=Project, slug="slug"),
        "projects:publish_page": asks(rules.can_compose_page, of=Project, post_only=True, slug="slug"),
        "projects:withdraw_page": asks(rules.can_withdraw_page, of=Project, post_only=True, slug="slug"),
        "projects:share_page": asks(rules.can_compose_page, of=Project, post_only=True, slug="slug"),
        "projects:revoke_link": asks(may_close, of=PrivateLink, post_only=True, **NOTE),
        "projects:end_role": asks(rules.can_end_role, of=Role, **IN_SCOPE),
        "projects:send_again": asks(rules.can_handle_invitation, of=Invitation, post_only=True, **IN_SCOPE),
        "projects:withdraw_invitation": asks(rules.can_handle_invitation, of=Invitation, post_only=True, **IN_SCOPE),
        "projects:hand_over_mine": SIGNED_IN,
        "projects:hand_over": asks(rules.can_hand_over, of=User),
        "projects:relay": asks(rules.can_read_relay, of=HandOver),
        "projects:conversations": asks(conversations.can_list_conversations, of=Project, slug="slug"),
        "projects:conversation_new": asks(conversations.can_start, of=Project, slug="slug"),
        "projects:cohort_conversations": asks(conversations.can_list_in_cohort, of=Cohort, slug="slug"),
        "projects:cohort_conversation_new": asks(conversations.can_start_in_cohort, of=Cohort, slug="slug"),
        "projects:conversation": asks(conversations.can_read_conversation, of=Conversation),
        "projects:conversation_read": asks(conversations.can_read_conversation, of=Conversation, post_only=True),
        "projects:conversation_close": asks(conversations.can_settle, of=Conversation, post_only=True),
        "projects:conversation_reopen": asks(conversations.can_settle, of=Conversation, post_only=True),
        "projects:message_correct": asks(conversations.can_correct, of=Message),
        "projects:message_withdraw": asks(conversations.can_withdraw, of=Message),
        "projects:talk": asks(
            conversations.can_talk_about_carried, of=Message, kind="carried_type_id", pk="carried_id"
        ),
    }
)
