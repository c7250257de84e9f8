"""Several people keep one codebook: one name is one code, a split stays in its place, and nobody undoes another's."""

import pytest
from django.urls import reverse

from levain.capitalisation import codebook, services
from levain.capitalisation.models import Code, Coding
from levain.capitalisation.services.coding import give_codes
from tests.capitalisation.factories import Learning


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def code(learning, label, parent=None, **said):
    return services.create_code(learning.cohort, label, by=learning.adviser, parent=parent, **said)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def link(client, kept, codes, seen):
    said = {"codes": [one.pk for one in codes], "seen": [one.pk for one in seen], "stance": "supports"}
    return client.post(reverse("capitalisation:link", args=[kept.pk]), said)


def tree(learning):
    return [(entry.code.label, entry.depth) for entry in codebook.tree(learning.cohort)[0]]


@pytest.mark.parametrize("twin", ["ACCES", "accès", "  Accès ", "Acce\u0301s", "Accés"])
def test_accents_capitals_and_spaces_do_not_make_another_code(client, learning, twin):
    code(learning, "Accès")
    answer = client.post(reverse("capitalisation:new_code", args=[learning.cohort.slug]), {"label": twin})

    assert "déjà" in str(answer.context["form"].non_field_errors())
    assert "Accès" in str(answer.context["form"].non_field_errors())
    assert Code.objects.count() == 1


def test_a_shared_code_that_reads_the_same_as_one_of_the_session_is_that_one(learning):
    here = code(learning, "Clés")
    shared = services.create_code(None, "CLES", by=learning.lead)

    assert services.take_code(shared, learning.cohort, by=learning.adviser) == here


def split(client, split_one, place, evidence=(), labels=("Un", "Deux")):
    said = {"label_1": labels[0], "label_2": labels[1], "place": place, "version": split_one.version}
    said |= {f"evidence_{one.pk}": "1" for one in evidence}
    return client.post(reverse("capitalisation:split_code", args=[split_one.pk]), said)


def test_a_split_stands_under_the_code_which_stays_as_a_heading(client, learning):
    top = code(learning, "Haut")
    whole = code(learning, "Tout", parent=top)
    kept = learning.evidence(codes=[whole])
    split(client, whole, "under", [kept])

    assert tree(learning) == [("Haut", 0), ("Tout", 1), ("Deux", 2), ("Un", 2)]
    assert [one.label for one in kept.codes.all()] == ["Un"]


def test_a_split_stands_beside_the_code_which_leaves_when_it_holds_nothing(client, learning):
    top = code(learning, "Haut")
    whole = code(learning, "Tout", parent=top)
    code(learning, "Dessous", parent=whole)
    split(client, whole, "beside", [learning.evidence(codes=[whole])])

    assert tree(learning) == [("Haut", 0), ("Dessous", 1), ("Deux", 1), ("Un", 1)]
    assert not fresh(whole).in_use


def test_a_split_into_two_of_one_name_is_refused_and_changes_nothing(client, learning):
    whole = code(learning, "Tout")
    answer = split(client, whole, "under", labels=("Clés", "CLES"))

    assert "Clés" in answer.content.decode()
    assert tree(learning) == [("Tout", 0)]
    assert fresh(whole).version == 1


def test_what_stands_under_a_retired_code_is_read_where_that_one_stood(learning):
    top = code(learning, "Haut")
    middle = code(learning, "Milieu", parent=top)
    code(learning, "Bas", parent=middle)
    services.retire_code(middle, 1, by=learning.adviser)

    assert tree(learning) == [("Haut", 0), ("Bas", 1)]


def test_a_code_merged_while_it_is_given_goes_where_its_words_went(client, learning):
    one, other = code(learning, "Un"), code(learning, "Deux")
    kept = learning.evidence()
    services.merge_code(one, 1, other, by=learning.lead)
    assert link(client, kept, [one], []).status_code == 302
    give_codes(learning.evidence("On a ouvert le jardin."), [one], by=learning.adviser)

    assert {coding.code for coding in Coding.objects.all()} == {other}


def test_a_code_given_meanwhile_by_a_colleague_is_not_taken_away(client, learning):
    mine, hers, gone = (code(learning, name) for name in ("À moi", "À elle", "Parti"))
    kept = learning.evidence(codes=[gone])
    give_codes(kept, [hers], by=learning.lead)
    link(client, kept, [mine], [gone])

    assert {one.label for one in kept.codes.all()} == {"À moi", "À elle"}


def test_taking_away_a_code_merged_meanwhile_takes_away_what_it_became(client, learning):
    one, other = code(learning, "Un"), code(learning, "Deux")
    kept = learning.evidence(codes=[one])
    services.merge_code(one, 1, other, by=learning.lead)
    link(client, kept, [], [one])

    assert not kept.codes.exists()


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "=HYPERLINK(1)", "{{ 7*7 }}", "a" * 120])
def test_a_hostile_name_stays_a_name_on_every_page(client, learning, hostile):
    made = code(learning, hostile)
    kept = learning.evidence(codes=[made])
    pages = [made.get_absolute_url(), reverse("capitalisation:codes", args=[learning.cohort.slug])]
    for page in [*pages, kept.get_absolute_url(), reverse("capitalisation:split_code", args=[made.pk])]:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_a_code_of_another_session_is_not_given_by_its_number(client, learning):
    elsewhere = code(Learning(), "Ailleurs")
    kept = learning.evidence()
    answer = link(client, kept, [elsewhere], [elsewhere])

    assert "codes" in answer.context["form"].errors
    assert not Coding.objects.exists()
