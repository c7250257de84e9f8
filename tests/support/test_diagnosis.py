"""The starting point of a project: plain questions, the signals they raise, and needs that can be asked for."""

import re

import pytest
from django.urls import reverse

from levain.foundation.models import Notice
from levain.people.models import RoleCode
from levain.questionnaires.models import Answer, Questionnaire, Response
from levain.questionnaires.services import Asked, Sheet
from levain.support import diagnosis
from levain.support.services import diagnosis as services
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory


@pytest.fixture
def project():
    services.load_diagnosis()
    return ProjectFactory()


@pytest.fixture
def bearer(client, project):
    user = someone(RoleCode.BEARER, project)
    client.force_login(user)
    return user


def page(name, project, **query):
    address = reverse(f"support:{name}", args=[project.slug])
    return address + "".join(f"?{key}={value}" for key, value in query.items())


def sent(html, **answers):
    """What a browser sends back: the answers, and what the page had shown."""
    hidden = dict(re.findall(r'name="(r-(?:known|revision))" value="([^"]*)"', html))
    return hidden | {f"r-{code}": value for code, value in answers.items()}


def raised(**answers):
    services.load_diagnosis()
    revision = services.revision_asked()
    kept = {(code, 0): Answer(code=code, value=value) for code, value in answers.items()}
    return {one.code for one in diagnosis.raised(Sheet(Response(revision=revision), Asked(revision), kept, []))}


def test_there_are_twenty_questions_and_every_signal_can_be_read():
    services.load_diagnosis()
    codes = set(services.revision_asked().questions.values_list("code", flat=True))

    assert len(codes) == 20
    for signal in diagnosis.signals():
        assert signal.looks_at <= codes
        assert signal.need["text"]


def test_loading_twice_leaves_what_the_team_composed():
    services.load_diagnosis()
    Questionnaire.objects.filter(slug="point_de_depart").update(title="Le nôtre")

    assert services.load_diagnosis().title == "Le nôtre"
    assert services.revision_asked().number == 1


@pytest.mark.parametrize(
    ("answers", "signal"),
    [
        ({"g1": "2"}, "une-seule-personne"),
        ({"g2": "non"}, "une-seule-personne"),
        ({"g5": "12"}, "fatigue"),
        ({"g4": "non"}, "statut"),
        ({"c1": "change"}, "personne-a-la-mairie"),
        ({"c4": 2}, "attentes"),
        ({"h1": "non"}, "les-memes"),
        ({"l3": "nsp"}, "assurance"),
        ({"a1": "peu", "a2": "rien"}, "argent"),
        ({"s2": "nsp"}, "plan"),
    ],
)
def test_an_answer_raises_its_signal(answers, signal):
    assert signal in raised(**answers)


@pytest.mark.parametrize("answers", [{}, {"g1": "3", "g5": "11.5"}, {"c4": "none"}, {"c4": 3}, {"l1": "sans"}])
def test_no_answer_and_good_answers_raise_nothing(answers):
    assert raised(**answers) == set()


def test_a_question_no_longer_asked_raises_nothing():
    assert "argent" not in raised(a1="non", a2="rien")


def test_the_team_begins_answers_and_hands_in_and_the_adviser_is_told(client, project, bearer):
    adviser = someone(RoleCode.ADVISER, project.cohort)
    client.post(page("diagnosis_begin", project))
    step = page("diagnosis_step", project, sujet="habitants")
    html = client.get(step).content.decode()
    answer = client.post(step, sent(html, h1="non"))
    assert answer.status_code == 302
    client.post(page("diagnosis_hand_in", project))

    html = client.get(page("diagnosis", project)).content.decode()

    assert "toujours les mêmes personnes" in html
    assert f"{reverse('support:need_new', args=[project.slug])}?signal=les-memes" in html
    assert Notice.objects.filter(recipient=adviser, entry__verb="diagnosis.handed_in").count() == 1


def test_a_signal_opens_a_need_in_the_words_of_the_project(client, project, bearer):
    html = client.get(page("need_new", project, signal="les-memes")).content.decode()

    assert "Ce sont toujours les mêmes qui viennent." in html


def test_an_unknown_signal_opens_a_blank_need(client, project, bearer):
    assert client.get(page("need_new", project, signal="<x>")).status_code == 200


def test_begun_twice_it_is_one_and_handed_in_twice_it_is_told_once(client, project, bearer):
    someone(RoleCode.ADVISER, project.cohort)
    for name in ("diagnosis_begin", "diagnosis_begin", "diagnosis_hand_in", "diagnosis_hand_in"):
        assert client.post(page(name, project)).status_code == 302

    assert Response.objects.about(project).count() == 1
    assert Notice.objects.filter(entry__verb="diagnosis.handed_in").count() == 1


def test_what_was_handed_in_stays_when_the_project_answers_again(client, project, bearer):
    client.post(page("diagnosis_begin", project))
    step = page("diagnosis_step", project, sujet="habitants")
    html = client.get(step).content.decode()
    client.post(page("diagnosis_hand_in", project))
    first = Response.objects.get()

    refused = client.post(step, sent(html, h1="non"))
    for _twice in range(2):
        client.post(page("diagnosis_reopen", project))
    kept = client.post(step, sent(client.get(step).content.decode(), h1="non"))

    assert (refused.status_code, kept.status_code) == (200, 302)
    again = Response.objects.exclude(pk=first.pk).get()
    assert not first.answers.exists()
    assert again.answers.get(code="h1").value == "non"
    assert "toujours les mêmes" not in client.get(page("diagnosis", project, remis=first.pk)).content.decode()


def test_the_answers_given_again_begin_from_the_last_and_may_be_let_go(client, project, bearer):
    first = services.begin(project, by=bearer)
    Answer.objects.create(response=first, code="g1", value="9", by=bearer)
    services.hand_in(first, project, by=bearer)

    again = services.take_up_again(project, by=bearer)
    copied = again.answers.get().value
    for _twice in range(2):
        client.post(page("diagnosis_let_go", project))

    assert copied == "9"
    assert services.response_of(project) == first


def test_the_first_answers_are_never_let_go(client, project, bearer):
    first = services.begin(project, by=bearer)

    client.post(page("diagnosis_let_go", project))

    assert services.response_of(project) == first


def test_a_step_that_does_not_exist_is_not_found(client, project, bearer):
    client.post(page("diagnosis_begin", project))

    assert client.get(page("diagnosis_step", project, sujet="nulle-part")).status_code == 404


def test_a_step_before_beginning_leads_to_the_beginning(client, project, bearer):
    assert client.get(page("diagnosis_step", project)).url == page("diagnosis", project)


@pytest.mark.parametrize("code", [None, RoleCode.STATE_SERVICE, RoleCode.EXPERT])
def test_what_worries_a_group_is_not_read_by_others(client, project, code):
    services.begin(project, by=someone(RoleCode.BEARER, project))
    client.force_login(someone(code, project) if code else UserFactory())

    assert client.get(page("diagnosis", project)).status_code == 403
    assert client.post(page("diagnosis_hand_in", project)).status_code == 403


@pytest.mark.parametrize("answered", [0, 12])
def test_the_page_costs_the_same_however_much_is_answered(
    client, project, bearer, answered, django_assert_max_num_queries
):
    response = services.begin(project, by=bearer)
    for question in response.revision.questions.exclude(options=[])[:answered]:
        Answer.objects.create(response=response, code=question.code, value=question.offered()[-1].code, by=bearer)
    client.get(page("diagnosis", project))
    with django_assert_max_num_queries(12):
        assert client.get(page("diagnosis", project)).status_code == 200
