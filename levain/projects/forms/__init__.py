"""What people type in a project's space."""

from levain.projects.forms.actions import ActionForm
from levain.projects.forms.logbook import MOST_PEOPLE, NUMBERS, EditForm, EntryForm, NoteForm, ReadersForm, writer_key
from levain.projects.forms.neighbours import FollowForm, MessageForm, ReplyForm
from levain.projects.forms.public_page import LinkForm, PageForm
from levain.projects.forms.words import WordsField

__all__ = [
    "NUMBERS",
    "ReadersForm",
    "writer_key",
    "ActionForm",
    "EditForm",
    "EntryForm",
    "FollowForm",
    "LinkForm",
    "MOST_PEOPLE",
    "MessageForm",
    "NoteForm",
    "PageForm",
    "ReplyForm",
    "WordsField",
]
