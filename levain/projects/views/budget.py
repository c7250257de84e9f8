from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from levain.formulas.budget import balance
from levain.foundation import sheets
from levain.foundation.sheets import Column
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import BudgetLineForm
from levain.projects.models import BudgetLine
from levain.projects.views import project_or_404
from levain.projects.views.records import add, edit, filled, page

Side = BudgetLine.Side
COLUMNS = (
    Column("project", "string", gettext_lazy("Project")),
    Column("side", "string", gettext_lazy("Expense or resource"), one_of=tuple(Side.values)),
    Column("label", "string", gettext_lazy("What it is")),
    Column("amount_eur", "number", gettext_lazy("Amount"), unit="EUR"),
    Column("state", "string", gettext_lazy("State"), one_of=tuple(BudgetLine.State.values)),
    Column("date", "date", gettext_lazy("Date")),
    Column("from_or_to", "string", gettext_lazy("From whom, or paid to whom")),
    Column("fictional", "boolean", gettext_lazy("Invented for the demonstration")),
)
HEADINGS = {
    Side.EXPENSE: gettext_lazy("Add an expense"),
    Side.RESOURCE: gettext_lazy("Add a resource"),
}


def budget(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_budget(request.user, project))
    lines = list(project.budget_lines.all())
    groups = [
        (side.value, _("Expenses") if side == Side.EXPENSE else _("Resources"), [_group(lines, it) for it in states])
        for side, states in (
            (Side.EXPENSE, BudgetLine.OF_EXPENSES),
            (Side.RESOURCE, (BudgetLine.State.OBTAINED, *_but_obtained())),
        )
    ]
    return page(
        request,
        "projects/budget.html",
        project,
        lines=lines,
        groups=[(side, title, [group for group in told if group["lines"]]) for side, title, told in groups],
        balance=balance((line.state, line.amount) for line in lines),
        may_keep=rules.can_keep_budget(request.user, project),
    )


def _but_obtained():
    return [state for state in BudgetLine.OF_RESOURCES if state != BudgetLine.State.OBTAINED]


def _group(lines, state):
    """The lines of one state with their sum."""
    chosen = [line for line in lines if line.state == state]
    return {"state": state, "label": state.label, "lines": chosen, "sum": sum(line.amount for line in chosen)}


def as_csv(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_budget(request.user, project))
    lines = (
        (project.slug, it.side, it.label, it.amount, it.state, it.on, it.who, str(project.fictional).lower())
        for it in project.budget_lines.all()
    )
    return sheets.as_file(f"{project.slug}-budget.csv", COLUMNS, lines)


def csv_schema(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_budget(request.user, project))
    return sheets.schema_as_file("budget.schema.json", COLUMNS)


def add_line(request, slug, side):
    project = project_or_404(slug)
    require(rules.can_keep_budget(request.user, project))
    return add(
        request,
        project,
        filled(request, BudgetLineForm, side=side),
        partial(services.add_budget_line, project),
        done=_("The line is in the budget."),
        heading=HEADINGS[side],
        back=reverse("projects:budget", args=[slug]),
    )


def line_or_404(slug, pk):
    lines = BudgetLine.objects.select_related("project__cohort__programme")
    return get_object_or_404(lines, pk=pk, project__slug=slug)


def edit_line(request, slug, pk):
    line = line_or_404(slug, pk)
    require(rules.can_edit_budget_line(request.user, line))
    return edit(
        request,
        line,
        filled(request, BudgetLineForm, line, side=line.side),
        services.edit_budget_line,
        done=_("The line has been changed. Its earlier version is kept."),
        heading=_("Change the line %(label)s") % {"label": line},
        back=line.get_absolute_url(),
    )


@require_POST
def remove_line(request, slug, pk):
    line = line_or_404(slug, pk)
    require(rules.can_edit_budget_line(request.user, line))
    services.remove_budget_line(line, by=request.user)
    messages.success(request, _("The line is out of the budget."))
    return redirect("projects:budget", slug)
