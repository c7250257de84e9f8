"""The steps of the year."""

from datetime import date

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project, Step
from levain.projects.services.project import role_in


@transaction.atomic
def add_step(project: Project, *, by: User, title: str, due: date, done: date | None = None) -> Step:
    step = Step.objects.create(project=project, title=title, due=due, done=done)
    journal.record("step.added", on=step, by=by, role=role_in(by, project), place=project)
    return step
