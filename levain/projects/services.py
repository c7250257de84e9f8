"""What people do in a project, each deed with its entry in the journal."""

from datetime import date
from itertools import chain, count
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import documents, files, journal, passages
from levain.foundation.versions import save_over
from levain.people.models import Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Action, Commitment, LogbookEntry, Project, ProjectTerritory, Step
from levain.projects.rules import THE_COLLECTIVE, codes
from levain.territories.models import Territory


class NoSeatLeft(Exception):
    """The cohort already has all the projects it can support."""


class AlreadyDone(Exception):
    """The action was finished before."""


def role_in(user: User, project: Project) -> str:
    """The role in which she acts here, for the journal: the closest to the project first."""
    held = codes(user, project)
    return next((code for code in RoleCode.values if code in held), "")


def team(project: Project, *roles: str) -> list[User]:
    """The active people who hold one of these roles on the project itself (the collective by default)."""
    held = Role.objects.in_force().on(project).filter(code__in=roles or THE_COLLECTIVE)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


def advisers(project: Project) -> list[User]:
    """Those who support the project's cohort day to day."""
    held = Role.objects.in_force().on(project.cohort, project.cohort.programme).filter(code=RoleCode.ADVISER)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


@transaction.atomic
def open_project(
    cohort: Cohort,
    *,
    name: str,
    communes: list[Territory],
    collective: Organisation,
    local_authority: Organisation,
    by: User,
    slug: str = "",
    **story,
) -> Project:
    """Give a project its space in a cohort; refuses more projects than the cohort has seats."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.projects.count() >= cohort.seats:
        raise NoSeatLeft(
            _("This cohort supports %(seats)d projects and they are all chosen.") % {"seats": cohort.seats}
        )
    project = Project.objects.create(
        cohort=cohort,
        slug=slug or _free_slug(name),
        name=name,
        collective=collective,
        local_authority=local_authority,
        **story,
    )
    ProjectTerritory.objects.bulk_create(ProjectTerritory(project=project, territory=commune) for commune in communes)
    journal.record("project.opened", on=project, by=by, place=project)
    return project


def _free_slug(name: str) -> str:
    """The name as an address; two projects of one name get two addresses."""
    base = slugify(name)[:44].strip("-") or "projet"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


@transaction.atomic
def write_entry(
    project: Project,
    *,
    by: User,
    text: str,
    kind: str = LogbookEntry.Kind.PROGRESS,
    audience: str = "project",
    on: date | None = None,
    token: UUID | None = None,
    photo=None,
    photo_alt: str = "",
    **numbers,
) -> LogbookEntry:
    """Write a note; the same `token` twice is the same note, written once."""
    said = {"text": text, "kind": kind, "audience": audience, "happened_on": on or timezone.localdate(), **numbers}
    entry, new = _once(token, project=project, author=by, **said)
    if not new:
        return entry
    if photo:
        documents.attach(entry, photo, by=by, alt=photo_alt, kinds=files.PICTURES)
    journal.record(
        "logbook.written",
        on=entry,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"kind": kind, "audience": audience},
        tell=[*team(project), *advisers(project)] if kind == LogbookEntry.Kind.DIFFICULTY else [],
    )
    return entry


def _once(token: UUID | None, *, project: Project, author: User, **said) -> tuple[LogbookEntry, bool]:
    """The note of this token, or a new one; the token of someone else's note gives nothing of it away."""
    try:
        with transaction.atomic():
            return LogbookEntry.objects.create(project=project, author=author, token=token, **said), True
    except IntegrityError:
        written = LogbookEntry.objects.filter(token=token, project=project, author=author).first() if token else None
    if written:
        return written, False
    return LogbookEntry.objects.create(project=project, author=author, **said), True


@transaction.atomic
def edit_entry(entry: LogbookEntry, *, by: User, version: int, text: str, **changes) -> None:
    """Change one's own note; its versions are kept, and what was quoted from it says that it changed."""
    before = passages.digest(entry.text)
    save_over(entry, version, text=text, **changes)
    journal.record(
        "logbook.edited",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        changes={"text": [before[:12], passages.digest(text)[:12]]},
    )


@transaction.atomic
def add_action(
    project: Project, *, by: User, title: str, owner: User | None = None, due: date | None = None
) -> Action:
    """Write down something to do; the same thing for the same person and day, still to do, is written once."""
    Project.objects.select_for_update().get(pk=project.pk)
    same = project.actions.filter(title=title, owner=owner, due=due, done__isnull=True).first()
    if same:
        return same
    action = Action.objects.create(project=project, title=title, owner=owner, due=due)
    journal.record(
        "action.added",
        on=action,
        by=by,
        role=role_in(by, project),
        place=project,
        tell=[owner] if owner else [],
    )
    return action


@transaction.atomic
def finish_action(action: Action, *, by: User, on: date | None = None) -> None:
    """Mark it done, once even when two people click together."""
    day = on or timezone.localdate()
    if not Action.objects.filter(pk=action.pk, done__isnull=True).update(done=day):
        raise AlreadyDone(_("This action was already done."))
    action.done = day
    journal.record("action.finished", on=action, by=by, role=role_in(by, action.project), place=action.project)


@transaction.atomic
def add_step(project: Project, *, by: User, title: str, due: date, done: date | None = None) -> Step:
    step = Step.objects.create(project=project, title=title, due=due, done=done)
    journal.record("step.added", on=step, by=by, role=role_in(by, project), place=project)
    return step


@transaction.atomic
def make_commitment(project: Project, *, by: User, text: str, due: date | None = None) -> Commitment:
    commitment = Commitment.objects.create(project=project, by=by, text=text, due=due)
    journal.record("commitment.made", on=commitment, by=by, role=role_in(by, project), place=project)
    return commitment


@transaction.atomic
def tell_commitment(commitment: Commitment, *, by: User, kept: bool) -> None:
    """Say whether a commitment was kept."""
    told = Commitment.Kept.KEPT if kept else Commitment.Kept.BROKEN
    if commitment.kept == told:
        return
    commitment.kept = told
    commitment.save(update_fields=["kept"])
    journal.record(
        "commitment.told",
        on=commitment,
        by=by,
        role=role_in(by, commitment.project),
        place=commitment.project,
        changes={"kept": commitment.kept},
    )


@transaction.atomic
def publish_page(project: Project, *, by: User) -> None:
    """Open the public page."""
    if project.published:
        return
    project.published = True
    project.save(update_fields=["published"])
    journal.record("project.published", on=project, by=by, role=role_in(by, project), place=project)
