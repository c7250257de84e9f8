"""Writing with several hands: drafted, shared, settled; versions put back; looked at again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from levain.capitalisation.models import WORK_ON_IT, Finding, Lesson, PolicyLead, Remark, State
from levain.capitalisation.services import reviewing
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.services import holders

Thing = Finding | Lesson | PolicyLead
NAMES: dict[type, str] = {Finding: "finding", Lesson: "lesson", PolicyLead: "lead"}
NEXT = {
    State.DRAFT: {State.SHARED, State.SET_ASIDE},
    State.SHARED: {State.DRAFT, State.SETTLED, State.SET_ASIDE},
    State.SETTLED: {State.SHARED, State.SET_ASIDE},
    State.SET_ASIDE: {State.DRAFT},
}


class NotThere(Exception):
    """The text is not where this deed finds it."""


class NotSettledYet(Exception):
    """Something stands in the way of settling the text."""


class NoSuchVersion(Exception):
    """The version to put back does not exist."""


def name_of(thing: Thing) -> str:
    return NAMES[type(thing)]


@transaction.atomic
def share(thing: Thing, *, by: User) -> None:
    """Ask those who draw what the session teaches for their remarks: each is told."""
    move(thing, State.SHARED, by=by)
    cohort = thing.cohort
    tell = [role.user for role in holders(cohort, WORK_ON_IT, ()) if role.user_id != by.pk]
    journal.record(f"{name_of(thing)}.shared", on=thing, by=by, place=cohort, tell=tell)


@transaction.atomic
def move(thing: Thing, state: str, *, by: User) -> None:
    """Share, settle, take back or set aside; what stood on something set aside must be looked at again."""
    held = type(thing).objects.select_for_update(of=("self",)).select_related("cohort").get(pk=thing.pk)
    if state not in NEXT[State(held.state)]:
        raise NotThere(_("This text has moved on since you opened it: it is now “%s”.") % held.get_state_display())
    if isinstance(held, Finding) and state in (State.SHARED, State.SETTLED) and not held.judged:
        raise NotSettledYet(
            _("Say first how sure we are of it. Still to be judged: %(what)s.") % {"what": ", ".join(held.unjudged)}
        )
    if state == State.SETTLED:
        _may_be_settled(held)
    _put(held, state, by)
    if state == State.SET_ASIDE:
        type(held).objects.filter(pk=held.pk).update(review_since=None, review_because="")
        reviewing.under_is_set_aside(held, by=by)
    thing.state = state


def _put(thing: Thing, state: str, by: User) -> None:
    type(thing).objects.filter(pk=thing.pk).update(state=state)
    thing.state = state
    journal.record(f"{name_of(thing)}.moved", on=thing, by=by, place=thing.cohort, changes={"state": state})


def _may_be_settled(thing: Thing) -> None:
    if thing.to_review:
        raise NotSettledYet(_("It must first be looked at again: what it stands on has changed."))
    if isinstance(thing, Finding):
        _finding_may_be_settled(thing)
    unanswered = Remark.objects.filter(**{name_of(thing): thing}, stance=Remark.Stance.CONTEST, answer="").count()
    if unanswered:
        raise NotSettledYet(_("Somebody contests it and has no answer yet. Answer the remark first."))


def _finding_may_be_settled(finding: Finding) -> None:
    if not finding.links.exists():
        raise NotSettledYet(_("It stands on no evidence yet. Link a passage to it first."))


@transaction.atomic
def looked_at_again(thing: Thing, *, by: User, on: date | None = None) -> None:
    """Somebody read it again with what changed under it: it holds as it stands now."""
    held = type(thing).objects.filter(pk=thing.pk).exclude(review_since=None)
    if not held.update(review_since=None, review_because=""):
        raise NotThere(_("Somebody has already looked at it again."))
    journal.record(f"{name_of(thing)}.reviewed", on=thing, by=by, place=thing.cohort)
    thing.review_since, thing.review_because = None, ""


def wrote(thing: Thing, by: User) -> None:
    """Whoever writes is one of its authors; words changed after they were settled are shared again."""
    thing.authors.add(by)
    if thing.state == State.SETTLED:
        _put(thing, State.SHARED, by)


@transaction.atomic
def put_back(thing: Thing, number: int, version: int, *, by: User) -> None:
    """Give the words of an earlier version again, as a new one: nothing is lost."""
    old = thing.history.filter(version=number).order_by("history_id").last()
    if old is None:
        raise NoSuchVersion(_("This version does not exist any more."))
    said = {name: getattr(old, name) for name in words_of(thing)}
    if isinstance(thing, Finding) and thing.state != State.DRAFT and not all(said[name] for name in thing.REASONS):
        raise NotSettledYet(_("Nobody had judged this version yet. Take the finding back as a draft first."))
    thing._history_user = by
    save_over(thing, version, **said)
    wrote(thing, by)
    changes = {"restored": number}
    journal.record(f"{name_of(thing)}.revised", on=thing, by=by, place=thing.cohort, changes=changes)


def words_of(thing: Thing) -> tuple[str, ...]:
    """What a version holds of a text: its words, and what was chosen with them."""
    levels = ("limitations", "coherence", "adequacy", "relevance", "overall") if isinstance(thing, Finding) else ()
    return (*thing.WORDS, *levels, *getattr(thing, "CHOSEN", ()))
