"""What this package keeps of people."""

from levain.foundation.personal import ACCOUNT, TRACE, WORDS, declare
from levain.seminars.models import (
    AgendaItem,
    Contribution,
    Device,
    Live,
    Minutes,
    Registration,
    Seminar,
    Table,
)

declare(WORDS, Seminar, "purpose", "why_format", "way")
declare(WORDS, AgendaItem, "material", "plan_b")
declare(WORDS, Minutes, "text", "decisions", "offers")
declare(ACCOUNT, Registration, "user", "name")
declare(ACCOUNT, Table, "note_taker")
declare(WORDS, Contribution, "text")
declare(TRACE, Contribution, "author")
declare(WORDS, Contribution, "pseudonym")
declare(ACCOUNT, Device, "name", "user")
declare(TRACE, Live, "driver")
