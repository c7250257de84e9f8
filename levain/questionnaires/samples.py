"""A sample questionnaire for the access matrix: it belongs to no project."""

from levain.questionnaires.models import Questionnaire


def build(world) -> None:
    for relation in world.project:
        slug = f"echantillon-{relation}"
        world.add(Questionnaire, relation, Questionnaire.objects.create(slug=slug, title="Questionnaire"))
