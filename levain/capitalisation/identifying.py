"""What lets somebody be recognised in some words: names, places, offices, figures, dates, words kept as they were."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.capitalisation import places_named, repeats, telling_signs
from levain.capitalisation.models import Clearance, Evidence
from levain.capitalisation.repeats import WORD, counted, fold, kept, words_of
from levain.capitalisation.telling_signs import CONTACT, DATE, FIGURE, OFFICE
from levain.foundation import passages
from levain.people.models import Organisation, Role, User
from levain.programmes.models import Cohort, Programme
from levain.projects.models import ContactPerson, Project
from levain.territories.models import Territory

RARE_LETTERS = 8
ARTICLES = {"le", "la", "les", "un", "une", "de", "du", "des", "l"}
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
    LIKE_A_NAME = "like_a_name", _("perhaps a name or a nickname")
    ROLE = "role", _("perhaps one person for those who live there")
    SERVICE = "service", _("a service where few people follow a project")
    PEOPLE_OF = "people_of", _("perhaps the people of a place")


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

    @cached_property
    def together(self) -> frozenset[str]:
        """Names in two words, as they are said: « anne laure »."""
        names = (" ".join(words_of(word)) for name in self.people for word in name.split() if "-" in word)
        return frozenset(name for name in names if name.count(" "))

    @cached_property
    def initials(self) -> frozenset[str]:
        spelled = {"".join(word[0] for word in words_of(name)) for name in self.people}
        spelled |= {"".join(word[0] for word in fold(name).split()) for name in self.people if name.strip()}
        return frozenset(letters for letters in spelled if len(letters) > 1)

    @property
    def first_names(self) -> set[str]:
        return set(self.parts)

    def names(self, text: str, *, but: str = "") -> list[str]:
        """The words of a text that are somebody's name; those of `but` are the speaker's own.

        With a capital, or without one unless the word is also another.
        """
        own = set(words_of(but))
        names = self.parts - own
        found = [word for word in WORD.findall(text) if fold(word) in names]
        found = [word for word in found if word[:1].isupper() or fold(word) not in telling_signs.ALSO_WORDS]
        plain = " ".join(words_of(text))
        found += [
            name for name in sorted(self.together) if not set(name.split()) & own and f" {name} " in f" {plain} "
        ]
        return _once([*found, *self._shortened(text, names, but)])

    def _shortened(self, text: str, names: frozenset[str], but: str) -> Iterator[str]:
        """Initials with their stops, and nicknames known of a first name of the session."""
        own = "".join(word[0] for word in words_of(but))
        for said in telling_signs.INITIALS.findall(text):
            letters = fold(re.sub(r"\W", "", said))
            if letters in self.initials and letters != own:
                yield said.strip()
        for word in WORD.findall(text):
            full = telling_signs.NICKNAMES.get(fold(word), "")
            if word[:1].isupper() and names & set(full.split()):
                yield word

    def like_names(self, text: str) -> list[str]:
        """What may be somebody's: a title and an initial, the beginning of a first name, the same sound twice."""
        found = telling_signs.TITLED.findall(text)
        for word in WORD.findall(text):
            plain = fold(word)
            begins = len(plain) > 3 and any(name.startswith(plain) and name != plain for name in self.parts)
            twice = len(plain) < 7 and telling_signs.TWICE.fullmatch(plain)
            if (word[:1].isupper() and (begins or twice)) or (plain in self.parts and not repeats.everyday(plain)):
                found.append(word)
        return _once(found)

    def people_of_places(self, text: str) -> list[str]:
        """« Les Mellois », « une Vosgienne »: the beginning of a place and the end of the name of its people."""
        begins = {half[:4] for name in self.places for half in _short(name) if len(half) > 4}
        ends = ("ois", "oise", "ais", "aise", "ien", "ienne", "eens", "eenne", "in", "ine", "on", "onne", "at", "ate")
        found = ((word, re.sub(r"(?<!oi|ai)s$", "", fold(word))) for word in WORD.findall(text))
        return _once(word for word, plain in found if plain.endswith(ends) and plain.startswith(tuple(begins)))


def _short(name: str) -> set[str]:
    return places_named.halves(name) | {fold(name)}


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
    text = repeats.letters(text)
    marks = [Mark(Kind.PERSON, word) for word in known.names(text, but=own)]
    marks += [Mark(Kind.CONTACT, words.strip()) for words in _once(CONTACT.findall(text))]
    return marks + [Mark(Kind.OFFICE, words) for words in _once(OFFICE.findall(text))]


def in_paraphrase(
    text: str, known: Known, *, original: str, common: Counter[str] | None = None, alone: str = ""
) -> list[Mark]:
    """Everything in a paraphrase that lets its author, or somebody else, be recognised."""
    text = repeats.letters(text)
    marks = somebody_else(text, known)
    run = kept(text, original, common)
    if run:
        marks.append(Mark(Kind.KEPT, run))
    marks += [Mark(Kind.PLACE, words) for words in places_named.named(text, known.places)]
    marks += [Mark(Kind.PROJECT, name) for name in sorted(known.projects) if _stands(_bare(name), text)]
    marks += [Mark(Kind.ORGANISATION, name) for name in sorted(known.organisations) if _stands(name, text)]
    dates = _once(DATE.findall(text))
    marks += [Mark(Kind.DATE, words) for words in dates]
    rest = DATE.sub(" ", CONTACT.sub(" ", text))
    marks += [Mark(Kind.FIGURE, words.strip(" .,")) for words in _once(FIGURE.findall(rest))]
    marks += _perhaps(text, known, {mark.words for mark in marks})
    marks += [Mark(Kind.RARE, word) for word in rare(text, original, common or Counter())]
    return marks + ([Mark(Kind.ALONE, alone)] if alone else [])


def _perhaps(text: str, known: Known, said: set[str]) -> list[Mark]:
    """What its reader judges: it may be one person, for whoever lives there."""
    of = {
        Kind.LIKE_A_NAME: known.like_names(text),
        Kind.ROLE: telling_signs.ROLE.findall(text),
        Kind.SERVICE: telling_signs.SERVICE.findall(text),
        Kind.PEOPLE_OF: known.people_of_places(text),
    }
    return [Mark(kind, words) for kind, found in of.items() for words in _once(found) if words not in said]


def _bare(name: str) -> str:
    """A project's name without the small word it opens on."""
    first, _space, rest = name.partition(" ")
    return rest if " " in rest and fold(first) in ARTICLES else name


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
