"""The corpus is what the session wrote, found by words, project, kind, side and date; each sees what she may see."""

from datetime import date

import pytest

from levain.capitalisation.models import CorpusText
from levain.capitalisation.services import corpus
from levain.foundation.audiences import Audience
from levain.foundation.models import SearchEntry
from levain.people.models import RoleCode
from levain.projects.models import LogbookEntry
from levain.projects.services import withdraw_entry, write_entry
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, bearer_of
from tests.support.factories import NeedFactory


@pytest.fixture
def project():
    return ProjectFactory(name="Le lavoir")


@pytest.fixture
def adviser(project):
    return someone(RoleCode.ADVISER, project.cohort)


@pytest.fixture
def page(client, adviser, project):
    client.force_login(adviser)

    def read(**asked):
        answer = client.get(f"/espace/capitalisation/{project.cohort.slug}/corpus/", asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def note(project, text, **said):
    said = {"author": bearer_of(project), "kind": "progress", "audience": Audience.PROJECT} | said
    return LogbookEntry.objects.create(project=project, text=text, **said)


def test_what_was_written_is_found_by_its_words(page, project):
    note(project, "La clé était dans une boîte à sucre.")
    note(project, "Les tuiles sont arrivées.")
    corpus.catch_up()

    found = page(q="boites à sucre")

    assert "boîte à sucre" in found
    assert "tuiles" not in found


def test_what_other_sessions_wrote_stays_with_them(page, project):
    note(ProjectFactory(), "La clé de quelqu’un d’autre.")
    note(project, "Notre clé.")
    corpus.catch_up()

    assert "Notre clé" in page(q="clé")
    assert "quelqu’un d’autre" not in page(q="clé")
    assert "quelqu’un d’autre" not in page()


@pytest.mark.parametrize("words", ["", "jardin"])
def test_filters_narrow_what_is_read(page, project, words):
    other = ProjectFactory(cohort=project.cohort, slug="le-four")
    note(project, "Le jardin en mars.", happened_on=date(2021, 3, 4))
    note(project, "Le jardin en juin.", happened_on=date(2021, 6, 4))
    note(other, "Le jardin du four.", happened_on=date(2021, 6, 5))
    NeedFactory(project=project, in_my_words="Un besoin de jardin")
    corpus.catch_up()

    assert "Le jardin du four" not in page(q=words, projet=project.slug)
    assert "Un besoin de jardin" in page(q=words, nature="need")
    assert "en mars" not in page(q=words, nature="need")
    in_june = page(q=words, du="2021-06-01", au="2021-06-04")
    assert "en juin" in in_june
    assert "en mars" not in in_june
    assert "du four" not in in_june
    assert "en mars" in page(q=words, cote="bearer")
    assert "en mars" not in page(q=words, cote="state_service")


def test_the_corpus_follows_what_is_written(page, project):
    corpus.catch_up()
    author = bearer_of(project)
    write_entry(project, text="Écrit depuis.", kind="progress", audience=Audience.PROJECT, by=author, token=None)
    corpus.catch_up()

    assert "Écrit depuis" in page(q="depuis écrit")


def test_words_taken_back_leave_the_corpus(page, project):
    entry = note(project, "Je retire ces mots.")
    corpus.catch_up()
    withdraw_entry(entry, by=entry.author)
    corpus.catch_up()

    assert "retire ces mots" not in page()
    assert not CorpusText.objects.filter(object_id=entry.pk).exists()
    assert not SearchEntry.objects.filter(tokens__contains="sessi0", tokens__icontains="retir").exists()


def test_nobody_reads_there_what_she_may_not_read_elsewhere(client, page, project):
    note(project, "Entre nous seulement.", audience=Audience.COLLECTIVE)
    corpus.catch_up()
    client.force_login(someone(RoleCode.EVALUATOR, project.cohort))

    assert "Entre nous seulement" not in page()
    assert "Entre nous seulement" not in page(q="entre nous seulement")


def test_the_corpus_is_for_those_who_draw_the_learning(client, project):
    client.force_login(bearer_of(project))

    assert client.get(f"/espace/capitalisation/{project.cohort.slug}/corpus/").status_code == 403


def test_a_long_corpus_is_read_page_after_page(page, project):
    for number in range(45):
        note(project, f"Note numéro {number:02}.")
    corpus.catch_up()

    pages = [page(rang=place) for place in (0, 20, 40)]

    assert [text.count("<article") for text in pages] == [20, 20, 5]
    assert "rang=20" in pages[0]
    assert "rang=" not in pages[2]
    assert sum(f"Note numéro {number:02}." in text for number in range(45) for text in pages) == 45


@pytest.mark.parametrize(
    "asked", [{"rang": "9" * 40}, {"rang": "-3"}, {"du": "hier"}, {"q": '\x00" OR 1 *'}, {"nature": "user"}]
)
def test_a_wrong_question_answers_a_page(page, project, asked):
    note(project, "Une note.")
    corpus.catch_up()

    assert "</form>" in page(**asked)


def test_twice_is_once(project):
    note(project, "Une note.")
    corpus.rebuild()
    before = CorpusText.objects.count()
    corpus.rebuild()

    assert CorpusText.objects.count() == before
    assert corpus.catch_up() == 0


def test_a_page_asks_the_same_number_of_queries_however_long_the_corpus(
    client, adviser, project, django_assert_max_num_queries
):
    for number in range(30):
        note(project, f"Un jardin {number}.")
    NeedFactory(project=project, in_my_words="Un jardin")
    corpus.catch_up()
    client.force_login(adviser)

    with django_assert_max_num_queries(12):
        client.get(f"/espace/capitalisation/{project.cohort.slug}/corpus/", {"q": "jardin"})
