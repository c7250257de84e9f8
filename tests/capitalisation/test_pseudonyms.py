"""The names that stand for people in a report: one each, nobody's of the session, opened by few."""

import random
import re

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, Pseudonym
from levain.capitalisation.services import pseudonyms
from levain.foundation.models import JournalEntry
from levain.people import erasing
from levain.people.models import RoleCode
from tests.capitalisation.factories import WORDS, Learning
from tests.capitalisation.test_voices_gate import quoted_in_report
from tests.people.factories import someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    made = Learning()
    made.evaluator = someone(RoleCode.EVALUATOR, made.cohort, name="Estelle Roy")
    return made


def who(edition):
    return [block["who"] for block in edition.content["blocks"] if block.get("kind") == "quotation"]


def test_a_person_has_one_name_in_a_report_that_is_not_hers(learning):
    first = learning.evidence()
    second = learning.evidence("On a ouvert le jardin.")
    report = quoted_in_report(learning, first)
    learning.paragraph(learning.finding([second]))
    edition = services.publish(report, by=learning.lead)

    assert len(set(who(edition))) == 1
    assert "Odile" not in str(edition.content)
    assert "Perrin" not in str(edition.content)
    assert Pseudonym.objects.get().name in who(edition)[0]


def test_a_second_edition_keeps_the_names(learning):
    report = quoted_in_report(learning, learning.evidence())
    first = services.publish(report, by=learning.lead)
    learning.paragraph(learning.found if hasattr(learning, "found") else learning.finding([Evidence.objects.get()]))
    second = services.publish(report, by=learning.lead)

    assert who(first)[0] == who(second)[0]


def test_names_follow_no_order_and_change_from_a_report_to_another(learning):
    kept = []
    for n in range(12):
        person = someone(RoleCode.BEARER, learning.project, name=f"Personne{n} Nom{n}")
        kept.append(learning.evidence(source=learning.written(WORDS), speaker_user=person))
    drawn = []
    for slug in ("un", "deux"):
        report = learning.report(slug=slug)
        pseudonyms.name_all(report, kept, chance=random.Random(slug))
        names = dict(Pseudonym.objects.filter(report=report).values_list("person", "name"))
        drawn.append([names[one.speaker_user_id] for one in kept])

    assert drawn[0] != drawn[1]
    assert drawn[0] != sorted(drawn[0])
    assert len(set(drawn[0])) == 12


def test_more_people_than_names_still_have_one_each(learning):
    kept = [
        learning.evidence(source=learning.written(WORDS), speaker_user=None, speaker=f"Voisine {n}")
        for n in range(70)
    ]
    report = learning.report()

    assert pseudonyms.name_all(report, kept) == 70
    assert pseudonyms.name_all(report, kept) == 0


def test_a_name_of_somebody_is_never_drawn_nor_chosen(learning):
    for name in pseudonyms.NEUTRAL[:-1]:
        someone(RoleCode.MEMBER, learning.project, name=f"{name} Martin")
    report = learning.report()
    pseudonyms.name_all(report, [learning.evidence()])
    one = Pseudonym.objects.get()
    assert one.name == pseudonyms.NEUTRAL[-1]

    with pytest.raises(pseudonyms.NameOfSomebody):
        pseudonyms.rename(one, "Odile", by=learning.evaluator)
    pseudonyms.rename(one, "une habitante", by=learning.evaluator)


def test_officials_speak_by_a_letter_and_their_side(learning):
    agent = someone(RoleCode.LOCAL_AUTHORITY, learning.project, name="Rémi Bost")
    kept = learning.evidence(side="local_authority", speaker_user=agent)
    edition = services.publish(quoted_in_report(learning, kept), by=learning.lead)

    assert re.match(r"Voix [A-Z]+, ", who(edition)[0])


def test_words_without_a_name_say_no_side_that_few_hold(learning):
    kept = learning.evidence(consent="anonymous", speaker_user=None)
    edition = services.publish(quoted_in_report(learning, kept), by=learning.lead)

    assert who(edition) == ["Une personne de la session"]
    assert not Pseudonym.objects.exists()
    [block] = [one for one in edition.content["blocks"] if one.get("kind") == "quotation"]
    assert learning.project.name not in str(block)


def test_the_table_of_names_opens_for_few_by_a_gesture_that_leaves_its_trace(client, learning):
    report = quoted_in_report(learning, learning.evidence())
    services.publish(report, by=learning.lead)
    page = reverse("capitalisation:names", args=[report.slug])
    for person in (learning.adviser, learning.bearer):
        client.force_login(person)
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403

    client.force_login(learning.evaluator)
    assert "Odile" not in client.get(page).content.decode()
    assert not JournalEntry.objects.filter(verb="pseudonyms.opened").exists()
    answer = client.post(page)
    assert "Odile Perrin" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert JournalEntry.objects.get(verb="pseudonyms.opened").actor == learning.evaluator


@pytest.mark.parametrize("speaker", ["Odile Perrin", "Mme ODILE PERRIN", "odile  perrin"])
def test_a_person_quoted_with_her_account_and_without_has_one_name(learning, speaker):
    own = learning.evidence()
    other = learning.evidence("On a ouvert le jardin.", speaker=speaker, speaker_user=None)
    report = quoted_in_report(learning, own)
    learning.paragraph(learning.finding([other]))
    edition = services.publish(report, by=learning.lead)

    assert len(set(who(edition))) == 1
    assert Pseudonym.objects.count() == 1


def test_a_first_name_alone_may_be_somebody_else_s(learning):
    own = learning.evidence()
    other = learning.evidence("On a ouvert le jardin.", speaker="Odile", speaker_user=None)
    report = quoted_in_report(learning, own)
    learning.paragraph(learning.finding([other]))

    assert len(set(who(services.publish(report, by=learning.lead)))) == 2


def test_the_same_words_of_who_has_no_account_name_one_person_however_they_are_typed(learning):
    texts = ["Le lavoir fuit.", "La grange ferme mal.", "Le four chauffe."]
    speakers = ["Mme Roy", "madame ROY", "Roy"]
    kept = [
        learning.evidence(text, source=learning.written(text), speaker=name, speaker_user=None)
        for text, name in zip(texts, speakers, strict=True)
    ]
    report = quoted_in_report(learning, kept[0])
    for one in kept[1:]:
        learning.paragraph(learning.finding([one]))

    assert len(set(who(services.publish(report, by=learning.lead)))) == 1


def test_an_edition_after_an_erasure_names_nobody_who_has_left(learning):
    own = learning.evidence()
    other = learning.evidence("On a ouvert le jardin.", speaker="Odile Perrin", speaker_user=None)
    report = quoted_in_report(learning, own)
    learning.paragraph(learning.finding([other]))
    services.publish(report, by=learning.lead)
    erasing.erase(learning.bearer, by=None)

    assert not Evidence.objects.exclude(speaker="").exists()
    assert not Pseudonym.objects.filter(known_as__contains="erri").exists()
    second = services.publish(report, by=learning.lead)
    assert "Perrin" not in str(second.content)
