"""What happened outside the tool: calls, visits, mails, meetings."""

from collections.abc import Iterable
from datetime import date
from textwrap import shorten
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal, passages
from levain.foundation.audiences import Audience
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import add_action, role_in
from levain.support.models import Contact


@transaction.atomic
def record_contact(
    project: Project,
    *,
    by: User,
    text: str,
    kind: str = Contact.Kind.CALL,
    people: Iterable[User] = (),
    with_whom: str = "",
    next: str = "",
    next_on: date | None = None,
    audience: str = Audience.PROJECT,
    token: UUID | None = None,
    on: date | None = None,
) -> Contact:
    """Keep a trace of a contact; the same `token` twice is the same contact, recorded once.

    What comes next, with its day, is something to do for whoever recorded the contact: she is reminded of it.
    """
    said = {
        "project": project,
        "by": by,
        "kind": kind,
        "with_whom": with_whom,
        "text": text,
        "next": next,
        "audience": audience,
        "happened_on": on or timezone.localdate(),
    }
    if token is None:
        contact, created = Contact.objects.create(**said), True
    else:
        contact, created = Contact.objects.get_or_create(token=token, defaults=said)
    if created:
        people = list(people)
        contact.people.set(people)
        journal.record(
            "contact.recorded",
            on=contact,
            by=by,
            role=role_in(by, project),
            place=project,
            changes={"kind": kind},
            tell=people,
        )
        if next_on:
            add_action(project, by=by, title=_to_do(contact), owner=by, due=next_on)
    return contact


def _to_do(contact: Contact) -> str:
    """What the action says: the whole project reads it, so that words kept in the collective stay there."""
    if not contact.next or contact.audience == Audience.COLLECTIVE:
        return _("Follow up the contact of %(day)s") % {"day": in_words(contact.happened_on)}
    return shorten(contact.next, 200, placeholder="…")


@transaction.atomic
def correct_contact(
    contact: Contact, *, by: User, version: int | None = None, people: Iterable[User] = (), **changes
) -> None:
    """Its author corrects what she recorded; the earlier words are kept."""
    before = passages.digest(contact.text)[:12]
    save_over(contact, version or contact.version, **changes)
    contact.people.set(people)
    journal.record(
        "contact.corrected",
        on=contact,
        by=by,
        role=role_in(by, contact.project),
        place=contact.project,
        changes={"text": [before, passages.digest(contact.text)[:12]]},
    )
