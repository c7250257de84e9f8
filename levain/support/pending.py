"""What is waited for in strand 2, and of whom, from the same waits as the pages: read by the reminders."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.foundation import answers, calendars, reminders
from levain.foundation.audiences import Audience
from levain.foundation.calendars import Event
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import Organisation, Role, RoleCode, User
from levain.projects.pending import around
from levain.projects.rules import THE_COLLECTIVE
from levain.support.models import Mission, MissionOffer, Need, Proposal, Referral
from levain.support.panels import questions_waiting
from levain.support.waiting import all_waits, waited_for, with_waits
from levain.territories.models import Territory

AT_A_TIME = 500
REPLY = Spacing(before=(2,), after=(3,))


def _open_needs(now: datetime, ids: Ids):
    earliest, _latest = around(now)
    running = Need.objects.exclude(state=Need.State.CLOSED).filter(project__cohort__ends__gte=earliest)
    running = among(running, ids).select_related("project__cohort__programme").order_by("pk")
    last = 0
    while found := with_waits(running.filter(pk__gt=last)[:AT_A_TIME]):
        yield from found
        last = found[-1].pk


def needs_of_advisers(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Needs to put in words, supports to propose."""
    advisers = Holders(RoleCode.ADVISER)
    for need in _open_needs(now, ids):
        for wait in all_waits(need):
            for person in advisers.on(need.project.cohort, need.project.cohort.programme):
                if wait.is_on(person, RoleCode.ADVISER):
                    yield Pending(person, need, wait.since)


def needs_of_bearers(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Words to agree on, proposals to answer, what came of it to tell."""
    collective = Holders(*THE_COLLECTIVE)
    for need in _open_needs(now, ids):
        waits = [wait for wait in all_waits(need) if wait.side == RoleCode.BEARER and wait.since]
        for person in collective.on(need.project) if waits else []:
            if waits[0].is_on(person, RoleCode.BEARER):
                yield Pending(person, need, waits[0].since)


def unanswered(now: datetime, ids: Ids = None) -> Iterator[Referral]:
    """Questions put to a State service or a town hall, and not replied to."""
    earliest, _latest = around(now)
    asked = (
        Referral.objects.filter(replied_on=None, need__project__cohort__ends__gte=earliest)
        .exclude(need__state=Need.State.CLOSED)
        .exclude(need__audience=Audience.COLLECTIVE)
        .select_related("need__project__cohort__programme", "service")
        .prefetch_related("service__territories")
    )
    return among(asked, ids).iterator(chunk_size=AT_A_TIME)


def replies(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    agents = Agents()
    for referral in unanswered(now, ids):
        for person in agents.of(referral):
            yield waited_from(person, referral)


def waited_from_mailboxes(now: datetime) -> Iterator[Referral]:
    """The same where nobody has an account, and a mailbox was written to."""
    agents = Agents()
    return (referral for referral in unanswered(now) if referral.service.mailbox and not agents.of(referral))


def waited_from(person: User | None, referral: Referral) -> Pending:
    return Pending(person, referral, referral.asked_on, referral.back_on or referral.hoped_by)


class Agents:
    """Who replies for a service: the same people as `referrals.agents_of`, read once for all services."""

    def __init__(self) -> None:
        territory = ContentType.objects.get_for_model(Territory).pk
        self.of_service: dict[int, list[User]] = defaultdict(list)
        self.on_land: dict[int, list[User]] = defaultdict(list)
        self.town_halls = Holders(RoleCode.LOCAL_AUTHORITY)
        self.leads = Holders(RoleCode.PROGRAMME_LEAD)
        held = Role.objects.in_force().filter(code=RoleCode.STATE_SERVICE, user__is_active=True)
        for role in held.select_related("user").order_by("pk"):
            if role.organisation_id:
                self.of_service[role.organisation_id].append(role.user)
            elif role.scope_type_id == territory:
                self.on_land[role.scope_id].append(role.user)

    def of(self, referral: Referral) -> list[User]:
        if referral.service_id == referral.need.project.local_authority_id:
            return self.town_halls.on(referral.need.project)
        if referral.service.kind == Organisation.Kind.MINISTRY:
            return self.leads.on(referral.need.project.cohort, referral.need.project.cohort.programme)
        found = list(self.of_service.get(referral.service_id, ()))
        for territory in referral.service.territories.all():
            found += self.on_land.get(territory.pk, ())
        return list({person.pk: person for person in found}.values())


def say() -> None:
    answers.wait_for(
        **{
            "need.qualified": Q(state=Need.State.QUALIFIED),
            "need.proposed": Q(proposals__answer=Proposal.Answer.WAITING) & ~Q(state=Need.State.CLOSED),
            "mission.offered": Q(answer=MissionOffer.Answer.WAITING, mission__state=Mission.State.ASKED),
        }
    )
    # Its agents are asked; the project learns that they were.
    answers.wait_for_some(**{"referral.asked": Q(replied_on=None) & ~Q(need__state=Need.State.CLOSED)})
    answers.ask(waited_for, "need.qualified", "need.proposed")
    calendars.register(dates)
    reminders.register(
        "reply",
        due=replies,
        sentence=_("Reminder: %(place)s hoped for your reply by %(until)s. %(object)s"),
        spacing=REPLY,
    )
    reminders.register(
        "need_adviser",
        due=needs_of_advisers,
        sentence=_("Reminder: a need of %(place)s waits for the adviser since %(since)s: %(object)s"),
    )
    reminders.register(
        "need_bearer",
        due=needs_of_bearers,
        sentence=_("Reminder: a need of %(place)s waits for you since %(since)s: %(object)s"),
    )


def dates(person, first, last) -> Iterator[Event]:
    """The day by which each reply that waits for her is hoped for; it moves when it is put off."""
    for wait in questions_waiting(person):
        if wait.until and first <= wait.until <= last:
            yield Event(
                uid=f"waiting-{sha256(wait.url.encode()).hexdigest()[:16]}",
                title=wait.label,
                starts=wait.until,
                url=wait.url,
                sequence=max(0, (wait.until - wait.since).days),
            )
