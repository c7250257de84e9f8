"""Say, at the next seminar, what became of a promise: the project that follows it is told too."""

from django.db import transaction
from django.utils import timezone

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.services import tell_commitment
from levain.seminars.models import Contribution
from levain.seminars.promises import IN_A_PROJECT, commitments_of
from levain.seminars.services.deeds import record


@transaction.atomic
def tell_promise(
    said: Contribution, *, became: str, by: User, text: str | None = None, version: int | None = None
) -> None:
    """Whoever promised is told what was noted; said again the same, nothing moves."""
    became = Contribution.Became(became)
    words = said.became_text if text is None else text.strip()[:500]
    if (said.became, said.became_text) == (became, words):
        return
    if not said.named:
        said._history_date = said.activity.seminar.starts  # type: ignore[attr-defined]
    save_over(said, said.version if version is None else version, became=became, became_text=words)
    seminar = said.activity.seminar
    told = [said.author] if said.author else []
    record("promise.told", on=said, seminar=seminar, by=by, place=said.project, changes={"became": became}, tell=told)
    commitment = commitments_of([said]).get(said.pk)
    if commitment and became in IN_A_PROJECT:
        tell_commitment(commitment, by=by, kept=str(IN_A_PROJECT[became]), reason=words, on=timezone.localdate())
