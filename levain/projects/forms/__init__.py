"""What people type in a project's space."""

from levain.projects.forms.actions import (
    ActionForm,
)
from levain.projects.forms.budget import (
    BudgetLineForm,
    EurosField,
)
from levain.projects.forms.commitments import (
    CommitmentForm,
    NewCommitmentForm,
    TellForm,
)
from levain.projects.forms.drafts import DraftedForm, writer_key
from levain.projects.forms.engagements import (
    EngagementsForm,
)
from levain.projects.forms.helping import (
    HelpCallForm,
)
from levain.projects.forms.horizon import (
    AfterwardsForm,
    CallForm,
    HorizonForm,
)
from levain.projects.forms.journey import (
    NewStepForm,
    StepForm,
)
from levain.projects.forms.logbook import (
    MOST_PEOPLE,
    NUMBERS,
    EditForm,
    EntryForm,
    NoteForm,
    ReadersForm,
)
from levain.projects.forms.moderation import (
    AppealForm,
    DecisionForm,
    FlagForm,
    HideForm,
)
from levain.projects.forms.neighbours import (
    FollowForm,
    MessageForm,
    ReplyForm,
    TakeForm,
)
from levain.projects.forms.papers import (
    NewVersionForm,
    PaperForm,
)
from levain.projects.forms.partners import (
    PartnerForm,
    PartnershipForm,
    PersonForm,
    SearchForm,
)
from levain.projects.forms.perimeter import (
    PerimeterForm,
)
from levain.projects.forms.progress import (
    AskForm,
    ProgressNoteForm,
    SkipForm,
)
from levain.projects.forms.public_page import (
    LinkForm,
    PageForm,
)
from levain.projects.forms.relay import (
    RelayForm,
)
from levain.projects.forms.session_people import (
    ContactsForm,
    SessionInvitationForm,
)
from levain.projects.forms.stakeholders import (
    StakeholderForm,
)
from levain.projects.forms.words import (
    WordsField,
)

__all__ = [
    "DraftedForm",
    "AppealForm",
    "DecisionForm",
    "FlagForm",
    "HideForm",
    "HelpCallForm",
    "TakeForm",
    "ActionForm",
    "AfterwardsForm",
    "AskForm",
    "BudgetLineForm",
    "CallForm",
    "CommitmentForm",
    "ContactsForm",
    "EditForm",
    "EngagementsForm",
    "EntryForm",
    "EurosField",
    "FollowForm",
    "HorizonForm",
    "LinkForm",
    "MOST_PEOPLE",
    "MessageForm",
    "NUMBERS",
    "NewCommitmentForm",
    "NewStepForm",
    "NewVersionForm",
    "NoteForm",
    "PageForm",
    "PaperForm",
    "PartnerForm",
    "PartnershipForm",
    "PerimeterForm",
    "PersonForm",
    "ProgressNoteForm",
    "ReadersForm",
    "RelayForm",
    "ReplyForm",
    "SearchForm",
    "SkipForm",
    "SessionInvitationForm",
    "StakeholderForm",
    "StepForm",
    "TellForm",
    "WordsField",
    "writer_key",
]
