"""A lesson or a lead is shown to everyone, with the words it has then, and taken off with a reason."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation import identifying
from levain.capitalisation.checks import Blocking, NotReady
from levain.capitalisation.models import Edition, Evidence, Finding, Lesson, PolicyLead, Showing, State
from levain.capitalisation.quoting import quotation, who_of_the_project
from levain.capitalisation.services.turns import take_turn
from levain.capitalisation.showable import blockings_of
from levain.capitalisation.voices_checks import naming_others
from levain.capitalisation.voices_shown import who_in
from levain.foundation import journal
from levain.foundation import written as w
from levain.people.models import User

Thing = Lesson | PolicyLead


class NotShown(Exception):
    """It is not on the public site."""


def showing_blockings(thing: Thing) -> list[Blocking]:
    """What stands in the way: nothing is shown that stands on nothing published."""
    here = thing.get_absolute_url()
    if thing.to_review:
        return [Blocking(_("It must first be looked at again: what it stands on has changed."), here)]
    if thing.state != State.SETTLED:
        return [Blocking(_("It is not settled yet: share it, hear what is said of it, then settle it."), here)]
    findings = list(_findings(thing).order_by("number"))
    if not findings:
        return [Blocking(_("It stands on no finding yet."), here)]
    kept = _kept(thing)
    carried = {link.finding_id for one in kept if one.publishable for link in one.links.all()}
    reason = _("Finding %(number)d stands on no passage that may be published.")
    words = " . ".join(str(getattr(thing, name)) for name in ("title", *WORDS[type(thing)]))
    return [
        *(
            Blocking(reason % {"number": one.number}, one.get_absolute_url())
            for one in findings
            if one.pk not in carried
        ),
        *blockings_of(thing.cohort, kept, [(words, here)]),
    ]


def _kept(thing: Thing) -> list[Evidence]:
    """The passages its findings stand on."""
    rows = Evidence.objects.filter(links__finding__in=_findings(thing)).distinct()
    return list(rows.select_related("passage", "speaker_user").prefetch_related("links").order_by("number"))


def _findings(thing: Thing) -> Any:
    if isinstance(thing, Lesson):
        return Finding.objects.filter(lessons=thing)
    return Finding.objects.filter(lessons__leads=thing).distinct()


WORDS = {
    Lesson: ("context", "mechanism", "effect", "for_whom", "circumstances"),
    PolicyLead: ("scope", "kind", "addressee", "text", "effort", "first_step"),
}


def content_of(thing: Thing, known: identifying.Known | None = None) -> dict[str, Any]:
    """The words shown: those of the day it is published."""
    said: dict[str, Any] = {"title": thing.title, **{name: getattr(thing, name) for name in WORDS[type(thing)]}}
    if isinstance(thing, PolicyLead):
        said["lessons"] = list(thing.lessons.order_by("number").values_list("number", flat=True))
    findings = [
        {"number": one.number, "title": one.title, "confidence": one.overall}
        for one in _findings(thing).order_by("number")
    ]
    # Those that may be shown that day: one agreed on later is read once it is shown again.
    kept = [one for one in _kept(thing) if one.publishable]
    telling = {one.pk for one, _words in naming_others(thing.cohort, kept, known)}
    said["passages"] = [one.number for one in kept if one.pk not in telling]
    return {**said, "findings": findings}


def reworded(thing: Thing, content: dict[str, Any]) -> bool:
    """Whether its words are no longer those that everyone reads; an answer received changes none."""
    return any(getattr(thing, name) != content.get(name) for name in ("title", *WORDS[type(thing)]))


@transaction.atomic
def show(thing: Thing, *, by: User, at: datetime | None = None) -> Showing:
    """Put it on the public site as it stands; again, with its words of today."""
    take_turn(thing.cohort_id)
    found = showing_blockings(thing)
    if found:
        raise NotReady(found)
    shown = _shown([thing], by=by, at=at)[0]
    journal.record("learning.shown", on=thing, by=by, place=thing.cohort, changes={"version": thing.version})
    return shown


def show_with(edition: Edition, things: Iterable[Thing], *, by: User) -> list[Showing]:
    """What a published edition holds is everyone's: in the transaction of its publication, told by its own entry."""
    return _shown(list(things), by=by, at=edition.published_at, edition=edition)


def _shown(things: list[Thing], *, by: User, at: datetime | None, edition: Edition | None = None) -> list[Showing]:
    now = at or timezone.now()
    made = []
    known = identifying.known_in(things[0].cohort) if things else None
    for thing in things:
        name = "lesson" if isinstance(thing, Lesson) else "lead"
        said = {
            "content": content_of(thing, known),
            "shown_version": thing.version,
            "changed_at": now,
            "published_by": by,
            "withdrawn_on": None,
            "withdrawn_why": "",
        }
        if edition:
            said["edition"] = edition
        first = {**said, "cohort": thing.cohort, "published_at": now}
        made.append(Showing.objects.update_or_create(**{name: thing}, defaults=said, create_defaults=first)[0])
    return made


@transaction.atomic
def take_off(thing: Thing, why: str, *, by: User, on: date | None = None) -> None:
    """Take it off the public site: its address says so, with the reason."""
    shown = Showing.objects.filter(lesson=thing) if isinstance(thing, Lesson) else Showing.objects.filter(lead=thing)
    day = on or timezone.localdate()
    if not shown.public().update(withdrawn_on=day, withdrawn_why=why):
        raise NotShown(_("It is not on the public site."))
    journal.record("learning.taken_off", on=thing, by=by, place=thing.cohort)


def passages_shown(showing: Showing) -> list[dict[str, Any]]:
    """The findings it stood on that day, each with those of its passages that may still be published today.

    Words chosen since by the person, or for her, are read once it is shown again: somebody looks at them first.
    """
    numbers = [one["number"] for one in showing.content["findings"]]
    rows = Evidence.objects.filter(cohort=showing.cohort_id, number__in=showing.content["passages"])
    rows = rows.exclude(consent__in=Evidence.IN_OTHER_WORDS, voice_answers__at__gt=showing.changed_at)
    kept = rows.select_related("passage__object_type", "project", "cohort").prefetch_related("links__finding")
    shown = [one for one in kept.order_by("number") if one.publishable]
    report = showing.edition.report if showing.edition else None
    who = who_in(report, shown) if report else {one.pk: who_of_the_project(one) for one in shown}
    behind: dict[int, list[tuple[str, w.Quotation, str]]] = {number: [] for number in numbers}
    for evidence in shown:
        for link in evidence.links.all():
            if link.finding.number in behind:
                said = quotation(evidence, who[evidence.pk], [])
                place = ", ".join(part for part in (said.where, said.when) if part)
                behind[link.finding.number].append((link.side, said, place))
    return [{**one, "passages": behind[one["number"]]} for one in showing.content["findings"]]
