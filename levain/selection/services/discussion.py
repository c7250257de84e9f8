"""What the members of a jury say to each other of a file, and who agrees with whom."""

from uuid import UUID

from django.db import IntegrityError, transaction

from levain.foundation import journal
from levain.people.models import User
from levain.selection import rules
from levain.selection.models import Application, Argument, Review
from levain.selection.services.jury import members
from levain.selection.services.reviews import ReviewClosed


@transaction.atomic
def argue(application: Application, *, by: User, text: str, token: UUID | None = None) -> Argument:
    """Say something in the discussion; the same token twice is said once."""
    _require(by, application)
    if token and (known := Argument.objects.filter(token=token).first()):
        return known
    try:
        with transaction.atomic():
            said = Argument.objects.create(application=application, author=by, text=text.strip(), token=token)
    except IntegrityError:
        # The same form, sent twice at the same moment.
        return Argument.objects.get(token=token)
    journal.record("argument.written", on=said, by=by, place=application.call, tell=_concerned(application))
    return said


@transaction.atomic
def take_side(review: Review, *, by: User, agrees: bool, text: str = "") -> Argument:
    """Say whether one agrees with what another thinks of the file; the last word of each counts."""
    _require(by, review.application)
    if not (may := rules.can_see_review(by, review)):
        raise ReviewClosed(may.reason)
    said = Argument.objects.create(
        application=review.application, author=by, about=review, agrees=agrees, text=text.strip()
    )
    tell = [review.juror] if text.strip() else []
    journal.record("argument.written", on=said, by=by, place=review.application.call, tell=tell)
    return said


def _require(by: User, application: Application) -> None:
    if not (may := rules.can_discuss(by, application)):
        raise ReviewClosed(may.reason)


def _concerned(application: Application) -> list[User]:
    """Those who read the file, and those who have spoken: the rules are asked again before any letter leaves."""
    sitting = {member.user.pk: member.user for member in members(application.call)}
    readers = set(application.reviews.values_list("juror", flat=True))
    readers |= set(application.arguments.values_list("author", flat=True))
    return [user for pk, user in sitting.items() if pk in readers]
