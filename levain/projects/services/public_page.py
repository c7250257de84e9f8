"""Choose what everyone may read, show it before, publish it, take it off."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.models import Document
from levain.foundation.versions import save_over
from levain.people.models import Role, RoleCode, User
from levain.projects.models import PrivateLink, Project, PublicPage, ShownLine
from levain.projects.services.project import role_in, team

LINKS_OPEN = 5


class TooManyLinks(Exception):
    """Doors that nobody closes are no longer private."""


class WithoutAgreement(Exception):
    """A photo is shown only when the people on it agreed."""


@transaction.atomic
def compose_page(
    project: Project,
    *,
    by: User,
    blocks: Iterable[str],
    lines: Iterable[models.Model] = (),
    version: int = 0,
    people_agreed: bool = False,
) -> PublicPage:
    """Keep what the bearer shows, and nothing else; what leaves the list leaves the page at once."""
    page, _made = PublicPage.objects.select_for_update().get_or_create(project=project)
    kept = {(line.object_type_id, line.object_id): line for line in page.lines.all()}
    wanted = {(ContentType.objects.get_for_model(line).pk, line.pk): line for line in lines}
    new = [line for key, line in wanted.items() if key not in kept]
    if any(isinstance(line, Document) for line in new) and not people_agreed:
        raise WithoutAgreement(_("Say that the people who can be recognised agreed, or leave the photo out."))
    save_over(page, version or page.version, blocks=list(blocks), changed_at=timezone.now())
    ShownLine.objects.filter(pk__in=[line.pk for key, line in kept.items() if key not in wanted]).delete()
    today = timezone.localdate()
    ShownLine.objects.bulk_create(
        ShownLine(page=page, object=line, agreed_on=today if isinstance(line, Document) else None) for line in new
    )
    changes = {"blocks": page.blocks, "lines": len(wanted), "new": len(new)}
    journal.record("page.composed", on=project, by=by, role=role_in(by, project), place=project, changes=changes)
    return page


@transaction.atomic
def publish_page(project: Project, *, by: User) -> None:
    """Open the public page; the local authority and the national team are told."""
    if not Project.objects.filter(pk=project.pk, published=False).update(published=True):
        return
    project.published = True
    tell = [*team(project, RoleCode.LOCAL_AUTHORITY), *leads(project)]
    journal.record("project.published", on=project, by=by, role=role_in(by, project), place=project, tell=tell)


@transaction.atomic
def withdraw_page(project: Project, *, by: User) -> None:
    """Close the public page; the choices are kept, and the bearers are told when somebody else did it."""
    if not Project.objects.filter(pk=project.pk, published=True).update(published=False):
        return
    project.published = False
    tell = [*team(project, RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY), *leads(project)]
    journal.record("project.withdrawn", on=project, by=by, role=role_in(by, project), place=project, tell=tell)


def leads(project: Project) -> list[User]:
    held = Role.objects.in_force().on(project.cohort.programme, project.cohort).filter(code=RoleCode.PROGRAMME_LEAD)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(project: Project, *, by: User, name: str, days: int, token: UUID | None = None) -> str:
    """The secret of a new private link, told once; the same form sent twice makes one link, and tells nothing."""
    Project.objects.select_for_update().get(pk=project.pk)
    if token and PrivateLink.objects.filter(token=token).exists():
        return ""
    if project.private_links.open().count() >= LINKS_OPEN:
        raise TooManyLinks(_("Five links are open already. Close one that is no longer of use."))
    secret = secrets.token_urlsafe(24)
    try:
        with transaction.atomic():
            link = PrivateLink.objects.create(
                project=project,
                name=name,
                digest=digest(secret),
                token=token,
                made_by=by,
                expires_at=timezone.now() + timedelta(days=days),
            )
    except IntegrityError:
        return ""
    journal.record("page.shared", on=link, by=by, role=role_in(by, project), place=project, changes={"days": days})
    return secret


@transaction.atomic
def revoke_link(link: PrivateLink, *, by: User) -> None:
    if not PrivateLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        return
    journal.record("page.unshared", on=link, by=by, role=role_in(by, link.project), place=link.project)


def link_of(secret: str) -> PrivateLink | None:
    """The open link behind a secret, with its project."""
    links = PrivateLink.objects.open().select_related(
        "project__cohort__programme", "project__collective", "project__local_authority"
    )
    return links.filter(digest=digest(secret)).first()


def purge_links(now) -> None:
    """Forget the links closed or expired for three months."""
    PrivateLink.objects.filter(expires_at__lt=now - timedelta(days=90)).delete()
