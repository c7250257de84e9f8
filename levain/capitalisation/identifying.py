"""What lets somebody be recognised in some words: names, places, offices, figures, dates, words kept as they were."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.capitalisation import places_named
from levain.capitalisation.models import Clearance, Evidence
from levain.capitalisation.repeats import WORD, counted, fold, kept, words_of
from levain.foundation import passages
from levain.people.models import Organisation, Role, User
from levain.programmes.models import Cohort, Programme
from levain.projects.models import ContactPerson, Project
from levain.territories.models import Territory

RARE_LETTERS = 8
CONTACT = re.compile(r"\S+@\S+\.\w+|(?:\d[ .\-]?){9,}")
FIGURE = re.compile(r"\d[\d\u00a0\u202f .,]*(?:\s?(?:€|%|euros?|m²|ha|km|habitants?))?")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DATE = re.compile(
    rf"\b\d{{1,2}}(?:er)? (?:{MONTHS})(?: \d{{4}})?|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\b(?:{MONTHS}) \d{{4}}", re.I
)
# Offices that one person, or nearly, holds in a place.
OFFICE = re.compile(
    r"\b(?:maires?|mairesses?|adjoint(?:e|s|es)?(?: au maire)?|sous-préfè?te?s?|préfè?te?s?|président(?:e|s|es)?|"
    r"direct(?:eur|rice)s?|secrétaires? (?:général(?:e|es)?|de mairie)|DGS|notaires?|curé|architecte des bâtiments "
    r"de France|ABF|instituteur|institutrice|pharmacien(?:ne)?|médecin|garde champêtre)\b",
    re.I,
)
PARTICLES = {"de", "du", "des", "la", "le", "les", "et", "van", "von", "el", "al", "ben"}


class Kind(models.TextChoices):
    PERSON = "person", _("a person of the session")
    CONTACT = "contact", _("an address or a telephone number")
    OFFICE = "office", _("an office that one person holds")
    KEPT = "kept", _("words kept as they were")
    PLACE = "place", _("a place")
    ORGANISATION = "organisation", _("an organisation")
    PROJECT = "project", _("a project")
    FIGURE = "figure", _("an exact figure")
    DATE = "date", _("a date")
    RARE = "rare", _("a rare word of the original")
    ALONE = "alone", _("few people on this side of the project")


# What a paraphrase may not hold, whoever reads it again; the rest is for its reader to judge.
NEVER = (Kind.PERSON, Kind.CONTACT, Kind.OFFICE, Kind.KEPT, Kind.PLACE, Kind.ORGANISATION, Kind.PROJECT)


@dataclass(frozen=True)
class Mark:
    """Some words that identify, and of which kind."""

    kind: Kind
    words: str

    @property
    def never(self) -> bool:
        return self.kind in NEVER


@dataclass(frozen=True)
class Known:
    """The people, places and organisations of a session, as the house names them."""

    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()

    @cached_property
    def parts(self) -> frozenset[str]:
        """Each first name and surname, folded; an initial or a particle names nobody."""
        words = (fold(word) for name in self.people for word in WORD.findall(name))
        return frozenset(word for word in words if len(word) > 2 and word not in PARTICLES)

    @property
    def first_names(self) -> set[str]:
        return set(self.parts)

    def names(self, text: str, *, but: str = "") -> list[str]:
        """The words of a text, with a capital, that are somebody's name; those of `but` are the speaker's own."""
        own = {fold(word) for word in WORD.findall(but)}
        found = [word for word in WORD.findall(text) if word[:1].isupper()]
        return _once(word for word in found if fold(word) in self.parts - own)


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def known_in(cohort: Cohort) -> Known:
    """Everyone who holds or held a role in a session, the contacts of its projects, its places and organisations."""
    projects = list(Project.objects.filter(cohort=cohort).values_list("pk", "name", "collective", "local_authority"))
    pks = [pk for pk, *_said in projects]
    kinds = ContentType.objects.get_for_models(Project, Cohort, Programme)
    held = Role.objects.filter(
        Q(scope_type=kinds[Project], scope_id__in=pks)
        | Q(scope_type=kinds[Cohort], scope_id=cohort.pk)
        | Q(scope_type=kinds[Programme], scope_id=cohort.programme_id)
    )
    quoted = Evidence.objects.filter(cohort=cohort)
    users = User.objects.filter(
        Q(pk__in=held.values("user")) | Q(pk__in=quoted.values("speaker_user")), is_active=True
    )
    people = set(users.values_list("name", flat=True))
    people |= set(ContactPerson.objects.filter(partner__project__in=pks).values_list("name", flat=True))
    here = Q(project_links__project__in=pks) | Q(inner_links__inner__project_links__project__in=pks)
    places = Territory.objects.filter(here).exclude(kind=Territory.Kind.COUNTRY).values_list("name", flat=True)
    called = frozenset(name for _project, name, *_both in projects)
    named = {pk for _project, _name, *both in projects for pk in both if pk}
    names = Organisation.objects.filter(Q(pk__in=named) | Q(pk__in=held.values("organisation")))
    return Known(frozenset(people), frozenset(places), frozenset(names.values_list("name", flat=True)), called)


def somebody_else(text: str, known: Known, *, own: str = "") -> list[Mark]:
    """Who else than the speaker a quotation lets recognise: a name, an address, an office."""
    marks = [Mark(Kind.PERSON, word) for word in known.names(text, but=own)]
    marks += [Mark(Kind.CONTACT, words) for words in _once(CONTACT.findall(text))]
    return marks + [Mark(Kind.OFFICE, words) for words in _once(OFFICE.findall(text))]


def in_paraphrase(
    text: str, known: Known, *, original: str, common: Counter[str] | None = None, alone: str = ""
) -> list[Mark]:
    """Everything in a paraphrase that lets its author, or somebody else, be recognised."""
    marks = somebody_else(text, known)
    run = kept(text, original, common)
    if run:
        marks.append(Mark(Kind.KEPT, run))
    marks += [Mark(Kind.PLACE, words) for words in places_named.named(text, known.places)]
    marks += [Mark(Kind.PROJECT, name) for name in sorted(known.projects) if _stands(name, text)]
    marks += [Mark(Kind.ORGANISATION, name) for name in sorted(known.organisations) if _stands(name, text)]
    dates = _once(DATE.findall(text))
    marks += [Mark(Kind.DATE, words) for words in dates]
    rest = DATE.sub(" ", CONTACT.sub(" ", text))
    marks += [Mark(Kind.FIGURE, words.strip(" .,")) for words in _once(FIGURE.findall(rest))]
    marks += [Mark(Kind.RARE, word) for word in rare(text, original, common or Counter())]
    return marks + ([Mark(Kind.ALONE, alone)] if alone else [])


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) is not None


def rare(text: str, original: str, common: Counter[str]) -> list[str]:
    """Long words of the original that no other passage of the session holds."""
    was = {word for word in words_of(original) if len(word) >= RARE_LETTERS}
    return _once(word for word in WORD.findall(text) if (plain := fold(word)) in was and common[plain] <= 1)


def common_words(cohort: Cohort) -> Counter[str]:
    """In how many passages of a session each word stands."""
    return counted(Evidence.objects.filter(cohort=cohort).values_list("passage__quote", flat=True))


def named_in(evidence: Evidence, known: Known) -> list[Mark]:
    """Who else is recognised in what would be published of a passage."""
    return somebody_else(evidence.words, known, own=str(evidence.speaker_user or evidence.speaker))


def digest_of(evidence: Evidence) -> str:
    return passages.digest(evidence.words)


def is_cleared(evidence: Evidence, clearance: Clearance | None) -> bool:
    """A clearance is for these very words: reworded since, they are read again."""
    return clearance is not None and clearance.digest == digest_of(evidence)
