"""Keep a roster, open a wave, answer for an organisation, take its answers back."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.evaluation.models import RosterMember, RosterSheet, RosterWave, Tie
from levain.foundation import journal, letters
from levain.foundation.models import JournalEntry
from levain.foundation.versions import save_over
from levain.people.models import Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Project, ProjectTerritory
from levain.projects.services import team
from levain.seminars.models import Seminar
from levain.territories.models import Territory

Group, State = RosterMember.Group, RosterSheet.State
ABOUT_A_SHEET = ("wave__cohort__programme", "member__project", "member__organisation")


class NotAgreed(Exception):
    """Nominative answers are kept only when the organisation agrees that they be shown."""


class WaveClosed(Exception):
    """A wave is answered between its two days."""


@transaction.atomic
def add_to_roster(
    cohort: Cohort,
    *,
    group: str,
    name: str = "",
    project: Project | None = None,
    organisation: Organisation | None = None,
    mailbox: str = "",
    by: User | None = None,
    token: UUID | None = None,
) -> RosterMember:
    """Put a project or an organisation on the roster, once; it answers from the next wave on."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    same = RosterMember.objects.filter(cohort=cohort)
    known = same.filter(token=token).first() if token else None
    if project or organisation:
        known = known or same.filter(project=project, organisation=organisation).first()
    if known:
        if known.left_on:
            known.left_on = None
            known.save(update_fields=["left_on"])
        return known
    member = RosterMember.objects.create(
        cohort=cohort,
        position=(same.aggregate(last=Max("position"))["last"] or 0) + 1,
        group=group,
        name=(name or str(project or organisation))[:120],
        project=project,
        organisation=organisation,
        mailbox=mailbox or (organisation.mailbox if organisation else ""),
        token=token,
    )
    journal.record("roster.completed", on=member, by=by, place=cohort, changes={"group": group})
    return member


@transaction.atomic
def fill_roster(cohort: Cohort, *, by: User) -> int:
    """Put on the roster the projects of the cohort and the State services that hold a role in them; how many."""
    on_it = RosterMember.objects.filter(cohort=cohort, left_on=None)
    before = on_it.count()
    projects = list(Project.objects.filter(cohort=cohort, left_on=None).order_by("name"))
    for project in projects:
        add_to_roster(cohort, group=Group.PROJECT, project=project, by=by)
    land = ProjectTerritory.objects.filter(project__in=projects).values("territory__outer_links__outer")
    scopes = [*projects, *Territory.objects.filter(pk__in=land)]
    held = Role.objects.in_force().on(*scopes).filter(code=RoleCode.STATE_SERVICE)
    for service in Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name"):
        add_to_roster(cohort, group=Group.STATE_SERVICE, organisation=service, by=by)
    return on_it.count() - before


@transaction.atomic
def leave_roster(member: RosterMember, *, by: User, on: date | None = None) -> None:
    """It is no longer asked; what it answered stays in its waves."""
    if member.left_on:
        return
    member.left_on = on or timezone.localdate()
    member.save(update_fields=["left_on"])
    journal.record("roster.left", on=member, by=by, place=member.cohort)


@transaction.atomic
def open_wave(
    cohort: Cohort,
    *,
    title: str,
    closes_on: date,
    by: User,
    seminar: Seminar | None = None,
    on: date | None = None,
    token: UUID | None = None,
) -> RosterWave:
    """Ask every member of the roster; whoever speaks for one is told, and a shared mailbox gets a letter."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if token and (opened := RosterWave.objects.filter(token=token, cohort=cohort).first()):
        return opened
    wave = RosterWave.objects.create(
        cohort=cohort,
        title=title,
        seminar=seminar,
        opened_on=on or timezone.localdate(),
        closes_on=closes_on,
        token=token,
    )
    members = list(RosterMember.objects.filter(cohort=cohort, left_on=None).select_related("project", "organisation"))
    for member in members:
        sheet = RosterSheet.objects.create(wave=wave, member=member)
        speak = people_of(member)
        journal.record("sheet.asked", on=sheet, by=by, place=cohort, tell=speak, at_once=True)
        if member.mailbox and not speak:
            _write_to(sheet)
    journal.record("wave.opened", on=wave, by=by, place=cohort, changes={"members": len(members)})
    return wave


def people_of(member: RosterMember) -> list[User]:
    """Those who may answer for it."""
    if member.project:
        return team(member.project, RoleCode.BEARER, RoleCode.MEMBER)
    if member.organisation_id is None:
        return []
    people = User.objects.filter(is_active=True)
    roles = Role.objects.in_force().filter(organisation=member.organisation_id)
    belong = people.filter(affiliations__organisation=member.organisation_id, affiliations__until=None)
    return list((people.filter(roles__in=roles) | belong).distinct())


def _write_to(sheet: RosterSheet) -> None:
    """Nobody of this organisation has an account: the link of the letter opens its sheet, and no other."""
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("evaluation:sheet_by_key", args=[sheet.key])
        text = _(
            "Hello,\n\nWith whom has your organisation exchanged useful information, received advice, begun a joint "
            "action? The answer takes three minutes, without an account, until %(day)s:\n\n%(address)s\n\nThis link "
            "answers for %(member)s. Keep it among you."
        ) % {
            "day": in_words(sheet.wave.closes_on),
            "address": address,
            "member": sheet.member,
        }
        letters.queue(sheet.member.mailbox, _("With whom do you work? %(wave)s") % {"wave": sheet.wave}, text)


@transaction.atomic
def remind_mailbox(sheet: RosterSheet) -> bool:
    """Written to once more, and no second time; False where somebody with an account answers for it."""
    sheet = RosterSheet.objects.select_for_update(of=("self",)).select_related(*ABOUT_A_SHEET).get(pk=sheet.pk)
    asked_today = sheet.wave.opened_on >= timezone.localdate()
    told = JournalEntry.objects.about(sheet).filter(verb="sheet.reminded").exists()
    if sheet.state != State.WAITING or asked_today or told or people_of(sheet.member):
        return False
    _write_to(sheet)
    journal.record("sheet.reminded", on=sheet, by=None, place=sheet.wave.cohort)
    return True


@transaction.atomic
def answer_sheet(
    sheet: RosterSheet,
    said: Mapping[RosterMember, Collection[str]],
    *,
    agreed: bool,
    by: User | None = None,
    name: str = "",
    version: int | None = None,
    on: date | None = None,
) -> None:
    """Keep what a member says of its ties, in place of what it said before. `name`: who says it, without account."""
    if not sheet.wave.is_open(on):
        raise WaveClosed(_("These questions are closed. Nothing was changed."))
    if not agreed:
        raise NotAgreed(_("Say that your organisation agrees, or choose not to answer. Nothing was sent."))
    asked = {pk for pk in sheet.wave.sheets.values_list("member_id", flat=True) if pk != sheet.member_id}
    ties = [
        Tie(sheet=sheet, to=member, kind=Tie.Kind(kind))
        for member, kinds in said.items()
        for kind in dict.fromkeys(kinds)
        if member.pk in asked
    ]
    _keep(sheet, State.ANSWERED, by, name, version, on)
    Tie.objects.bulk_create(ties)
    _record("sheet.answered", sheet, by, ties=len(ties))


@transaction.atomic
def decline_sheet(
    sheet: RosterSheet, *, by: User | None = None, name: str = "", version: int | None = None, on: date | None = None
) -> None:
    """This member does not answer, or takes its answers back: nothing of what it said is kept."""
    _keep(sheet, State.DECLINED, by, name, version, on)
    _record("sheet.declined", sheet, by)


def _keep(sheet: RosterSheet, state: str, by: User | None, name: str, version: int | None, on: date | None) -> None:
    save_over(
        sheet,
        sheet.version if version is None else version,
        state=state,
        answered_on=on or timezone.localdate(),
        answered_by=by,
        name=name.strip()[:120],
    )
    sheet.ties.all().delete()


def _record(verb: str, sheet: RosterSheet, by: User | None, **changes: Any) -> None:
    journal.record(verb, on=sheet, by=by, place=sheet.wave.cohort, changes=changes)
