"""Conflicts of interest: declared before anything is seen, added by those who lead the jury, lifted with a reason."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.selection import rules
from levain.selection.models import Application, Call, Conflict, Declaration, Review
from levain.selection.rules.jury import TO_DECLARE_ON, forget_conflicts
from levain.selection.services.jury import seat


class ConflictStands(Exception):
    """The conflict is already declared, or was already lifted."""


class ReasonMissing(Exception):
    """A conflict is lifted with a reason."""


class ProposalsUnanswered(Exception):
    """Something coincides, and she has not said yet whether it is a conflict."""


@transaction.atomic
def declare_conflict(application: Application, juror: User, *, kind: str, reason: str = "", by: User) -> Conflict:
    """From now on the file, its scores, its discussion and its vote are closed to her; what she gave is left out.

    She declares it, or the chair does. Twice is once.
    """
    try:
        with transaction.atomic():
            conflict = Conflict.objects.create(
                juror=juror, application=application, kind=kind, reason=reason.strip(), declared_by=by
            )
    except IntegrityError as error:
        raise ConflictStands(_("This conflict is already declared.")) from error
    Review.objects.filter(juror=juror, application=application, submitted_at=None).delete()
    forget_conflicts(juror)
    place, tell = application.call, [juror]
    journal.record("conflict.declared", on=conflict, by=by, place=place, changes={"kind": kind}, tell=tell)
    return conflict


@transaction.atomic
def lift_conflict(conflict: Conflict, *, by: User, reason: str) -> None:
    """Open the file again to the juror, with a reason that is kept; nobody lifts her own conflict."""
    if not (may := rules.can_lift_conflict(by, conflict)):
        raise ConflictStands(may.reason)
    if not reason.strip():
        raise ReasonMissing(_("Write why this conflict no longer stands."))
    lifted = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawal_reason": reason.strip()}
    if not Conflict.objects.standing().filter(pk=conflict.pk).update(**lifted):
        raise ConflictStands(_("This conflict was lifted before."))
    conflict.refresh_from_db()
    forget_conflicts(conflict.juror)
    journal.record("conflict.lifted", on=conflict, by=by, place=conflict.application.call, tell=[conflict.juror])


@transaction.atomic
def declare_all(call: Call, juror: User, *, unanswered: int = 0) -> int:
    """She has gone through the list: of every file not spoken of, she says that she has no conflict with it."""
    if unanswered:
        raise ProposalsUnanswered(
            _("Something coincides with %(n)d of these files. Say first whether it is a conflict.")
            % {"n": unanswered}
        )
    files = call.applications.filter(state__in=TO_DECLARE_ON).exclude(declarations__juror=juror)
    made = Declaration.objects.bulk_create(
        [Declaration(juror=juror, application=application) for application in files.only("pk")], ignore_conflicts=True
    )
    if made:
        jury = seat(call)
        journal.record("jury.declared", on=jury, by=juror, role="juror", place=call, changes={"files": len(made)})
    return len(made)


@transaction.atomic
def clear(application: Application, juror: User) -> None:
    """Something coincides, and she says that it is no conflict; those who lead the jury see that she did."""
    Declaration.objects.update_or_create(juror=juror, application=application, defaults={"cleared": True})
