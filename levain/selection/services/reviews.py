"""What a juror thinks of a file: kept as she writes, given once, reopened by the chair."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.selection import rules
from levain.selection.models import Application, Call, Conflict, Criterion, Declaration, Remark, Review, Score
from levain.selection.services.jury import seat


class ReviewClosed(Exception):
    """The review can no longer be written by this person; the words say why."""


class ReviewIncomplete(Exception):
    """Criteria wait for a level, or abstentions for a reason; `criteria` names them by code."""

    def __init__(self, criteria: list[str]):
        super().__init__(_("Give a level to each criterion, or abstain and say why."))
        self.criteria = criteria


@dataclass(frozen=True)
class Given:
    """What a juror says on one criterion: a level, or an abstention with its reason."""

    level: int | None = None
    reason: str = ""
    abstained: bool = False


@dataclass(frozen=True)
class Received:
    """A whole review received otherwise (on paper, by mail), to be recorded."""

    juror: User
    application: Application
    scores: dict[str, Given]
    remarks: list[tuple[str, bool]] = field(default_factory=list)
    at: datetime | None = None

    @property
    def given_at(self) -> datetime:
        return self.at or timezone.now()


@transaction.atomic
def save_review(
    review: Review, version: int, *, scores: dict[str, Given], remarks: dict[bool, str], by: User
) -> None:
    """Keep what she has written so far. `remarks`: the one kept for the jury (False), the one for the letter (True).

    Raises ReviewClosed, or ChangedSince when the review was written meanwhile in another window.
    """
    _require_open(review, by)
    save_over(review, version)
    criteria = {criterion.code: criterion for criterion in review.application.call.criteria.all()}
    kept = {
        code: one for code, one in scores.items() if code in criteria and (one.abstained or one.level is not None)
    }
    review.scores.exclude(criterion__code__in=kept).delete()
    Score.objects.bulk_create(
        [_score(review, criteria[code], one) for code, one in kept.items()],
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["level", "abstained", "reason"],
    )
    review.remarks.all().delete()
    Remark.objects.bulk_create(
        Remark(review=review, text=text, usable_in_letter=usable) for usable, text in remarks.items() if text
    )


def _score(review: Review, criterion: Criterion, one: Given) -> Score:
    level = None if one.abstained else one.level
    return Score(review=review, criterion=criterion, level=level, abstained=one.abstained, reason=one.reason)


def _require_open(review: Review, by: User) -> None:
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    if by.pk != fresh.juror_id:
        raise ReviewClosed(_("This review is written by another member of the jury."))
    if not (may := rules.can_score(by, review.application)):
        raise ReviewClosed(may.reason)


@transaction.atomic
def submit_review(review: Review, *, by: User) -> None:
    """Give the review: every criterion has a level or a reasoned abstention. Again changes nothing."""
    if Review.objects.filter(pk=review.pk, juror=by, submitted_at__isnull=False).exists():
        return
    _require_open(review, by)
    # Asked anew: the review in hand may have been read before these scores were kept.
    given = {score.criterion_id: score for score in Score.objects.filter(review=review)}
    missing = [
        criterion.code
        for criterion in review.application.call.criteria.all()
        if (score := given.get(criterion.pk)) is None or (score.abstained and not score.reason.strip())
    ]
    if missing:
        raise ReviewIncomplete(missing)
    review.submitted_at = timezone.now()
    review.save(update_fields=["submitted_at"])
    journal.record("review.given", on=review, by=by, role="juror", place=review.application.call)


@transaction.atomic
def reopen_review(review: Review, *, by: User, reason: str) -> None:
    """Give it back to its juror, who is told why."""
    if not (may := rules.can_reopen(by, review)):
        raise ReviewClosed(may.reason)
    now = timezone.now()
    given = Review.objects.filter(pk=review.pk, submitted_at__isnull=False)
    if not given.update(submitted_at=None, reopened_at=now, reopened_because=reason.strip()):
        raise ReviewClosed(_("This review has not been given."))
    review.refresh_from_db()
    journal.record("review.reopened", on=review, by=by, place=review.application.call, tell=[review.juror])


@transaction.atomic
def receive_reviews(call: Call, received: Iterable[Received], *, by: User) -> int:
    """Record whole reviews received otherwise, in a fixed number of queries; one already given stays as it is.

    Raises ReviewClosed when one of them is of a juror who has a conflict with the file.
    """
    received = list(received)
    jury = seat(call)
    criteria = {criterion.code: criterion for criterion in call.criteria.all()}
    _refuse_conflicts(call, received)
    pairs = _rows_of(call, received)
    Declaration.objects.bulk_create(
        (Declaration(juror=one.juror, application=one.application, declared_at=one.given_at) for _row, one in pairs),
        ignore_conflicts=True,
    )
    Score.objects.filter(review__in=[review.pk for review, _one in pairs]).delete()
    Score.objects.bulk_create(
        _score(review, criteria[code], said) for review, one in pairs for code, said in one.scores.items()
    )
    Remark.objects.bulk_create(
        Remark(review=review, text=text, usable_in_letter=usable, written_at=one.given_at)
        for review, one in pairs
        for text, usable in one.remarks
    )
    if pairs:
        journal.record("jury.reviews_received", on=jury, by=by, place=call, changes={"reviews": len(pairs)})
    return len(pairs)


def _rows_of(call: Call, received: list[Received]) -> list[tuple[Review, Received]]:
    """The review of each, assigned before or made now, as given; those already given are left alone."""
    known = {
        (review.juror_id, review.application_id): review for review in Review.objects.filter(application__call=call)
    }
    assigned, new = [], []
    for one in received:
        review = known.get((one.juror.pk, one.application.pk))
        if review is None:
            review = Review(juror=one.juror, application=one.application, assigned_at=one.given_at)
            known[one.juror.pk, one.application.pk] = review
            new.append((review, one))
        elif review.submitted_at is None:
            assigned.append((review, one))
        review.submitted_at = review.submitted_at or one.given_at
    Review.objects.bulk_create([review for review, _one in new])
    Review.objects.bulk_update([review for review, _one in assigned], ["submitted_at"])
    return [*assigned, *new]


def _refuse_conflicts(call: Call, received: list[Received]) -> None:
    standing = Conflict.objects.standing().filter(application__call=call)
    in_conflict = set(standing.values_list("juror_id", "application_id"))
    for one in received:
        if (one.juror.pk, one.application.pk) in in_conflict:
            raise ReviewClosed(
                _("%(juror)s has a conflict with “%(file)s”: nothing of it is recorded.")
                % {"juror": one.juror, "file": one.application}
            )
