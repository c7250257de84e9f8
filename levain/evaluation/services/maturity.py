"""Give the maturity of a project its levels, what proves them, and the one that is agreed."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.maturity import grid_of, proposed_levels
from levain.evaluation.models import (
    Look,
    MaturityAgreement,
    MaturityAnswer,
    MaturityDescriptor,
    MaturityProof,
    Moment,
)
from levain.evaluation.services.objectives import NotTheirWords
from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team

LEVELS = range(6)


class OffTheGrid(Exception):
    """Levels go from 0 to 5, on the dimensions of the grid of the cohort."""


class TooFewLooks(Exception):
    """One agrees once two at least have given their levels."""


class ReasonMissing(Exception):
    """A level other than the one the evidence bears out is agreed with its reason."""


class Agreed(NamedTuple):
    """What is agreed of one dimension."""

    level: int
    reason: str = ""
    next_step: str = ""


def _record(verb: str, on, by: User, project: Project, **said) -> None:
    journal.record(verb, on=on, by=by, role=role_in(by, project), place=project, **said)


def _refuse_off_grid(project: Project, levels: Mapping[int, int]) -> None:
    known = {dimension.pk for dimension in grid_of(project.cohort)}
    if not levels or set(levels) - known or any(level not in LEVELS for level in levels.values()):
        raise OffTheGrid(_("Give each dimension of the grid a level from 0 to 5."))


@transaction.atomic
def give_levels(
    project: Project, *, moment: str, look: str, levels: Mapping[int, int], by: User, on: date | None = None
) -> None:
    """One of the three gives its levels (by dimension); typed by the adviser for another, they wait for its yes."""
    if not (verdict := rules.can_give_as(by, project, look)):
        raise NotTheirWords(verdict.reason)
    _refuse_off_grid(project, levels)
    hers = look in rules.looks_of(by, project)
    for dimension, level in levels.items():
        MaturityAnswer.objects.update_or_create(
            project=project,
            moment=moment,
            dimension_id=dimension,
            look=look,
            defaults={
                "level": level,
                "given_by": by if hers else None,
                "typed_by": None if hers else by,
                "given_on": on or timezone.localdate(),
            },
        )
    told = [] if hers else team(project, *rules.LOOKS[Look(look)])
    _record("maturity.given", project, by, project, tell=told, changes={"moment": moment, "look": look})


@transaction.atomic
def add_proofs(
    project: Project, *, moment: str, proofs: Mapping[int, str], by: User, token: UUID | None = None
) -> list[MaturityProof]:
    """Add what shows sentences of the grid (by descriptor) to be true; with a token, one proof, once."""
    if not (verdict := rules.can_prove(by, project)):
        raise NotTheirWords(verdict.reason)
    if token and (known := MaturityProof.objects.filter(project=project, token=token).first()):
        return [known]
    grid = {dimension.pk for dimension in grid_of(project.cohort)}
    descriptors = set(
        MaturityDescriptor.objects.filter(dimension__in=grid, pk__in=proofs).values_list("pk", flat=True)
    )
    if set(proofs) - descriptors or not all(text.strip() for text in proofs.values()):
        raise OffTheGrid(_("Say what proves it, for a sentence of the grid."))
    made = MaturityProof.objects.bulk_create(
        MaturityProof(
            project=project, moment=moment, descriptor_id=pk, text=text.strip()[:300], added_by=by, token=token
        )
        for pk, text in proofs.items()
    )
    _record("maturity.proved", made[0], by, project, changes={"moment": moment, "proofs": len(made)})
    return made


@transaction.atomic
def remove_proof(proof: MaturityProof, *, by: User) -> None:
    if not (verdict := rules.can_remove_proof(by, proof)):
        raise NotTheirWords(verdict.reason)
    MaturityProof.objects.filter(pk=proof.pk).update(removed_on=timezone.localdate())
    _record("maturity.unproved", proof, by, proof.project)


@transaction.atomic
def agree_levels(
    project: Project, *, moment: str, agreed: Mapping[int, Agreed], by: User, on: date | None = None
) -> None:
    """Keep the levels agreed once those who look have talked; the level the evidence bears out is kept beside."""
    if not (verdict := rules.can_agree_levels(by, project)):
        raise NotTheirWords(verdict.reason)
    _refuse_off_grid(project, {dimension: one.level for dimension, one in agreed.items()})
    given = MaturityAnswer.objects.filter(project=project, moment=moment).values_list("look", flat=True)
    if len(set(given)) < 2:
        raise TooFewLooks(_("One agrees once two at least have given their levels."))
    proposed = proposed_levels(project, Moment(moment))
    if any(one.level != proposed[pk] and not one.reason.strip() for pk, one in agreed.items()):
        raise ReasonMissing(_("Say why the level is not the one that the evidence bears out."))
    for dimension, one in agreed.items():
        MaturityAgreement.objects.update_or_create(
            project=project,
            moment=moment,
            dimension_id=dimension,
            defaults={
                "level": one.level,
                "proposed": proposed[dimension],
                "reason": one.reason.strip(),
                "next_step": one.next_step.strip(),
                "agreed_by": by,
                "agreed_on": on or timezone.localdate(),
            },
        )
    told = [*team(project, *rules.AGREE), *advisers(project)]
    _record("maturity.agreed", project, by, project, tell=told, changes={"moment": moment})
