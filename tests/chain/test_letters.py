"""The letters of a call: prepared together, read one by one, corrected; nobody else reads them before they leave."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.chain.services import orient, prepare_letters, release_decisions
from levain.foundation.models import Letter, Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import Organisation, RoleCode
from levain.selection import lettering
from levain.selection.models import Application, Conflict, DecisionLetter, Remark, Review
from levain.selection.services import consents, decide, letters, opinions
from tests.people.factories import UserFactory, someone
from tests.selection.factories import ApplicationFactory
from tests.support.factories import SupportFactory
from tests.territories.factories import TerritoryFactory

State = Application.State


@pytest.fixture
def commune():
    return TerritoryFactory(inside=[TerritoryFactory(kind="department", name="Département d'ici")])


@pytest.fixture
def application(call, commune, lead):
    found = ApplicationFactory(call=call, commune=commune, title="Le jardin")
    decide(found, State.NOT_RETAINED, by=lead, reason="Un beau projet, et cinq places.")
    return found


def letter_of(application):
    return DecisionLetter.objects.get(application=application)


def remark(application, text, usable=True, given=True):
    juror = UserFactory()
    review = Review.objects.create(
        juror=juror, application=application, submitted_at=timezone.now() if given else None
    )
    Remark.objects.create(review=review, text=text, usable_in_letter=usable)
    return juror


def ready(call, lead, **said):
    """Every letter prepared, what the team says given, and read."""
    for state in letters.templates_of(call):
        template = letters.templates_of(call)[state]
        once = {name: "dit par l'équipe" for name in lettering.OF_THE_TEAM}
        letters.write_template(
            call, state, by=lead, version=template.version, subject=template.subject, body=template.body, said=once
        )
    prepare_letters(call, by=lead)
    for letter in letters.letters_of(call).filter(released_at=None):
        letters.mark_read(letter, by=lead, version=letter.version)


def test_the_letter_says_the_reason_and_the_remarks_that_jurors_let_go(application, call, lead):
    remark(application, "Une vraie dynamique.")
    remark(application, "Trop flou.", usable=False)
    remark(application, "Pas encore rendu.", given=False)
    conflicted = remark(application, "Ma sœur y habite.")
    Conflict.objects.create(juror=conflicted, application=application, kind="family", declared_by=conflicted)
    person = someone(RoleCode.BEARER, application, name="Aline")

    prepare_letters(call, by=lead)

    text = letter_of(application).text
    assert text.startswith(f"Bonjour {person.name},")
    assert "Un beau projet, et cinq places." in text
    assert "– Une vraie dynamique." in text
    assert not re.search("Trop flou|Pas encore rendu|Ma sœur", text)


def test_a_paragraph_without_anything_to_say_goes(application, call, lead):
    prepare_letters(call, by=lead)

    text = letter_of(application).text
    assert "remarques" not in text
    assert "services de l'État" not in text
    assert "rappelés plus tard" not in text


def test_the_consent_and_the_service_of_the_territory_are_told(application, call, lead, commune):
    service = Organisation.objects.create(name="DDT d'ici", kind="state_service")
    service.territories.set([commune.outer_links.exclude(outer=commune).get().outer])
    consents.give_consent(application, name="Aline", email="aline@example.org")

    prepare_letters(call, by=lead)

    text = letter_of(application).text
    assert "Votre correspondant (DDT d'ici), dans les services de l'État" in text
    assert "/accord/" in text


def test_whoever_gave_the_opinion_is_named_to_be_met(application, call, lead, commune):
    department = commune.outer_links.exclude(outer=commune).get().outer
    service = Organisation.objects.create(name="DDT d'ici", kind="state_service")
    service.territories.set([department])
    agent = someone(RoleCode.STATE_SERVICE, department, name="Karim")
    Application.objects.update(state=State.DEPOSITED)
    application.refresh_from_db()
    opinions.give_opinion(opinions.ask_opinion(application), kind="favourable", text="", by=agent)
    Application.objects.update(state=State.NOT_RETAINED)

    assert orient(Application.objects.get()).correspondent == "Karim (DDT d'ici)"


def test_supports_that_match_what_they_wrote_are_named(application, call, lead):
    country = [TerritoryFactory(kind="country", code="FR")]
    hall = "Un architecte pour le diagnostic d'une salle des fêtes à rénover."
    for name in ("Conseil d'architecture", "Atelier des salles"):
        SupportFactory(name=name, what_it_gives=hall, beneficiaries=["association"]).territories.set(country)
    elsewhere = SupportFactory(name="Réservé ailleurs", what_it_gives=hall, beneficiaries=["entreprise_ess"])
    elsewhere.territories.set(country)
    Application.objects.update(
        summary="Nous voulons rénover la salle des fêtes et cherchons un architecte pour un diagnostic."
    )

    prepare_letters(call, by=lead)

    letter = letter_of(application)
    assert {lead["label"] for lead in letter.leads} == {
        "Conseil d'architecture (Réseau des appuis)",
        "Atelier des salles (Réseau des appuis)",
    }
    assert all(lead["label"] in letter.text for lead in letter.leads)


def test_braces_that_people_typed_are_only_braces(call, lead):
    application = ApplicationFactory(call=call, title="Le {motif} {fin} jardin")
    decide(application, State.NOT_RETAINED, by=lead, reason="Non {signataire}.")

    prepare_letters(call, by=lead)

    assert "(motif) (fin)" in letter_of(application).text
    assert "Non (signataire)." in letter_of(application).text


def test_a_letter_corrected_by_hand_stays_when_the_others_are_prepared_again(application, call, lead):
    prepare_letters(call, by=lead)
    letter = letter_of(application)
    letters.correct_letter(letter, by=lead, version=letter.version, subject="Bonjour", text="Nos mots.")

    assert prepare_letters(call, by=lead) == 0
    assert letter_of(application).text == "Nos mots."


def test_prepared_again_with_other_words_it_is_to_be_read_again(application, call, lead):
    ready(call, lead)
    remark(application, "Une remarque de plus.")

    prepare_letters(call, by=lead)

    assert letter_of(application).read_at is None
    with pytest.raises(letters.LettersNotReady):
        release_decisions(call, by=lead)


@pytest.mark.parametrize("prepared", [False, True])
def test_nothing_leaves_before_every_letter_is_prepared_and_read(application, call, lead, prepared):
    if prepared:
        prepare_letters(call, by=lead)

    with pytest.raises(letters.LettersNotReady):
        release_decisions(call, by=lead)

    call.refresh_from_db()
    assert call.released_at is None
    assert not Letter.objects.exists()


def test_what_is_still_to_be_filled_does_not_leave(application, call, lead):
    prepare_letters(call, by=lead)
    letter = letter_of(application)
    assert "signataire" in lettering.unfinished(letter.text)

    with pytest.raises(letters.LettersNotReady):
        letters.mark_read(letter, by=lead, version=letter.version)


def test_they_leave_together_once_to_each_of_those_who_wrote(application, call, lead):
    people = [someone(RoleCode.BEARER, application), someone(RoleCode.LOCAL_AUTHORITY, application)]
    ready(call, lead)

    for _twice in range(2):
        release_decisions(call, by=lead)

    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(person.email for person in people)
    assert "/reponse/" in Letter.objects.first().text
    assert letter_of(application).released_at


def test_a_letter_that_has_left_no_longer_changes(application, call, lead):
    ready(call, lead)
    release_decisions(call, by=lead)
    letter = letter_of(application)

    with pytest.raises(letters.AlreadyReleased):
        letters.correct_letter(letter, by=lead, version=letter.version, subject="Autre", text="Autre")
    remark(application, "Après coup.")
    assert prepare_letters(call, by=lead) == 0


def pages(application):
    named = [application.call.slug, application.reference]
    return {
        "answer": reverse("selection:answer", args=named),
        "pdf": reverse("selection:answer_pdf", args=named),
        "letter": reverse("chain:letter", args=named),
        "letters": reverse("chain:letters", args=named[:1]),
    }


def test_before_the_release_only_the_team_reads_them(client, application, call, lead):
    ready(call, lead)
    readers = {
        "bearer": someone(RoleCode.BEARER, application),
        "juror": someone(RoleCode.JUROR, call),
        "chair": someone(RoleCode.JURY_CHAIR, call),
        "evaluator": someone(RoleCode.EVALUATOR, call.cohort),
        "state": someone(RoleCode.STATE_SERVICE, TerritoryFactory(kind="department")),
        "lead": lead,
    }

    read = set()
    for name, person in readers.items():
        client.force_login(person)
        read |= {(name, page) for page, to in pages(application).items() if client.get(to).status_code == 200}

    assert read == {("lead", "letter"), ("lead", "letters")}
    assert not Notice.objects.filter(recipient=readers["bearer"]).exists()


def test_once_released_they_are_read_by_those_they_are_for(client, application, call, lead):
    bearer = someone(RoleCode.BEARER, application)
    elsewhere = someone(RoleCode.BEARER, ApplicationFactory(call=call, state=State.WITHDRAWN))
    ready(call, lead)
    release_decisions(call, by=lead)

    client.force_login(bearer)
    assert "Un beau projet" in client.get(pages(application)["answer"]).content.decode()
    assert client.get(pages(application)["pdf"]).content.startswith(b"%PDF")
    client.force_login(elsewhere)
    assert client.get(pages(application)["answer"]).status_code == 403


def test_a_conflict_of_interest_closes_a_letter_even_to_the_team(client, application, call, lead):
    ready(call, lead)
    Conflict.objects.create(juror=lead, application=application, kind="family", declared_by=lead)
    client.force_login(lead)

    assert client.get(pages(application)["letter"]).status_code == 403
    assert application.title not in client.get(pages(application)["letters"]).content.decode()


def test_the_team_reads_corrects_and_publishes_on_its_pages(client, application, call, lead):
    call.jury_on = timezone.localdate() - timedelta(days=3)
    call.save()
    client.force_login(lead)
    template = letters.templates_of(call)[State.NOT_RETAINED]
    client.post(
        reverse("chain:letter_template", args=[call.slug, "not_retained"]),
        {
            "subject": "Bonjour {titre}",
            "body": "{motif}\n\n{signataire}",
            "version": template.version,
            "signataire": "L'équipe",
        },
    )
    client.post(reverse("chain:prepare_letters", args=[call.slug]))
    letter = letter_of(application)
    assert (letter.subject, letter.text) == ("Bonjour Le jardin", "Un beau projet, et cinq places.\n\nL'équipe")

    client.post(reverse("chain:letter_read", args=[call.slug, application.reference]), {"version": letter.version})
    assert "1 lettre" in client.get(reverse("chain:release", args=[call.slug])).content.decode()
    client.post(reverse("chain:release", args=[call.slug]))

    call.refresh_from_db()
    assert call.released_at


def test_a_model_with_unknown_braces_is_given_back(client, call, lead):
    client.force_login(lead)

    page = client.post(
        reverse("chain:letter_template", args=[call.slug, "retained"]),
        {"subject": "Oui", "body": "Bonjour {prenom}", "version": "1"},
    )

    assert "prenom" in page.content.decode()
    assert letters.templates_of(call)["retained"].version == 1


def test_the_adviser_prepares_and_the_national_team_publishes(client, call, application):
    client.force_login(someone(RoleCode.ADVISER, call.cohort))

    assert client.post(reverse("chain:prepare_letters", args=[call.slug])).status_code == 302
    assert client.post(reverse("chain:release", args=[call.slug])).status_code == 403


def test_reading_the_letters_and_their_models_writes_nothing(client, call, lead):
    client.force_login(lead)
    for to in (
        reverse("chain:letters", args=[call.slug]),
        reverse("chain:letter_template", args=[call.slug, "retained"]),
    ):
        assert client.get(to).status_code == 200

    assert not call.letter_templates.exists()


def test_two_people_who_write_the_first_model_do_not_overwrite_each_other(call, lead):
    said = {"by": lead, "version": 1, "body": "Bonjour", "said": {}}
    letters.write_template(call, "retained", subject="Oui", **said)

    with pytest.raises(ChangedSince):
        letters.write_template(call, "retained", subject="Non", **said)

    assert letters.templates_of(call)["retained"].subject == "Oui"


@pytest.mark.parametrize("prepared", [False, True])
@pytest.mark.parametrize("count", [1, 3])
def test_an_adviser_opens_the_list_for_the_same_cost(
    client, call, lead, count, prepared, django_assert_max_num_queries
):
    for _number in range(count):
        decide(ApplicationFactory(call=call), State.NOT_RETAINED, by=lead, reason="Non.")
    if prepared:
        prepare_letters(call, by=lead)
    client.force_login(someone(RoleCode.ADVISER, call.cohort))

    with django_assert_max_num_queries(12):
        assert client.get(reverse("chain:letters", args=[call.slug])).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, call, lead, count, django_assert_max_num_queries):
    for _number in range(count):
        found = ApplicationFactory(call=call)
        decide(found, State.NOT_RETAINED, by=lead, reason="Non.")
    prepare_letters(call, by=lead)
    client.force_login(lead)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("chain:letters", args=[call.slug]))

    assert len(page.context["page"].object_list) == count
