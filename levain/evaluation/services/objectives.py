"""Write an objective in two voices, settle its five levels, rate it side by side."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import Level, Objective, Rank, Voice
from levain.evaluation.signing import MOST
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team


class NotTheirWords(Exception):
    """Someone writes or rates for a side that is not hers."""


class LevelsIncomplete(Exception):
    """An objective is settled with five levels, all described and all different."""


class WordsMissing(Exception):
    """The agreed words, or those of the inhabitants or of the local authority, are still missing."""


class WeightIncomplete(Exception):
    """Importance and difficulty go together, each from 0 to 3."""


class AlreadyRated(Exception):
    """The levels of a rated objective no longer change."""


class NotSettled(Exception):
    """An objective is rated once its levels are agreed, and until it is withdrawn."""


class TooMany(Exception):
    """A project keeps two to five objectives for its year."""


Target = Project | Objective


def _opened(target: Target, token: UUID | None = None) -> Objective:
    """The objective to write in, locked; a new one at the end of the list for a project."""
    if isinstance(target, Objective):
        return Objective.objects.select_for_update().get(pk=target.pk)
    Project.objects.select_for_update().get(pk=target.pk)
    if token and (written := Objective.objects.filter(token=token, project=target).first()):
        return written
    return Objective(project=target, position=next_position(target), token=token)


def next_position(project: Project) -> int:
    last = Objective.objects.filter(project=project).order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _refuse_if_rated(objective: Objective) -> None:
    if objective.withdrawn_on:
        raise NotSettled(_("This objective was withdrawn."))
    if objective.pk and objective.ratings.exists():
        raise AlreadyRated(
            _("This objective has been rated: its levels no longer change. Withdraw it and write another one.")
        )


def _save(objective: Objective, version: int | None, **changes) -> None:
    if objective.pk:
        save_over(objective, version or objective.version, **changes)
        return
    for field, value in changes.items():
        setattr(objective, field, value)
    objective.save()


def _describe(objective: Objective, levels: Mapping[int, str]) -> None:
    known = {level.value: level for level in objective.levels.all()}
    for value in Rank.values:
        text = (levels.get(value) or "").strip()
        level = known.get(value)
        if not text:
            if level:
                level.delete()
        elif level is None:
            Level.objects.create(objective=objective, value=value, text=text)
        elif level.text != text:
            level.text = text
            level.save()


def _clean_weight(importance: int | None, difficulty: int | None) -> None:
    told = [number for number in (importance, difficulty) if number is not None]
    if len(told) == 1 or any(number not in range(4) for number in told):
        raise WeightIncomplete(_("Give both the importance and the difficulty, each from 0 to 3, or neither."))


def _record(verb: str, objective: Objective, by: User, **said) -> None:
    project = objective.project
    journal.record(verb, on=objective, by=by, role=role_in(by, project), place=project, **said)


@transaction.atomic
def draft_objective(
    target: Target,
    *,
    by: User,
    wordings: Mapping[str, str],
    agreed: str = "",
    levels: Mapping[int, str] | None = None,
    importance: int | None = None,
    difficulty: int | None = None,
    version: int | None = None,
    token: UUID | None = None,
) -> Objective:
    """Keep what is written so far, complete or not; `wordings` holds only the voices she may write for."""
    objective = _opened(target, token)
    if objective.pk and isinstance(target, Project):
        return objective
    _refuse_if_rated(objective)
    _clean_weight(importance, difficulty)
    if not any(objective.wording(voice) or (wordings.get(voice) or "").strip() for voice in Voice.values):
        raise WordsMissing(_("Write what one side at least expects."))
    words = {f"written_by_{voice}": text.strip() for voice, text in wordings.items()}
    _save(
        objective,
        version,
        agreed=agreed.strip(),
        agreed_on=None,
        importance=importance,
        difficulty=difficulty,
        **words,
    )
    _describe(objective, levels or {})
    _record("objective.drafted", objective, by)
    return objective


@transaction.atomic
def settle_objective(
    target: Target,
    *,
    agreed: str,
    levels: Mapping[int, str],
    by: User,
    importance: int | None = None,
    difficulty: int | None = None,
    inhabitants: str = "",
    authority: str = "",
    state: str = "",
    on: date | None = None,
    version: int | None = None,
    token: UUID | None = None,
) -> Objective:
    """Agree the words and the five levels of an objective; empty words leave those written before."""
    objective = _opened(target, token)
    if objective.pk and isinstance(target, Project):
        return objective
    _refuse_if_rated(objective)
    _clean_weight(importance, difficulty)
    words = {"inhabitants": inhabitants, "authority": authority, "state": state}
    words = {f"written_by_{voice}": text.strip() for voice, text in words.items() if text.strip()}
    both = [words.get(f"written_by_{v}") or objective.wording(v) for v in (Voice.INHABITANTS, Voice.AUTHORITY)]
    if not agreed.strip() or not all(both):
        raise WordsMissing(
            _("An objective is settled once the inhabitants and the local authority have written theirs, and agreed.")
        )
    others = Objective.objects.filter(project=objective.project).settled().exclude(pk=objective.pk)
    if others.count() >= MOST:
        raise TooMany(_("A project keeps two to five objectives. Withdraw one before you settle another."))
    texts = [(levels.get(value) or "").strip() for value in Rank.values]
    if set(levels) - set(Rank.values) or not all(texts) or len(set(texts)) < len(texts):
        raise LevelsIncomplete(_("Describe the five levels, each in different words."))
    _save(
        objective,
        version,
        agreed=agreed.strip(),
        agreed_on=on or timezone.localdate(),
        importance=importance,
        difficulty=difficulty,
        **words,
    )
    _describe(objective, levels)
    sides = team(objective.project, *(role for roles in rules.SPEAKS.values() for role in roles))
    _record("objective.settled", objective, by, tell=[*sides, *advisers(objective.project)])
    return objective


@transaction.atomic
def withdraw_objective(objective: Objective, *, because: str, by: User, on: date | None = None) -> None:
    """Take an objective out of the count, with the reason; its ratings are kept and no longer compared."""
    kept = Objective.objects.select_for_update().get(pk=objective.pk)
    if kept.withdrawn_on:
        raise NotSettled(_("This objective was withdrawn."))
    if not because.strip():
        raise WordsMissing(_("Say why this objective is withdrawn."))
    save_over(kept, kept.version, withdrawn_on=on or timezone.localdate(), withdrawn_because=because.strip())
    _record("objective.withdrawn", kept, by)
    objective.refresh_from_db()
