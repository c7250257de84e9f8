"""What this package keeps of people."""

from levain.foundation.personal import ACCOUNT, COMING, NOT_PERSONAL, TRACE, WORDS, declare
from levain.seminars.models import (
    ActivityPhoto,
    AfterAction,
    AgendaItem,
    Contribution,
    Device,
    Gathering,
    Invitation,
    Live,
    Minutes,
    MinutesSent,
    Needs,
    PhotoConsent,
    Registration,
    Seminar,
    SeminarTemplate,
    Table,
)

declare(WORDS, Seminar, "purpose", "why_format", "way")
declare(WORDS, AgendaItem, "material", "plan_b")
declare(WORDS, Minutes, "text", "decisions", "offers")
declare(ACCOUNT, Registration, "user", "name")
declare(ACCOUNT, Table, "note_taker")
declare(COMING, Registration, "access_needs", "meals", "travel")
declare(COMING, Needs, "childcare", "car_from", "answers")
declare(COMING, Invitation, "user", "email", "name", "organisation")
declare(COMING, PhotoConsent, "parent", "channels", "until")
declare(COMING, Gathering, "contact")
declare(WORDS, Gathering, "access", "visit", "cancelled_why")
declare(TRACE, Invitation, "invited_by")
declare(TRACE, SeminarTemplate, "made_by")
declare(NOT_PERSONAL, SeminarTemplate, "name", "purpose")
declare(WORDS, Contribution, "text")
declare(TRACE, Contribution, "author")
declare(WORDS, Contribution, "pseudonym")
declare(ACCOUNT, Device, "name", "user")
declare(TRACE, Live, "driver")
declare(WORDS, AfterAction, "planned", "happened", "why", "keep", "change", "who")
declare(TRACE, MinutesSent, "by")
declare(WORDS, ActivityPhoto, "caption")
declare(TRACE, ActivityPhoto, "added_by")
