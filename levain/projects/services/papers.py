"""Give documents, then their later versions."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from levain.foundation import documents
from levain.foundation.audiences import Audience
from levain.people.models import User
from levain.projects.models import Paper, Project
from levain.projects.services.records import change, once, record, retire


@transaction.atomic
def give_paper(
    project: Project,
    *,
    by: User,
    title: str,
    file: Any,
    audience: str = Audience.PROJECT,
    token: UUID | None = None,
) -> Paper:
    """Give a document and its first file; raises files.Unacceptable and keeps nothing of it."""
    paper, new = once(Paper, token, owned={"project": project, "given_by": by}, title=title, audience=audience)
    if new:
        documents.attach(paper, file, by=by)
        record("paper.given", paper, by, changes={"audience": audience})
    return paper


@transaction.atomic
def give_version(paper: Paper, *, by: User, file: Any) -> None:
    """Give a later version; the same file as the last one changes nothing. The earlier ones stay."""
    paper = (
        Paper.objects.select_for_update(of=("self",)).select_related("project__cohort__programme").get(pk=paper.pk)
    )
    last = documents.of(paper).order_by("-pk").first()
    given = documents.attach(paper, file, by=by)
    if last and last.sha256 == given.sha256:
        given.delete()
        return
    paper.changed_at = timezone.now()
    paper.save(update_fields=["changed_at"])
    record("paper.renewed", paper, by)


@transaction.atomic
def edit_paper(paper: Paper, *, by: User, version: int, **changes) -> None:
    change("paper.edited", paper, by=by, version=version, **changes)


@transaction.atomic
def retire_paper(paper: Paper, *, by: User, back: bool = False) -> None:
    retire("paper.retired", paper, by=by, back=back)
