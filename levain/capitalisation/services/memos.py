"""The analytic journal: memos are written and changed, never published."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import Code, Evidence, Memo
from levain.capitalisation.services.learning import OtherCohort
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort


@transaction.atomic
def write_memo(
    cohort: Cohort,
    *,
    by: User,
    code: Code | None = None,
    evidence: Evidence | None = None,
    token: UUID | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Memo:
    """Keep a thought on a code, on a piece of evidence, or on the session; sent twice, it is one memo."""
    known = Memo.objects.filter(token=token).first() if token else None
    if known:
        return known
    if any(thing and thing.cohort_id != cohort.pk for thing in (code, evidence)):
        raise OtherCohort(_("It belongs to another cohort."))
    memo = Memo.objects.create(
        cohort=cohort,
        code=code,
        evidence=evidence,
        token=token,
        created_by=by,
        created_at=at or timezone.now(),
        **said,
    )
    journal.record("memo.written", on=memo, by=by, place=cohort)
    return memo


@transaction.atomic
def revise_memo(memo: Memo, version: int, *, by: User, **said: Any) -> None:
    memo._history_user = by
    save_over(memo, version, **said)
    journal.record("memo.revised", on=memo, by=by, place=memo.cohort)
