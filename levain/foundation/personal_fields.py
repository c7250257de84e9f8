"""What this package keeps of people."""

from levain.foundation.models import (
    CalendarFeed,
    Document,
    JournalEntry,
    Letter,
    MailAnswer,
    Notice,
    Passage,
    Preference,
    Reminder,
    SearchEntry,
)
from levain.foundation.personal import MAIL, TRACE, WORDS, declare

declare(TRACE, JournalEntry, "actor")
declare(MAIL, Notice, "recipient")
declare(MAIL, Preference, "person")
declare(MAIL, Reminder, "person")
declare(MAIL, CalendarFeed, "person")
declare(MAIL, Letter, "person", "to", "text", "html")
declare(MAIL, MailAnswer, "person", "name", "mailbox")
declare(WORDS, Document, "file", "name")
declare(TRACE, Document, "uploaded_by")
declare(WORDS, Passage, "quote")
declare(TRACE, Passage, "created_by")
declare(WORDS, SearchEntry, "tokens")
