"""What people type in a project's space."""

from levain.projects.forms.actions import ActionForm
from levain.projects.forms.logbook import MOST_PEOPLE, EditForm, EntryForm, NoteForm
from levain.projects.forms.words import WordsField

__all__ = [
    "ActionForm",
    "EditForm",
    "EntryForm",
    "MOST_PEOPLE",
    "NoteForm",
    "WordsField",
]
