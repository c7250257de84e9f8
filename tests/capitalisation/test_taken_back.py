"""Words taken back after publication leave everything that everyone reads, and the edition says so."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence
from levain.capitalisation.services import voices
from tests.capitalisation.factories import WORDS, Learning
from tests.capitalisation.test_words_around import read_in

pytestmark = pytest.mark.django_db
REFUSED = "La bétonnière orange grinçait sous le préau."
AGAIN = "On nous l'a dit ailleurs : « se trouvait dans une boîte à sucre », voilà tout."


@pytest.fixture
def learning():
    """A paragraph, as published before the rule of repeats, says a part of the words again."""
    made = Learning().chain()
    made.report()
    made.paragraph(made.found, text=AGAIN)
    made.edition = services.publish(made.written_report, by=made.lead)
    return made


def take_back(learning):
    kept = Evidence.objects.select_related("cohort", "project", "passage").get(pk=learning.kept.pk)
    voices.answer([kept], "refused", by=learning.bearer, sure=True)


@pytest.mark.parametrize("form", ["html", "pdf", "odt"])
def test_words_taken_back_leave_the_three_formats_even_where_a_sentence_repeats_a_part(learning, form):
    assert "boîte à sucre" in read_in(form, services.report_file(learning.cohort.slug, form))
    take_back(learning)

    text = read_in(form, services.report_file(learning.cohort.slug, form))
    assert "boîte à sucre" not in text
    assert "voilà tout" in text


def test_words_taken_back_leave_the_pages_and_the_interface_and_the_edition_says_so(client, learning):
    pages = [
        reverse("capitalisation:report", args=["rapport"]),
        learning.edition.get_absolute_url(),
        reverse("api:report", args=["rapport"]),
        learning.learned.showing.get_absolute_url(),
        learning.asked.showing.get_absolute_url(),
        reverse("capitalisation:feed"),
    ]
    take_back(learning)

    for page in pages:
        assert "boîte à sucre" not in client.get(page).content.decode()
    said = client.get(pages[0]).content.decode()
    assert "1 passage de cette édition ne peut plus être montré" in said
    assert "inchangé depuis la citation" not in said
    learning.edition.refresh_from_db()
    assert services.verify(learning.edition) == []
    client.force_login(learning.adviser)
    assert (
        WORDS
        not in client.get(reverse("capitalisation:quotations_csv", args=[learning.cohort.slug])).content.decode()
    )


def test_what_somebody_else_said_in_the_same_words_stays(learning):
    note = learning.written("Ma voisine : la clé se trouvait dans une boîte à sucre, oui.")
    learning.evidence("la clé se trouvait dans une boîte à sucre, oui.", source=note, speaker_user=None, speaker="V.")
    take_back(learning)

    learning.edition.refresh_from_db()
    assert "se trouvait dans une boîte à sucre" in str(learning.edition.content)
    assert WORDS not in str(learning.edition.content)


def test_words_shown_by_a_lesson_alone_are_taken_back_not_changed(client, learning):
    learning.edition.delete()
    assert learning.kept.pk in voices.published_among([learning.kept])

    with pytest.raises(voices.AlreadyPublished):
        voices.answer([learning.kept], "paraphrase", by=learning.bearer, wording="Madame Untel le sait.")
    with pytest.raises(voices.NotConfirmed):
        voices.answer([learning.kept], "refused", by=learning.bearer)
    take_back(learning)
    assert WORDS not in client.get(learning.learned.showing.get_absolute_url()).content.decode()


def test_words_chosen_since_a_lesson_was_shown_are_read_once_it_is_shown_again(client, learning):
    page = learning.learned.showing.get_absolute_url()
    assert WORDS in client.get(page).content.decode()
    services.record_consent(learning.kept, "paraphrase", wording="Autres mots.", by=learning.adviser)
    assert "Autres mots." not in client.get(page).content.decode()

    services.show(learning.learned, by=learning.lead)
    assert "Autres mots." in client.get(page).content.decode()


@pytest.mark.parametrize(
    "again",
    [
        "On le sait : *se trouvait* dans une **boîte à sucre**, voilà tout.",
        "On le sait : SE TROUVAIT DANS UNE BOITE A SUCRE, voilà tout.",
        "On le sait : se trouvait, dans une « boîte » à sucre, voilà tout.",
    ],
)
def test_words_taken_back_leave_a_sentence_cut_in_pieces_written_otherwise_or_between_signs(again):
    made = Learning().chain()
    made.report()
    made.paragraph(made.found, text=again)
    made.edition = services.publish(made.written_report, by=made.lead)
    take_back(made)

    made.edition.refresh_from_db()
    said = str(made.edition.content)
    assert "sucre" not in said.lower()
    assert "voilà tout" in said
    assert said.count("[propos retirés]") == 1
    assert services.verify(made.edition) == []


def test_a_turn_of_phrase_of_her_words_stays_in_the_sentences_of_the_report():
    made = Learning()
    note = made.written("Dans le cadre du projet de la commune, on nous a prêté une bétonnière orange.")
    made.kept = made.evidence(note.text, source=note)
    made.report()
    turn = "Tout s'est fait dans le cadre du projet de la commune, cette année."
    made.paragraph(made.finding([made.kept]), text=turn)
    made.edition = services.publish(made.written_report, by=made.lead)
    take_back(made)

    made.edition.refresh_from_db()
    assert turn in str(made.edition.content)
    assert "bétonnière" not in str(made.edition.content)


@pytest.mark.parametrize(
    "told",
    [
        "La clé se **trouvait** dans *une* boîte à **sucre**, dit-on.",
        "LA CLE SE TROUVAIT, DANS UNE BOITE A SUCRE !",
        "La clé se trouvait dans une bo\u200bîte à su\u00adcre.",
        "La clé se trouvait dans une boi\u0302te a\u0300 sucre.",
        "La clé se trouvаit dans une bоîte à sucrе.",
        "La clé se 𝐭𝐫𝐨𝐮𝐯𝐚𝐢𝐭 dans une boîte à sucre.",
    ],
)
def test_words_dressed_otherwise_in_a_sentence_leave_with_the_others(told):
    learning = Learning().chain()
    learning.report()
    learning.paragraph(learning.found, text=f"{told} On ferme.")
    edition = services.publish(learning.written_report, by=learning.lead)
    take_back_of(learning, edition)

    [paragraph] = [one for one in edition.content["blocks"] if one.get("id") == "p-1-1"]
    assert "".join(run["text"] for run in paragraph["runs"]) in (
        "[propos retirés], dit-on. On ferme.",
        "[propos retirés] ! On ferme.",
        "[propos retirés]. On ferme.",
    )
    assert services.verify(edition) == []


def take_back_of(learning, edition):
    take_back(learning)
    edition.refresh_from_db()


def test_words_repeated_where_they_are_not_quoted_leave_too(client):
    """The report stands on somebody else's passage; its title, a lesson and a list say hers again."""
    learning = Learning().chain()
    other = learning.evidence("On a ouvert le jardin.")
    report = learning.report(leads=[], subtitle=f"« {WORDS} »")
    learning.paragraph(learning.finding([other], title="Autre"), text=f"Un mot.\n\n- {WORDS}\n- rien")
    edition = services.publish(report, by=learning.lead)
    assert "preuve-1" not in [one.get("id") for one in edition.content["blocks"]]
    take_back_of(learning, edition)

    for page in (
        "/rapports/rapport/",
        reverse("capitalisation:reports"),
        reverse("capitalisation:feed"),
        "/api/v1/reports/rapport",
    ):
        assert "boîte à sucre" not in client.get(page).content.decode()
    for form in ("pdf", "odt"):
        assert "boîte à sucre" not in read_in(form, services.report_file(learning.cohort.slug, form))
    assert services.verify(edition) == []


def test_the_words_she_chose_leave_what_says_them_again_once_she_takes_them_back(client):
    learning = Learning().chain()
    chosen = "La clé attendait sagement chez une voisine."
    services.record_consent(learning.kept, "paraphrase", wording=chosen, by=learning.bearer, how="page")
    services.revise_lesson(
        learning.learned, 1, by=learning.adviser, findings=[learning.found], effect=f"On nous a dit : {chosen}"
    )
    learning.settle()
    learning.learned.refresh_from_db()
    services.show(learning.learned, by=learning.lead)
    page = learning.learned.showing.get_absolute_url()
    assert "chez une voisine" in client.get(page).content.decode()
    take_back(learning)

    assert "chez une voisine" not in client.get(page).content.decode()


def test_the_files_that_said_the_words_are_erased(learning, django_capture_on_commit_callbacks):
    from django.core.files.storage import default_storage

    for form in ("pdf", "odt"):
        services.file_of(learning.edition, form)
    kept = [name for name in default_storage.listdir("reports")[1] if learning.edition.digest in name]
    assert len(kept) == 2
    with django_capture_on_commit_callbacks(execute=True):
        take_back(learning)

    assert not [name for name in default_storage.listdir("reports")[1] if learning.edition.digest in name]


@pytest.mark.parametrize("where", ["title", "subtitle", "intro"])
def test_the_head_of_a_report_does_not_say_refused_words(where):
    learning = Learning().chain()
    learning.evidence(REFUSED, source=learning.written(REFUSED), consent="refused")
    report = learning.report()
    learning.paragraph(learning.found)
    type(report).objects.filter(pk=report.pk).update(**{where: f"Ici, {REFUSED.lower()}"})
    report.refresh_from_db()

    assert any("répète" in one.reason for one in services.check(report))


def test_the_parts_of_a_lesson_do_not_say_refused_words():
    learning = Learning().chain()
    learning.evidence(REFUSED, source=learning.written(REFUSED), consent="refused")
    report = learning.report()
    learning.paragraph(learning.found)
    type(learning.learned).objects.filter(pk=learning.learned.pk).update(for_whom=f"Quand {REFUSED.lower()}")

    assert any("répète" in one.reason for one in services.check(report))
