"""What is awaited before a seminar: an answer, what one expects, a last look. Read by the reminders at each tick."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from levain.foundation import reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import RoleCode, User
from levain.projects.models import Project
from levain.questionnaires.models import Response
from levain.seminars.models import Invitation, Registration, Seminar

INVITED = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
SOON = timedelta(days=30)


def coming_soon(now: datetime, ids: Ids) -> list[Seminar]:
    """Those that will take place within a month."""
    soon = Seminar.objects.filter(starts__range=(now, now + SOON), gathering__cancelled_at=None)
    return list(among(soon.select_related("cohort__programme"), ids))


def unanswered(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Those invited who have answered neither yes nor no; without invitations, the people of the projects."""
    seminars = coming_soon(now, ids)
    answered = set(
        Registration.objects.filter(seminar__in=seminars, user__isnull=False).values_list("seminar_id", "user_id")
    )
    asked = _invited(seminars)
    teams = _teams({seminar.cohort_id for seminar in seminars if seminar.pk not in asked})
    for seminar in seminars:
        people = asked[seminar.pk] if seminar.pk in asked else teams(seminar.cohort_id)
        for person in people:
            if (seminar.pk, person.pk) not in answered:
                yield Pending(person, seminar, until=seminar.day)


def _invited(seminars: list[Seminar]) -> dict[int, list[User]]:
    """By seminar, the accounts invited; a seminar that invited nobody is not named."""
    found: dict[int, list[User]] = defaultdict(list)
    sent = Invitation.objects.filter(seminar__in=seminars, withdrawn_at=None).select_related("user")
    for invitation in sent:
        found[invitation.seminar_id] += [invitation.user] if invitation.user else []
    return found


def _teams(cohorts: set[int]):
    """Who is in the projects of a cohort: their people are read when the first is asked."""
    projects: dict[int, list[tuple]] = defaultdict(list)
    for cohort, pk in Project.objects.filter(cohort__in=cohorts).values_list("cohort_id", "pk"):
        projects[cohort].append((Project, pk))
    invited = Holders(*INVITED)

    def team(cohort: int) -> Iterable[User]:
        return invited.on_ids(projects[cohort])

    return team


def _coming(now: datetime, ids: Ids) -> list[Registration]:
    """The accounts that come to one of these."""
    comes = {"state": Registration.State.REGISTERED, "user__isnull": False}
    found = Registration.objects.filter(seminar__in=coming_soon(now, ids), **comes)
    return list(found.select_related("user", "seminar__cohort__programme"))


def soon(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Whoever comes is told once, a few days before: who can no longer come frees a seat."""
    for each in _coming(now, ids):
        if each.user:
            yield Pending(each.user, each.seminar, until=each.seminar.day)


def expecting(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Whoever comes and has not said what she expects."""
    coming = _coming(now, ids)
    about = Response.objects.filter(subject_type__app_label="seminars", subject_type__model="registration")
    told = set(about.filter(subject_id__in=[each.pk for each in coming]).values_list("subject_id", flat=True))
    for each in coming:
        if each.user and each.pk not in told:
            yield Pending(each.user, each.seminar, until=each.seminar.day)


def say() -> None:
    reminders.register(
        "registration",
        due=unanswered,
        sentence=_("Reminder: say whether you come to “%(object)s” on %(until)s"),
        spacing=Spacing(before=(21, 10, 3), after=(), at_most=3),
    )
    reminders.register(
        "expectations",
        due=expecting,
        sentence=_("Before “%(object)s”, on %(until)s: say what you expect of it"),
        spacing=Spacing(before=(10, 4), after=(), at_most=2),
    )
    reminders.register(
        "seminar_soon",
        due=soon,
        sentence=_("“%(object)s” is on %(until)s: you are expected. Say so if you can no longer come"),
        spacing=Spacing(before=(2,), after=(), at_most=1),
    )
