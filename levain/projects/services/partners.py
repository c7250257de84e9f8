"""Fill the directory: partners, the people met in them, and what they bring to a project."""

from uuid import UUID

from django.db import transaction

from levain.foundation.audiences import Audience
from levain.people.models import User
from levain.projects.models import ContactPerson, Partner, Partnership, Project
from levain.projects.services.records import change, once, record, retire


@transaction.atomic
def add_partner(
    project: Project,
    *,
    by: User,
    name: str,
    audience: str = Audience.COHORT,
    brings: str = "",
    token: UUID | None = None,
    **said,
) -> Partner:
    """Enter a partner and link it to the project; the same `token` twice is one partner."""
    owned = {"project": project, "entered_by": by}
    partner, new = once(Partner, token, owned=owned, name=name, audience=audience, **said)
    if new:
        record("partner.added", partner, by, changes={"audience": audience})
        link_partner(partner, project, by=by, brings=brings)
    return partner


@transaction.atomic
def edit_partner(partner: Partner, *, by: User, version: int, **changes) -> None:
    change("partner.edited", partner, by=by, version=version, **changes)


@transaction.atomic
def retire_partner(partner: Partner, *, by: User, back: bool = False) -> None:
    retire("partner.retired", partner, by=by, back=back)


@transaction.atomic
def link_partner(partner: Partner, project: Project, *, by: User, brings: str = "") -> Partnership:
    """Say what a partner brings to a project; said again, the new words replace the old ones."""
    link, new = Partnership.objects.get_or_create(
        partner=partner, project=project, defaults={"brings": brings, "linked_by": by}
    )
    if not new and brings and brings != link.brings:
        link.brings = brings
        link.save(update_fields=["brings"])
    if new:
        record("partner.linked", link, by)
    return link


@transaction.atomic
def unlink_partner(link: Partnership, *, by: User) -> None:
    record("partner.unlinked", link.partner, by, changes={"project": link.project_id})
    link.delete()


@transaction.atomic
def add_person(partner: Partner, *, by: User, token: UUID | None = None, **said) -> ContactPerson:
    """Enter someone to call at a partner's; the same `token` twice is one person."""
    person, new = once(ContactPerson, token, owned={"partner": partner, "entered_by": by}, **said)
    if new:
        record("person.added", partner, by)
    return person


@transaction.atomic
def edit_person(person: ContactPerson, *, by: User, version: int, **changes) -> None:
    change("person.edited", person, by=by, version=version, **changes)


@transaction.atomic
def remove_person(person: ContactPerson, *, by: User) -> None:
    """Remove someone with all the versions of her sheet: her right, which leaves nothing of her behind."""
    partner, known_as = person.partner, person.pk
    person.delete()
    ContactPerson.history.filter(id=known_as).delete()
    record("person.removed", partner, by)
