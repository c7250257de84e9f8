"""A sample questionnaire being composed, for the access matrix: it belongs to no project."""

from levain.questionnaires.models import Question, Questionnaire, Revision, Section


def build(world) -> None:
    for relation in world.project:
        slug = f"echantillon-{relation}"
        world.add(Questionnaire, relation, Questionnaire.objects.create(slug=slug, title="Questionnaire"))
        questionnaire = Questionnaire.objects.get(slug=slug)
        revision = Revision.objects.create(questionnaire=questionnaire, number=1)
        section = Section.objects.create(revision=revision, position=1, code="s01", title="S")
        world.add(Section, relation, section)
        question = {"position": 1, "code": "q01", "kind": "text", "text": "Q"}
        world.add(Question, relation, Question.objects.create(revision=revision, section=section, **question))
