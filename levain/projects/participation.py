"""Who takes part, from the numbers of the events of the logbook: values proposed, each with the rows it counts.

The figures are the same for whoever reads the page: events kept to the collective are left out, and their number is
told to those who read them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.formulas.participation import Event, Participation, participation
from levain.foundation.audiences import Audience
from levain.projects.models import LogbookEntry, ProfileCount, Project

# Rules R1 and R8 of the methods: under ten, counts rather than a percentage; under eleven, no share of inhabitants.
A_SHARE_FROM = 11
NUMBERS = ("people", "first_timers", "hours")
# What a link may ask for, in the words of its address.
ROWS = {
    "personnes": Q(people__isnull=False),
    "premieres-fois": Q(people__isnull=False, first_timers__isnull=False),
    "heures": Q(hours__isnull=False),
    "profils": Q(pk__in=ProfileCount.objects.values("event")),
    "sans-personnes": Q(people=None),
    "sans-premieres-fois": Q(first_timers=None) | Q(people=None),
    "sans-heures": Q(hours=None),
}


@dataclass(frozen=True)
class Figure:
    """`rows` and `without` name the events that give the number, and those that do not."""

    label: Any
    value: str
    told: str
    rows: str
    without: str = ""
    missing: int = 0

    @property
    def lacks(self) -> str:
        said = ngettext("%(n)d event does not say it", "%(n)d events do not say it", self.missing)
        return said % {"n": self.missing} if self.missing else ""


def events(project: Project) -> QuerySet[LogbookEntry]:
    """The events that count: standing, confirmed by whose words they are, open to the project at least."""
    shared = (Audience.PROJECT, Audience.COHORT, Audience.PUBLIC)
    told = project.logbook.standing().filter(kind=LogbookEntry.Kind.EVENT, audience__in=shared)
    return told.filter(Q(said_by=None) | Q(confirmed_at__isnull=False))


def kept_back(project: Project, read: set[str]) -> int:
    """How many events only the collective reads; told to nobody else."""
    if Audience.COLLECTIVE not in read:
        return 0
    of_events = project.logbook.standing().filter(kind=LogbookEntry.Kind.EVENT)
    return of_events.filter(audience=Audience.COLLECTIVE).count()


def proposed(project: Project) -> Participation:
    """The values proposed to whoever evaluates, computed from the rows at each reading."""
    return participation(Event(*row) for row in events(project).order_by().values_list(*NUMBERS))


def figures(found: Participation) -> list[Figure]:
    if not found.events:
        return []
    return [_presences(found), *_different(found), _first_timers(found), _hours(found)]


def _presences(found: Participation) -> Figure:
    total = found.presences
    return Figure(
        _("People, event after event"),
        _shown(total.value),
        _("Whoever came to three events counts three times."),
        "personnes",
        "sans-personnes",
        total.missing,
    )


def _different(found: Participation) -> Iterable[Figure]:
    if found.different is None:
        return
    low, high = found.different
    words = _("%(low)s at least, %(high)s at most") % {"low": number_format(low), "high": number_format(high)}
    yield Figure(
        _("Different people"),
        number_format(low) if low == high else words,
        _("The logbook keeps no names: the truth lies between these two numbers."),
        "personnes",
    )


def _first_timers(found: Participation) -> Figure:
    share = found.first_timers
    if not share.events:
        value, told = _shown(None), ""
    else:
        value = _("%(k)s out of %(n)s") % {"k": number_format(share.k), "n": number_format(share.n)}
        if share.n < A_SHARE_FROM:
            told = _("Too few people for a share: the count alone is given.")
        else:
            rounded = {"share": number_format(round(100 * share.value)), "events": share.events}
            told = (
                ngettext(
                    "That is %(share)s%%, over the %(events)d event that gives both numbers.",
                    "That is %(share)s%%, over the %(events)d events that give both numbers.",
                    share.events,
                )
                % rounded
            )
    return Figure(_("There for the first time"), value, told, "premieres-fois", "sans-premieres-fois", share.missing)


def _hours(found: Participation) -> Figure:
    total = found.hours
    return Figure(_("Hours given"), _shown(total.value), "", "heures", "sans-heures", total.missing)


def _shown(value: int | None) -> str:
    return _("not said yet") if value is None else number_format(value)
