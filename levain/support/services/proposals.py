"""Supports put to a project, and what it answered."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.services import advisers, role_in, team
from levain.support.models import Need, Proposal, Support
from levain.support.services.needs import NeedClosed, NotTheMoment


class NothingNew(Exception):
    """Every support chosen was already proposed for this need."""


@transaction.atomic
def propose(
    need: Need, supports_with_reasons: list[tuple[Support, str]], *, by: User, on: date | None = None
) -> list[Proposal]:
    """Put several supports to a project at once, each with its reason; one already proposed is left as it is."""
    need.state = Need.objects.select_for_update().get(pk=need.pk).state
    if need.state == Need.State.CLOSED:
        raise NeedClosed(_("This need is closed. Nothing was proposed."))
    if need.state == Need.State.STATED:
        raise NotTheMoment(_("First put this need in words with the project."))
    known = set(need.proposals.values_list("support_id", flat=True))
    day = on or timezone.localdate()
    made = [
        Proposal.objects.create(need=need, support=support, why=why, proposed_by=by, proposed_on=day)
        for support, why in {support: (support, why) for support, why in supports_with_reasons}.values()
        if support.pk not in known and not support.retired_on
    ]
    if not made:
        raise NothingNew(_("These supports were already proposed for this need."))
    journal.record(
        "need.proposed",
        on=need,
        by=by,
        role=role_in(by, need.project),
        place=need.project,
        changes={"supports": [proposal.support.slug for proposal in made]},
        tell=[*team(need.project), need.carrier],
    )
    return made


@transaction.atomic
def answer(
    proposal: Proposal,
    *,
    answer: str,
    by: User,
    comment: str = "",
    usefulness: int | None = None,
    version: int | None = None,
    on: date | None = None,
) -> None:
    """Say what becomes of a proposal; answers change with time, and each is kept."""
    if (proposal.answer, proposal.comment, proposal.usefulness) == (answer, comment, usefulness):
        return
    before = proposal.answer
    save_over(
        proposal,
        version or proposal.version,
        answer=answer,
        comment=comment,
        usefulness=usefulness,
        answered_on=on or timezone.localdate(),
        answered_by=by,
    )
    project = proposal.need.project
    journal.record(
        "proposal.answered",
        on=proposal,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"answer": [before, answer]},
        tell=[*advisers(project), proposal.follower],
    )
