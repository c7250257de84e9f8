"""Every figure of the evaluation, in one shape: its method, what it is about, how many it counts, and which rows.

Each subject registers a source: a function that gives its figures for some projects of a cohort, in few queries (at
most six, whatever the number of projects), so that a page may show one source within its budget. Pages, tables,
`levain evaluate` and reports all read figures here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.urls import reverse

from levain.evaluation.periods import EVER, Period
from levain.foundation.verdicts import GRANTED, Verdict
from levain.programmes.models import Cohort
from levain.projects.models import Project


class Row(NamedTuple):
    """Something a figure counts: its address, and the words of the link that opens it."""

    url: str
    title: str = ""


@dataclass(frozen=True)
class Figure:
    """One computed value. `code` names it within its source and stays: letters, digits and hyphens.

    `value` is None when there is none, and `why_not` says why. `n` counted of `invited` (None when nobody was
    invited: what is counted came by itself). `places` are the decimals shown; the value itself is never rounded.
    `counts_among` says that the value counts some of the `n`: its interval is that of the share, from 0 to 1.
    `signed` says that it is a difference, shown with its sign. `project` is None for the cohort as a whole.
    `readable` is asked, on pages, of whoever reads; without it,
    whoever may read the page reads the figure. `promise` is what was told to those whose answers it counts:
    "named", "confidential", "anonymous"; empty when it counts facts. `beyond` says, of a figure asked for a period,
    why what it counts goes beyond it.
    """

    code: str
    method: str
    subject: str
    label: str
    value: float | None
    unit: str
    n: int
    invited: int | None = None
    rows: Sequence[Row] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    interval: tuple[float, float] | None = None
    why_not: str = ""
    places: int = 1
    version: int = 1
    counts_among: bool = False
    signed: bool = False
    project: Project | None = None
    readable: Callable[[Any], Verdict] | None = None
    promise: str = ""
    beyond: str = ""

    @property
    def share(self) -> float | None:
        return self.value / self.n if self.counts_among and self.value is not None and self.n else None

    def opens_to(self, user: Any) -> Verdict:
        return self.readable(user) if self.readable else GRANTED

    def as_json(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "version": self.version,
            "code": self.code,
            "subject": self.subject,
            "label": self.label,
            "value": self.value,
            "share": self.share,
            "unit": self.unit,
            "n": self.n,
            "invited": self.invited,
            "interval": self.interval,
            "why_not": self.why_not,
            "promise": self.promise,
            "parameters": self.parameters,
            "project": self.project.slug if self.project else None,
            "rows": [row.url for row in self.rows],
        }


# Asked for a period, a third argument: the source gives what is inside it.
Gives = Callable[..., Iterable[Figure]]


@dataclass(frozen=True)
class Source:
    """What one subject gives: its title above its figures, whether of projects or of the cohort.

    `whole` says why its figures are never of a period; empty, they are.
    """

    code: str
    title: Any
    gives: Gives
    of_projects: bool
    order: int
    whole: Any = ""

    def read(self, cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterable[Figure]:
        """Its figures; for a period, those of what is inside it."""
        if not period:
            return self.gives(cohort, projects)
        if self.whole:
            return (replace(one, beyond=str(self.whole)) for one in self.gives(cohort, projects))
        return self.gives(cohort, projects, period)

    def address(self, cohort: Cohort) -> str:
        return reverse("evaluation:figures_of", args=[cohort.slug, self.code])

    def opening(self, figure: Figure, *, cohort: Cohort | None = None, period: Period = EVER) -> str:
        """The page that opens the rows of a figure: among those of the cohort, or of its own project."""
        if cohort is not None:
            return reverse("evaluation:figure", args=[cohort.slug, self.code, figure.code]) + period.asked
        slug = figure.project.slug if figure.project else ""
        return reverse("evaluation:project_figure", args=[slug, self.code, figure.code])


_sources: dict[str, Source] = {}


def register(
    code: str, title: Any, gives: Gives, *, of_projects: bool = True, order: int = 50, whole: Any = ""
) -> None:
    """Called from `registered.py`: `gives(cohort, projects, period)`, these projects being some or all of the
    cohort's; `whole` says why a source is never of a period, and is then called without one."""
    _sources[code] = Source(code, title, gives, of_projects, order, whole)


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: (source.order, source.code))


def source(code: str) -> Source | None:
    return _sources.get(code)


def projects_of(cohort: Cohort) -> list[Project]:
    """The projects whose figures are read, in the order of their names: one query."""
    projects = Project.objects.filter(cohort=cohort).select_related("collective", "local_authority").order_by("name")
    found = list(projects)
    for project in found:
        project.cohort = cohort
    return found


def gather(cohort: Cohort, projects: list[Project] | None = None) -> Iterator[tuple[Source, Figure]]:
    """Every figure of a cohort; of these projects alone when they are named."""
    asked = projects_of(cohort) if projects is None else projects
    for one in sources():
        if one.of_projects or projects is None:
            for figure in one.gives(cohort, asked):
                yield one, figure


def evaluate(cohort: Cohort) -> list[dict[str, Any]]:
    """What `levain evaluate --json` says."""
    return [{"source": one.code} | figure.as_json() for one, figure in gather(cohort)]
