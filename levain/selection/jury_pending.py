"""What a jury waits for, and of whom, computed again from the state of things: declarations and reviews."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import answers, calendars, reminders
from levain.foundation.calendars import Event
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.models import Role, User
from levain.selection.models import Application, Call, Conflict, Declaration, Jury, Review
from levain.selection.rules.jury import BEFORE_THE_JURY, JURY, TO_DECLARE_ON
from levain.selection.services.jury import members

WAITED_FOR = Q(submitted_at=None, application__state__in=BEFORE_THE_JURY)
# A jury that nobody has closed is not asked for ever.
TOO_LATE = timedelta(days=120)


def to_give() -> Iterable[tuple[int, int]]:
    """The pairs (juror, jury) for which a file waits to be read and scored."""
    reading = Q(application__call__jury__phase__in=(Jury.Phase.READ, Jury.Phase.DISCUSS))
    left = Review.objects.free().filter(WAITED_FOR, reading)
    return set(left.values_list("juror", "application__call__jury"))


def late(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Jurors who have files left to score, by the day said."""
    juries = _running(now, "read_by", ids)
    people = User.objects.in_bulk({person for person, jury in to_give() if jury in juries})
    sitting = _sitting(juries.values())
    for person, jury in sorted(to_give()):
        if jury in juries and (person, jury) in sitting:
            yield Pending(people[person], juries[jury], until=juries[jury].read_by)


def undeclared(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """Members of a jury who have not said whether they have a conflict with its files."""
    juries = {
        pk: jury for pk, jury in _running(now, "declare_by", ids).items() if not jury.has_reached(Jury.Phase.DISCUSS)
    }
    for jury in juries.values():
        for person in undeclared_of(jury.call):
            yield Pending(person, jury, until=jury.declare_by)


def undeclared_of(call: Call) -> list[User]:
    """Those who sit and have left files without a word: two queries a jury."""
    people = {member.user.pk: member.user for member in members(call)}
    said = Declaration.objects.filter(application=OuterRef("pk"))
    files = Application.objects.filter(call=call, state__in=TO_DECLARE_ON)
    in_conflict = Conflict.objects.standing().filter(application=OuterRef("pk"))
    users = User.objects.filter(pk__in=people)
    left = files.filter(~Exists(said.filter(juror=OuterRef(OuterRef("pk")))))
    left = left.filter(~Exists(in_conflict.filter(juror=OuterRef(OuterRef("pk")))))
    return [people[pk] for pk in users.filter(Exists(left)).values_list("pk", flat=True)]


def _running(now: datetime, day: str, ids: Ids) -> dict[int, Jury]:
    recent = {f"{day}__gte": (now - TOO_LATE).date(), "call__released_at": None}
    found = Jury.objects.filter(**recent).exclude(phase=Jury.Phase.CLOSED)
    return {jury.pk: jury for jury in among(found, ids).select_related("call__cohort__programme")}


def _sitting(juries: Iterable[Jury]) -> set[tuple[int, int]]:
    return {(member.user.pk, jury.pk) for jury in juries for member in members(jury.call)}


def _still_to_give(now: datetime, kind: int, ids: list[int]) -> Iterator[tuple[int, int]]:
    return ((person, jury) for person, jury in to_give() if jury in ids)


def dates(person: User, first: date, last: date) -> Iterator[Event]:
    """The two days a member of a jury is waited for."""
    if not person.holds(*JURY):
        return
    sits = Role.objects.in_force().filter(user=person, code__in=JURY)
    calls = sits.values_list("scope_id", flat=True).filter(scope_type__model="call")
    for jury in Jury.objects.filter(call__in=list(calls)).exclude(phase=Jury.Phase.CLOSED).select_related("call"):
        for name, day, title in (
            ("declare", jury.declare_by, _("Conflicts to declare: %(call)s")),
            ("read", jury.read_by, _("Files to score: %(call)s")),
        ):
            if day and first <= day <= last:
                said = title % {"call": jury.call}
                yield Event(uid=f"jury-{jury.pk}-{name}", title=said, starts=day, url=jury.get_absolute_url())


def say() -> None:
    waited = {"review.assigned": WAITED_FOR, "review.reopened": WAITED_FOR}
    answers.wait_for(**waited)
    answers.asked_again("jury.assigned", _still_to_give)
    calendars.register(dates)
    reminders.register(
        "jury_read",
        due=late,
        sentence=gettext_lazy("Reminder: files wait for your review by %(until)s. %(object)s"),
        spacing=Spacing(before=(7, 2), after=(1, 4), then_every=4),
    )
    reminders.register(
        "jury_declare",
        due=undeclared,
        sentence=gettext_lazy(
            "Reminder: say by %(until)s whether you have a conflict with one of the files. %(object)s"
        ),
        spacing=Spacing(before=(3, 0), after=(3,), then_every=4),
    )
