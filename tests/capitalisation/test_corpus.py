"""The corpus is what the session wrote, found by words, project, kind, side and date; each sees what she may see."""

import re
from datetime import date

import pytest
from django.urls import reverse

from levain.capitalisation.models import CorpusText
from levain.capitalisation.services import corpus
from levain.foundation import search
from levain.foundation.audiences import Audience
from levain.foundation.models import SearchEntry
from levain.people.models import RoleCode
from levain.programmes.models import Phase
from levain.projects.models import LogbookEntry
from levain.projects.services import withdraw_entry, write_entry
from levain.projects.services.conversations import start_conversation
from levain.seminars.models import ANONYMOUS
from tests.capitalisation.factories import Learning
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, bearer_of
from tests.seminars.factories import ContributionFactory
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
        return re.sub("</?mark>", "", answer.content.decode())

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


def test_words_said_without_a_name_are_told_so_and_are_a_side_to_choose(page, project):
    ContributionFactory(
        activity__seminar__cohort=project.cohort, side=ANONYMOUS, named=False, text="De parler de lauréats."
    )
    note(project, "Les tuiles sont arrivées.")
    corpus.catch_up()

    found = page(cote=ANONYMOUS)
    assert "De parler de lauréats." in found
    assert "tuiles" not in found
    assert "· sans nom" in found


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
    assert "Un besoin de jardin" in page(q=words, nature="besoins")
    assert "en mars" not in page(q=words, nature="besoins")
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

    pages, asked = [], {}
    while asked is not None:
        pages.append(page(**asked))
        after = re.search(r"suite=([\d.]+)", pages[-1])
        asked = {"suite": after[1]} if after else None

    assert [text.count("<article") for text in pages] == [20, 20, 5]
    assert sum(f"Note numéro {number:02}." in text for number in range(45) for text in pages) == 45


@pytest.mark.parametrize(
    "asked",
    [
        {"suite": "9" * 40},
        {"suite": "20219999.3"},
        {"suite": "-3", "q": "note"},
        {"du": "hier"},
        {"q": '\x00" OR 1 *'},
        {"nature": "user"},
    ],
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


def test_the_words_looked_for_stand_out_and_what_is_kept_is_their_sentence(client, adviser, project):
    note(project, "Ce matin, <b>rien</b>. La clé était dans une boîte à sucre. On a ouvert.")
    corpus.catch_up()
    client.force_login(adviser)

    found = client.get(f"/espace/capitalisation/{project.cohort.slug}/corpus/", {"q": "boites à sucre"})

    text = found.content.decode()
    assert "La clé était dans une <mark>boîte</mark> à <mark>sucre</mark>." in text
    assert "&lt;b&gt;rien" in text
    assert "&amp;start=23&amp;quote=La%20cl%C3%A9%20%C3%A9tait" in text


def test_a_moment_of_the_session_narrows_what_is_read(page, project):
    phase = Phase.objects.create(
        cohort=project.cohort,
        name_before="L’appel",
        name_during="L’appel",
        name_after="Après l’appel",
        starts=date(2021, 6, 1),
        ends=date(2021, 6, 30),
    )
    note(project, "Le jardin en mars.", happened_on=date(2021, 3, 4))
    note(project, "Le jardin en juin.", happened_on=date(2021, 6, 4))
    corpus.catch_up()

    for words in ("", "jardin"):
        read = page(q=words, temps=phase.pk)
        assert "en juin" in read
        assert "en mars" not in read


def test_many_texts_of_one_day_are_all_read_once(page, project):
    for number in range(50):
        note(project, f"Note numéro {number:02}.", happened_on=date(2021, 3, 4))
    corpus.catch_up()

    seen, start = [], ""
    while start is not None:
        text = page(suite=start)
        seen += re.findall(r"Note numéro \d\d\.", re.sub("<a .*?</a>", "", text))
        after = re.search(r"suite=([\d.]+)", text)
        start = after[1] if after else None

    assert len(seen) == len(set(seen)) == 50


def test_a_page_that_holds_nothing_for_her_leads_on(client, page, project):
    for number in range(30):
        note(project, f"Entre nous {number}.", audience=Audience.COLLECTIVE, happened_on=date(2021, 6, 4))
    note(project, "Pour tout le monde.", happened_on=date(2021, 3, 4))
    corpus.catch_up()
    client.force_login(someone(RoleCode.EVALUATOR, project.cohort))

    assert "Pour tout le monde" in page()
    assert "Entre nous" not in page()


def test_what_was_said_before_and_after_is_read_with_a_text(client, adviser, project):
    for word in ("premier", "deuxième", "troisième"):
        note(project, f"Le {word} jour.")
    corpus.catch_up()
    client.force_login(adviser)
    middle = CorpusText.objects.get(object_id=LogbookEntry.objects.get(text__contains="deuxième").pk, field="text")

    read = client.get(f"/espace/corpus/{middle.pk}/").content.decode()

    places = [read.index(f"Le {word} jour.") for word in ("premier", "deuxième", "troisième")]
    assert places == sorted(places)


def test_what_no_entry_of_the_journal_told_is_read_by_the_sweep(page, project):
    corpus.catch_up()
    note(project, "Dit sans que le journal le sache.")

    assert corpus.catch_up() == 0
    assert corpus.sweep() == 1
    assert corpus.sweep() == 0
    assert "sans que le journal" in page(q="journal")


def test_nobody_enters_a_session_by_writing_its_marks(page, project):
    other = ProjectFactory()
    note(other, f"{corpus.mark_of('session', project.cohort_id)} clé intruse.")
    note(project, "Notre clé.")
    corpus.catch_up()

    assert "intruse" not in page(q="clé")


def test_every_word_is_demanded(page, project):
    note(project, "Le jardin du four.")
    note(project, "Une clé.")
    corpus.catch_up()

    nothing = page(q="jardin xylophone")
    assert "Le jardin du four" not in nothing
    assert "Aucun texte ne contient tous ces mots" in nothing
    assert "?q=jardin" in nothing
    assert "Le jardin du four" in page(q="FOURS jardins")


def test_between_quotes_words_follow_one_another_small_ones_too(page, project):
    note(project, "On n’a pas de soutien de la mairie.")
    note(project, "De la mairie, un soutien.")
    corpus.catch_up()

    assert "n’a pas de soutien" in page(q='"pas de soutien"')
    assert "De la mairie, un" not in page(q="« pas de soutien »")
    assert "1 texte<" in page(q='mairie "de soutien"')
    assert "2 textes" in page(q="soutien mairie")
    assert "0 texte<" in page(q='"soutien mairie"')


def test_words_of_a_phrase_are_marked_where_they_follow(client, adviser, project):
    note(project, "Un soutien. Pas de soutien.")
    corpus.catch_up()
    client.force_login(adviser)

    found = client.get(f"/espace/capitalisation/{project.cohort.slug}/corpus/", {"q": '"pas de soutien"'})

    assert "Un soutien. <mark>Pas</mark> <mark>de</mark> <mark>soutien</mark>." in found.content.decode()


def test_signs_that_are_no_words_find_nothing(page, project):
    note(project, "Une clé.")
    corpus.catch_up()

    assert "Une clé" not in page(q="???")


def test_the_number_of_texts_is_said(page, project, monkeypatch):
    for number in range(25):
        note(project, f"Note {number}.")
    corpus.catch_up()

    assert "25 textes" in page(q="note")
    assert "25 textes" in page()
    monkeypatch.setattr(search, "CAP", 20)
    assert "Plus de 1\u00a0000 textes" in page(q="note")
    assert "Plus de 1\u00a0000 textes" in page()


def test_what_a_collective_keeps_to_itself_is_not_even_counted(client, page, project):
    for number in range(30):
        note(project, f"Entre nous {number}.", audience=Audience.COLLECTIVE)
    for number in range(22):
        note(project, f"Pas entre nous {number}.")
    corpus.catch_up()

    assert "52 textes" in page(q="entre")
    client.force_login(someone(RoleCode.EVALUATOR, project.cohort))
    assert "22 textes" in page(q="entre")


def test_a_phrase_of_common_words_is_looked_for_among_the_newest(page, project, monkeypatch):
    note(project, "Le jardin partagé du four.")
    for number in range(5):
        note(project, f"Partagé, le jardin {number}.")
    corpus.catch_up()
    monkeypatch.setattr(search, "READ_FOR_A_PHRASE", 3)

    assert "Au moins 0 texte" in page(q='"jardin partagé"')


def test_a_wrong_filter_is_told_and_nothing_is_said_of_texts(page, project):
    wrong = page(du="hier")

    assert "un filtre ci-dessus est à corriger" in wrong
    assert "Rien n’a encore été écrit" not in wrong


def test_each_filter_is_taken_off_by_itself(page, project):
    note(project, "Le jardin.")
    corpus.catch_up()

    read = page(q="jardin", projet=project.slug, cote="bearer")

    assert f'href="?q=jardin&amp;projet={project.slug}"' in read
    assert 'href="?q=jardin&amp;cote=bearer"' in read


def test_how_many_texts_answer_tells_nothing_of_what_one_may_not_read(client):
    """Thirty notes hold a word; a private message, and a note the collective keeps to itself, hold it too."""
    learning = Learning()
    evaluator = someone(RoleCode.EVALUATOR, learning.cohort)
    for number in range(30):
        learning.written(f"Le composteur, jour {number}.")
    page = reverse("capitalisation:corpus", args=[learning.cohort.slug])

    def counted(**asked):
        corpus.catch_up()
        return client.get(page, asked).context["counted"]

    client.force_login(evaluator)
    before = [counted(q="composteur"), counted()]
    hidden = "Le composteur, et la dispute."
    note(learning.project, hidden, audience=Audience.COLLECTIVE)
    start_conversation(
        learning.project, by=learning.bearer, audience=Audience.COLLECTIVE, subject="Entre nous", text=hidden
    )

    assert [counted(q="composteur"), counted()] == before == ["30 textes", "Au moins 20 textes"]
    assert counted(q="composteur dispute") == "0 texte"
    assert CorpusText.objects.filter(object_type__model="message").exists()
