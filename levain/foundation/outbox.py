"""The letters that a person reads before they leave: corrected, held, released or cancelled, each with its trace."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from levain.foundation import journal, letters
from levain.foundation.models import Letter
from levain.foundation.versions import save_over


class AlreadyGone(Exception):
    """The letter has left, or was cancelled."""


def letters_of(place: models.Model) -> QuerySet[Letter]:
    """The letters of a place, those that wait first. Codes, invitations and news have no place: nobody reads them."""
    found = Letter.objects.filter(place_type=ContentType.objects.get_for_model(place), place_id=place.pk)
    return found.select_related("person").order_by(models.F("sent_at").asc(nulls_first=True), "-created_at")


def held(place: models.Model) -> QuerySet[Letter]:
    """Those that wait for somebody."""
    return letters_of(place).filter(state=Letter.State.HELD, sent_at=None)


@transaction.atomic
def write(place: models.Model, person: Any, *, subject: str, text: str, values: dict[str, str], by: Any) -> Letter:
    """Put a letter to a person in the outbox of a place: it waits there until somebody releases it."""
    letter = letters.queue(
        person.email, subject, text, person=person, place=place, values=values, state=Letter.State.HELD
    )
    journal.record("letter.written", on=letter, by=by, place=place)
    return letter


@transaction.atomic
def correct(letter: Letter, *, by: Any, version: int, subject: str, text: str) -> None:
    """Change the words of a letter that has not left; the one being corrected never leaves half written."""
    _require_here(letter)
    save_over(letter, version, subject=subject, text=text)
    journal.record("letter.corrected", on=letter, by=by, place=letter.place)


def hold(letter: Letter, *, by: Any) -> None:
    """Keep back a letter that was about to leave by itself."""
    _move(letter, Letter.State.HELD, "letter.held", by)


def release(letter: Letter, *, by: Any) -> None:
    """Let a letter go: the worker sends it."""
    _move(letter, Letter.State.WAITING, "letter.released", by)


def cancel(letter: Letter, *, by: Any) -> None:
    """The letter will not leave; its words are kept for those who keep the outbox."""
    _move(letter, Letter.State.CANCELLED, "letter.cancelled", by)


@transaction.atomic
def release_all(place: models.Model, *, by: Any) -> int:
    """Let go all the letters of a place that are held."""
    waiting = list(held(place))
    for letter in waiting:
        release(letter, by=by)
    return len(waiting)


@transaction.atomic
def _move(letter: Letter, state: str, verb: str, by: Any) -> None:
    _require_here(letter)
    here = Letter.objects.filter(pk=letter.pk, sent_at=None, version=letter.version)
    if not here.exclude(state=Letter.State.CANCELLED).update(state=state, version=letter.version + 1):
        raise AlreadyGone(_("This letter has left, or was changed, since you opened it."))
    letter.refresh_from_db()
    journal.record(verb, on=letter, by=by, place=letter.place)


def _require_here(letter: Letter) -> None:
    if letter.sent_at or letter.state == Letter.State.CANCELLED:
        raise AlreadyGone(_("This letter has left, or was changed, since you opened it."))
