from datetime import date
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.projects import rules, services
from levain.projects.forms import StakeholderForm
from levain.projects.models import Partner, PartyKind, Stakeholder
from levain.projects.views import project_or_404
from levain.projects.views.records import add, edit, filled, offered, page

Place = Stakeholder.Place
# The table is read from what is won to what is lost.
PLACES = (Place.IN, Place.ASKED, Place.MISSING, Place.AGAINST, Place.ABSENT)


def stakeholders(request, slug):
    """The map: one row for each kind, one column for each place; an empty row is someone nobody thought of."""
    project = project_or_404(slug)
    require(rules.can_read_stakeholders(request.user, project))
    read = project.stakeholders.filter(audience__in=rules.audiences_read(request.user, project))
    listed = list(read)
    on_map = [each for each in listed if not each.retired_on]
    may_add = rules.can_add_stakeholder(request.user, project)
    cells = {(each.kind, each.place): [] for each in on_map}
    for each in on_map:
        each.project = project
        cells[each.kind, each.place].append(each)
    kinds = [
        (label, [cells.get((kind, place), ()) for place in PLACES])
        for kind, label in PartyKind.choices
        if any((kind, place) in cells for place in PLACES)
    ]
    return page(
        request,
        "projects/stakeholders.html",
        project,
        kinds=kinds,
        places=[(place.label, sum(each.place == place for each in on_map)) for place in PLACES],
        unthought=_unthought(on_map),
        gestures=sorted((each for each in on_map if each.next_gesture), key=lambda each: each.next_on or date.max),
        retired=[each for each in listed if each.retired_on] if may_add else [],
        may_add=may_add,
        wide=True,
    )


def _unthought(on_map):
    """The kinds of people that nobody put on the map: worth a question, perhaps not an absence."""
    thought = {each.kind for each in on_map} | {PartyKind.OTHER}
    return [label for kind, label in PartyKind.choices if kind not in thought]


def stakeholder_or_404(slug, pk):
    known = Stakeholder.objects.select_related("project__cohort__programme", "entered_by", "partner__project")
    return get_object_or_404(known, pk=pk, project__slug=slug)


def stakeholder(request, slug, pk):
    found = stakeholder_or_404(slug, pk)
    require(rules.can_read_stakeholder(request.user, found))
    return page(
        request,
        "projects/stakeholder.html",
        found.project,
        stakeholder=found,
        moves=_moves(found) if found.version > 1 else [],
        may_edit=rules.can_edit_stakeholder(request.user, found),
    )


def _moves(found):
    """Where they stood before, with the day of each change."""
    moves = []
    for place, day in found.history.order_by("history_date").values_list("place", "history_date"):
        if not moves or moves[-1][0] != Place(place).label:
            moves.append((Place(place).label, day))
    return moves if len(moves) > 1 else []


def _partners(project):
    return Partner.objects.filter(links__project=project, retired_on=None)


def add_stakeholder(request, slug):
    project = project_or_404(slug)
    require(rules.can_add_stakeholder(request.user, project))
    audiences = offered(request.user, project, Stakeholder.AUDIENCES)
    return add(
        request,
        project,
        filled(request, StakeholderForm, offered=audiences, partners=_partners(project)),
        partial(services.add_stakeholder, project),
        done=_("Put on the map."),
        heading=_("Add someone to the map"),
        back=reverse("projects:stakeholders", args=[slug]),
        audiences=audiences,
    )


def edit_stakeholder(request, slug, pk):
    found = stakeholder_or_404(slug, pk)
    require(rules.can_edit_stakeholder(request.user, found))
    audiences = offered(request.user, found.project, Stakeholder.AUDIENCES)
    return edit(
        request,
        found,
        filled(request, StakeholderForm, found, offered=audiences, partners=_partners(found.project)),
        services.edit_stakeholder,
        done=_("The map has been changed. Its earlier version is kept."),
        heading=_("Where do they stand: %(name)s") % {"name": found},
        back=found.get_absolute_url(),
        audiences=audiences,
    )


@require_POST
def retire_stakeholder(request, slug, pk):
    found = stakeholder_or_404(slug, pk)
    require(rules.can_edit_stakeholder(request.user, found))
    back = "remettre" in request.POST
    services.retire_stakeholder(found, by=request.user, back=back)
    messages.success(request, _("Back on the map.") if back else _("Taken off the map."))
    return redirect("projects:stakeholders", slug)
