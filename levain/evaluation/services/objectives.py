"""Write an objective in two voices, settle its five levels, rate it side by side."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import Level, Objective, Rank, Rating, Voice
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


class TooLate(Exception):
    """A side does not go back to a moment once it has rated a later one and seen the others."""


class NothingToConfirm(Exception):
    """The level was confirmed before."""


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


@transaction.atomic
def rate(
    objective: Objective,
    *,
    moment: str,
    voice: str,
    level: int | None,
    reason: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Rating:
    """Give one side's level at a moment, or change it; None says that this side gives no level.

    Typed by the adviser, it waits for someone of that side to confirm it. `version` is that of the rating
    the person saw (0 when there was none): ChangedSince when someone of her side was quicker. The same level
    for the same reason by the same person is what a double click sends: nothing changes.
    """
    held = Objective.objects.select_for_update().get(pk=objective.pk)
    if held.withdrawn_on or not held.agreed_on:
        raise NotSettled(rules.can_rate(by, held).reason)
    if not (verdict := rules.can_rate_as(by, held, voice)):
        raise NotTheirWords(verdict.reason)
    speaks = voice in rules.voices_of(by, held.project)
    said = {
        "level": level,
        "reason": reason.strip(),
        "rated_by": by if speaks else None,
        "typed_by": None if speaks else by,
        "rated_on": on or timezone.localdate(),
    }
    rating = Rating.objects.filter(objective=held, moment=moment, voice=voice).first()
    if rating is None:
        return _first_rating(held, moment, voice, said, by)
    if all(getattr(rating, name) == said[name] for name in ("level", "reason", "rated_by", "typed_by")):
        return rating
    before = rating.level
    if not rating.confirmed:
        said["first_level"] = level
    save_over(rating, rating.version if version is None else version, **said)
    _record_rating("rating.changed", rating, by, level=[before, level])
    return rating


def _first_rating(objective: Objective, moment: str, voice: str, said: dict, by: User) -> Rating:
    if rules.has_given(objective, moment, voice):
        raise TooLate(_("Your side has already rated a later moment: this one is left without its level."))
    rating = Rating.objects.create(objective=objective, moment=moment, voice=voice, first_level=said["level"], **said)
    _record_rating("rating.given", rating, by, level=[None, rating.level])
    return rating


def _record_rating(verb: str, rating: Rating, by: User, **changes) -> None:
    project = rating.objective.project
    waits = [] if rating.confirmed else team(project, *rules.SPEAKS[Voice(rating.voice)])
    journal.record(
        verb,
        on=rating,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"moment": rating.moment, "voice": rating.voice, **changes},
        tell=waits,
    )


@transaction.atomic
def confirm(rating: Rating, *, by: User) -> None:
    """Say that a level typed by the adviser is the one this side gave."""
    if rating.voice not in rules.voices_of(by, rating.objective.project):
        raise NotTheirWords(_("Only the side that gave this level confirms it."))
    held = Rating.objects.select_for_update().get(pk=rating.pk)
    if held.confirmed:
        raise NothingToConfirm(_("This level is already confirmed."))
    save_over(held, held.version, rated_by=by)
    _record_rating("rating.confirmed", held, by)
    rating.refresh_from_db()
