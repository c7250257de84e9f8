"""What an application needs for its pages to open, in the access matrix: a form, a response, a hand, a remark."""

from levain.questionnaires.models import Questionnaire, Revision
from levain.questionnaires.services import build as compose
from levain.questionnaires.services import publish, start
from levain.selection.models import Application, ApplicationComment

FIRST = {"code": "s1", "title": "Sample", "questions": [{"code": "q1", "kind": "text", "text": "Sample?"}]}


def build(world, relation) -> None:
    application = world.sample(Application, relation)
    form = Questionnaire.objects.create(slug=f"sample-form-{relation}", title="Form", audience="application")
    revision = Revision.objects.create(questionnaire=form, number=1)
    compose(revision, [FIRST])
    publish(revision)
    application.call.questionnaire = form
    application.call.save(update_fields=["questionnaire"])
    start(revision, subject=application)
    # What the addresses of its pages name beside its key.
    application.first_step = "s1"
    said = ApplicationComment.objects.create(application=application, section="s1", text="Sample")
    world.add(ApplicationComment, relation, said)
