"""The meeting that decides: who is there, what is decided of each file and why, and the record that is signed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal, written
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.selection import record
from levain.selection.models import (
    Application,
    Call,
    Conflict,
    Deliberation,
    Meeting,
    Presence,
    SignOff,
)
from levain.selection.rules import BEFORE_THE_JURY
from levain.selection.services.calls import decide
from levain.selection.services.jury import members
from levain.selection.services.sheet import Sheet, select

Outcome = Deliberation.Outcome


class RecordSigned(Exception):
    """The record has been signed: nothing of it changes."""


class NoQuorum(Exception):
    """Too few members are present for the meeting to decide."""


class TooManyVotes(Exception):
    """More votes than members who were there and free to vote."""


class ReasonNeeded(Exception):
    """The outcome departs from the order of the notes, or parts files that are equal: it needs a written reason."""


class NotReady(Exception):
    """What stands in the way of the signature; `what` lists it in words."""

    def __init__(self, what: list[str]):
        super().__init__(_("The record cannot be signed yet."))
        self.what = what


@dataclass(frozen=True)
class Vote:
    for_it: int | None = None
    against: int | None = None
    abstained: int | None = None

    @property
    def count(self) -> int:
        return sum(one or 0 for one in (self.for_it, self.against, self.abstained))


@dataclass(frozen=True)
class Was:
    """How a juror took part."""

    how: str
    away_from: time | None = None
    away_until: time | None = None


@transaction.atomic
def prepare_meeting(call: Call, *, by: User, starts: datetime, quorum: int, place: str = "") -> Meeting:
    """Open the record of the meeting, with a line for each member of the jury. Twice is once."""
    told = {"starts": starts, "quorum": quorum, "place": place}
    meeting, new = Meeting.objects.get_or_create(call=call, defaults=told)
    if new:
        Presence.objects.bulk_create(
            Presence(meeting=meeting, juror=member.user, chairs=member.chairs) for member in members(call)
        )
        journal.record("meeting.prepared", on=meeting, by=by, place=call.cohort)
    return meeting


@transaction.atomic
def write_meeting(meeting: Meeting, version: int, *, by: User, **told: Any) -> None:
    """Change the facts of the meeting; raises ChangedSince when somebody wrote meanwhile."""
    _require_open(meeting)
    save_over(meeting, version, **told)
    journal.record("meeting.written", on=meeting, by=by, place=meeting.call.cohort, changes={"fields": sorted(told)})


@transaction.atomic
def note_presence(meeting: Meeting, was: dict[int, Was], *, by: User) -> None:
    """Who was there and how, by juror; a member who joined the jury since gets a line."""
    _require_open(meeting)
    seated = {member.user.pk: member for member in members(meeting.call)}
    lines = {one.juror_id: one for one in meeting.presences.all()}
    for pk in was.keys() & seated.keys() - lines.keys():
        lines[pk] = Presence.objects.create(meeting=meeting, juror_id=pk, chairs=seated[pk].chairs)
    changed = [lines[pk] for pk in was if pk in lines]
    for line in changed:
        said = was[line.juror_id]
        line.how, line.away_from, line.away_until = said.how, said.away_from, said.away_until
    Presence.objects.bulk_update(changed, ["how", "away_from", "away_until"])
    journal.record("meeting.presence", on=meeting, by=by, place=meeting.call.cohort, changes={"lines": len(changed)})


def present(meeting: Meeting) -> list[Presence]:
    return [one for one in meeting.presences.select_related("juror") if one.here]


def free_to_vote(meeting: Meeting, application: Application) -> int:
    """The members who were there and are in no conflict with this file."""
    tied = Conflict.objects.standing().filter(application=application).values("juror")
    return meeting.presences.exclude(how=Presence.How.ABSENT).exclude(juror__in=tied).count()


def standing_in_order(call: Call) -> dict[str, str]:
    """Where the notes put each file: within the seats, beyond, tied across the last one, or nowhere."""
    return {one["id"]: one["side"] for one in Sheet(call).ranking["applications"]}


def departs(side: str, outcome: str) -> bool:
    """Whether an outcome goes against the order of the notes."""
    if outcome == Outcome.RETAINED:
        return side in ("beyond", "unranked")
    return side == "within"


@transaction.atomic
def decide_file(
    meeting: Meeting,
    application: Application,
    *,
    by: User,
    outcome: str,
    reason: str = "",
    rank: int | None = None,
    vote: Vote | None = None,
    deliberation: str = "",
    dissent: str = "",
    version: int = 0,
    on: date | None = None,
    sides: dict[str, str] | None = None,
) -> Deliberation:
    """Record what the meeting decides of a file. The sheet proposes: a departure needs a written reason.

    Raises RecordSigned, NoQuorum, TooManyVotes, ReasonNeeded, TooManyRetained, ChangedSince.
    """
    _require_open(meeting)
    side = (sides or standing_in_order(meeting.call)).get(application.reference, "unranked")
    against, tied, reason = departs(side, outcome), side == "tied" and outcome != Outcome.NOT_RETAINED, reason.strip()
    _require_quorum(meeting)
    _require_votes(meeting, application, vote)
    if outcome == Outcome.RETAINED and not reason:
        raise ReasonNeeded(_("Write why this file is retained: the reason stands in its letter."))
    if (against or tied) and not reason:
        raise ReasonNeeded(_reason_for(side))
    vote = vote or Vote()
    given = {
        "outcome": outcome,
        "rank": _reserve_rank(meeting, application, rank) if outcome == Outcome.RESERVE else None,
        "votes_for": vote.for_it,
        "votes_against": vote.against,
        "abstentions": vote.abstained,
        "reason": reason,
        "deliberation": deliberation.strip(),
        "dissent": dissent.strip(),
        "departs": against,
        "tied": tied,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    decided, new = Deliberation.objects.get_or_create(
        application=application, defaults={"meeting": meeting, "version": 1, **given}
    )
    if not new:
        save_over(decided, version, **given)
    role = "jury_chair" if by.holds("jury_chair", on=meeting.call) else "programme_lead"
    decide(application, outcome, by=by, reason=reason, on=on, rank=decided.rank, role=role)
    return decided


def _reason_for(side: str) -> str:
    if side == "tied":
        return _("The notes put this file level with another across the last seat: write how the jury parted them.")
    return _("This departs from the order of the notes: write why the jury decides so.")


def _reserve_rank(meeting: Meeting, application: Application, rank: int | None) -> int:
    """The rank asked for, or the next; those below it move down, so that no two files share a place."""
    others = meeting.deliberations.filter(outcome=Outcome.RESERVE).exclude(application=application)
    if rank is None:
        return (others.aggregate(last=Max("rank"))["last"] or 0) + 1
    if others.filter(rank=rank).exists():
        for other in others.filter(rank__gte=rank).order_by("-rank"):
            _put_at(other, (other.rank or 0) + 1)
    return rank


def _put_at(decided: Deliberation, rank: int) -> None:
    Deliberation.objects.filter(pk=decided.pk).update(rank=rank)
    Application.objects.filter(pk=decided.application_id).update(reserve_rank=rank)


@transaction.atomic
def decide_the_rest(meeting: Meeting, *, by: User, on: date | None = None) -> int:
    """The files that nobody spoke for are not retained; those within the seats wait for a decision of their own."""
    _require_open(meeting)
    _require_quorum(meeting)
    sides = standing_in_order(meeting.call)
    left = undecided(meeting)
    settled = [one for one in left if not departs(sides.get(one.reference, "unranked"), Outcome.NOT_RETAINED)]
    for application in settled:
        decide_file(meeting, application, by=by, outcome=Outcome.NOT_RETAINED, on=on, sides=sides)
    return len(settled)


def undecided(meeting: Meeting) -> list[Application]:
    before = Application.objects.filter(call=meeting.call, state__in=BEFORE_THE_JURY)
    return list(before.filter(deliberation=None).order_by("deposited_at", "pk"))


def stands_in_the_way(meeting: Meeting, left: int) -> list[str]:
    """What is missing before the record can be signed; `left` files have no decision."""
    found = []
    if sum(one.here for one in meeting.presences.all()) < meeting.quorum:
        found.append(_("The quorum is not reached."))
    if left:
        found.append(_("Files without a decision: %(n)d.") % {"n": left})
    if meeting.ends is None:
        found.append(_("The hour at which the meeting ended is missing."))
    if not meeting.proceedings.strip():
        found.append(_("The proceedings of the meeting are not written."))
    return found


@transaction.atomic
def sign(meeting: Meeting, *, by: User, note: str = "") -> SignOff:
    """Sign the record. The first signature closes it: the document and the figures are kept as they are."""
    locked = Meeting.objects.select_for_update().select_related("call__cohort").get(pk=meeting.pk)
    if known := locked.signatures.filter(by=by).first():
        return known
    if not locked.is_closed:
        if missing := stands_in_the_way(locked, len(undecided(locked))):
            raise NotReady(missing)
        _close(locked)
    signed = SignOff.objects.create(meeting=locked, by=by, note=note.strip())
    told = [one.juror for one in present(locked)]
    journal.record("meeting.signed", on=locked, by=by, role="jury_chair", place=locked.call.cohort, tell=told)
    meeting.refresh_from_db()
    return signed


def _close(meeting: Meeting) -> None:
    meeting.sheet = select(meeting.call)
    meeting.record = written.to_json(record.build(meeting, figures=meeting.sheet))
    meeting.digest = written.digest(meeting.record)
    meeting.save(update_fields=["sheet", "record", "digest"])


def _require_open(meeting: Meeting) -> None:
    if Meeting.objects.filter(pk=meeting.pk).exclude(digest="").exists():
        raise RecordSigned(_("The record has been signed: it no longer changes."))


def _require_quorum(meeting: Meeting) -> None:
    there = len(present(meeting))
    if there < meeting.quorum:
        raise NoQuorum(
            _("The quorum is %(quorum)d members, and %(there)d are present: nothing can be decided.")
            % {"quorum": meeting.quorum, "there": there}
        )


def _require_votes(meeting: Meeting, application: Application, vote: Vote | None) -> None:
    if vote and vote.count > (free := free_to_vote(meeting, application)):
        raise TooManyVotes(
            _("%(votes)d votes for %(free)d members who were there and in no conflict with this file.")
            % {"votes": vote.count, "free": free}
        )
