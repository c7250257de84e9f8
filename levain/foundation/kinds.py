"""Of which kind a notice is for a person, and at which rhythm she wants that kind by mail."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import answers, registry
from levain.foundation.models import Kind, Notice, Preference, Rhythm

DEFAULTS = dict.fromkeys(Kind, Rhythm.DAILY) | {Kind.ANSWER: Rhythm.NOW}
HELP = {
    Kind.ANSWER: _("A question put to you, words to agree on, a reminder of something you are expected to do."),
    Kind.MINE: _("What happens in the projects you carry or support."),
    Kind.OTHERS: _("What the other projects of your cohort or your territory share."),
    Kind.SEMINARS: _("Invitations, seats, minutes."),
    Kind.PROGRAMME: _("Roles, calls, objectives, findings, answers to policy leads."),
}
# What a person must do about a notice, said on the list.
NEEDS_ANSWER, NEWS, INFORMATION = "answer", "news", "information"
WORDS = {NEEDS_ANSWER: _("needs my answer"), NEWS: _("news"), INFORMATION: _("for information")}
IMPORTANCE = {
    Kind.ANSWER: NEEDS_ANSWER,
    Kind.MINE: NEWS,
    Kind.SEMINARS: NEWS,
    Kind.OTHERS: INFORMATION,
    Kind.PROGRAMME: INFORMATION,
}

SETTLED = _("settled")

DIGEST_AT = time(7)

_of_app: dict[str, str] = {}


def belongs(app: str, kind: str) -> None:
    """Called from an app's `ready`: all that is told of its objects is of this kind."""
    _of_app[app] = kind


def kinds_for(
    verb: str, on: models.Model, place: models.Model | None, people: Iterable[Any], *, asked: bool = False
) -> dict[int, str]:
    """The kind of a notice for each of these people, by her id; `asked`: the deed itself waits for an answer."""
    ids = [person.pk for person in people]
    waited = answers.whom(verb, on, ids) if asked or answers.waits(verb) else set()
    others = [pk for pk in ids if pk not in waited]
    return dict.fromkeys(waited, Kind.ANSWER) | (_kinds_of_news(on, place, others) if others else {})


def _kinds_of_news(on: models.Model, place: models.Model | None, ids: list[int]) -> dict[int, str]:
    if kind := _of_app.get(on._meta.app_label):
        return dict.fromkeys(ids, kind)
    said = registry.of(place) if place is not None else None
    if said is None or said.insiders is None:
        return dict.fromkeys(ids, Kind.PROGRAMME)
    insiders = said.insiders(place, ids)
    return {pk: Kind.MINE if pk in insiders else Kind.OTHERS for pk in ids}


def importance_of(notice: Notice) -> str:
    """What waited for an answer, once answered, is news like the rest."""
    return NEWS if notice.settled_at else IMPORTANCE[Kind(notice.kind)]


def of_importance(importance: str) -> Q:
    """The same, as a filter of notices."""
    named = Q(kind__in=[kind for kind, of in IMPORTANCE.items() if of == importance], settled_at=None)
    return named | Q(settled_at__isnull=False) if importance == NEWS else named


def rhythms_for(kinds: dict[int, str]) -> dict[int, str]:
    """The rhythm each person chose for the kind named beside her id: one query."""
    chosen = Preference.objects.filter(person__in=kinds, kind__in=set(kinds.values()))
    known = {(person, kind): rhythm for person, kind, rhythm in chosen.values_list("person", "kind", "rhythm")}
    return {person: known.get((person, kind), DEFAULTS[Kind(kind)]) for person, kind in kinds.items()}


def last_morning(now: datetime, *, on_the_day: bool = False) -> datetime:
    """Seven o'clock here, today or, before that, yesterday; `on_the_day`: today in any case."""
    local = timezone.localtime(now)
    morning = datetime.combine(local.date(), DIGEST_AT, local.tzinfo)
    if now >= morning or on_the_day:
        return morning
    return datetime.combine(local.date() - timedelta(days=1), DIGEST_AT, local.tzinfo)


def last_monday(now: datetime) -> datetime:
    """The last Monday morning."""
    morning = last_morning(now)
    return datetime.combine(morning.date() - timedelta(days=morning.weekday()), DIGEST_AT, morning.tzinfo)


def rhythms(person: Any) -> dict[str, str]:
    """What a person chose, kind by kind."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "rhythm"))
    return {kind: chosen.get(kind, rhythm) for kind, rhythm in DEFAULTS.items()}


@transaction.atomic
def choose(person: Any, chosen: dict[str, str]) -> None:
    """Keep her rhythms; what waits in the outbox follows, and her mails start again if she had stopped them."""
    for kind, rhythm in chosen.items():
        Preference.objects.update_or_create(person=person, kind=Kind(kind), defaults={"rhythm": Rhythm(rhythm)})
        Notice.objects.filter(recipient=person, kind=kind, state=Notice.State.WAITING).update(rhythm=rhythm)
    if not person.wants_letters:
        resume_letters(person)


@transaction.atomic
def resume_letters(person: Any) -> None:
    """Start her mails again from now: what was told meanwhile stays in the application."""
    Notice.objects.filter(recipient=person, state=Notice.State.WAITING).update(state=Notice.State.SHOWN)
    person.wants_letters = True
    person.save(update_fields=["wants_letters"])
