"""The names that stand for people in a report: drawn, never somebody's of the session, and opened with a trace."""

import random
import unicodedata
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from levain.capitalisation import identifying
from levain.capitalisation.models import Evidence, Pseudonym, Report
from levain.capitalisation.voices_shown import key_of, names_in, same_people
from levain.foundation import journal
from levain.people.models import RoleCode, User

# First names that say neither a sex nor an age; those of somebody of the session are left aside.
NEUTRAL = (
    *("Alix", "Andréa", "Ange", "Camille", "Charlie", "Claude", "Dominique", "Eden", "Élie", "Frédérique"),
    *("Gwenn", "Isa", "Jackie", "Joss", "Lou", "Maé", "Maxime", "Morgan", "Nour", "Noa"),
    *("Océan", "Pascale", "Rosan", "Sacha", "Sam", "Sasha", "Solal", "Swann", "Thaïs", "Timothé"),
    *("Valère", "Yaël", "Yannick", "Zéphyr"),
)
# Elected people, agents and the team speak by what they do: a letter tells them apart.
IN_OFFICE = (
    *(RoleCode.LOCAL_AUTHORITY, RoleCode.STATE_SERVICE, RoleCode.ADVISER, RoleCode.EVALUATOR),
    *(RoleCode.PROGRAMME_LEAD, RoleCode.FACILITATOR, RoleCode.EXPERT, RoleCode.JUROR, RoleCode.JURY_CHAIR),
)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class NameOfSomebody(Exception):
    """This name is somebody's of the session, or stands for somebody else in the report."""


@transaction.atomic
def name_all(report: Report, evidence: Iterable[Evidence], *, chance: random.Random | None = None) -> int:
    """Give a name to each of those who have none in this report; how many.

    Neither the names nor their rows follow an order: they are drawn, and written in a drawn order.
    """
    chance = chance or random.SystemRandom()
    Report.objects.select_for_update().get(pk=report.pk)
    known = set(names_in(report))
    one_of = {key: keys[0] for key, keys in same_people(report.cohort).items()}
    wanted = {key_of(one): one.side for one in evidence if one.consent != Evidence.Consent.ANONYMOUS}
    wanted = {one_of.get(key, key): side for key, side in wanted.items() if key not in known}
    new = sorted(((key, side) for key, side in wanted.items() if any(key) and key not in known), key=str)
    chance.shuffle(new)
    free = _free_names(report, chance)
    made = [
        Pseudonym(report=report, person_id=person, known_as=words, name=free[side in IN_OFFICE].pop())
        for (person, words), side in new
    ]
    Pseudonym.objects.bulk_create(made)
    return len(made)


def _free_names(report: Report, chance: random.Random) -> dict[bool, list[str]]:
    """Names nobody has, in a drawn order: first names, and letters for those who speak by their office."""
    taken = {_plain(name) for name in Pseudonym.objects.filter(report=report).values_list("name", flat=True)}
    real = identifying.known_in(report.cohort).first_names
    people = [name for name in NEUTRAL if _plain(name) not in taken | real]
    voices = [_("Voice %(letter)s") % {"letter": letter} for letter in _letters()]
    offices = [name for name in voices if _plain(name) not in taken]
    chance.shuffle(people)
    singles, doubles = offices[: len(LETTERS)], offices[len(LETTERS) :]
    chance.shuffle(singles)
    chance.shuffle(doubles)
    # More people than first names: they speak by a letter too.
    spare, ours = doubles[: len(doubles) // 2], doubles[len(doubles) // 2 :]
    return {False: spare + people, True: ours + singles}


def _letters() -> list[str]:
    return [*LETTERS, *(one + other for one in LETTERS for other in LETTERS)]


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).strip()


@transaction.atomic
def rename(pseudonym: Pseudonym, name: str, *, by: User) -> None:
    """Another name of the team's choice (“une élue”): nobody's of the session, and nobody else's in the report."""
    report = Report.objects.select_for_update().get(pk=pseudonym.report_id)
    others = Pseudonym.objects.filter(report=report).exclude(pk=pseudonym.pk).values_list("name", flat=True)
    if _plain(name) in {_plain(one) for one in others}:
        raise NameOfSomebody(_("This name already stands for somebody else in this report."))
    if identifying.known_in(report.cohort).names(name):
        raise NameOfSomebody(_("Somebody of the session has this name: choose another."))
    pseudonym.name = name
    pseudonym.save(update_fields=["name"])
    journal.record("pseudonyms.renamed", on=report, by=by, place=report.cohort)


@transaction.atomic
def open_table(report: Report, *, by: User) -> list[Pseudonym]:
    """Who stands behind each name; that it was opened, by whom and when, is in the journal."""
    journal.record("pseudonyms.opened", on=report, by=by, place=report.cohort)
    return list(Pseudonym.objects.filter(report=report).select_related("person").order_by("name"))
