"""What happened outside the tool: calls, visits, mails, meetings."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from levain.foundation import journal
from levain.foundation.audiences import Audience
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import role_in
from levain.support.models import Contact


@transaction.atomic
def record_contact(
    project: Project,
    *,
    by: User,
    text: str,
    kind: str = Contact.Kind.CALL,
    people: Iterable[User] = (),
    next: str = "",
    audience: str = Audience.PROJECT,
    token: UUID | None = None,
    on: date | None = None,
) -> Contact:
    """Keep a trace of a contact; the same `token` twice is the same contact, recorded once."""
    said = {
        "project": project,
        "by": by,
        "kind": kind,
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
    return contact
