"""What a cohort asks of each person, all instruments added up, by month: above twenty minutes the team is warned."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from levain.evaluation.models import Invitee, Rating, Survey
from levain.foundation import asked
from levain.foundation.asked import Asking
from levain.people.models import User
from levain.programmes.models import Cohort

LIMIT = 20
# To give a level and its reason, objective by objective, in a conversation.
MINUTES_A_RATING = 3
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


def of_ratings(cohort: Cohort, since: date, until: date) -> Iterator[Asking]:
    """The levels given in conversation, by those who gave them, the day they did."""
    given = Rating.objects.filter(objective__project__cohort=cohort, rated_on__range=(since, until))
    given = given.exclude(rated_by=None).select_related("objective__project")
    sums: dict[tuple, int] = defaultdict(int)
    pages = {}
    for rating in given:
        project = rating.objective.project
        key = rating.rated_by_id, rating.rated_on, project.name
        sums[key] += MINUTES_A_RATING
        pages[key] = reverse("evaluation:objectives", args=[project.slug])
    for (person, day, name), minutes in sums.items():
        yield Asking(person, day, minutes, name, pages[person, day, name])


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
