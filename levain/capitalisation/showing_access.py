"""Who opens the pages of what everyone reads; read by `access.py`."""

from levain.capitalisation import rules as session_rules
from levain.capitalisation import showing_rules as rules
from levain.capitalisation.models import Lesson, PolicyLead, PracticeSheet, Report, Showing
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort

LESSON = {"of": Showing, "public": True, "cohort": "cohort.slug", "number": "lesson.number"}

declare(
    {
        "capitalisation:learned": PUBLIC,
        "capitalisation:feed": PUBLIC,
        "capitalisation:learned_card": PUBLIC,
        "capitalisation:public_lessons": PUBLIC,
        "capitalisation:public_leads": PUBLIC,
        "capitalisation:public_lesson": asks(rules.can_read_showing, **LESSON),
        "capitalisation:lesson_card": asks(rules.is_still_shown, **LESSON),
        # Asked of leads: a sample of what is shown is a lesson.
        "capitalisation:public_lead": asks(
            rules.can_read_lead, of=PolicyLead, public=True, cohort="cohort.slug", number="number"
        ),
        "capitalisation:lead_card": asks(
            rules.can_read_lead, of=PolicyLead, public=True, cohort="cohort.slug", number="number"
        ),
        "capitalisation:practice_card": asks(rules.is_still_shown, of=PracticeSheet, public=True, slug="slug"),
        "capitalisation:report_card": asks(rules.can_pass_on, of=Report, public=True, slug="slug"),
        "capitalisation:shown": asks(session_rules.can_work_on, of=Cohort, cohort="slug"),
        "capitalisation:show": asks(rules.can_show, of=Lesson, post_only=True, pk="pk", kind="public_kind"),
        "capitalisation:take_off": asks(rules.can_show, of=Lesson, pk="pk", kind="public_kind"),
    }
)
