"""What each may see and do of the files a jury reads: a conflict closes everything, then the phase decides."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.selection.models import Application, Argument, Call, Conflict, Declaration, Jury, Review

Phase = Jury.Phase
JURY = {RoleCode.JUROR, RoleCode.JURY_CHAIR}
PREPARES = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER}
BEFORE_THE_JURY = (
    Application.State.ADMISSIBLE,
    Application.State.RETAINED,
    Application.State.RESERVE,
    Application.State.NOT_RETAINED,
)
# A conflict may be declared with a file that is still being checked: it may come before the jury tomorrow.
TO_DECLARE_ON = (Application.State.DEPOSITED, Application.State.CORRECTION, *BEFORE_THE_JURY)


def jury_of(call: Call) -> Jury:
    """The jury of a call; one that nobody has set yet stands at its first phase."""
    try:
        return call.jury
    except Jury.DoesNotExist:
        return Jury(call=call)


def codes(user, call: Call) -> set[str]:
    return user.codes_on(call, call.cohort, call.cohort.programme) if user.is_authenticated else set()


def conflicts_of(user) -> QuerySet[Conflict]:
    """The conflicts of a person today: the files are `application` of these."""
    return Conflict.objects.standing().filter(juror=user.pk)


def in_conflict_with(user) -> frozenset[int]:
    """The ids of the files she has a conflict with: one query a request, whatever the number of questions asked."""
    known = getattr(user, "_wrapped", user).__dict__
    if "_in_conflict_with" not in known:
        known["_in_conflict_with"] = frozenset(conflicts_of(user).values_list("application", flat=True))
    return known["_in_conflict_with"]


def forget_conflicts(user) -> None:
    """Read her conflicts again at the next question."""
    for holder in (user, getattr(user, "_wrapped", user)):
        holder.__dict__.pop("_in_conflict_with", None)


def free_of(user) -> Any:
    """Applications (a queryset's filter) with which this person has no conflict."""
    return ~Exists(conflicts_of(user).filter(application=OuterRef("pk")))


def can_see_past_conflicts(user, application: Application) -> Verdict:
    """A conflict closes the file to whoever declared it, whatever the other roles she holds."""
    if user.is_authenticated and application.pk in in_conflict_with(user):
        return refused(IN_CONFLICT())
    return GRANTED


def IN_CONFLICT() -> str:
    return _("You have a conflict of interest with this file: it is closed to you, with its scores and its vote.")


@dataclass(frozen=True)
class Standing:
    """How a person stands towards one file: read in one query, then every rule answers from it."""

    jury: Jury
    codes: frozenset[str]
    state: str = ""
    in_conflict: bool = False
    declared: bool = False
    review: int | None = None
    given: bool = False

    @property
    def sits(self) -> bool:
        return bool(self.codes & JURY)

    @property
    def chairs(self) -> bool:
        return RoleCode.JURY_CHAIR in self.codes


def standing(user, application: Application) -> Standing:
    call = application.call
    held = frozenset(codes(user, call))
    if not held & JURY:
        in_conflict = user.is_authenticated and application.pk in in_conflict_with(user)
        return Standing(jury_of(call), held, in_conflict=in_conflict)
    hers = Review.objects.filter(juror=user, application=OuterRef("pk"))
    read = Application.objects.annotate(
        in_conflict=Exists(conflicts_of(user).filter(application=OuterRef("pk"))),
        declared=Exists(Declaration.objects.filter(juror=user, application=OuterRef("pk"))),
        hers=Subquery(hers.values("pk")[:1]),
        given_at=Subquery(hers.values("submitted_at")[:1]),
    ).values_list("state", "in_conflict", "declared", "hers", "given_at")
    state, in_conflict, declared, review, given_at = read.get(pk=application.pk)
    return Standing(jury_of(call), held, state, in_conflict, declared, review, given_at is not None)


def can_read_jury(user, call: Call) -> Verdict:
    """The page of the jury: where the reading stands, never what somebody thinks of a file."""
    if codes(user, call) & (JURY | PREPARES):
        return GRANTED
    return refused(_("This page is for the jury of the call and the team that prepares its work."))


def can_declare(user, call: Call) -> Verdict:
    if not codes(user, call) & JURY:
        return refused(_("Only the members of the jury declare their conflicts of interest."))
    if jury_of(call).has_reached(Phase.CLOSED):
        return refused(_("The work of this jury is over."))
    return GRANTED


def can_open_file(user, application: Application) -> Verdict:
    """Read a file as the jury reads it."""
    return opens(standing(user, application))


def opens(at: Standing) -> Verdict:
    if not at.sits:
        return refused(_("The files are read by the members of the jury."))
    if at.in_conflict:
        return refused(IN_CONFLICT())
    if at.state not in BEFORE_THE_JURY:
        return refused(_("This application is not before the jury."))
    if not at.declared:
        return refused(
            _("First say whether you have a conflict of interest with one of the files. Nothing is shown before.")
        )
    if not at.jury.has_reached(Phase.READ):
        return refused(_("The reading has not begun: the chair opens it once conflicts are declared."))
    if at.review or at.chairs or at.jury.has_reached(Phase.DISCUSS):
        return GRANTED
    return refused(_("This file is read by other members of the jury. You can read it when the discussion opens."))


def can_score(user, application: Application) -> Verdict:
    return scores(standing(user, application))


def scores(at: Standing) -> Verdict:
    if not (may := opens(at)):
        return may
    if at.review is None:
        return refused(_("This file was not given to you to score."))
    if at.given:
        return refused(_("You have given your review. The chair of the jury can reopen it."))
    if at.jury.has_reached(Phase.DELIBERATE):
        return refused(_("The jury deliberates: reviews no longer change."))
    return GRANTED


def can_see_scores(user, application: Application) -> Verdict:
    """Read what others think of a file: their levels, their reasons, their remarks."""
    return sees_scores(standing(user, application))


def sees_scores(at: Standing) -> Verdict:
    if at.in_conflict:
        return refused(IN_CONFLICT())
    if at.sits:
        return _juror_sees(at)
    if at.codes & PREPARES and at.jury.has_reached(Phase.DISCUSS):
        return GRANTED
    if RoleCode.EVALUATOR in at.codes and at.jury.has_reached(Phase.CLOSED):
        return GRANTED
    if at.codes & {*PREPARES, RoleCode.EVALUATOR}:
        return refused(_("What the jurors think of the files is shown when they begin to discuss."))
    return refused(_("What the jurors think of a file is read by the jury and the team of the call."))


def _juror_sees(at: Standing) -> Verdict:
    if not (may := opens(at)):
        return may
    if at.review and not at.given and not at.jury.has_reached(Phase.DELIBERATE):
        return refused(_("What the others think is shown once you have given your own review."))
    early = at.review and at.jury.scores_from == Jury.Scores.AFTER_ONES_OWN
    if early or at.jury.has_reached(Phase.DISCUSS):
        return GRANTED
    return refused(_("What the others think is shown when the discussion opens."))


def can_read_discussion(user, application: Application) -> Verdict:
    return reads_discussion(standing(user, application))


def reads_discussion(at: Standing) -> Verdict:
    if not at.jury.has_reached(Phase.DISCUSS):
        return refused(_("The discussion has not opened."))
    return sees_scores(at)


def can_discuss(user, application: Application) -> Verdict:
    return discusses(standing(user, application))


def discusses(at: Standing) -> Verdict:
    if not (may := reads_discussion(at)):
        return may
    if not at.sits:
        return refused(_("The members of the jury discuss."))
    if at.jury.has_reached(Phase.CLOSED):
        return refused(_("The work of this jury is over."))
    return GRANTED


def can_vote(user, application: Application) -> Verdict:
    """Take part in the vote on a file: a member of the jury, while it deliberates, who has no conflict."""
    at = standing(user, application)
    if not (may := opens(at)):
        return may
    if at.jury.phase != Phase.DELIBERATE:
        return refused(_("The jury votes while it deliberates."))
    return GRANTED


def can_see_review(user, review: Review) -> Verdict:
    """Her own; then, that of others as their scores."""
    at = standing(user, review.application)
    if user.pk == review.juror_id:
        return opens(at)
    return sees_scores(at) if review.submitted_at else refused(_("This review has not been given."))


def can_see_argument(user, argument: Argument) -> Verdict:
    return can_read_discussion(user, argument.application)


def can_see_jury(user, jury: Jury) -> Verdict:
    return can_read_jury(user, jury.call)
