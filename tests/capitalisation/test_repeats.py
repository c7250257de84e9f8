"""What of a person's words is looked for in sentences: hers, and not the turns of phrase of everybody."""

import unicodedata
from collections import Counter

import pytest

from levain.capitalisation import repeats

# Turns that any report holds.
TURNS = [
    "dans le cadre de la",
    "dans le cadre du projet de la commune",
    "il y a encore beaucoup de choses à faire",
    "avec les services de l'État",
    "mettre en place un groupe de travail",
    "les habitants de la commune",
    "nous avons besoin de temps",
    "à l'occasion de la réunion",
    "un certain nombre de personnes",
    "c'est une question de temps",
    "par le conseil municipal de la ville",
    "depuis le début de l'année dernière",
    "il faut que tout le monde",
]
HERS = [
    "la clé se trouvait dans une boîte à sucre",
    "on a démonté le plancher un dimanche de novembre",
    "le notaire a égaré la servitude de passage",
    "mon beau-frère conduit la pelleteuse",
    "il a fallu trois hivers pour vider la grange",
]


@pytest.mark.parametrize("turn", TURNS)
def test_a_turn_of_phrase_is_nobody_s(turn):
    quote = f"Le camion est tombé en panne {turn}, hélas, près du lavoir."

    assert repeats.spans(f"Le comité a travaillé {turn} et s'en félicite.", repeats.runs_of(quote)) == []


@pytest.mark.parametrize("words", HERS)
def test_a_run_of_her_words_is_hers_in_capitals_without_accents_and_between_other_words(words):
    runs = repeats.runs_of(f"Je le redis : {words}. Voilà.")
    bare = unicodedata.normalize("NFD", words.upper())

    assert repeats.spans(f"On sait que {words} ici.", runs)
    assert repeats.spans(f"ON SAIT QUE {bare} ICI.", runs)
    assert repeats.spans(f"On sait que {words.replace('e', 'e' + chr(0x200B))} ici.", runs)
    assert repeats.spans(words.replace(" ", "  -  "), runs)


def test_a_short_passage_is_looked_for_whole():
    runs = repeats.runs_of("Le lavoir fuit toujours.")

    assert repeats.spans("Le lavoir fuit toujours, dit-on.", runs)
    assert repeats.spans("Le lavoir fuit.", runs) == []
    assert repeats.runs_of("Il faut le faire.") == repeats.runs_of("Non merci.") == {}


def test_a_long_stretch_said_again_is_a_quotation_whatever_its_words():
    words = "il y a encore beaucoup de choses à faire avec les gens de la commune"

    assert repeats.spans(f"Et {words}.", repeats.runs_of(words))


def test_words_of_many_passages_of_the_session_tell_nobody():
    quote = "le lavoir du hameau accueille la fanfare"
    everywhere = Counter({"lavoir": 12, "hameau": 12, "fanfare": 12, "accueille": 12, "": 50})
    many = Counter({**everywhere, "": 5000})

    assert repeats.spans(quote, repeats.runs_of(quote))
    assert repeats.spans(quote, repeats.runs_of(quote, everywhere)) == []
    assert repeats.spans(quote, repeats.runs_of(quote, many))


def test_touching_stretches_are_one_and_what_stands_between_stays():
    runs = repeats.runs_of("la clé se trouvait dans une boîte à sucre")
    text = "Ici la clé se trouvait dans une boîte à sucre, puis plus tard : trouvait dans une boîte à sucre."

    assert [text[start:end] for start, end in repeats.spans(text, runs)] == [
        "la clé se trouvait dans une boîte à sucre",
        "trouvait dans une boîte à sucre",
    ]
