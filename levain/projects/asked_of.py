"""What progress notes ask of people, in minutes: of who gives one, else of those who bear the project."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import asked
from levain.foundation.asked import Asking
from levain.people.holders import Holders
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import ProgressNote, Project

# Four short questions, answered in five minutes.
MINUTES_A_NOTE = 5


def of_notes(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """Two queries at most."""
    notes = ProgressNote.objects.filter(round__cohort=cohort, round__asked_on__range=(since, until))
    bearers = Holders(RoleCode.BEARER)
    for note in notes.exclude(state=ProgressNote.State.SKIPPED).select_related("round", "project"):
        waited = [] if note.author_id else bearers.on_ids([(Project, note.project_id)])
        what = _("Progress note: %(project)s") % {"project": note.project.name}
        for person in [note.author_id] if note.author_id else [one.pk for one in waited]:
            yield Asking(person, note.round.asked_on, MINUTES_A_NOTE, what, note.get_absolute_url())


def say() -> None:
    asked.register("notes", gettext_lazy("Progress notes"), of_notes)
