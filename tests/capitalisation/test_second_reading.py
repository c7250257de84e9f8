"""The second reader says what she reads before she is told what its author calls it."""

import pytest
from django.urls import reverse

from levain.capitalisation.models import Paragraph
from levain.foundation.models import JournalEntry, Notice
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
WORDS = "Il faudrait une clé à code."


@pytest.fixture
def learning():
    made = Learning().chain()
    made.report()
    made.opinion = made.paragraph(kind=Paragraph.Kind.OPINION, text=WORDS)
    return made


def composed(client, learning, person):
    client.force_login(person)
    return client.get(reverse("capitalisation:compose", args=[learning.written_report.slug])).content.decode()


def read(client, learning, person, **said):
    client.force_login(person)
    page = reverse("capitalisation:confirm_paragraph", args=[learning.opinion.pk])
    answer = client.post(page, said, follow=True).content.decode()
    learning.opinion.refresh_from_db()
    return answer


def test_the_second_reader_is_not_told_what_its_author_calls_it(client, learning):
    hers = composed(client, learning, learning.lead)

    assert "Paragraphe 1, à lire une seconde fois" in hers
    assert "Opinion 1" not in hers
    assert "learning-opinion" not in hers
    assert "Opinion 1" in composed(client, learning, learning.adviser)


def test_read_the_same_it_is_confirmed(client, learning):
    answer = read(client, learning, learning.lead, kind="opinion")

    assert learning.opinion.confirmed_by == learning.lead
    assert "le paragraphe est confirmé" in answer
    assert "Opinion 1" in answer


@pytest.mark.parametrize("kind", ["context", "finding"])
def test_read_otherwise_it_waits_and_its_author_is_told(client, learning, kind):
    answer = read(client, learning, learning.lead, kind=kind)

    assert learning.opinion.confirmed_by is None
    assert "opinion. Parlez-en" in answer
    assert Notice.objects.get(entry__verb="paragraph.read_otherwise").recipient == learning.adviser
    assert WORDS not in str(JournalEntry.objects.get(verb="paragraph.read_otherwise").changes)


@pytest.mark.parametrize("said", [{}, {"kind": "autre"}])
def test_without_an_answer_nothing_is_confirmed(client, learning, said):
    assert "Dites d’abord ce que vous lisez" in read(client, learning, learning.lead, **said)
    assert learning.opinion.confirmed_by is None
    assert not JournalEntry.objects.filter(verb="paragraph.read_otherwise").exists()


def test_her_own_paragraph_is_not_hers_to_read_again(client, learning):
    client.force_login(learning.adviser)
    page = reverse("capitalisation:confirm_paragraph", args=[learning.opinion.pk])

    assert client.post(page, {"kind": "opinion"}).status_code == 403
