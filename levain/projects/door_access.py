"""Who may open each page of the door of a project."""

from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort
from levain.projects import rules
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage, Project

IN_PROJECT = {"slug": "project.slug", "pk": "pk"}
ON_MESSAGE, ON_CALL = {"of": NeighbourMessage, **IN_PROJECT}, {"of": HelpCall, **IN_PROJECT}

declare(
    {
        "projects:write_to": asks(rules.can_write_to_team, of=Project, public=True, slug="slug"),
        "projects:follow": asks(rules.can_follow, of=Project, public=True, slug="slug"),
        "projects:flag_message": asks(rules.can_flag, public=True, **ON_MESSAGE),
        "projects:flag_call": asks(rules.can_flag, public=True, **ON_CALL),
        # Whoever holds the signed link of the mail may open these: the token is the right.
        "projects:confirm_message": PUBLIC,
        "projects:my_message": PUBLIC,
        "projects:confirm_follow": PUBLIC,
        "projects:unfollow": PUBLIC,
        "projects:messages": asks(rules.can_read_messages, of=Project, slug="slug"),
        "projects:message": asks(rules.can_read_message, **ON_MESSAGE),
        "projects:answer_message": asks(rules.can_answer_message, **ON_MESSAGE),
        "projects:publish_message": asks(rules.can_publish_message, post_only=True, **ON_MESSAGE),
        "projects:unpublish_message": asks(rules.can_unpublish_message, post_only=True, **ON_MESSAGE),
        "projects:take_offer": asks(rules.can_take_offer, post_only=True, **ON_MESSAGE),
        "projects:offer_done": asks(rules.can_finish_offer, post_only=True, **ON_MESSAGE),
        "projects:hide_message": asks(rules.can_hide, **ON_MESSAGE),
        "projects:help_calls": asks(rules.can_read_help_calls, of=Project, slug="slug"),
        "projects:help_call_add": asks(rules.can_call_for_help, of=Project, slug="slug"),
        "projects:help_call_edit": asks(rules.can_change_call, **ON_CALL),
        "projects:help_call_found": asks(rules.can_say_found, post_only=True, **ON_CALL),
        "projects:help_call_done": asks(rules.can_close_call, post_only=True, **ON_CALL),
        "projects:hide_call": asks(rules.can_hide, **ON_CALL),
        "projects:hands": asks(rules.can_read_hands, of=Cohort, slug="slug"),
        "projects:moderation": asks(rules.can_moderate, of=Cohort, slug="slug"),
        "projects:leave_shown": asks(rules.can_settle_flag, of=Flag, post_only=True),
        "projects:hiding": asks(rules.can_read_hiding, of=Hiding),
    }
)
