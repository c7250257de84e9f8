"""A need from its first words to what came of it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal, passages
from levain.foundation.audiences import Audience
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team
from levain.support.models import Need, Obstacle, PeerHelp

WORDS = ("in_my_words", "blocks", "unblock", "tried")


class NeedClosed(Exception):
    """What came of the need has been told."""


class NotTheMoment(Exception):
    """The need is not at the stage this deed belongs to."""


@transaction.atomic
def state_need(
    project: Project,
    *,
    by: User,
    in_my_words: str,
    blocks: str = "",
    unblock: str = "",
    tried: str = "",
    wanted_by: date | None = None,
    audience: str = Audience.PROJECT,
    on_behalf_of: User | None = None,
    obstacle: Obstacle | None = None,
    token: UUID | None = None,
    on: date | None = None,
) -> Need:
    """State a need in the project's own words; the same `token` twice is the same need, stated once."""
    said = {
        "project": project,
        "stated_by": on_behalf_of or by,
        "written_by": by if on_behalf_of and on_behalf_of != by else None,
        "in_my_words": in_my_words,
        "blocks": blocks,
        "unblock": unblock,
        "tried": tried,
        "wanted_by": wanted_by,
        "audience": audience,
        "stated_on": on or timezone.localdate(),
    }
    if token is None:
        need, created = Need.objects.create(**said), True
    else:
        need, created = Need.objects.get_or_create(token=token, defaults=said)
    if created:
        if obstacle:
            need.obstacles.add(obstacle)
        _record("need.stated", need, by, changes={"audience": audience}, tell=[*advisers(project), need.stated_by])
    return need


@transaction.atomic
def confirm(need: Need, *, by: User, correction: str = "") -> None:
    """The person in whose name a need was written says that these are her words, or gives hers."""
    if need.state == Need.State.CLOSED:
        raise NeedClosed(_("This need is closed: its words no longer change."))
    if need.written_by_id is None or need.confirmed_on:
        return
    Need.objects.filter(pk=need.pk).update(confirmed_on=timezone.localdate())
    need.confirmed_on = timezone.localdate()
    if correction:
        reword(need, by=by, in_my_words=correction)
    _record("need.confirmed", need, by, tell=[need.written_by])


@transaction.atomic
def reword(need: Need, *, by: User, version: int | None = None, **changes) -> None:
    """Change the project's words. Words changed before they were agreed on go back to the adviser."""
    if need.state == Need.State.CLOSED:
        raise NeedClosed(_("This need is closed: its words no longer change."))
    before = {field: passages.digest(getattr(need, field))[:12] for field in WORDS}
    if need.state == Need.State.QUALIFIED:
        changes["state"] = Need.State.STATED
    save_over(need, version or need.version, **changes)
    after = {field: passages.digest(getattr(need, field))[:12] for field in WORDS}
    digests = {field: [before[field], after[field]] for field in WORDS if before[field] != after[field]}
    _record("need.reworded", need, by, changes=digests, tell=advisers(need.project))


@transaction.atomic
def qualify(
    need: Need,
    *,
    by: User,
    adviser_words: str,
    theme: str,
    version: int | None = None,
    on: date | None = None,
) -> None:
    """Put the need in the adviser's words; the project then says whether they are right."""
    if need.state not in (Need.State.STATED, Need.State.QUALIFIED):
        raise NotTheMoment(_("The project has already agreed on these words."))
    save_over(
        need,
        version or need.version,
        adviser_words=adviser_words,
        theme=theme,
        qualified_by=by,
        qualified_on=on or timezone.localdate(),
        state=Need.State.QUALIFIED,
    )
    _record("need.qualified", need, by, changes={"theme": theme}, tell=[*team(need.project), need.carrier])


@transaction.atomic
def meet(given: PeerHelp, *, by: User, on: date, words: str = "") -> None:
    """Date the visit or the joint action that came of an offer: the ties of the cohort are made of these."""
    given.met_on, given.met_words = on, words
    given.save(update_fields=["met_on", "met_words"])
    need = given.need
    told = [*team(need.project), *team(given.project)]
    journal.record("help.met", on=given, by=by, role=role_in(by, need.project), place=need.project, tell=told)


@transaction.atomic
def agree(need: Need, *, by: User, version: int | None = None, on: date | None = None) -> None:
    """The project recognises its need in the adviser's words: supports can be looked for."""
    if need.state == Need.State.OPEN:
        return
    if need.state != Need.State.QUALIFIED:
        raise NotTheMoment(_("No words wait for an agreement."))
    save_over(need, version or need.version, state=Need.State.OPEN, agreed_on=on or timezone.localdate())
    _record("need.agreed", need, by, tell=advisers(need.project))


@transaction.atomic
def close(
    need: Need, *, by: User, outcome: str, met: str, version: int | None = None, on: date | None = None
) -> None:
    """Tell what came of the need; told again, it replaces what was told, and the versions are kept."""
    save_over(
        need,
        version or need.version,
        state=Need.State.CLOSED,
        outcome=outcome,
        met=met,
        outcome_on=on or need.outcome_on or timezone.localdate(),
    )
    people = [*team(need.project), *advisers(need.project)]
    _record("need.closed", need, by, changes={"met": met}, tell=people)


@transaction.atomic
def offer_help(
    need: Need,
    project: Project,
    *,
    kind: str,
    text: str,
    by: User,
    token: UUID | None = None,
    on: date | None = None,
) -> PeerHelp:
    """Another project answers a need: done it, come and see, let us do it together."""
    if need.state == Need.State.CLOSED:
        raise NeedClosed(_("This need is closed."))
    said = {
        "need": need,
        "project": project,
        "kind": kind,
        "text": text,
        "by": by,
        "offered_on": on or timezone.localdate(),
    }
    if token is None:
        given, created = PeerHelp.objects.create(**said), True
    else:
        given, created = PeerHelp.objects.get_or_create(token=token, defaults=said)
    if created:
        journal.record(
            "help.offered",
            on=given,
            by=by,
            role=role_in(by, project),
            place=need.project,
            changes={"kind": kind},
            tell=[*team(need.project), *advisers(need.project)],
        )
    return given


def _record(verb: str, need: Need, by: User, *, changes=None, tell=()) -> None:
    journal.record(
        verb, on=need, by=by, role=role_in(by, need.project), place=need.project, changes=changes, tell=tell
    )
