import pytest
from django.urls import reverse

from levain.foundation.models import JournalEntry
from tests.selection.factories import CallFactory

QUESTIONS = [
    {"text": "Quelque chose a-t-il eu lieu ?", "expects": "oui", "if_not": "Une première action suffit."},
    {"text": "Cherchez-vous surtout de l'argent ?", "expects": "non", "if_not": "Il n'y a pas de subvention."},
]


def page_of(**said):
    call = CallFactory(eligibility={"intro": "Deux questions.", "questions": QUESTIONS}, **said)
    return reverse("selection:eligibility", args=[call.slug])


@pytest.mark.parametrize(
    ("answers", "explained"),
    [
        ({"e1": "oui", "e2": "non"}, []),
        ({"e1": "non", "e2": "non"}, [0]),
        ({"e1": "non", "e2": "oui"}, [0, 1]),
        ({"e1": "?", "e2": "non"}, [0]),
    ],
)
def test_answers_are_explained_and_nobody_is_turned_away(client, answers, explained):
    page = client.post(page_of(), answers)

    assert page.status_code == 200
    assert [one["if_not"] for one in page.context["explained"]] == [QUESTIONS[n]["if_not"] for n in explained]


def test_nothing_of_the_answers_is_kept(client):
    client.post(page_of(), {"e1": "non", "e2": "oui"})

    assert not JournalEntry.objects.exists()
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("answers", [{}, {"e1": "peut-être", "e2": "'; drop table"}])
def test_what_is_not_an_answer_is_asked_again(client, answers):
    page = client.post(page_of(), answers)

    assert page.status_code == 200
    assert not page.context["answered"]


def test_a_call_not_yet_public_says_nothing(client):
    assert client.get(page_of(to_come=True)).status_code in (302, 403)


def test_nothing_is_ticked_before_she_answers(client):
    assert "checked" not in client.get(page_of()).content.decode()
