"""Who has not said yet whether she comes: read by the reminders at each tick."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from levain.foundation import reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.seminars.models import Registration, Seminar

INVITED = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
SOON = timedelta(days=30)


def unanswered(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """The people of the cohort's projects who have answered neither yes nor no."""
    soon = Seminar.objects.filter(starts__range=(now, now + SOON)).select_related("cohort__programme")
    seminars = list(among(soon, ids))
    answered = set(
        Registration.objects.filter(seminar__in=seminars, user__isnull=False).values_list("seminar_id", "user_id")
    )
    projects: dict[int, list[tuple]] = defaultdict(list)
    rows = Project.objects.filter(cohort__in={seminar.cohort_id for seminar in seminars})
    for cohort, pk in rows.values_list("cohort_id", "pk"):
        projects[cohort].append((Project, pk))
    invited = Holders(*INVITED)
    for seminar in seminars:
        for person in invited.on_ids(projects[seminar.cohort_id]):
            if (seminar.pk, person.pk) not in answered:
                yield Pending(person, seminar, until=seminar.day)


def say() -> None:
    reminders.register(
        "registration",
        due=unanswered,
        sentence=_("Reminder: say whether you come to “%(object)s” on %(until)s"),
        spacing=Spacing(before=(21, 10, 3), after=(), at_most=3),
    )
