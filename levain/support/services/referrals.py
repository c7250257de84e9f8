"""A question put to a State service, and its reply."""

from datetime import date
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal, passages
from levain.foundation.models import JournalEntry
from levain.foundation.versions import save_over
from levain.people.around import nearness, roles_of, services_around
from levain.people.models import Organisation, Role, RoleCode, User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team
from levain.support.models import Need, Referral
from levain.support.services import mailboxes
from levain.support.services.needs import NeedClosed, NotTheMoment
from levain.territories.models import Territory


class AlreadyReplied(Exception):
    """A reply has been given by somebody else."""


class HopedTooSoon(Exception):
    """A reply cannot be hoped for before the question is asked."""


def services_for(project: Project) -> QuerySet[Organisation]:
    """The State services that cover one of the project's communes, the nearest first."""
    return services_around(*project.communes.all())


def asked_by_project(project: Project) -> QuerySet[Organisation]:
    """Whom a need of this project may be put to: the State services around it, then its local authority.

    Each with `has_agents`: whether somebody there has an account, and will be told.
    """
    around = Territory.objects.containing(*project.communes.all())
    ours = Q(pk=project.local_authority_id)
    return (
        Organisation.objects.filter(Q(kind=Organisation.Kind.STATE_SERVICE, territories__in=around) | ours)
        .annotate(
            nearness=Min(nearness()),
            town_hall=Case(When(ours, then=1), default=0, output_field=IntegerField()),
            has_agents=Case(
                When(ours, then=Exists(_speaking_for_town_hall(project))), default=Exists(_speaking_for_service())
            ),
        )
        .order_by("town_hall", "nearness", "name")
    )


def _speaking_for_town_hall(project: Project) -> QuerySet[Role]:
    return Role.objects.in_force().on(project).filter(code=RoleCode.LOCAL_AUTHORITY, user__is_active=True)


def _speaking_for_service() -> QuerySet[Role]:
    territory = ContentType.objects.get_for_model(Territory)
    covered = Organisation.territories.through.objects.filter(organisation=OuterRef(OuterRef("pk")))
    on_its_land = Q(organisation=None, scope_type=territory, scope_id__in=covered.values("territory"))
    held = Role.objects.in_force().filter(code=RoleCode.STATE_SERVICE, user__is_active=True)
    return held.filter(Q(organisation=OuterRef("pk")) | on_its_land)


def agents_of(service: Organisation, project: Project) -> list[User]:
    """The people who reply for a service: those who hold a role for it, or on its territory without another."""
    if service.pk == project.local_authority_id:
        held = _speaking_for_town_hall(project)
    elif service.kind == Organisation.Kind.MINISTRY:
        held = Role.objects.in_force().on(project.cohort, project.cohort.programme)
        held = held.filter(code=RoleCode.PROGRAMME_LEAD)
    else:
        held = roles_of(service)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


@transaction.atomic
def refer(
    need: Need,
    *,
    service: Organisation,
    hoped_by: date,
    by: User,
    question: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Referral:
    """Put a need to a State service, with the date by which a reply is hoped for; its agents know at once."""
    day = on or timezone.localdate()
    if need.state == Need.State.CLOSED:
        raise NeedClosed(_("This need is closed. Nothing was asked."))
    if need.state == Need.State.STATED:
        raise NotTheMoment(_("First put this need in words with the project."))
    if hoped_by < day:
        raise HopedTooSoon(_("The date is in the past: choose one from today on."))
    said = {
        "need": need,
        "service": service,
        "question": question,
        "asked_by": by,
        "asked_on": day,
        "hoped_by": hoped_by,
    }
    if token is None:
        referral, created = Referral.objects.create(**said), True
    else:
        referral, created = Referral.objects.get_or_create(token=token, defaults=said)
    if created:
        agents = agents_of(service, need.project)
        if service.mailbox and not agents:
            mailboxes.write(referral)
        changes = {"hoped_by": hoped_by.isoformat()}
        entry = _record("referral.asked", referral, by, changes=changes, tell=agents, at_once=True)
        journal.tell_of(entry, [person for person in team(need.project) if person not in agents])
    return referral


@transaction.atomic
def reply_from_mailbox(referral: Referral, *, name: str, text: str, on: date | None = None) -> None:
    """Whoever reads the mailbox of the service replies once, and gives her name."""
    if referral.replied_on:
        raise AlreadyReplied(_("A reply was given in the meantime."))
    save_over(referral, referral.version, reply=text, replied_name=name, replied_on=on or timezone.localdate())
    project = referral.need.project
    told = [*team(project), *advisers(project), referral.follower]
    digest = {"reply": ["", passages.digest(text)[:12]]}
    _record("referral.replied_by_mail", referral, None, changes=digest, tell=told)


@transaction.atomic
def reply(referral: Referral, *, by: User, text: str, version: int | None = None, on: date | None = None) -> None:
    """Reply, or change one's own reply: the versions are kept, and what was quoted says that it changed."""
    first = not referral.replied_on
    if not first and referral.replied_by_id != by.pk:
        raise AlreadyReplied(_("A reply was given in the meantime; yours is kept below."))
    before = passages.digest(referral.reply)
    day = on or timezone.localdate()
    save_over(
        referral,
        version or referral.version,
        reply=text,
        replied_by=by,
        replied_on=day if first else referral.replied_on,
    )
    project = referral.need.project
    digests = {"reply": [before[:12], passages.digest(text)[:12]]}
    verb = "referral.replied" if first else "referral.reply_changed"
    _record(verb, referral, by, changes=digests, tell=[*team(project), *advisers(project), referral.follower])


@transaction.atomic
def come_back_later(
    referral: Referral, *, by: User | None, back_on: date, words: str = "", version: int | None = None
) -> None:
    """Not known yet: say when a reply will come, so that nobody waits in the dark; a mailbox gets a fresh link."""
    if referral.replied_on:
        raise AlreadyReplied(_("A reply was given in the meantime."))
    save_over(referral, version or referral.version, back_on=back_on, back_words=words)
    project = referral.need.project
    changes = {"back_on": back_on.isoformat()}
    verb = "referral.postponed" if by else "referral.postponed_by_mail"
    _record(verb, referral, by, changes=changes, tell=[*team(project), referral.follower])
    if by is None:
        mailboxes.write(referral)


def _record(verb: str, referral: Referral, by: User | None, **said) -> JournalEntry:
    project = referral.need.project
    role = role_in(by, project) if by else RoleCode.STATE_SERVICE
    return journal.record(verb, on=referral, by=by, role=role, place=project, **said)
