"""Promise, and tell what became of it."""

from datetime import date

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Commitment, Project
from levain.projects.services.project import role_in


@transaction.atomic
def make_commitment(project: Project, *, by: User, text: str, due: date | None = None) -> Commitment:
    commitment = Commitment.objects.create(project=project, by=by, text=text, due=due)
    journal.record("commitment.made", on=commitment, by=by, role=role_in(by, project), place=project)
    return commitment


@transaction.atomic
def tell_commitment(commitment: Commitment, *, by: User, kept: bool) -> None:
    """Say whether a commitment was kept."""
    told = Commitment.Kept.KEPT if kept else Commitment.Kept.BROKEN
    if commitment.kept == told:
        return
    commitment.kept = told
    commitment.save(update_fields=["kept"])
    journal.record(
        "commitment.told",
        on=commitment,
        by=by,
        role=role_in(by, commitment.project),
        place=commitment.project,
        changes={"kept": commitment.kept},
    )
