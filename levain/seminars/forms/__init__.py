from levain.seminars.forms.people import AttendanceForm, GuestForm, NeedsForm
from levain.seminars.forms.preparation import ActivityForm, AgendaItemForm, MinutesForm, SeminarForm
from levain.seminars.forms.said import ContributionForm

__all__ = [
    "ActivityForm",
    "AgendaItemForm",
    "AttendanceForm",
    "ContributionForm",
    "GuestForm",
    "MinutesForm",
    "NeedsForm",
    "SeminarForm",
]
