"""Those who can decide on a lead answer; what was done is noted, year after year."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import FollowUp, LeadAnswer, PolicyLead, Sending, State
from levain.foundation import journal, passages
from levain.foundation.versions import save_over
from levain.people.models import User


class AlreadyAnswered(Exception):
    """The lead has this answer already."""


class ReasonMissing(Exception):
    """A lead was declined without saying why."""


class SetAside(Exception):
    """The lead was set aside: nothing more is asked."""


class TooEarly(Exception):
    """What was done cannot be later than today."""


class TakenUpAlready(Exception):
    """A lead cannot take up itself, or one of the leads that take it up."""


class DayPast(Exception):
    """The day hoped for is over already."""


def require_to_come(hoped: date | None) -> None:
    if hoped and hoped < timezone.localdate():
        raise DayPast(_("The day an answer is hoped for is past. Choose a day to come, or none."))


def _require_standing(lead: PolicyLead) -> None:
    if lead.state == State.SET_ASIDE:
        raise SetAside(_("This lead was set aside: nothing more is asked of you. Thank you."))


def worded(lead: PolicyLead, version: int) -> Any:
    """The lead as it was worded at a version; as it is now when that version was not kept."""
    return lead.history.filter(version=version).order_by("history_id").last() or lead


def digest_of(worded: Any) -> str:
    """Over the words and the choices of a lead, not over its answers."""
    names = (*PolicyLead.WORDS, *PolicyLead.CHOSEN)
    return passages.digest("\x1f".join(str(getattr(worded, name) or "") for name in names))


@transaction.atomic
def answer_lead(
    lead: PolicyLead,
    version: int,
    *,
    status: str,
    answered_by: str,
    by: User | None,
    text: str = "",
    on: date | None = None,
    fictional: bool = False,
    sending: Sending | None = None,
) -> LeadAnswer:
    """Record what the addressee answered, and to which version; the earlier answers stay below the last."""
    if status == PolicyLead.Answer.DECLINED and not text.strip():
        raise ReasonMissing(_("Say why it is declined: the reason is what those who wrote it will work with."))
    if (lead.answer, lead.answer_text, lead.answered_by) == (status, text, answered_by):
        raise AlreadyAnswered(_("This answer is already recorded."))
    day = on or timezone.localdate()
    save_over(
        lead,
        version,
        answer=status,
        answered_by=answered_by,
        answered_on=day,
        answer_text=text,
        answer_fictional=fictional,
    )
    made = LeadAnswer.objects.create(
        lead=lead,
        sending=sending,
        version=sending.version if sending else version,
        words=digest_of(worded(lead, sending.version) if sending else lead),
        status=status,
        text=text,
        by=answered_by,
        on=day,
        recorded_by=by,
        fictional=fictional,
    )
    tell = [person for person in lead.authors.all() if person != by]
    verb = "lead.answered" if by else "lead.answered_by_mail"
    journal.record(verb, on=lead, by=by, place=lead.cohort, changes={"answer": status}, tell=tell)
    return made


@transaction.atomic
def answer_from_letter(sending: Sending, *, by: User | None, name: str, choice: str, text: str) -> None:
    """Whoever reads the letter answers, and to the version she read, even when the lead has changed since."""
    lead = PolicyLead.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=sending.lead_id)
    _require_standing(lead)
    who = f"{name}, {sending.to}" if name and name != sending.to else sending.to
    answer_lead(
        lead,
        lead.version,
        status=choice,
        answered_by=who[:200],
        by=by,
        text=text,
        sending=sending,
        fictional=lead.fictional,
    )


@transaction.atomic
def follow_up(
    lead: PolicyLead,
    *,
    by: User,
    state: str,
    text: str,
    token: UUID | None = None,
    on: date | None = None,
    **said: Any,
) -> FollowUp:
    """What was done, on its day, with what proves it; told to those who wrote the lead."""
    known = FollowUp.objects.filter(token=token).first() if token else None
    if known:
        return known
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise TooEarly(_("This day is still to come. Write what has been done."))
    made = FollowUp.objects.create(lead=lead, by=by, state=state, text=text, on=day, token=token, **said)
    tell = [person for person in lead.authors.all() if person != by]
    journal.record("lead.followed", on=lead, by=by, place=lead.cohort, changes={"state": state}, tell=tell)
    return made


def refuse_loop(lead: PolicyLead | None, former: PolicyLead) -> None:
    """Going back from session to session never comes round."""
    here: PolicyLead | None = former
    while here is not None and lead is not None:
        if here.pk == lead.pk:
            raise TakenUpAlready(_("This lead is already taken up by the one you are writing."))
        here = here.takes_up


@transaction.atomic
def take_up(lead: PolicyLead, former: PolicyLead | None, *, by: User) -> None:
    """Say which lead of a former session this one takes up again; both pages show the other."""
    if former is not None:
        if former.cohort_id == lead.cohort_id:
            raise TakenUpAlready(_("A lead takes up one of a former session, not of its own."))
        refuse_loop(lead, former)
    PolicyLead.objects.filter(pk=lead.pk).update(takes_up=former)
    lead.takes_up = former
    changes = {"takes_up": former.pk if former else None}
    journal.record("lead.taken_up", on=lead, by=by, place=lead.cohort, changes=changes)
