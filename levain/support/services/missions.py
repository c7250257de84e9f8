"""Ad-hoc expertise: brief, experts asked, agreement, days against the envelope, deliverable, what both sides say."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import documents, journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team
from levain.support.models import Mission, MissionOffer, Need

State = Mission.State
COUNTED = (State.AGREED, State.DELIVERED, State.CLOSED)


class EnvelopeEmpty(Exception):
    """The cohort has not so many days of expertise left."""


class BelowAgreed(Exception):
    """More days are agreed than the cohort would have."""


class NotTheMoment(Exception):
    """A deed that belongs to another moment of the mission."""


def days_counted(cohort: Cohort) -> Decimal:
    """The days of expertise agreed in a cohort."""
    missions = Mission.objects.filter(project__cohort=cohort, state__in=COUNTED)
    return missions.aggregate(days=Sum("days"))["days"] or Decimal(0)


def days_left(cohort: Cohort) -> Decimal | None:
    """What remains of the envelope, or None when the cohort has none."""
    return None if cohort.expertise_days is None else cohort.expertise_days - days_counted(cohort)


@transaction.atomic
def set_envelope(cohort: Cohort, *, by: User, days: Decimal | None) -> None:
    """Say how many days a cohort has, or that they are not counted (None); the same number again does nothing.

    Raises BelowAgreed under the days already agreed: nobody's mission is undone by a number.
    """
    kept = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if kept.expertise_days == days:
        return
    agreed = days_counted(kept)
    if days is not None and days < agreed:
        raise BelowAgreed(
            _("%(agreed)s days of expertise are already agreed in this cohort: write at least as many.")
            % {"agreed": floatformat(agreed)}
        )
    before, kept.expertise_days = kept.expertise_days, days
    kept.save(update_fields=["expertise_days"])
    cohort.expertise_days = days
    changes = {"days": [None if one is None else str(one) for one in (before, days)]}
    journal.record("cohort.enveloped", on=kept, by=by, place=kept, changes=changes)


@transaction.atomic
def write_brief(
    project: Project,
    *,
    by: User,
    brief: str,
    days: Decimal,
    theme: str = "",
    need: Need | None = None,
    token: UUID | None = None,
) -> Mission:
    """Say what is asked, before anyone is chosen; the same `token` twice is the same mission."""
    said = {"project": project, "brief": brief, "days": days, "theme": theme, "need": need}
    mission, created = Mission.objects.get_or_create(token=token, defaults=said) if token else _new(said)
    if created:
        _record(
            "mission.briefed", mission, by, tell=[*team(project), *advisers(project)], changes={"days": str(days)}
        )
    return mission


def _new(said: dict[str, Any]) -> tuple[Mission, bool]:
    return Mission.objects.create(**said), True


@transaction.atomic
def ask_experts(mission: Mission, experts: Iterable[User], *, by: User) -> list[MissionOffer]:
    """Put the brief to several experts; one already asked is not asked again."""
    _at(mission, State.BRIEF, State.ASKED)
    made = []
    for expert in experts:
        offer, created = MissionOffer.objects.get_or_create(mission=mission, expert=expert)
        if created:
            made.append(offer)
            _record("mission.offered", offer, by, tell=[expert])
    if made and mission.state == State.BRIEF:
        save_over(mission, mission.version, state=State.ASKED)
    return made


@transaction.atomic
def answer_offer(offer: MissionOffer, *, by: User, takes: bool, words: str = "") -> None:
    """The expert is ready, or is not; she may change her mind until someone is agreed."""
    _at(offer.mission, State.ASKED)
    offer.answer = MissionOffer.Answer.YES if takes else MissionOffer.Answer.NO
    offer.words, offer.answered_on = words, timezone.localdate()
    offer.save()
    _record("mission.answered", offer, by, tell=advisers(offer.mission.project), changes={"takes": takes})


@transaction.atomic
def agree(mission: Mission, *, by: User, expert: User, days: Decimal, visits: Iterable[date] = ()) -> None:
    """Choose the expert who is ready. Raises EnvelopeEmpty rather than promise days the cohort has not."""
    _at(mission, State.ASKED)
    if not mission.offers.filter(expert=expert, answer=MissionOffer.Answer.YES).exists():
        raise NotTheMoment(_("This person has not said that she is ready."))
    cohort = Cohort.objects.select_for_update().get(pk=mission.project.cohort_id)
    _within_the_envelope(cohort, days)
    save_over(
        mission,
        mission.version,
        state=State.AGREED,
        expert=expert,
        days=days,
        visits=[day.isoformat() for day in sorted(visits)],
        agreed_on=timezone.localdate(),
    )
    _record("mission.agreed", mission, by, tell=[expert, *team(mission.project)], changes={"days": str(days)})


def _within_the_envelope(cohort: Cohort, days: Decimal) -> None:
    left = days_left(cohort)
    if left is not None and days > left:
        raise EnvelopeEmpty(
            _("%(left)s days of expertise are left in this cohort, and this mission asks %(days)s.")
            % {"left": f"{left:g}", "days": f"{days:g}"}
        )


@transaction.atomic
def plan_visits(mission: Mission, *, by: User, visits: Iterable[date]) -> None:
    """The dates on site, which change with the weather and with people."""
    _at(mission, State.AGREED)
    save_over(mission, mission.version, visits=[day.isoformat() for day in sorted(visits)])
    _record("mission.dated", mission, by, tell=[mission.expert, *team(mission.project)])


@transaction.atomic
def deliver(mission: Mission, *, by: User, deliverable: str, upload: Any = None, on: date | None = None) -> None:
    """What the mission gives: in words, and a file if there is one."""
    _at(mission, State.AGREED, State.DELIVERED)
    save_over(
        mission,
        mission.version,
        state=State.DELIVERED,
        deliverable=deliverable,
        delivered_on=on or timezone.localdate(),
    )
    if upload:
        documents.attach(mission, upload, by=by)
    _record("mission.delivered", mission, by, tell=[*team(mission.project), *advisers(mission.project)])


@transaction.atomic
def appraise(mission: Mission, *, by: User, side: str, words: str, usefulness: int) -> None:
    """Each side says what it is worth; once both have, the mission is closed. `side`: "bearer" or "expert"."""
    _at(mission, State.DELIVERED, State.CLOSED)
    other = mission.appraisal_expert if side == "bearer" else mission.appraisal_bearer
    save_over(
        mission,
        mission.version,
        state=State.CLOSED if other else State.DELIVERED,
        **{f"appraisal_{side}": words, f"usefulness_{side}": usefulness},
    )
    _record("mission.appraised", mission, by, tell=advisers(mission.project), changes={"side": side})


@transaction.atomic
def cancel(mission: Mission, *, by: User, why: str) -> None:
    """It will not take place; its days return to the envelope. Again does nothing."""
    if mission.state == State.CANCELLED:
        return
    _at(mission, State.BRIEF, State.ASKED, State.AGREED)
    asked = [offer.expert for offer in mission.offers.select_related("expert")]
    save_over(mission, mission.version, state=State.CANCELLED, cancelled_why=why)
    _record("mission.cancelled", mission, by, tell=[*asked, *team(mission.project)])


def _at(mission: Mission, *states: str) -> None:
    """Read the state again under a lock: two people may click together."""
    mission.state = Mission.objects.select_for_update().values_list("state", flat=True).get(pk=mission.pk)
    if mission.state not in states:
        raise NotTheMoment(
            _("This mission is at another moment: %(state)s.") % {"state": mission.get_state_display()}
        )


def _record(verb: str, obj: Mission | MissionOffer, by: User, **said: Any) -> None:
    project = obj.mission.project if isinstance(obj, MissionOffer) else obj.project
    journal.record(verb, on=obj, by=by, role=role_in(by, project), place=project, **said)


@transaction.atomic
def record_mission(
    project: Project,
    *,
    by: User,
    brief: str,
    expert: User,
    days: Decimal,
    visits: Iterable[date] = (),
    deliverable: str = "",
    appraisal_bearer: str = "",
    appraisal_expert: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Mission:
    """Write down a mission agreed by telephone, at the moment it has reached; its days count like any other's."""
    known = Mission.objects.filter(token=token).first() if token else None
    if known:
        return known
    _within_the_envelope(Cohort.objects.select_for_update().get(pk=project.cohort_id), days)
    state = (
        State.CLOSED if appraisal_bearer and appraisal_expert else State.DELIVERED if deliverable else State.AGREED
    )
    day = on or timezone.localdate()
    said = {
        "project": project,
        "state": state,
        "brief": brief,
        "expert": expert,
        "days": days,
        "visits": [day.isoformat() for day in sorted(visits)],
        "agreed_on": day,
        "deliverable": deliverable,
        "delivered_on": day if deliverable else None,
        "appraisal_bearer": appraisal_bearer,
        "appraisal_expert": appraisal_expert,
        "added_on": day,
    }
    mission = Mission.objects.create(token=token, **said)
    _record("mission.added", mission, by, changes={"days": str(days)}, tell=[expert, *team(project)])
    return mission
