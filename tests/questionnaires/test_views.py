"""The team reads what will be asked before anyone is asked."""

import pytest
from django.urls import reverse

from levain.evaluation.services import load_framework
from levain.people.models import RoleCode
from levain.questionnaires.models import Questionnaire
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory


@pytest.fixture
def adviser(client):
    user = someone(RoleCode.ADVISER, CohortFactory())
    client.force_login(user)
    return user


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_costs_the_same_for_any_number(client, adviser, count, django_assert_max_num_queries):
    load_framework()
    Questionnaire.objects.filter(position__gt=count).update(position=0)
    client.get(reverse("questionnaires:questionnaires"))
    with django_assert_max_num_queries(6):
        assert client.get(reverse("questionnaires:questionnaires")).status_code == 200


def test_a_preview_shows_every_question_of_the_published_revision(client, adviser, django_assert_max_num_queries):
    load_framework()
    address = reverse("questionnaires:questionnaire", args=["inhabitants_short"])
    client.get(address)
    with django_assert_max_num_queries(7):
        html = client.get(address).content.decode()
    for question in Questionnaire.objects.get(slug="inhabitants_short").published.questions.all():
        assert f'id="question-{question.code}"' in html


def test_a_questionnaire_without_published_revision_says_so(client, adviser):
    Questionnaire.objects.create(slug="vide", title="Vide")
    assert client.get(reverse("questionnaires:questionnaire", args=["vide"])).status_code == 200
    assert client.get(reverse("questionnaires:questionnaires")).status_code == 200


def test_an_unknown_questionnaire_is_not_found(client, adviser):
    assert client.get(reverse("questionnaires:questionnaire", args=["inconnu"])).status_code == 404


def test_someone_who_is_not_of_the_team_is_refused(client):
    Questionnaire.objects.create(slug="vide", title="Vide")
    client.force_login(UserFactory())
    for name, args in (("questionnaires", []), ("questionnaire", ["vide"])):
        assert client.get(reverse(f"questionnaires:{name}", args=args)).status_code == 403
