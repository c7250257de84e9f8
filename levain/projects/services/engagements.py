"""Say how a project answers the ÉcoQuartier framework."""

from django.db import transaction

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Engagement
from levain.projects.models import EngagementAnswer, EngagementSheet, Project
from levain.projects.services.records import record


@transaction.atomic
def answer_engagements(
    project: Project, *, by: User, framework: str, answers: dict[int, str], version: int | None = None
) -> EngagementSheet:
    """Choose a version of the framework and say which engagements (by number) the project takes up, and how.

    What was answered in the other version stays, unseen. `version` is that of the sheet that was read.
    """
    sheet, new = EngagementSheet.objects.get_or_create(project=project)
    save_over(sheet, sheet.version if new or version is None else version, framework=framework, written_by=by)
    offered = {each.number: each for each in Engagement.objects.filter(version=framework)}
    kept = {offered[number]: text for number, text in answers.items() if number in offered}
    for old in sheet.answers.filter(engagement__version=framework).exclude(engagement__in=kept):
        old.delete()
    known = {answer.engagement_id: answer for answer in sheet.answers.filter(engagement__in=kept)}
    for engagement, text in kept.items():
        answer = known.get(engagement.pk) or EngagementAnswer(sheet=sheet, engagement=engagement)
        if answer.pk is None or answer.text != text:
            answer.text = text
            answer.save()
    record("engagements.answered", sheet, by, changes={"framework": framework, "taken_up": len(kept)})
    return sheet
