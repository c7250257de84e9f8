"""Who writes, discusses, sends and follows findings, lessons and leads; read by `access.py`."""

from levain.capitalisation import rules, talk_rules
from levain.capitalisation.models import Candidate, Finding, Lesson, Objection, PolicyLead, Reader, Remark, Rereading
from levain.foundation.access import PUBLIC, PUBLIC_DEED, asks, declare
from levain.programmes.models import Cohort, Programme

CHAIN = {"finding": Finding, "lesson": Lesson, "lead": PolicyLead}
POSTED = ("move", "reviewed", "put_back")

declare(
    {
        f"capitalisation:{name}_{deed}": asks(rules.can_work, of=model, post_only=deed in POSTED)
        for name, model in CHAIN.items()
        for deed in (*POSTED, "versions", "objection", "remarks")
    }
    | {
        "capitalisation:candidates": asks(rules.can_work_on, of=Cohort, cohort="slug"),
        "capitalisation:write_candidate": asks(rules.can_work_on, of=Cohort, post_only=True, cohort="slug"),
        "capitalisation:dismiss_candidate": asks(
            talk_rules.can_decide_candidate, of=Candidate, cohort="cohort.slug", key="key"
        ),
        "capitalisation:gather": asks(rules.can_work, of=Finding),
        "capitalisation:unlink": asks(rules.can_work, of=Finding, post_only=True),
        "capitalisation:rereadings": asks(rules.can_work_on, of=Cohort, cohort="slug"),
        "capitalisation:new_rereading": asks(rules.can_work_on, of=Cohort, cohort="slug"),
        "capitalisation:rereading": asks(rules.can_work, of=Rereading),
        "capitalisation:ask_readers": asks(rules.can_work, of=Rereading),
        "capitalisation:close_rereading": asks(rules.can_work, of=Rereading, post_only=True),
        "capitalisation:my_rereading": asks(talk_rules.can_reread, of=Rereading),
        "capitalisation:take_back_reader": asks(talk_rules.can_take_back, of=Reader, post_only=True),
        "capitalisation:answer_remark": asks(rules.can_work, of=Remark),
        "capitalisation:reread": PUBLIC,
        "capitalisation:reread_done": PUBLIC_DEED,
        "capitalisation:read_one": PUBLIC,
        "capitalisation:send_lead": asks(talk_rules.can_send_lead, of=PolicyLead),
        "capitalisation:follow_lead": asks(rules.can_work, of=PolicyLead),
        "capitalisation:take_up_lead": asks(rules.can_work, of=PolicyLead),
        "capitalisation:followed_leads": asks(talk_rules.can_follow_leads, of=Programme, programme="slug"),
        "capitalisation:edit_objection": asks(rules.can_work, of=Objection),
    }
)
