"""The starter framework: loaded once, read by the team, copied by a cohort."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from levain.evaluation.models import (
    EvaluationQuestion,
    Framework,
    Indicator,
    LogicLink,
    LogicNode,
    MaturityDescriptor,
)
from levain.evaluation.services import adopt_framework, load_framework
from levain.people.models import RoleCode
from levain.questionnaires.models import Questionnaire
from tests.people.factories import someone
from tests.programmes.factories import CohortFactory, ProgrammeFactory
from tests.projects.factories import ProjectFactory, bearer_of


def count():
    parts = (Framework, EvaluationQuestion, Indicator, LogicNode, LogicLink, MaturityDescriptor, Questionnaire)
    return [part.objects.count() for part in parts]


def test_the_starter_framework_is_whole_and_loading_it_twice_adds_nothing():
    load_framework()
    once = count()
    load_framework()
    assert count() == once == [1, 18, 35, 13, 15, 48, 6]


def test_every_question_has_its_criterion_and_the_first_is_measured_by_goal_attainment():
    framework = load_framework()
    first = framework.questions.get(code="QP1")
    assert first.criterion.code == "efficacite"
    assert first.methods == ["M-GAS", "M-IPA", "M-GAP"]
    assert [indicator.code for indicator in first.indicators.all()] == ["I01"]


def test_a_cohort_adopts_a_copy_of_its_own_once():
    cohort = CohortFactory()
    adopted = adopt_framework(cohort)
    assert adopt_framework(cohort) == adopted
    assert Framework.objects.count() == 2
    adopted.questions.filter(code="QP1").update(text="Le projet tient-il parole ?")
    assert Framework.objects.starter().get().questions.get(code="QP1").text.startswith("Le projet répond-il")
    assert {q.framework_id for i in adopted.indicators.all() for q in i.questions.all()} == {adopted.pk}


def test_the_base_refuses_a_second_question_with_the_same_code():
    question = load_framework().questions.first()
    question.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()


def test_the_team_reads_it_with_few_queries_and_the_others_are_refused(client, django_assert_max_num_queries):
    load_framework()
    cohort = CohortFactory()
    for code in (RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR):
        client.force_login(someone(code, cohort))
        client.get(reverse("evaluation:framework"))
        with django_assert_max_num_queries(12):
            response = client.get(reverse("evaluation:framework"))
        assert response.status_code == 200
        assert "Le projet répond-il aux objectifs de la collectivité" in response.content.decode()
    client.force_login(bearer_of(ProjectFactory(cohort=cohort)))
    assert client.get(reverse("evaluation:framework")).status_code == 403


def test_an_empty_house_and_a_cohort_without_framework_say_so(client):
    cohort = CohortFactory()
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, cohort.programme))
    assert client.get(reverse("evaluation:framework")).status_code == 200
    page = client.get(reverse("evaluation:cohort_framework", args=[cohort.slug]))
    assert reverse("evaluation:adopt_framework", args=[cohort.slug]) in page.content.decode()


def test_the_team_of_a_cohort_adopts_it_from_the_page_and_not_the_team_of_another(client):
    cohort = CohortFactory()
    address = reverse("evaluation:adopt_framework", args=[cohort.slug])
    client.force_login(someone(RoleCode.ADVISER, CohortFactory(programme=ProgrammeFactory())))
    assert client.post(address).status_code == 403
    client.force_login(someone(RoleCode.ADVISER, cohort))
    assert client.get(address).status_code == 405
    assert client.post(address).url == reverse("evaluation:cohort_framework", args=[cohort.slug])
    assert client.post(address).status_code == 302
    assert Framework.objects.filter(cohort=cohort).count() == 1
    assert client.get(reverse("evaluation:cohort_framework", args=[cohort.slug])).status_code == 200
