from dataclasses import replace
from datetime import date

import pytest

from levain.formulas import french, wording
from levain.formulas.matching import Catalogue, NeedRecord, SupportRecord, measure
from levain.formulas.wording import Wording, one_slip_apart, root

TODAY = date(2021, 6, 1)
NATIONAL = frozenset({"country:FR"})
ANYBODY = {"beneficiaries": frozenset({"association"}), "stages": frozenset({"emergence"}), "territories": NATIONAL}


def support(key, what="", name="", **fields):
    return SupportRecord(key, name or key, {"what_it_gives": what, "name": name}, **ANYBODY | fields)


def need(text, **fields):
    return NeedRecord({"in_my_words": text}, TODAY, **fields)


def ranked(catalogue, text, **fields):
    return [match.id for match in catalogue.rank(need(text, **fields))]


THREE = [
    support("compost", "Former des référents du compost partagé en pied d'immeuble."),
    support("soleil", "Équiper des toits en énergie renouvelable citoyenne."),
    support("ferme", "Installer un paysan sur une ferme."),
]


def test_rank_reads_plurals_capitals_and_missing_accents():
    catalogue = Catalogue(THREE)

    assert ranked(catalogue, "DES COMPOSTS") == ["compost"]
    assert ranked(catalogue, "energies renouvelables") == ["soleil"]
    assert ranked(catalogue, "rien de tel ici") == []


def test_rank_uses_the_synonyms_and_says_so():
    catalogue = Catalogue(
        THREE, [("panneaux solaires, photovoltaïque", "énergie renouvelable"), ("épluchures", "compost")]
    )

    assert ranked(catalogue, "poser des panneaux solaires") == ["soleil"]
    assert ranked(catalogue, "du photovoltaïque") == ["soleil"]
    [match] = catalogue.rank(need("mes épluchures"))
    assert [(reason.code, reason.values) for reason in match.reasons][:1] == [("means", ("épluchures", "compost"))]


def test_a_phrase_counts_only_whole():
    catalogue = Catalogue(THREE, [("panneaux solaires", "énergie renouvelable")])

    assert ranked(catalogue, "des panneaux") == []


@pytest.mark.parametrize("typed", ["renouvelabel", "renuvelable", "immeubel", "compostage", "compostt"])
def test_slips_and_derived_words_are_understood(typed):
    assert ranked(Catalogue(THREE), typed)


def test_a_word_that_repeats_the_request_weighs_little():
    catalogue = Catalogue([support("aide", "On veut aider à trouver."), support("mare", "Restaurer une mare.")])

    assert ranked(catalogue, "on veut trouver de quoi aider notre mare")[0] == "mare"


def test_ties_are_settled_by_name_and_ranking_is_the_same_twice():
    twins = [support("b", "Un jardin.", "Zoé"), support("a", "Un jardin.", "Abel")]

    assert ranked(Catalogue(twins), "jardin") == ranked(Catalogue(twins[::-1]), "jardin") == ["a", "b"]


def test_scores_stay_between_nothing_and_one():
    catalogue = Catalogue(THREE)
    matches = catalogue.rank(need("compost immeuble référents former partagé pied énergie ferme " * 20))

    assert all(0 < match.score < 1 for match in matches)


@pytest.mark.parametrize(
    ("record", "asker", "eligible", "missing"),
    [
        ({}, {}, True, []),
        ({"territories": frozenset({"region:53"})}, {}, False, ["elsewhere"]),
        ({"territories": frozenset({"region:53"})}, {"territories": frozenset()}, None, ["check_place"]),
        ({"territories": frozenset()}, {}, None, ["check_place"]),
        ({"closes": date(2021, 5, 31)}, {}, False, ["closed"]),
        ({"closes": TODAY}, {}, True, []),
        ({"opens": date(2021, 6, 2)}, {}, None, ["not_open_yet"]),
        ({"beneficiaries": frozenset({"collectivite"})}, {}, None, ["ask_local_authority"]),
        ({"beneficiaries": frozenset({"collectivite"})}, {"has_local_authority": False}, None, ["other_beneficiary"]),
        ({"beneficiaries": frozenset({"cooperative"})}, {}, None, ["other_beneficiary"]),
        ({}, {"beneficiaries": frozenset()}, None, ["check_beneficiary"]),
        ({"stages": frozenset({"essaimage"})}, {}, None, ["other_stage"]),
        ({}, {"stage": ""}, True, []),
    ],
)
def test_facets_exclude_only_when_certain(record, asker, eligible, missing):
    known = {"territories": frozenset({"region:11", "country:FR"}), "stage": "emergence"}
    known |= {"beneficiaries": frozenset({"association"}), "has_local_authority": True}
    catalogue = Catalogue([support("jardin", "Un jardin.", **record)])

    [match] = catalogue.rank(need("un jardin", **known | asker))

    assert match.eligible is eligible
    assert [reason.code for reason in match.missing] == missing


def test_a_mismatch_is_not_demoted_when_a_local_authority_helps():
    theirs = support("mairie", "Un jardin, un jardin.", beneficiaries=frozenset({"collectivite"}))
    ours = support("nous", "Un jardin, un autre jardin bien loin.")
    catalogue = Catalogue([theirs, ours, *THREE])
    ask = need("jardin", beneficiaries=frozenset({"association"}), stage="emergence", territories=NATIONAL)

    helped = catalogue.rank(replace(ask, has_local_authority=True))
    alone = catalogue.rank(replace(ask, has_local_authority=False))

    assert helped[0].id == "mairie"
    assert alone[0].score < helped[0].score or alone[0].id == "nous"


def test_a_local_support_steps_back_unless_its_place_is_said():
    far = SupportRecord(
        "far", "Abc", {"what_it_gives": "Un jardin.", "places": "Bretagne"}, territories=frozenset({"region:53"})
    )
    catalogue = Catalogue([far, support("near", "Un jardin.")])

    assert ranked(catalogue, "un jardin") == ["near", "far"]
    assert ranked(catalogue, "un jardin en Bretagne")[0] == "far"


def test_what_is_certainly_closed_comes_last_however_well_it_fits():
    closed = support("clos", "Un compost, du compost, le compost.", closes=date(2020, 1, 1))

    assert ranked(Catalogue([closed, *THREE]), "compost")[-1] == "clos"


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [("renov", "renvo", True), ("renov", "reno", True), ("renov", "renova", True), ("renov", "remov", True)]
    + [
        ("renov", "renov", False),
        ("renov", "rvnoe", False),
        ("", "a", True),
        ("ab", "ba", True),
        ("abc", "a", False),
    ],
)
def test_one_slip_apart(one, other, close):
    assert one_slip_apart(one, other) is close
    assert one_slip_apart(other, one) is close


def test_root_keeps_at_least_four_letters():
    assert root("jardinag") == root("jardini") == "jardin"
    assert root("mage") == "mage"


def test_an_unknown_word_is_heard_as_itself_when_nothing_is_near():
    assert Wording({"jardin": 1}, []).heard("zzzzzzz") == {"zzzzzzz": 1.0}


def test_measure_by_hand():
    """First need: right answer first. Second: only the third of three is right, of two right ones."""
    measured = measure([["a", "b"], ["x", "y", "c"], ["z"]], [{"a"}, {"c", "d"}, {"q"}])

    assert measured["hit@1"] == pytest.approx(1 / 3)
    assert measured["hit@5"] == pytest.approx(2 / 3)
    assert measured["mrr"] == pytest.approx((1 + 1 / 3) / 3)
    assert measured["ndcg@5"] == pytest.approx((1 + 0.5 / (1 + 0.63093) + 0) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ("Comment ça marche, une coopérative ?", "marche"),
        ("On s'est mis en route tout seuls", "route"),
        ("Le préau est en bon état", "etat"),
    ],
)
def test_a_set_phrase_says_nothing_of_its_words(said, silent):
    kept = [french.token(word) for word in wording.literal(french.words(said))]

    assert french.token(silent) not in kept


def test_the_same_word_outside_a_set_phrase_is_heard():
    kept = wording.literal(french.words("Ça marche, mais la marche jusqu'à l'école est longue"))

    assert kept.count("marche") == 1


def test_only_words_that_tell_are_quoted_and_each_once():
    catalogue = Catalogue(
        [support("compost", "Compost partagé : combien de bacs, un outil, une page.")],
        [("épluchures", "compost")],
    )

    [common] = catalogue.rank(need("Combien de bacs ? Un outil, une page."))
    [meant] = catalogue.rank(need("Nos épluchures."))

    assert [(reason.code, reason.values) for reason in common.reasons] == [("words", ("bacs",))]
    assert [reason.values for reason in meant.reasons][:1] == [("épluchures", "compost")]


def test_of_two_words_that_differ_by_an_accent_the_one_seen_most_is_listened_to():
    read = Wording({"marche": 5, "marché": 1}, [])

    assert read.words["m"]["marche"] == french.token("marche")
