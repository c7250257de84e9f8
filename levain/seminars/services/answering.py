"""What telephones send: who they are if they wish, an answer, a vote. Sent twice, it is kept once."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.people.models import User
from levain.projects.models import Project
from levain.seminars import rules, values
from levain.seminars.live import kinds
from levain.seminars.live.bell import ring
from levain.seminars.live.secrets import Phone, mark, vote_key
from levain.seminars.models import ANONYMOUS, UNSAID, Activity, Contribution, Device, Live, LiveEvent, Vote
from levain.seminars.models.people import arrival, random_id
from levain.seminars.services.contributions import NothingSaid, note_added


class NotTaken(Exception):
    """The room does not take this answer (any more); what was typed stays on the telephone."""


class Taken(Exception):
    """Another tab of this telephone gave something else under the same number: ask for the next one."""


@transaction.atomic
def join(
    live: Live,
    secret: str,
    *,
    name: str = "",
    side: str = "",
    project: Project | None = None,
    table: int | None = None,
    user: User | None = None,
) -> Phone:
    """Enter a room, or say again who one is: a pseudonym, a side, an account, or nothing at all."""
    if user is not None and not side:
        side, project = rules.side_of(user, live.seminar)
    said = {"name": name, "side": side, "project": project, "table": table, "user": user}
    device, new = Device.objects.get_or_create(live=live, mark=mark(secret, live.pk), defaults=said)
    if not new and any(getattr(device, field) != value for field, value in said.items()):
        Device.objects.filter(pk=device.pk).update(**said)
        device.refresh_from_db()
    return Phone(device, secret)


@transaction.atomic
def answer(
    phone: Phone,
    activity: Activity,
    *,
    question: str = "",
    text: str = "",
    value: Any = None,
    column: str = "",
    apart: dict[str, str] | None = None,
    **more: Any,
) -> Contribution:
    """Keep an answer given in the room. `question`: its number where a telephone gives several, else nothing.

    One short transaction, without history nor journal: the contribution itself says that it was given.
    """
    kind = kinds.of(activity)
    if kind is None:
        raise NotTaken(_("This activity is not held on telephones."))
    check_taken(phone, activity)
    check_question(kind, question)
    text = text.strip()
    if not text and value is None:
        raise NothingSaid(_("Write a few words, or choose an answer."))
    values.check(activity, value, column)
    given = given_by(phone, activity, kind)
    given.token = phone.token(activity, question)
    given.text, given.value, given.column = text, value, column
    for name, said in more.items():
        setattr(given, name, said)
    kept = keep_another(given) if kind.many else keep_last(given)
    for name, words in (apart or {}).items():
        keep_apart(phone, activity, kind, name, words.strip())
    ring(phone.device.live, LiveEvent.Kind.ANSWER, activity)
    return kept


def check_taken(phone: Phone, activity: Activity) -> None:
    """An activity takes answers from the moment it was shown until it is closed, even when the room moved on:
    a telephone without network must not lose what it holds."""
    live = phone.device.live
    if not live.is_open():
        raise NotTaken(_("This room is closed."))
    if phone.device.banned or is_silenced(phone, live):
        raise NotTaken(_("The facilitator has suspended what you send."))
    if str(activity.pk) not in live.stages or live.stage(activity).closed:
        raise NotTaken(_("This activity takes no more answers."))


def is_silenced(phone: Phone, live: Live) -> bool:
    """Whether what this telephone gave was silenced; only it can know, by making its tokens again."""
    for pk, token in live.silenced:
        activity = Activity(pk=pk)
        if token in {str(mine) for mine in phone.tokens(activity, MOST)}:
            return True
    return False


MOST = 60


def check_question(kind: kinds.ActivityKind, question: str) -> None:
    if not kind.many and question:
        raise values.Unfit(_("Choose one of the answers of this activity."))
    if kind.many and not (question.isascii() and question.isdigit() and int(question) < min(kind.at_most, MOST)):
        raise NotTaken(_("You have given all that one telephone may give here."))


def given_by(phone: Phone, activity: Activity, kind: kinds.ActivityKind) -> Contribution:
    """An empty contribution that says who speaks, or nobody."""
    device = phone.device
    known = bool(device.user_id or device.name or device.side not in ("", ANONYMOUS))
    named = activity.named and known
    seminar = device.live.seminar
    given = Contribution(
        activity=activity,
        named=named,
        side=ANONYMOUS,
        table=device.table,
        rank=arrival() if named else random_id(),
        said_on=min(timezone.now().astimezone(seminar.zone).date(), seminar.ends.astimezone(seminar.zone).date()),
    )
    if named:
        given.side = device.side or UNSAID
        given.author_id, given.project_id, given.pseudonym = device.user_id, device.project_id, device.name
    elif kind.keeps_side and device.side:
        given.side = device.side
    # Where the facilitator reads before the room does, what has words waits in her inbox.
    given.hidden = kind.words and bool(device.live.stage(activity).get("filtered"))
    return given


def keep_last(given: Contribution) -> Contribution:
    """One answer for each telephone: the last one stands."""
    Contribution.objects.bulk_create(
        [given],
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["text", "value", "column", "with_whom", "due"],
    )
    return given


def keep_another(given: Contribution) -> Contribution:
    already = Contribution.objects.filter(token=given.token).first()
    if already is None:
        Contribution.objects.bulk_create([given])
        if given.author_id:
            note_added(given)
        return given
    if (already.text, already.value, already.column) != (given.text, given.value, given.column):
        raise Taken(_("Another tab of this telephone has sent something else."))
    return already


def keep_apart(phone: Phone, activity: Activity, kind: kinds.ActivityKind, column: str, words: str) -> None:
    """Words of a sheet, under a token that only this telephone links to the others; emptied, they go."""
    values.check(activity, None, column)
    token = phone.token(activity, f"words {column}")
    if not words:
        Contribution.objects.filter(token=token).delete()
        return
    given = given_by(phone, activity, kind)
    given.token, given.text, given.column = token, words, column
    keep_last(given)


def given_already(phone: Phone, activity: Activity) -> list[Contribution]:
    """What this telephone has given to an activity; nobody else can ask."""
    kind = kinds.of(activity)
    tokens = phone.tokens(activity, kind.at_most if kind and kind.many else 0)
    return list(Contribution.objects.filter(token__in=tokens))


@transaction.atomic
def vote(phone: Phone, contribution: Contribution, *, for_it: bool = True) -> None:
    """Be for what somebody wrote, or no longer; once for each telephone."""
    activity = contribution.activity
    kind = kinds.of(activity)
    if kind is None or not kind.votes or contribution.hidden:
        raise NotTaken(_("This is no longer shown."))
    check_taken(phone, activity)
    key = vote_key(phone.secret, contribution.pk)
    most = kind.votes_each(activity)
    if for_it and most is not None:
        check_votes_left(phone, contribution, most)
    if for_it:
        _cast, new = Vote.objects.get_or_create(key=key, defaults={"contribution": contribution})
        change = 1 if new else 0
    else:
        gone, _kinds = Vote.objects.filter(key=key).delete()
        change = -gone
    if change:
        Contribution.objects.filter(pk=contribution.pk).update(votes=F("votes") + change)
        ring(phone.device.live, LiveEvent.Kind.ANSWER, activity)


def check_votes_left(phone: Phone, contribution: Contribution, most: int) -> None:
    """Counted by making the keys again: what a telephone is for is written nowhere else."""
    if len(votes_cast(phone, contribution.activity) - {contribution.pk}) >= most:
        raise NotTaken(_("You have used all your votes. Take one back to give it to another idea."))


def votes_cast(phone: Phone, activity: Activity) -> set[int]:
    """The contributions of an activity that this telephone is for."""
    shown = activity.contributions.filter(hidden=False).values_list("pk", flat=True)
    keys = {vote_key(phone.secret, pk): pk for pk in shown}
    return {
        keys[key]
        for key in Vote.objects.filter(contribution__activity=activity, key__in=keys).values_list("key", flat=True)
    }
