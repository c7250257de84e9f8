from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation import origins, registry
from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import ActionForm
from levain.projects.models import BY_DATES, Action
from levain.projects.views import edited, project_or_404

# What is done is a reminder, not work: a few lines of it are enough on the board.
A_COLUMN, DONE_SHOWN = 8, 3
A_PAGE = 24
FILTERS = ("mes-actions", "en-retard")
COLUMNS = {"a-faire": Action.Column.TO_DO, "en-cours": Action.Column.UNDER_WAY, "faites": Action.Column.DONE}


def may_read_source(user, passage):
    """An action is shown to the whole project; the words it came from, to those for whom they were written."""
    return passage.object is not None and registry.may_see(user, passage.object)


def actions(request, slug):
    """The board, three columns; or one of them whole, page by page."""
    project = project_or_404(slug)
    require(rules.can_read_actions(request.user, project))
    chosen = request.GET.get("voir", "")
    found = project.actions.select_related("owner")
    counts = _counts(found, request.user)
    if chosen == "mes-actions":
        found = found.filter(owner=request.user)
    elif chosen == "en-retard":
        found = found.late()
    page = None
    if chosen in COLUMNS:
        page = Paginator(found.in_column(COLUMNS[chosen]), A_PAGE).get_page(request.GET.get("page"))
        columns = [_column(COLUMNS[chosen], list(page), counts)]
    else:
        chosen = chosen if chosen in FILTERS else ""
        columns = [
            _column(column, list(found.in_column(column)[: _shown(column, chosen)]), counts, chosen)
            for column in Action.Column
        ]
    _with_sources(request.user, [action for column in columns for action in column["actions"]], project)
    return render(
        request,
        "projects/actions.html",
        {
            "project": project,
            "columns": columns,
            "page": page,
            "chosen": chosen,
            "counts": counts,
            "some": any(column["actions"] for column in columns),
            "may_add": rules.can_add_action(request.user, project),
            "wide": True,
            "fictional": project.fictional,
        },
    )


def _counts(found, user):
    """How many stand in each column, how many are hers, how many are late: one query."""
    return found.order_by().aggregate(
        **{f"in_{column}": Count("pk", BY_DATES[column]) for column in Action.Column},
        mine=Count("pk", Q(owner=user, done=None)),
        late=Count("pk", Q(done=None, due__lt=timezone.localdate())),
    )


def _shown(column, chosen):
    return DONE_SHOWN if column == Action.Column.DONE and not chosen else A_COLUMN


def _column(column, listed, counts, chosen=""):
    """One column; when it holds more than the board shows, the address where all of it is read."""
    address = next(name for name, value in COLUMNS.items() if value == column)
    more = 0 if chosen else counts[f"in_{column}"] - len(listed)
    return {
        "name": column.label,
        "key": column,
        "actions": listed,
        "count": len(listed) if chosen else counts[f"in_{column}"],
        "all": f"?voir={address}" if more > 0 else "",
        "more": more,
    }


def _with_sources(user, listed, project):
    origins.attach(listed)
    for action in listed:
        action.project = project
        if action.origin and not may_read_source(user, action.origin):
            action.origin = None
        others = [column for column in Action.Column if column != action.column]
        action.moves = others if rules.can_move_action(user, action) else []
        action.may_edit = rules.can_edit_action(user, action)


def add_action(request, slug):
    project = project_or_404(slug)
    require(rules.can_add_action(request.user, project))
    form = ActionForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        action = services.add_action(project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The action has been added."))
        return redirect(action)
    return render(
        request, "projects/add_action.html", {"project": project, "form": form, "fictional": project.fictional}
    )


def _action_or_404(slug, pk):
    found = Action.objects.select_related("project__cohort__programme", "owner")
    return get_object_or_404(found, pk=pk, project__slug=slug)


def edit_action(request, slug, pk):
    action = _action_or_404(slug, pk)
    require(rules.can_edit_action(request.user, action))
    form = ActionForm(request.POST or None, project=action.project, instance=action)
    saved, current = edited(request, form, action, services.edit_action)
    if saved:
        messages.success(request, _("The action has been changed."))
        return redirect(action)
    context = {"project": action.project, "action": action, "form": form, "current": current}
    return render(request, "projects/edit_action.html", context | {"fictional": action.project.fictional})


@require_POST
def move_action(request, slug, pk):
    action = _action_or_404(slug, pk)
    require(rules.can_move_action(request.user, action))
    to = request.POST.get("to", "")
    if to not in Action.Column:
        messages.error(request, _("Say where the action goes with one of its buttons."))
        return redirect(action)
    try:
        services.move_action(action, by=request.user, to=to)
    except (services.AlreadyDone, services.AlreadyThere) as already:
        messages.info(request, str(already))
    else:
        said = _("Done: well done.") if to == Action.Column.DONE else _("Moved to “%(column)s”.")
        messages.success(request, said % {"column": Action.Column(to).label})
    return redirect(action)
