"""Say what share of the inhabitants a group is: said again, the new share and its source replace the old ones."""

from typing import Any

from django.db import transaction

from levain.evaluation.models import PopulationShare
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services.records import record


@transaction.atomic
def tell_share(project: Project, *, by: User, question: str, answer: str, **said: Any) -> PopulationShare:
    share, _new = PopulationShare.objects.update_or_create(
        project=project, question=question, answer=answer, defaults=said | {"entered_by": by}
    )
    record("share.told", share, by, changes={"group": f"{question}:{answer}"})
    return share
