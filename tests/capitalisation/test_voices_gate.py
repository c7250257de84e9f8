"""Paraphrases, people named by others, and what blocks a report because of them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import identifying, repeats, services
from levain.capitalisation.models import Evidence, Paraphrase
from levain.capitalisation.services import paraphrases
from levain.foundation.models import Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.projects.models import Project
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import someone
from tests.territories.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
TOLD = "L'accès au lieu tenait à peu de chose."


@pytest.fixture
def learning():
    made = Learning()
    made.evaluator = someone(RoleCode.EVALUATOR, made.cohort, name="Estelle Roy")
    return made


def silent(learning, words=WORDS, source=None, **said):
    kept = learning.evidence(words, source=source, consent="pending", **said)
    services.record_consent(kept, "rewrite", by=None, how="silence")
    return kept


def quoted_in_report(learning, kept):
    report = learning.report(leads=[])
    learning.paragraph(learning.finding([kept]))
    return report


def reasons(report):
    return [one.reason for one in services.check(report)]


def told(learning, kept, text=TOLD):
    one = paraphrases.write(kept, text, by=learning.adviser)
    paraphrases.confirm(one, by=learning.evaluator, version=one.version)
    kept.refresh_from_db()
    return one


# What identifies


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Odile le dit bien.", "person"),
        ("C'est l'avis de l'Odile du bourg.", "person"),
        ("Écrivez à odile@example.org.", "contact"),
        ("Appelez le 06 12 34 56 78.", "contact"),
        ("La maire a refusé.", "office"),
        ("On a payé 1 240 euros.", "figure"),
        ("C'était le 12 mai.", "date"),
        ("Elle se trouvait dans une boîte à sucre, la clé.", "kept"),
    ],
)
def test_what_identifies_is_listed(learning, text, kind):
    assert kind in [mark.kind for mark in paraphrases.marks_in(silent(learning), text)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Plombières-les-Bains", "À Plombières, on attend.", "Plombières"),
        ("Plombières-les-Bains", "on attend à plombières", "plombières"),
        ("Plombières-les-Bains", "À PLOMBIERES LES BAINS, on attend.", "PLOMBIERES LES BAINS"),
        ("Vallouise-Pelvoux", "Les gens de Pelvoux le disent.", "Pelvoux"),
        ("Saint-Bonnet-le-Château", "On vient de Saint-Bonnet.", "Saint-Bonnet"),
        ("Melle", "À Melle, on attend.", "Melle"),
        ("Ailleurs-sur-Mer", "On l'a vu faire à Lormont.", "Lormont"),
    ],
)
def test_a_place_is_found_by_its_name_whole_or_by_half(learning, name, text, words):
    TerritoryFactory(name=name).project_links.create(project=learning.project)
    TerritoryFactory(name="Lormont")
    marks = paraphrases.marks_in(silent(learning), text)

    assert [mark.words for mark in marks if mark.kind == "place"] == [words]
    assert all(mark.never for mark in marks if mark.kind == "place")


def test_a_plain_sentence_identifies_nobody_but_says_who_is_alone_on_her_side(learning):
    assert [mark.kind for mark in paraphrases.marks_in(silent(learning), TOLD)] == ["alone"]


def test_rare_words_of_the_original_are_listed_and_common_ones_are_not(learning):
    note = learning.written("Les géomètres ont mesuré le jardin partagé.")
    other = learning.written("Un jardin partagé, on en voulait un.")
    learning.evidence("Un jardin partagé, on en voulait un.", source=other)
    kept = silent(learning, "Les géomètres ont mesuré le jardin partagé.", source=note)
    rare = [mark.words for mark in paraphrases.marks_in(kept, "Des géomètres et un partage partagé.")]

    assert "géomètres" in rare


@pytest.mark.parametrize("text", ["", "É" * 3000, "(((((", "l'l'l'l'", "\u202e" * 5, "12" * 800])
def test_hostile_texts_are_read_quickly_and_without_a_crash(text):
    known = identifying.Known(frozenset({"Odile Perrin", "(", "A"}), frozenset({"Le Bourg"}), frozenset({"*"}))
    identifying.in_paraphrase(text, known, original=text)
    repeats.spans(text, repeats.runs_of(text))


def test_a_run_of_words_is_found_whatever_the_signs_and_the_accents():
    run = repeats.kept("Elle était, DANS UNE BOITE À SUCRE !", "dans une boîte à sucre")
    assert run == "DANS UNE BOITE À SUCRE"
    assert repeats.kept("dans une boîte", "dans une boîte à sucre") == ""


# Paraphrases


def test_a_paraphrase_is_published_once_another_person_has_read_it_again(learning):
    kept = silent(learning)
    report = quoted_in_report(learning, kept)
    assert any("à dire autrement" in one for one in reasons(report))

    one = paraphrases.write(kept, TOLD, by=learning.adviser)
    assert any("relu la paraphrase" in said for said in reasons(report))
    with pytest.raises(paraphrases.OwnParaphrase):
        paraphrases.confirm(one, by=learning.adviser, version=1)
    paraphrases.confirm(one, by=learning.evaluator, version=1)

    assert reasons(report) == []
    edition = services.publish(report, by=learning.lead)
    [block] = [one for one in edition.content["blocks"] if one.get("id") == f"preuve-{kept.number}"]
    assert block["text"] == TOLD
    assert learning.project.name not in str(block)


def test_who_spoke_is_shown_the_paraphrase_and_may_refuse_it(client, learning):
    kept = silent(learning)
    told(learning, kept)
    assert Notice.objects.filter(recipient=learning.bearer, entry__verb="paraphrase.confirmed").exists()

    client.force_login(learning.bearer)
    page = reverse("capitalisation:voices")
    assert TOLD.replace("'", "&#x27;") in client.get(page).content.decode()
    client.post(page, {"evidence": kept.pk, "choice": "refused"})
    kept.refresh_from_db()
    assert kept.consent == "refused"


@pytest.mark.parametrize(
    "text",
    [
        "Odile le pense.",
        f"Elle dit : {WORDS}",
        "Écrire à odile@example.org",
        "La maire a refusé.",
        "À Villeperdue, on attend.",
        "Au Jardin retrouvé, on attend.",
    ],
)
def test_a_paraphrase_that_names_or_copies_is_never_confirmed(client, learning, text):
    TerritoryFactory(name="Villeperdue-les-Bains").project_links.create(project=learning.project)
    Project.objects.filter(pk=learning.project.pk).update(name="Jardin retrouvé")
    kept = silent(learning)
    one = paraphrases.write(kept, text, by=learning.adviser)
    with pytest.raises(paraphrases.Identifies):
        paraphrases.confirm(one, by=learning.evaluator, version=1)

    client.force_login(learning.evaluator)
    page = reverse("capitalisation:paraphrase", args=[kept.pk])
    assert 'name="confirm"' not in client.get(page).content.decode()
    client.post(page, {"confirm": "1", "version": "1"})
    assert not Paraphrase.objects.get().confirmed_by


def test_words_that_identify_are_published_once_the_person_took_them_as_hers(client, learning):
    kept = silent(learning)
    report = quoted_in_report(learning, kept)
    paraphrases.write(kept, "Odile ouvre le jardin.", by=learning.adviser)
    client.force_login(learning.evaluator)
    form = client.get(reverse("capitalisation:consent", args=[kept.pk]) + "?paraphrase=1").context["form"]
    assert form.initial == {"consent": "paraphrase", "wording": "Odile ouvre le jardin."}

    client.post(
        reverse("capitalisation:consent", args=[kept.pk]),
        {**form.initial, "how": "spoken", "said_on": timezone.localdate()},
    )
    assert reasons(report) == []


def test_a_paraphrase_changed_meanwhile_is_not_confirmed_unread(learning):
    kept = silent(learning)
    one = paraphrases.write(kept, TOLD, by=learning.adviser)
    paraphrases.write(kept, "Autre chose.", by=learning.adviser, version=1)

    with pytest.raises(ChangedSince):
        paraphrases.confirm(one, by=learning.evaluator, version=1)
    with pytest.raises(ChangedSince):
        paraphrases.write(kept, "Encore.", by=learning.adviser, version=1)


def test_a_paraphrase_written_again_leaves_what_was_published(learning):
    kept = silent(learning)
    report = quoted_in_report(learning, kept)
    told(learning, kept)
    edition = services.publish(report, by=learning.lead)
    paraphrases.write(kept, "Autre chose.", by=learning.adviser, version=1)

    edition.refresh_from_db()
    assert TOLD not in str(edition.content)
    assert Evidence.objects.get(pk=kept.pk).consent == "rewrite"


def test_nobody_paraphrases_who_has_agreed_or_refused(learning):
    for consent in ("agreed", "refused"):
        kept = learning.evidence("Ce matin, rien." if consent == "agreed" else WORDS, consent=consent)
        with pytest.raises(paraphrases.NotToParaphrase):
            paraphrases.write(kept, TOLD, by=learning.adviser)


def test_she_changes_her_mind_while_the_team_reads_again(learning):
    kept = silent(learning)
    one = paraphrases.write(kept, TOLD, by=learning.adviser)
    services.record_consent(kept, "agreed", by=learning.bearer, how="page")

    with pytest.raises(paraphrases.NotToParaphrase):
        paraphrases.confirm(one, by=learning.evaluator, version=1)


def test_the_base_itself_refuses_a_paraphrase_read_again_by_its_writer(learning):
    one = paraphrases.write(silent(learning), TOLD, by=learning.adviser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paraphrase.objects.filter(pk=one.pk).update(confirmed_by=learning.adviser)


def test_the_pages_of_a_paraphrase(client, learning):
    kept = silent(learning)
    page = reverse("capitalisation:paraphrase", args=[kept.pk])
    client.force_login(learning.adviser)
    client.post(page, {"text": "On a payé 40 euros.", "version": ""})
    seen = client.get(page).content.decode()
    assert "un chiffre exact" in seen
    assert 'name="confirm"' not in seen

    client.force_login(learning.evaluator)
    assert 'name="confirm"' in client.get(page).content.decode()
    assert client.post(page, {"confirm": "1", "version": "7"}).status_code == 302
    assert not Paraphrase.objects.get().confirmed_by
    client.post(page, {"confirm": "1", "version": "1"})
    assert Paraphrase.objects.get().confirmed_by == learning.evaluator


# Somebody else in the words


@pytest.mark.parametrize("words", ["Maryvonne ouvre le jardin.", "Le maire a dit non.", "Appelez le 06 12 34 56 78."])
def test_a_quotation_that_lets_somebody_else_be_recognised_blocks_until_a_second_person_answers_for_it(
    client, learning, words
):
    someone(RoleCode.MEMBER, learning.project, name="Maryvonne Le Goff")
    kept = learning.evidence(words, source=learning.written(words))
    report = quoted_in_report(learning, kept)
    [reason] = services.check(report)
    assert reason.to == reverse("capitalisation:clear_voice", args=[kept.pk])

    with pytest.raises(paraphrases.OwnParaphrase):
        paraphrases.clear(kept, "Moi.", by=learning.adviser)
    client.force_login(learning.evaluator)
    client.post(reason.to, {"reason": "Elle est d'accord."})
    assert reasons(report) == []

    services.record_consent(kept, "paraphrase", wording=f"{words} Souvent.", by=learning.bearer, how="page")
    assert len(reasons(report)) == 1


def test_her_own_name_in_her_words_is_her_choice(learning):
    note = learning.written("Moi, Odile, j'ouvre.")

    assert reasons(quoted_in_report(learning, learning.evidence("Moi, Odile, j'ouvre.", source=note))) == []


def test_who_is_named_around_the_words_is_not_published_and_blocks_nothing(learning):
    someone(RoleCode.MEMBER, learning.project, name="Maryvonne Le Goff")
    note = learning.written("Pour Maryvonne, on ouvre le jardin.")
    report = quoted_in_report(learning, learning.evidence("on ouvre le jardin.", source=note))

    assert reasons(report) == []
    assert "Maryvonne" not in str(services.publish(report, by=learning.lead).content)


# Sentences that say again what may not be shown


def test_a_sentence_that_repeats_refused_words_blocks(learning):
    learning.evidence(consent="refused")
    report = quoted_in_report(learning, learning.evidence("On a ouvert le jardin."))
    learning.paragraph(learning.finding([Evidence.objects.last()]), text=f"On nous l'a dit : {WORDS.lower()}")

    assert any("répète" in one for one in reasons(report))


def test_a_repeated_sentence_is_named_on_the_page_before_publishing(client, learning):
    learning.evidence(consent="refused")
    report = quoted_in_report(learning, learning.evidence("On a ouvert le jardin."))
    learning.paragraph(learning.finding([Evidence.objects.last()]), text=f"On nous l'a dit : {WORDS.lower()}")
    client.force_login(learning.lead)

    page = client.get(reverse("capitalisation:publish", args=[report.slug])).content.decode()

    assert "répète" in page


def test_the_words_before_the_rewording_are_not_told_by_a_sentence(learning):
    kept = learning.evidence(consent="paraphrase", wording="La clé était bien rangée.")
    report = quoted_in_report(learning, kept)
    learning.paragraph(learning.finding([kept]), text=f"En vrai : {WORDS}")

    assert any("répète" in one for one in reasons(report))


def test_what_she_kept_of_her_words_in_those_she_chose_may_be_told(learning):
    kept = learning.evidence(consent="paraphrase", wording="La clé se trouvait dans une boîte, un jour.")
    report = quoted_in_report(learning, kept)
    learning.paragraph(learning.finding([kept]), text="La clé se trouvait dans une boîte, nous dit-on.")

    assert reasons(report) == []


def test_a_turn_of_phrase_of_refused_words_blocks_no_report(learning):
    note = learning.written("Dans le cadre du projet de la commune, on nous a prêté une bétonnière orange.")
    learning.evidence(note.text, source=note, consent="refused")
    report = quoted_in_report(learning, learning.evidence("On a ouvert le jardin."))
    learning.paragraph(
        learning.finding([Evidence.objects.last()]), text="Dans le cadre du projet de la commune, on avance."
    )

    assert not any("répète" in one for one in reasons(report))


def test_a_turn_of_phrase_kept_in_a_paraphrase_is_no_copy(learning):
    note = learning.written("Dans le cadre du projet de la commune, on nous a prêté une bétonnière orange.")
    kept = silent(learning, note.text, source=note)
    text = "Une machine a été trouvée dans le cadre du projet de la commune."

    assert "kept" not in [mark.kind for mark in paraphrases.marks_in(kept, text)]
    assert "kept" in [mark.kind for mark in paraphrases.marks_in(kept, "On nous a prêté une bétonnière orange.")]
