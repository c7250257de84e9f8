"""Name and draw the perimeter of a project."""

from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services.project import role_in
from levain.territories import perimeters
from levain.territories.models import Territory


@transaction.atomic
def draw_perimeter(
    project: Project, *, by: User, name: str, communes: list[Territory], rings: list[perimeters.Ring]
) -> Territory:
    """Give the project its perimeter, or draw it again; its own communes stay what they are."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    perimeter = perimeters.draw(name, communes, rings, over=project.perimeter)
    project.perimeter = perimeter
    project.save(update_fields=["perimeter"])
    journal.record(
        "perimeter.drawn",
        on=project,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"communes": len(communes), "outline": bool(rings)},
    )
    return perimeter
