from levain.capitalisation import outside_access as outside_access
from levain.capitalisation import practice_access as practice_access
from levain.capitalisation import report_access as report_access
from levain.capitalisation import rules
from levain.capitalisation import showing_access as showing_access
from levain.capitalisation import talk_access as talk_access
from levain.capitalisation import voices_access as voices_access
from levain.capitalisation.models import (
    Code,
    CodeChange,
    Evidence,
    Finding,
    Lesson,
    Memo,
    PolicyLead,
)
from levain.foundation.access import SIGNED_IN, asks, declare
from levain.programmes.models import Cohort

SOURCE = {"kind": "passage.object_type_id", "pk": "passage.object_id"}
WORK = {"of": Cohort, "cohort": "slug"}

declare(
    {
        "capitalisation:mine": SIGNED_IN,
        "capitalisation:home": asks(rules.can_work_on, **WORK),
        "capitalisation:corpus": asks(rules.can_work_on, **WORK),
        "capitalisation:changed": asks(rules.can_work_on, **WORK),
        "capitalisation:settle": asks(rules.can_work, of=Evidence, post_only=True),
        "capitalisation:renew": asks(rules.can_renew, of=Evidence),
        "capitalisation:codes": asks(rules.can_work_on, **WORK),
        "capitalisation:new_code": asks(rules.can_work_on, **WORK),
        "capitalisation:codes_csv": asks(rules.can_work_on, **WORK),
        "capitalisation:codes_ods": asks(rules.can_work_on, **WORK),
        "capitalisation:quotations_csv": asks(rules.can_work_on, **WORK),
        "capitalisation:quotations_ods": asks(rules.can_work_on, **WORK),
        "capitalisation:bring_codes": asks(rules.can_work_on, **WORK),
        "capitalisation:memos": asks(rules.can_work_on, **WORK),
        "capitalisation:new_memo": asks(rules.can_work_on, **WORK),
        "capitalisation:memo": asks(rules.can_read_memo, of=Memo),
        "capitalisation:edit_memo": asks(rules.can_read_memo, of=Memo),
        "capitalisation:shared_codes": asks(rules.can_read_shared_codes),
        "capitalisation:new_shared_code": asks(rules.can_edit_shared_codes),
        "capitalisation:code": asks(rules.can_read_code, of=Code),
        "capitalisation:edit_code": asks(rules.can_edit_code, of=Code),
        "capitalisation:merge_code": asks(rules.can_edit_code, of=Code),
        "capitalisation:split_code": asks(rules.can_edit_code, of=Code),
        "capitalisation:retire_code": asks(rules.can_edit_code, of=Code, post_only=True),
        "capitalisation:code_versions": asks(rules.can_read_code, of=Code),
        "capitalisation:take_code": asks(rules.can_read_code, of=Code, post_only=True),
        "capitalisation:share_code": asks(rules.can_share_code, of=Code, post_only=True),
        "capitalisation:undo_change": asks(rules.can_undo_change, of=CodeChange, post_only=True),
        "capitalisation:cite": asks(rules.can_cite_its_source, of=Evidence, **SOURCE),
        "capitalisation:evidence": asks(rules.can_read_evidence, of=Evidence),
        "capitalisation:link": asks(rules.can_work, of=Evidence),
        "capitalisation:new_finding": asks(rules.can_work_on, **WORK),
        "capitalisation:finding": asks(rules.can_work, of=Finding),
        "capitalisation:edit_finding": asks(rules.can_work, of=Finding),
        "capitalisation:new_lesson": asks(rules.can_work_on, **WORK),
        "capitalisation:lesson": asks(rules.can_work, of=Lesson),
        "capitalisation:edit_lesson": asks(rules.can_work, of=Lesson),
        "capitalisation:new_lead": asks(rules.can_work_on, **WORK),
        "capitalisation:lead": asks(rules.can_work, of=PolicyLead),
        "capitalisation:edit_lead": asks(rules.can_work, of=PolicyLead),
        "capitalisation:answer_lead": asks(rules.can_answer_lead, of=PolicyLead),
    }
)
