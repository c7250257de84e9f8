"""The routes of the documents from outside."""

from levain.capitalisation import outside_rules as rules
from levain.capitalisation.models import CorpusText, OutsideDocument
from levain.capitalisation.rules import can_work_on
from levain.foundation.access import asks, declare
from levain.programmes.models import Cohort

WORK = {"of": Cohort, "cohort": "slug"}

declare(
    {
        "capitalisation:around": asks(rules.can_read_text, of=CorpusText),
        "capitalisation:outside_documents": asks(can_work_on, **WORK),
        "capitalisation:give_outside": asks(can_work_on, **WORK),
        "capitalisation:outside": asks(rules.can_read_outside, of=OutsideDocument),
        "capitalisation:renew_outside": asks(rules.can_change_outside, of=OutsideDocument),
        "capitalisation:edit_outside": asks(rules.can_change_outside, of=OutsideDocument),
        "capitalisation:withdraw_outside": asks(rules.can_change_outside, of=OutsideDocument),
    }
)
