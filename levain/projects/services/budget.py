"""Keep the budget line by line."""

from uuid import UUID

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import BudgetLine, Project
from levain.projects.services.project import role_in
from levain.projects.services.records import change, once, record


@transaction.atomic
def add_budget_line(project: Project, *, by: User, token: UUID | None = None, **said) -> BudgetLine:
    """Write an expense or a resource; the same `token` twice is one line."""
    line, new = once(BudgetLine, token, owned={"project": project, "entered_by": by}, **said)
    if new:
        record("budget.added", line, by, changes={"side": line.side, "state": line.state})
    return line


@transaction.atomic
def edit_budget_line(line: BudgetLine, *, by: User, version: int, **changes) -> None:
    change("budget.edited", line, by=by, version=version, **changes)


@transaction.atomic
def remove_budget_line(line: BudgetLine, *, by: User) -> None:
    """Take a line out of the budget; its versions stay in the history."""
    journal.record("budget.removed", on=line.project, by=by, role=role_in(by, line.project), place=line.project)
    line.delete()
