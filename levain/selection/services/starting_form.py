"""A form to start from: what a house that has none offers for its first call."""

from pathlib import Path

from django.db import transaction

from levain.foundation import journal, yaml_files
from levain.people.models import User
from levain.projects.themes import THEMES
from levain.questionnaires.models import APPLICATION, Questionnaire, Revision
from levain.questionnaires.services import build
from levain.questionnaires.services.publishing import release

SHIPPED = Path(__file__).parent.parent / "data" / "application_form.yaml"
SLUG = "formulaire-type-de-candidature"


@transaction.atomic
def take_starting_form(*, by: User) -> Questionnaire:
    """Publish the form that is offered, as a questionnaire of the house; twice, it is the same one."""
    said = yaml_files.read(SHIPPED)
    form, new = Questionnaire.objects.get_or_create(
        slug=SLUG,
        defaults={"title": said["title"], "audience": APPLICATION, "position": Questionnaire.objects.count() + 1},
    )
    if not new:
        return form
    journal.record("questionnaire.begun", on=form, by=by)
    revision = Revision.objects.create(questionnaire=form, number=1, duration_min=said["duration_min"])
    themes = [{"code": code, "label": str(label)} for code, label in THEMES.items()]
    for section in said["sections"]:
        for question in section["questions"]:
            if question.get("options") == "themes":
                question["options"] = themes
    build(revision, said["sections"])
    release(revision, by=by)
    return form
