"""What a cohort asks of each person, all instruments added up, by month: above twenty minutes the team is warned."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.models import (
    EmergenceAsk,
    Invitee,
    Look,
    MaturityAnswer,
    PersonalView,
    Rating,
    RosterSheet,
    Survey,
)
from levain.foundation import asked
from levain.foundation.asked import Asking
from levain.people.models import User
from levain.programmes.models import Cohort

LIMIT = 20
# To give a level and its reason, objective by objective; a level of maturity; how much an objective matters and how
# far it is reached; with whom one works; the five questions on what the call did.
MINUTES_A_RATING, MINUTES_A_DIMENSION, MINUTES_A_VIEW, MINUTES_A_SHEET, MINUTES_OF_EMERGENCE = 3, 2, 1, 5, 4
Month = tuple[int, int]
Loads = dict[tuple[int, Month], list[Asking]]


@dataclass(frozen=True)
class Load:
    """What one person is asked in one month."""

    person: User
    month: date
    askings: tuple[Asking, ...]

    @property
    def minutes(self) -> float:
        return sum(one.minutes for one in self.askings)

    @property
    def heavy(self) -> bool:
        return self.minutes > LIMIT


def of_surveys(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """Those invited by name, the day the survey opens."""
    open_ = Survey.objects.filter(cohort=cohort, opens_on__range=(since, until)).exclude(state=Survey.State.DRAFT)
    found = Invitee.objects.filter(survey__in=open_, person__isnull=False).select_related("survey__revision")
    for invitee in found:
        survey = invitee.survey
        yield Asking(invitee.person_id, survey.opens_on, survey.minutes, survey.title, survey.get_absolute_url())


def of_conversations(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """Levels, maturity and views, by those who gave them, the day they did: one query for the three."""
    span = since, until
    ratings = Rating.objects.filter(objective__project__cohort=cohort, rated_on__range=span, rated_by__isnull=False)
    levels = MaturityAnswer.objects.filter(project__cohort=cohort, given_on__range=span, given_by__isnull=False)
    # The team's own look is its work, asked of nobody.
    levels = levels.exclude(look=Look.TEAM)
    views = PersonalView.objects.filter(objective__project__cohort=cohort, given_on__range=span, person__isnull=False)
    of_objective, of_project = (
        ("objective__project__slug", "objective__project__name"),
        ("project__slug", "project__name"),
    )
    rows = _counted(ratings, "level", "rated_by", "rated_on", *of_objective).union(
        _counted(levels, "maturity", "given_by", "given_on", *of_project),
        _counted(views, "view", "person", "given_on", *of_objective),
    )
    told = {
        "level": (MINUTES_A_RATING, _("Levels of the objectives: %(project)s"), "evaluation:objectives"),
        "maturity": (MINUTES_A_DIMENSION, _("Maturity: %(project)s"), "evaluation:maturity"),
        "view": (MINUTES_A_VIEW, _("What the objectives matter: %(project)s"), "evaluation:views"),
    }
    for person, day, slug, name, kind, n in rows:
        minutes, words, page = told[kind]
        yield Asking(person, day, minutes * n, words % {"project": name}, reverse(page, args=[slug]))


def _counted(found: QuerySet, kind: str, person: str, day: str, slug: str, name: str) -> QuerySet:
    """How many were given by each person, on each day, of each project."""
    rows = found.order_by().values(who=F(person), on=F(day), at=F(slug), named=F(name))
    return rows.annotate(kind=Value(kind, output_field=CharField()), n=Count("pk")).values_list(
        "who", "on", "at", "named", "kind", "n"
    )


def of_accelerator(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """With whom one works, and what the call did, of those who have an account: one query for both."""
    span = since, until
    sheets = RosterSheet.objects.filter(wave__cohort=cohort, wave__opened_on__range=span, answered_by__isnull=False)
    asks = EmergenceAsk.objects.filter(cohort=cohort, asked_on__range=span)
    asks = asks.annotate(who=Subquery(User.objects.filter(email=OuterRef("email")).order_by().values("pk")[:1]))
    rows = _plain(sheets, "ties", "answered_by", "wave__opened_on").union(
        _plain(asks.filter(who__isnull=False), "emergence", "who", "asked_on"), all=True
    )
    told = {
        "ties": (MINUTES_A_SHEET, _("With whom one works"), "evaluation:ties"),
        "emergence": (MINUTES_OF_EMERGENCE, _("What the call made happen"), "evaluation:emergence"),
    }
    for person, day, kind in rows:
        minutes, words, page = told[kind]
        yield Asking(person, day, minutes, words, reverse(page, args=[cohort.slug]))


def _plain(found: QuerySet, kind: str, person: str, day: str) -> QuerySet:
    named = found.order_by().values(by=F(person), on=F(day), kind=Value(kind, output_field=CharField()))
    return named.values_list("by", "on", "kind")


def load(cohort: Cohort) -> Loads:
    """Everything asked since the cohort began, by person and month."""
    until = max(cohort.ends, timezone.localdate())
    found: Loads = defaultdict(list)
    for one in asked.of(cohort, cohort.starts, until):
        found[one.person, (one.day.year, one.day.month)].append(one)
    return found


def loads(cohort: Cohort) -> list[Load]:
    """The heaviest months first."""
    found = load(cohort)
    people = User.objects.in_bulk({person for person, _month in found})
    made = [
        Load(people[person], date(*month, 1), tuple(sorted(askings, key=lambda one: one.day)))
        for (person, month), askings in found.items()
        if person in people
    ]
    return sorted(made, key=lambda one: (-one.minutes, one.month, str(one.person)))


def heavy(cohort: Cohort) -> int:
    """How many people have, or have had, a month above the limit."""
    return len({person for (person, _m), askings in load(cohort).items() if sum(a.minutes for a in askings) > LIMIT})


def over(known: Loads, people: list[int], survey: Survey) -> int:
    """Of these people, how many this survey would take above the limit in its month."""
    month = survey.opens_on.year, survey.opens_on.month
    return sum(sum(one.minutes for one in known.get((pk, month), [])) + survey.minutes > LIMIT for pk in people)
