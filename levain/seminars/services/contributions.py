"""Keep what was said: typed in by the team, or by the person herself. Anonymous words keep no way back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.versions import save_over
from levain.people.models import Organisation, User
from levain.projects.models import Project
from levain.seminars import rules, values
from levain.seminars.models import ANONYMOUS, Activity, Contribution
from levain.seminars.services.deeds import made_once, record


class NothingSaid(Exception):
    """A contribution is a text, a choice, or both."""


@transaction.atomic
def contribute(
    activity: Activity,
    *,
    text: str = "",
    value: Any = None,
    column: str = "",
    table: int | None = None,
    side: str = "",
    author: User | None = None,
    project: Project | None = None,
    organisation: Organisation | None = None,
    by: User | None = None,
    on: date | None = None,
    token: UUID | None = None,
    **more: Any,
) -> Contribution:
    """Keep what was said in an activity.

    `by` types it; `author` is the person who says it when she types it herself, and then gives side and project.
    `more`: votes, with_whom, due, became, became_text.
    """
    seminar = activity.seminar
    if author is not None and not side:
        side, project = rules.side_of(author, seminar)
    side = side or ANONYMOUS
    text = text.strip()
    if not text and value is None:
        raise NothingSaid(_("Write a few words, or choose an answer."))
    values.check(activity, value, column)
    contribution = Contribution(
        activity=activity,
        named=activity.named and side != ANONYMOUS,
        text=text,
        value=value,
        column=column,
        table=table,
        side=side,
        author=author,
        project=project,
        organisation=organisation,
        said_on=on or min(timezone.now().astimezone(seminar.zone).date(), seminar.day),
        **more,
    )
    if not contribution.named:
        _forget_who(contribution)
    contribution, new = made_once(contribution, token)
    if new:
        _record("contribution.added", contribution, by)
    return contribution


@transaction.atomic
def edit_contribution(contribution: Contribution, *, by: User, version: int, **changes: Any) -> None:
    """Change the words, the column, the table; the earlier words stay in the history."""
    if "text" in changes:
        changes["text"] = changes["text"].strip()
    if not changes.get("text", contribution.text) and contribution.value is None:
        raise NothingSaid(_("Write a few words, or choose an answer."))
    values.check(contribution.activity, contribution.value, changes.get("column", contribution.column))
    _keep_first_words(contribution)
    _blur_time(contribution)
    changed = [name for name, given in changes.items() if getattr(contribution, name) != given]
    save_over(contribution, version, **changes)
    _record("contribution.edited", contribution, by, dict.fromkeys(changed, "changed"))


def hide_contribution(contribution: Contribution, *, by: User) -> None:
    """Take a contribution off the pages; nothing is erased, and it can be shown again."""
    _show(contribution, False, "contribution.hidden", by)


def show_contribution(contribution: Contribution, *, by: User) -> None:
    _show(contribution, True, "contribution.shown", by)


@transaction.atomic
def _show(contribution: Contribution, shown: bool, verb: str, by: User) -> None:
    if contribution.hidden is not shown:
        return
    contribution.hidden = not shown
    _blur_time(contribution)
    contribution.save(update_fields=["hidden"])
    record(verb, on=contribution, seminar=contribution.activity.seminar, by=by)


def note_added(contribution: Contribution) -> None:
    """What a known person sent from the room stands in the journal as what she types on a page."""
    _record("contribution.added", contribution, contribution.author)


def _forget_who(contribution: Contribution) -> None:
    """The side stays where it was announced (closing questionnaire); nothing else leads to a person."""
    contribution.author = contribution.project = contribution.organisation = None
    contribution.pseudonym = ""
    _blur_time(contribution)


def _keep_first_words(contribution: Contribution) -> None:
    """What came from a telephone has no history until somebody changes it."""
    if not contribution.history.exists():
        first = contribution.activity.seminar.starts
        Contribution.history.bulk_history_create([contribution], default_date=first)


def _blur_time(contribution: Contribution) -> None:
    """The history of an anonymous contribution says the day of the seminar, never the minute."""
    if not contribution.named:
        contribution._history_date = contribution.activity.seminar.starts  # type: ignore[attr-defined]


def _record(verb: str, contribution: Contribution, by: User | None, changes: dict | None = None) -> None:
    """An anonymous contribution is journaled on its activity, by nobody."""
    activity = contribution.activity
    if not contribution.named:
        record(verb, on=activity, seminar=activity.seminar, by=None)
        return
    record(verb, on=contribution, seminar=activity.seminar, by=by, place=contribution.project, changes=changes)
