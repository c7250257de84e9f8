"""Rate objectives: each side its level and its reason, before it sees the others'."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import Objective, Rating, Voice
from levain.evaluation.services.objectives import NotSettled, NotTheirWords
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import role_in, team


class TooLate(Exception):
    """A side does not go back to a moment once it has rated a later one and seen the others."""


class NothingToConfirm(Exception):
    """The level was confirmed before."""


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
    _record_rating("rating.changed" if rating.confirmed else "rating.typed", rating, by, level=[before, level])
    return rating


def _first_rating(objective: Objective, moment: str, voice: str, said: dict, by: User) -> Rating:
    if rules.has_given(objective, moment, voice):
        raise TooLate(_("Your side has already rated a later moment: this one is left without its level."))
    rating = Rating.objects.create(objective=objective, moment=moment, voice=voice, first_level=said["level"], **said)
    _record_rating("rating.given" if rating.confirmed else "rating.typed", rating, by, level=[None, rating.level])
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


@transaction.atomic
def converse(
    objective: Objective,
    *,
    moment: str,
    said: Mapping[str, tuple[int | None, str]],
    by: User,
    on: date | None = None,
) -> list[Rating]:
    """What the sides say of an objective in one conversation, each its level and its reason: all of it or nothing."""
    return [
        rate(objective, moment=moment, voice=voice, level=level, reason=reason, by=by, on=on)
        for voice, (level, reason) in said.items()
    ]


@transaction.atomic
def confirm_all(project: Project, *, by: User, voice: str | None = None) -> int:
    """Confirm in one gesture every level typed for the sides she speaks for, or for one; how many there were."""
    voices = rules.voices_of(by, project)
    typed = Rating.objects.filter(
        objective__project=project, voice__in=voices if voice is None else voices & {voice}, rated_by=None
    ).select_related("objective__project__cohort__programme")
    waiting = list(typed)
    for rating in waiting:
        confirm(rating, by=by)
    return len(waiting)
