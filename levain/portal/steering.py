"""One line per project of a cohort, in a number of queries that does not grow with the projects."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import shorten
from typing import Any, NamedTuple

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.design.dates import in_words
from levain.evaluation.models import Moment, Objective
from levain.people.models import RoleCode
from levain.portal.figures import last_recorded, with_figures
from levain.programmes.models import Cohort
from levain.programmes.rules import can_keep_outbox
from levain.projects.models import Action, Project, Step
from levain.projects.rules import can_keep_people, can_moderate
from levain.support.models import Need
from levain.support.rules import can_set_envelope
from levain.support.waiting import Wait, waits_for, with_waits

# Beyond these, a silence or a wait deserves a word.
SILENCE = timedelta(days=21)
LONG_WAIT = timedelta(days=30)
DATES = 2
SHOWN = ("last_note", "last_contact", "needs_closed", "in_the_way")


@dataclass(frozen=True)
class Mark:
    """An open need: whom it waits for, in one letter, and for how many days."""

    need: Need
    wait: Wait
    days: int

    @property
    def letter(self) -> str:
        return {RoleCode.ADVISER: _("A"), RoleCode.STATE_SERVICE: _("S")}.get(self.wait.side, _("P"))

    @property
    def old(self) -> bool:
        return self.days > LONG_WAIT.days

    @property
    def age(self) -> str:
        """In days, then in months, then in years: nobody reads 1 832 days."""
        if self.days < 100:
            return ngettext("%(n)d day", "%(n)d days", self.days) % {"n": self.days}
        if self.days < 730:
            return ngettext("%(n)d month", "%(n)d months", self.days // 30) % {"n": self.days // 30}
        return ngettext("%(n)d year", "%(n)d years", self.days // 365) % {"n": self.days // 365}


class Coming(NamedTuple):
    """A dated thing of a project: a step of its journey or an action."""

    day: date
    title: str
    url: str
    late: bool


class Progress(NamedTuple):
    """An objective at the start and now: the levels that the voices gave, from the lowest to the highest."""

    label: str
    words: str
    url: str
    start: str
    now: str


@dataclass
class Line:
    """What is known of a project on a day."""

    project: Project
    day: date
    running: bool = True
    last: date | None = None
    marks: list[Mark] = field(default_factory=list)
    obstacles: int = 0
    dates: list[Coming] = field(default_factory=list)
    profile: list[Progress] = field(default_factory=list)
    needs_closed: int = 0

    def signals(self) -> Iterator[str]:
        """What deserves a word, said in words; the silence of a cohort that is over does not."""
        if self.last is None:
            yield _("nothing recorded yet")
        elif self.running and self.day - self.last > SILENCE:
            yield _("nothing recorded since %(day)s") % {"day": in_words(self.last)}
        if late := sum(mark.old for mark in self.marks):
            yield ngettext("a need waits for long", "%(n)d needs wait for long", late) % {"n": late}
        if not self.profile:
            yield _("no objective agreed")
        if self.running and (late := sum(coming.late for coming in self.dates)):
            yield ngettext("a date is past", "%(n)d dates are past", late) % {"n": late}


def lines(cohort: Cohort) -> list[Line]:
    """Looked at from today: a need that is still open still waits, even once the cohort is over."""
    day = timezone.localdate()
    found = {}
    for project in with_figures(cohort.projects.order_by("name"), *SHOWN):
        project.cohort = cohort
        found[project.pk] = Line(
            project,
            day,
            running=cohort.starts <= day <= cohort.ends,
            last=last_recorded(project),
            obstacles=project.in_the_way or 0,
            needs_closed=project.needs_closed or 0,
        )
    _needs(found, day)
    _dates(found, day)
    _profiles(found)
    return list(found.values())


def _needs(found: dict[int, Line], day: date) -> None:
    for need in with_waits(Need.objects.filter(project__in=found).exclude(state=Need.State.CLOSED)):
        line = found[need.project_id]
        need.project = line.project
        wait = waits_for(need)
        line.marks.append(Mark(need, wait, max(0, (day - (wait.since or day)).days)))
    for line in found.values():
        line.marks.sort(key=lambda mark: -mark.days)


def _dates(found: dict[int, Line], day: date) -> None:
    """The first dates of what is left to do, steps and actions together, in one query."""
    steps, actions = (
        model.objects.filter(project__in=found, done=None, due__isnull=False)
        .order_by()
        .values_list("project_id", "due", "title", Value(model._meta.model_name))
        for model in (Step, Action)
    )
    for pk, due, title, kind in sorted(steps.union(actions, all=True), key=lambda row: row[1]):
        line = found[pk]
        if len(line.dates) < DATES:
            page = "projects:journey" if kind == Step._meta.model_name else "projects:actions"
            line.dates.append(Coming(due, title, reverse(page, args=[line.project.slug]), due < day))


def _profiles(found: dict[int, Line]) -> None:
    """The objectives settled, with the levels that count, in one query."""
    settled = Objective.objects.filter(project__in=found).settled()
    rated = ("ratings__moment", "ratings__level", "ratings__rated_by")
    given: dict[tuple[int, int, str], dict[str, list[int]]] = {}
    for pk, project, agreed, moment, level, by in settled.values_list("pk", "project", "agreed", *rated):
        levels = given.setdefault((pk, project, agreed), defaultdict(list))
        if level is not None and by is not None:
            levels[moment].append(level)
    pages = {pk: reverse("evaluation:objectives", args=[line.project.slug]) for pk, line in found.items()}
    for (pk, project, agreed), levels in given.items():
        profile = found[project].profile
        now = levels[Moment.END] or levels[Moment.MIDDLE]
        label, words = _("Objective %(n)s") % {"n": len(profile) + 1}, shorten(agreed, 80, placeholder="…")
        url = f"{pages[project]}?objectif={pk}#objective-{pk}"
        profile.append(Progress(label, words, url, _levels(levels[Moment.START]), _levels(now)))


def _levels(given: list[int]) -> str:
    if not given:
        return ""
    low, high = signed(min(given)), signed(max(given))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def signed(level: int) -> str:
    return f"+{level}" if level > 0 else str(level).replace("-", "−")


def links(cohort: Cohort, user: Any) -> list[tuple[str, str]]:
    """What follows from steering a cohort."""
    found = [
        (_("The seminars"), reverse("seminars:list")),
        (_("Progress notes"), reverse("projects:cohort_notes", args=[cohort.slug])),
        (_("Evidence, findings, lessons, leads, reports"), reverse("capitalisation:home", args=[cohort.slug])),
        (_("What is evaluated"), reverse("evaluation:cohort_framework", args=[cohort.slug])),
        (_("The figures"), reverse("evaluation:figures", args=[cohort.slug])),
        (_("The surveys"), reverse("evaluation:surveys", args=[cohort.slug])),
    ]
    found.append((_("What the State did"), reverse("support:cohort_deeds", args=[cohort.slug])))
    if can_set_envelope(user, cohort):
        found.append((_("The days of expertise"), reverse("support:envelope", args=[cohort.slug])))
    if can_keep_outbox(user, cohort):
        found.append((_("The letters of the cohort"), reverse("programmes:outbox", args=[cohort.slug])))
    if can_keep_people(user, cohort):
        found.append((_("The people of the session"), reverse("projects:session_people", args=[cohort.slug])))
    if can_moderate(user, cohort):
        found.append((_("What is reported"), reverse("projects:moderation", args=[cohort.slug])))
    return [*found, (_("Hands offered, hands looked for"), reverse("projects:hands", args=[cohort.slug]))]
