"""What was published never changes, whatever the way one tries."""

import pytest

from levain.questionnaires.models import Immutable, Question, Questionnaire, Revision
from levain.questionnaires.services import NothingToAsk, publish


@pytest.fixture
def draft():
    questionnaire = Questionnaire.objects.create(slug="depart", title="Au départ", audience="project_bearer")
    revision = Revision.objects.create(questionnaire=questionnaire, number=1, intro="Dites-nous.")
    Question.objects.create(revision=revision, position=1, code="b01", kind="text", text="Que changez-vous ?")
    return revision


@pytest.fixture
def published(draft):
    publish(draft)
    return draft


def test_a_draft_is_changed_and_thrown_away(draft):
    draft.intro = "Autre chose."
    draft.save()
    draft.questions.update(text="Que voulez-vous changer ?")
    question = draft.questions.get()
    question.help = "Une phrase suffit."
    question.save()
    question.delete()
    draft.delete()
    assert not Revision.objects.exists()


def test_a_revision_without_question_is_not_published(draft):
    draft.questions.all().delete()
    with pytest.raises(NothingToAsk):
        publish(draft)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda revision: revision.save(),
        lambda revision: revision.delete(),
        lambda revision: publish(revision),
        lambda revision: Revision.objects.filter(pk=revision.pk).update(intro="Autre"),
        lambda revision: Revision.objects.all().delete(),
        lambda revision: revision.questions.get().save(),
        lambda revision: revision.questions.get().delete(),
        lambda revision: revision.questions.update(text="Autre"),
        lambda revision: revision.questions.all().delete(),
        lambda revision: Question.objects.create(revision=revision, position=2, code="b02", kind="text", text="?"),
        lambda revision: Question.objects.bulk_create(
            [Question(revision=revision, position=2, code="b02", kind="text", text="?")]
        ),
        lambda revision: Question.objects.bulk_update(revision.questions.all(), ["text"]),
    ],
)
def test_a_published_revision_refuses_every_change(published, attempt):
    with pytest.raises(Immutable):
        attempt(published)
    kept = Revision.objects.get()
    assert (kept.intro, kept.questions.get().text) == ("Dites-nous.", "Que changez-vous ?")


def test_a_question_does_not_leave_a_published_revision_for_a_draft(published):
    elsewhere = Revision.objects.create(questionnaire=published.questionnaire, number=2)
    question = published.questions.get()
    question.revision = elsewhere
    with pytest.raises(Immutable):
        question.save()


def test_the_newest_published_revision_is_the_one_people_answer(published):
    Revision.objects.create(questionnaire=published.questionnaire, number=2)
    assert published.questionnaire.published == published
