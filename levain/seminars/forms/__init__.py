from levain.seminars.forms.people import AttendanceForm, GuestForm, NeedsForm
from levain.seminars.forms.preparation import AgendaItemForm, MinutesForm, SeminarForm
from levain.seminars.forms.said import ContributionForm

__all__ = [
    "AgendaItemForm",
    "AttendanceForm",
    "ContributionForm",
    "GuestForm",
    "MinutesForm",
    "NeedsForm",
    "SeminarForm",
]
