"""What people type in a project's space."""

from levain.projects.forms.actions import ActionForm
from levain.projects.forms.commitments import CommitmentForm, NewCommitmentForm, TellForm
from levain.projects.forms.journey import NewStepForm, StepForm
from levain.projects.forms.logbook import MOST_PEOPLE, NUMBERS, EditForm, EntryForm, NoteForm, ReadersForm, writer_key
from levain.projects.forms.neighbours import FollowForm, MessageForm, ReplyForm
from levain.projects.forms.public_page import LinkForm, PageForm
from levain.projects.forms.relay import RelayForm
from levain.projects.forms.words import WordsField

__all__ = [
    "ActionForm",
    "CommitmentForm",
    "EditForm",
    "EntryForm",
    "FollowForm",
    "LinkForm",
    "MOST_PEOPLE",
    "MessageForm",
    "NUMBERS",
    "NewCommitmentForm",
    "NewStepForm",
    "NoteForm",
    "PageForm",
    "ReadersForm",
    "RelayForm",
    "ReplyForm",
    "StepForm",
    "TellForm",
    "WordsField",
    "writer_key",
]
