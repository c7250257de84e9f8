"""Promise, tell what became of it, and agree, both sides together, to show it outside."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import Organisation, Role, RoleCode, User
from levain.projects.models import Commitment, Project
from levain.projects.rules import sides
from levain.projects.services.project import role_in, team

Publication, Side = Commitment.Publication, Commitment.Side


class PublicationMoved(Exception):
    """Somebody answered, asked or withdrew in the meantime."""


@transaction.atomic
def make_commitment(
    project: Project,
    *,
    by: User,
    text: str,
    due: date | None = None,
    person: User | None = None,
    organisation: Organisation | None = None,
    token: UUID | None = None,
) -> Commitment:
    """Write down a promise: one's own unless `person` or `organisation` says whose; whoever promised is told."""
    own = person is None and organisation is None
    said = {"by": by if own else person, "organisation": organisation, "written_by": by, "text": text, "due": due}
    if token is None:
        commitment, new = Commitment.objects.create(project=project, **said), True
    else:
        commitment, new = Commitment.objects.get_or_create(token=token, project=project, defaults=said)
    if new:
        _record("commitment.made", commitment, by, tell=_parties(commitment))
    return commitment


@transaction.atomic
def edit_commitment(
    commitment: Commitment,
    *,
    by: User,
    version: int,
    text: str,
    due: date | None,
    person: User | None,
    organisation: Organisation | None,
) -> None:
    save_over(commitment, version, text=text, due=due, by=person, organisation=organisation)
    _record("commitment.changed", commitment, by, tell=_parties(commitment))


@transaction.atomic
def tell_commitment(
    commitment: Commitment,
    *,
    by: User,
    kept: bool | str,
    reason: str = "",
    version: int | None = None,
    on: date | None = None,
) -> None:
    """Say what became of a promise; told otherwise than before, what was agreed to publish falls."""
    told = kept if isinstance(kept, str) else Commitment.Kept.KEPT if kept else Commitment.Kept.BROKEN
    if (commitment.kept, commitment.reason) == (told, reason):
        return
    save_over(
        commitment,
        version or commitment.version,
        kept=told,
        reason=reason,
        told_by=by,
        told_on=on or timezone.localdate(),
        publication=Publication.NONE,
        publication_side="",
    )
    _record("commitment.told", commitment, by, changes={"kept": told}, tell=_parties(commitment))


@transaction.atomic
def ask_publication(commitment: Commitment, *, by: User) -> None:
    """One side asks to show on the public page what became of a promise; who is both sides agrees at once."""
    mine = sides(by, commitment)
    if commitment.publication == Publication.REFUSED:
        mine = mine & {commitment.publication_side} or mine
    if mine == {Side.COLLECTIVE, Side.COMMITTED}:
        _move(commitment, by, Publication.AGREED, Side.COMMITTED, "commitment.published")
    else:
        _move(commitment, by, Publication.ASKED, mine.pop(), "commitment.publication_asked")


@transaction.atomic
def answer_publication(commitment: Commitment, *, by: User, agree: bool) -> None:
    """The other side agrees, and it is public; or refuses, and nothing of it is shown."""
    other = Side.COMMITTED if commitment.publication_side == Side.COLLECTIVE else Side.COLLECTIVE
    if agree:
        _move(commitment, by, Publication.AGREED, other, "commitment.published")
    else:
        _move(commitment, by, Publication.REFUSED, other, "commitment.publication_refused")


@transaction.atomic
def withdraw_publication(commitment: Commitment, *, by: User) -> None:
    """A side comes back on what it asked or agreed: the public page no longer shows it."""
    _move(commitment, by, Publication.NONE, "", "commitment.publication_withdrawn")


def _move(commitment: Commitment, by: User, to: str, side: str, verb: str) -> None:
    """From the state that was read, once even when both sides click together."""
    stood = Commitment.objects.filter(
        pk=commitment.pk, publication=commitment.publication, version=commitment.version
    )
    if not stood.update(publication=to, publication_side=side, version=commitment.version + 1):
        raise PublicationMoved(_("Somebody changed this in the meantime: look where it stands now."))
    commitment.refresh_from_db()
    _record(verb, commitment, by, tell=_parties(commitment))


def _parties(commitment: Commitment) -> list[User]:
    """The bearers, the one who promised, and those who hold a role in the project for her organisation."""
    project = commitment.project
    people = team(project, RoleCode.BEARER)
    people += [commitment.by] if commitment.by else []
    if commitment.organisation_id:
        held = Role.objects.in_force().on(project).filter(organisation=commitment.organisation_id)
        people += list(User.objects.filter(is_active=True, roles__in=held).distinct())
    return people


def _record(verb: str, commitment: Commitment, by: User, **said: Any) -> None:
    project = commitment.project
    journal.record(verb, on=commitment, by=by, role=role_in(by, project), place=project, **said)
