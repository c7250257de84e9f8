"""What must be looked at again: a source that goes takes with it the trust of all that stands on it (M-CHAIN)."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.utils import timezone

from levain.capitalisation.models import Because, Evidence, Finding, Lesson, PolicyLead, State
from levain.foundation import journal

Thing = Finding | Lesson | PolicyLead


def evidence_gone(evidence: Evidence, because: str, *, by) -> None:
    """The words are no longer to be shown: every finding that stands on them, and what stands on these."""
    _raise(Finding.objects.filter(links__evidence=evidence), because, by)


def under_is_set_aside(thing: Thing, *, by) -> None:
    """What stands on a thing that did not hold."""
    _raise(_above(type(thing).objects.filter(pk=thing.pk)), Because.SET_ASIDE, by)


def _above(rows: models.QuerySet) -> models.QuerySet:
    if rows.model is Finding:
        return Lesson.objects.filter(findings__in=list(rows.values_list("pk", flat=True)))
    if rows.model is Lesson:
        return PolicyLead.objects.filter(lessons__in=list(rows.values_list("pk", flat=True)))
    return PolicyLead.objects.none()


def _raise(rows: models.QuerySet, because: str, by) -> None:
    """Flag each once, from the bottom up; what waits already keeps its first day and its first reason."""
    day = timezone.localdate()
    standing = rows.exclude(state=State.SET_ASIDE)
    new = list(standing.filter(review_since=None).select_related("cohort", "created_by").distinct())
    _flag(new, because, day)
    for thing in new:
        tell = [thing.created_by] if thing.created_by else []
        verb = f"{_name(thing)}.to_review"
        journal.record(verb, on=thing, by=by, place=thing.cohort, changes={"because": because}, tell=tell)
    if rows.model is not PolicyLead and rows.exists():
        _raise(_above(rows), Because.UNDER_REVIEW, by)


def _flag(things: Iterable[Thing], because: str, day: date) -> None:
    for thing in things:
        thing.review_since, thing.review_because = day, because
        type(thing).objects.filter(pk=thing.pk).update(review_since=day, review_because=because)


def _name(thing: Thing) -> str:
    return {Finding: "finding", Lesson: "lesson", PolicyLead: "lead"}[type(thing)]
