"""What is waited for about the leads, and of whom: read by the reminders at each tick."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import FollowUp, PolicyLead, State
from levain.foundation import reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import RoleCode

ANSWERS = PolicyLead.Answer
OVER = (FollowUp.State.DONE, FollowUp.State.GIVEN_UP)
HALF_A_YEAR = 182
ANSWER = Spacing(before=(), after=(7,), then_every=30, at_most=4)
FOLLOWED = Spacing(before=(), after=(HALF_A_YEAR,), then_every=HALF_A_YEAR, at_most=6)


def _standing() -> Holders:
    return Holders(RoleCode.PROGRAMME_LEAD)


def unanswered(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Leads sent with a day hoped for, and not answered: somebody must ask again."""
    team = _standing()
    waiting = PolicyLead.objects.filter(answer="", hoped_by__isnull=False, sendings__isnull=False)
    waiting = among(waiting, ids).exclude(state=State.SET_ASIDE).select_related("cohort__programme")
    for lead in waiting.annotate(sent_on=Max("sendings__on")).order_by("pk"):
        for person in team.on(lead.cohort, lead.cohort.programme):
            yield Pending(person, lead, lead.sent_on, lead.hoped_by)


def to_follow(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Leads that were not declined, of which nothing was written for half a year and which are not over."""
    team = _standing()
    last = FollowUp.objects.filter(lead=OuterRef("pk")).order_by("-on", "-pk")
    kept = PolicyLead.objects.filter(answer__in=(ANSWERS.ACCEPTED, ANSWERS.IN_PART, ANSWERS.UNDER_STUDY))
    kept = among(kept, ids).exclude(state=State.SET_ASIDE).select_related("cohort__programme")
    rows = kept.annotate(last_on=Subquery(last.values("on")[:1]), last_state=Subquery(last.values("state")[:1]))
    for lead in rows.order_by("pk"):
        if lead.last_state not in OVER:
            for person in team.on(lead.cohort, lead.cohort.programme):
                yield Pending(person, lead, lead.last_on or lead.answered_on)


def say() -> None:
    reminders.register(
        "lead_answer",
        due=unanswered,
        sentence=_("Reminder: an answer was hoped for by %(until)s to the lead %(object)s"),
        spacing=ANSWER,
    )
    reminders.register(
        "lead_follow",
        due=to_follow,
        sentence=_("Reminder: nothing has been written since %(since)s of what became of the lead %(object)s"),
        spacing=FOLLOWED,
    )
