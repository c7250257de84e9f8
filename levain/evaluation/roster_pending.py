"""Which members of a roster are silent in an open wave: their people are reminded, or their mailbox is written to."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation.models import RosterSheet
from levain.evaluation.services import ties
from levain.foundation import reminders, work
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import Affiliation, Role, RoleCode, User
from levain.projects.models import Project

# Days before a wave closes.
BEFORE = (7, 2)


def silent(now: datetime) -> models.QuerySet[RosterSheet]:
    """The sheets that wait, in the waves that are open; who left the roster is no longer asked."""
    today = timezone.localtime(now).date()
    waiting = RosterSheet.objects.filter(state=RosterSheet.State.WAITING, member__left_on=None)
    asked = waiting.filter(wave__opened_on__lte=today, wave__closes_on__gte=today)
    return asked.select_related("wave__cohort__programme", "member__project", "member__organisation")


def to_answer(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Each person who may answer for a silent member."""
    sheets = list(among(silent(now), ids))
    team = Holders(RoleCode.BEARER, RoleCode.MEMBER)
    of_organisation = belonging({sheet.member.organisation_id for sheet in sheets} - {None})
    for sheet in sheets:
        member = sheet.member
        project = member.project_id
        people = team.on_ids([(Project, project)]) if project else of_organisation[member.organisation_id]
        for person in people:
            yield Pending(person, sheet, sheet.wave.opened_on, sheet.wave.closes_on)


def belonging(organisations: set[int | None]) -> dict[int | None, list[User]]:
    """Those who act for each organisation, by a role or because they work there."""
    found: dict[int | None, dict[int, User]] = defaultdict(dict)
    if not organisations:
        return defaultdict(list)
    roles = Role.objects.in_force().filter(organisation__in=organisations, user__is_active=True)
    works = Affiliation.objects.filter(organisation__in=organisations, until=None, user__is_active=True)
    for row in (*roles.select_related("user"), *works.select_related("user")):
        found[row.organisation_id][row.user_id] = row.user
    return defaultdict(list, {pk: list(people.values()) for pk, people in found.items()})


def remind_mailboxes(now: datetime) -> int:
    """A shared mailbox where nobody has an account is written to once more, a week before the end."""
    soon = timezone.localtime(now).date() + timedelta(days=max(BEFORE))
    waiting = silent(now).exclude(member__mailbox="").filter(wave__closes_on__lte=soon)
    return sum(ties.remind_mailbox(sheet) for sheet in waiting)


def say() -> None:
    reminders.register(
        "roster",
        due=to_answer,
        sentence=_("Reminder, until %(until)s: with whom do you work? Answer for %(object)s"),
        spacing=Spacing(before=BEFORE, after=(), at_most=len(BEFORE)),
    )
    work.every_tick(remind_mailboxes)
