"""The copy a jury reads: what concerns people is left out, names are masked wherever they stand."""

import pytest
from django.urls import reverse

from levain.questionnaires import services as questionnaires
from levain.selection.models import Mask
from levain.selection.services.copies import Masker, copy_of, words_to_mask
from tests.questionnaires.factories import answer, published, question
from tests.selection.factories import ApplicationFactory, give, jury


def read(copy):
    return "\n".join(line.words for _title, lines in copy.sections for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Derrière la FILATURE d’Orsenne.", "Derrière ▇▇▇."),
        ("la filature d'orsenne, et rien.", "▇▇▇, et rien."),
        ("La Filature-d’Orsenne ouvre", "▇▇▇ ouvre"),
        ("Les filatures restent", "Les filatures restent"),
        ("Cœur de bourg à Orsenne", "Cœur de bourg à ▇▇▇"),
        ("orsennes et désorsenné", "orsennes et désorsenné"),
        ("Écrivez à a.b@orsenne.fr ou au 06 12 34 56 78", "Écrivez à […] ou au […]"),
        ("ÖRSENNE", "▇▇▇"),
    ],
)
def test_names_are_masked_whole_whatever_their_accents(text, shown):
    assert Masker(["La Filature d'Orsenne", "Orsenne"])(text) == shown


def test_the_names_of_a_file_and_those_the_team_adds_are_masked():
    file = ApplicationFactory(
        title="La Filature", collective="Association des Amis du Pré", place="Orsenne", summary="À Orsenne, M. Duroc."
    )
    Mask.objects.create(application=file, words="Duroc")

    copy = copy_of(file, blind=True)

    assert "Amis du Pré" in words_to_mask(file)
    assert read(copy) == "À ▇▇▇, M. ▇▇▇."
    assert read(copy_of(file, blind=False)) == "À Orsenne, M. Duroc."


def test_a_file_without_names_is_read_as_it_stands():
    file = ApplicationFactory(title="", collective="", place="", summary="Six voisins.")

    assert read(copy_of(file, blind=True)) == "Six voisins."


def test_hostile_words_mask_nothing_else():
    file = ApplicationFactory(title="", place="", summary="a+b (c) [d] .*")
    Mask.objects.create(application=file, words=".*")
    Mask.objects.create(application=file, words="(c")

    assert "a+b" in read(copy_of(file, blind=True))


def answered(file):
    revision = published(
        question("nom", personal_data=True),
        question("histoire", "long_text"),
        question("lieu", "commune"),
        question("rappel", "consent"),
        question("suite"),
    )
    response = questionnaires.start(revision, subject=file)
    answer(response, nom="Paulette Duroc", histoire="Une soupe à Orsenne.", rappel="yes")
    return response


@pytest.mark.parametrize("blind", [True, False])
def test_what_concerns_people_is_never_shown_to_the_jury(blind):
    file = ApplicationFactory(title="", place="Orsenne", summary="")
    answered(file)

    copy = copy_of(file, blind=blind)

    assert read(copy) == ("Une soupe à ▇▇▇." if blind else "Une soupe à Orsenne.")
    assert "Question nom ?" in copy.left_out
    assert ("Question lieu ?" in copy.left_out) is blind
    assert "Question suite ?" in copy.unanswered
    assert "Question rappel ?" not in [*copy.left_out, *copy.unanswered]


@pytest.mark.parametrize("phase", ["read", "discuss"])
def test_a_file_with_its_form_is_read_in_few_queries(client, phase, django_assert_max_num_queries):
    at = jury(phase, jurors=3)
    answered(at.files[0])
    for juror in at.jurors[1:]:
        give(at.review[juror.pk, at.files[0].pk])
    for person in (at.jurors[0], at.jurors[1], at.chair):
        client.force_login(person)
        here = reverse("selection:jury_file", args=[at.files[0].pk])
        client.get(here)
        with django_assert_max_num_queries(12):
            assert "Une soupe" in client.get(here).content.decode()
