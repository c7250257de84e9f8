from levain.foundation.access import PUBLIC, SIGNED_IN, Route, asks, declare
from levain.seminars import rules
from levain.seminars.models import Activity, AgendaItem, Contribution, Invitation, Seminar, SeminarTemplate, Table

SEMINAR = {"slug": "slug"}
INSIDE = {"slug": "seminar.slug", "pk": "pk"}
SAID = {"slug": "activity.seminar.slug", "pk": "pk"}
HELD_BY_A_LETTER = (
    "invited",
    "invited_registration",
    "invited_calendar",
    "invited_way",
    "invited_here",
    "invited_certificate",
)

declare(
    {
        "seminars:list": SIGNED_IN,
        "seminars:create": asks(rules.can_create_seminar),
        "seminars:templates": asks(rules.can_create_seminar),
        "seminars:shipped_template": asks(rules.can_create_seminar),
        "seminars:template": asks(rules.can_use_template, of=SeminarTemplate),
        "seminars:retire_template": asks(rules.can_use_template, of=SeminarTemplate, post_only=True),
        "seminars:seminar": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        "seminars:calendar": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        "seminars:running_order": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:edit": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:minutes": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:record": asks(rules.can_read_record, of=Seminar, **SEMINAR),
        "seminars:minutes_pdf": asks(rules.can_read_record, of=Seminar, **SEMINAR),
        "seminars:minutes_odt": asks(rules.can_read_record, of=Seminar, **SEMINAR),
        "seminars:draft_minutes": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:approve_minutes": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:send_minutes": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:after_action": asks(rules.can_read_after_action, of=Seminar, **SEMINAR),
        "seminars:edit_after_action": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:promises": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        "seminars:tell_promise": asks(rules.can_tell_promise, of=Contribution, post_only=True, **SAID),
        "seminars:add_item": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:edit_item": asks(rules.can_manage_item, of=AgendaItem, **INSIDE),
        "seminars:move_item": asks(rules.can_manage_item, of=AgendaItem, post_only=True, **INSIDE),
        "seminars:come": asks(rules.can_register, of=Seminar, post_only=True, **SEMINAR),
        "seminars:stay_away": asks(rules.can_register, of=Seminar, post_only=True, **SEMINAR),
        "seminars:registration": asks(rules.can_register, of=Seminar, **SEMINAR),
        "seminars:way": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        "seminars:here": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        **{
            f"seminars:{page}": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR)
            for page in (
                *("place", "visit", "asking", "call_off", "invitations", "invite_people", "invite_guests"),
                *("keep_template", "printed_order", "written_order", "attendance", "code", "signatures", "badges"),
            )
        },
        "seminars:certificate": asks(rules.can_see_seminar, of=Seminar, **SEMINAR),
        "seminars:another_code": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:hold_again": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:durations": asks(rules.can_manage_seminar, of=Seminar, post_only=True, **SEMINAR),
        "seminars:remove_item": asks(rules.can_manage_item, of=AgendaItem, post_only=True, **INSIDE),
        "seminars:withdraw_invitation": asks(rules.can_manage_invitation, of=Invitation, post_only=True, **INSIDE),
        # Whoever holds the link of a letter: the view answers about that letter alone.
        **{f"seminars:{page}": PUBLIC for page in HELD_BY_A_LETTER},
        "seminars:registrations": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:add_registration": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:export": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:add_activity": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:edit_activity": asks(rules.can_manage_activity, of=Activity, **INSIDE),
        "seminars:remove_activity": asks(rules.can_manage_activity, of=Activity, post_only=True, **INSIDE),
        "seminars:move_activity": asks(rules.can_manage_activity, of=Activity, post_only=True, **INSIDE),
        "seminars:every_card": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:cards": asks(rules.can_manage_activity, of=Activity, **INSIDE),
        "seminars:cards_pdf": asks(rules.can_manage_activity, of=Activity, **INSIDE),
        "seminars:type_in": asks(rules.can_manage_activity, of=Activity, **INSIDE),
        "seminars:sort": asks(rules.can_sort, of=Activity, **INSIDE),
        "seminars:activity": asks(rules.can_see_activity, of=Activity, **INSIDE),
        "seminars:write": asks(rules.can_contribute, of=Activity, post_only=True, **INSIDE),
        "seminars:contribution": asks(rules.can_see_contribution, of=Contribution, **SAID),
        "seminars:edit_contribution": asks(rules.can_edit_contribution, of=Contribution, **SAID),
        # The room: whoever has the code is in it, without an account.
        "seminars:enter": PUBLIC,
        "seminars:room": PUBLIC,
        "seminars:join": Route(public=True, post_only=True),
        "seminars:answer": Route(public=True, post_only=True),
        "seminars:vote": Route(public=True, post_only=True),
        "seminars:notes": PUBLIC,
        "seminars:begin_notes": Route(public=True, post_only=True),
        "seminars:note": Route(public=True, post_only=True),
        "seminars:tables": asks(rules.can_manage_seminar, of=Seminar, **SEMINAR),
        "seminars:edit_table": asks(rules.can_manage_table, of=Table, **INSIDE),
        "seminars:remove_table": asks(rules.can_manage_table, of=Table, post_only=True, **INSIDE),
        "seminars:room_state": PUBLIC,
        "seminars:room_stream": PUBLIC,
        "seminars:screen": PUBLIC,
        "seminars:remote": asks(rules.can_drive, of=Seminar, **SEMINAR),
        "seminars:open_room": asks(rules.can_drive, of=Seminar, post_only=True, **SEMINAR),
        "seminars:deed": asks(rules.can_drive, of=Seminar, post_only=True, **SEMINAR),
        "seminars:remote_state": asks(rules.can_drive, of=Seminar, **SEMINAR),
        "seminars:hide_contribution": asks(rules.can_hide_contribution, of=Contribution, post_only=True, **SAID),
        "seminars:show_contribution": asks(rules.can_hide_contribution, of=Contribution, post_only=True, **SAID),
    }
)
