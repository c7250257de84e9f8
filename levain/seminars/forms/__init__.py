from levain.seminars.forms.gathering import (
    AskingForm,
    CallOffForm,
    InviteGuestsForm,
    InvitePeopleForm,
    PlaceForm,
    VisitForm,
)
from levain.seminars.forms.people import AttendanceForm, CodeForm, GuestForm, NeedsForm
from levain.seminars.forms.preparation import AgendaItemForm, DurationsForm, MinutesForm, SeminarForm
from levain.seminars.forms.said import ContributionForm

__all__ = [
    "AgendaItemForm",
    "AskingForm",
    "AttendanceForm",
    "CallOffForm",
    "CodeForm",
    "ContributionForm",
    "DurationsForm",
    "GuestForm",
    "InviteGuestsForm",
    "InvitePeopleForm",
    "MinutesForm",
    "NeedsForm",
    "PlaceForm",
    "SeminarForm",
    "VisitForm",
]
