"""Rank the catalogue for a need. Who may ask where is explained, never hidden: see formulas.matching."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.formulas import matching
from levain.foundation import search
from levain.people.models import Organisation
from levain.support.models import Need, Support, Synonym
from levain.support.reasons import proposed, sentences
from levain.support.services.places_named import around_places_named
from levain.support.vocabularies import BENEFICIARIES, STAGES, french_labels
from levain.territories.models import Territory

# As many candidates as one can score within the time of a page.
CANDIDATES = 600
ACTS_AS: dict[str, set[str]] = {
    Organisation.Kind.COLLECTIVE: {"collectif_informel", "habitants"},
    Organisation.Kind.ASSOCIATION: {"association", "habitants"},
    Organisation.Kind.COOPERATIVE: {"cooperative", "entreprise_ess"},
    Organisation.Kind.COMPANY: {"entreprise_ess"},
    Organisation.Kind.COMMUNE: {"collectivite"},
    Organisation.Kind.EPCI: {"collectivite"},
}


@dataclass(frozen=True)
class Match:
    """A support and how it answers: `eligible` is None as long as something remains to be checked."""

    support: Support
    score: float
    eligible: bool | None
    reasons: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    proposed: str = ""


class UnknownFacet(Exception):
    """A commune, a beneficiary or a stage that the house does not know."""


def rank(
    text: str | Mapping[str, str],
    *,
    commune: str | Territory | Collection[Territory] | None = None,
    beneficiary: str | Collection[str] | None = None,
    stage: str | None = None,
    has_local_authority: bool | None = None,
    themes: Collection[str] = (),
    today: date | None = None,
    top: int | None = None,
) -> list[Match]:
    """The supports that answer a need, best first. `text` may come in parts (in_my_words, blocks, unblock…).

    Give `top` wherever one can: only what is returned is explained.
    """
    parts = {"in_my_words": text} if isinstance(text, str) else dict(text)
    need = matching.NeedRecord(
        parts=parts,
        today=today or timezone.localdate(),
        themes=frozenset(themes),
        territories=territories_around(commune),
        hinted=frozenset()
        if commune
        else around_places_named(text if isinstance(text, str) else " ".join(text.values())),
        beneficiaries=frozenset([beneficiary] if isinstance(beneficiary, str) else beneficiary or ()),
        has_local_authority=has_local_authority,
        stage=stage or "",
    )
    ready = prepared(catalogue_version())
    groups = ready.catalogue.read(need)
    asked = ready.catalogue.telling(groups, CANDIDATES)
    among = [ready.slugs[pk] for pk in search.holding(Support, asked) if pk in ready.slugs]
    found = ready.catalogue.rank(need, among=among, top=top, groups=groups)
    supports = Support.objects.in_bulk([match.id for match in found], field_name="slug")
    return [
        Match(
            supports[match.id],
            round(match.score, 4),
            match.eligible,
            sentences(match.reasons, ready.places),
            sentences(match.missing, ready.places),
            proposed(supports[match.id].what_it_gives, match, ready.places),
        )
        for match in found
    ]


def rank_for(need: Need, *, top: int | None = 20) -> list[Match]:
    """The same for a stated need: its own fields, and what is known of its project, local authority included."""
    project = need.project
    parts = ("in_my_words", "blocks", "unblock", "tried", "adviser_words")
    return rank(
        {part: getattr(need, part) for part in parts},
        commune=list(project.communes.all()),
        beneficiary=ACTS_AS.get(project.collective.kind, set()),
        stage=project.stage,
        has_local_authority=True,
        themes=[need.theme] if need.theme else [],
        top=top,
    )


def match_command(
    text: str, commune: str | None = None, beneficiary: str | None = None, stage: str | None = None, top: int = 5
) -> list[dict[str, Any]]:
    """What `levain match` prints; nothing being known of a local authority, it may still be the one that asks."""
    for code, vocabulary in ((beneficiary, BENEFICIARIES), (stage, STAGES)):
        if code and code not in vocabulary:
            known = ", ".join(vocabulary)
            raise UnknownFacet(
                _("“%(code)s” is not known here. Known: %(known)s.") % {"code": code[:60], "known": known}
            )
    found = rank(text, commune=commune, beneficiary=beneficiary, stage=stage, top=max(top, 0))
    return [
        {
            "support": match.support.slug,
            "name": match.support.name,
            "score": match.score,
            "eligible": match.eligible,
            "reasons": match.reasons,
            "missing": match.missing,
        }
        for match in found
    ]


def territories_around(place: str | Territory | Collection[Territory] | None) -> frozenset[str]:
    """Every territory that contains the place, as "kind:code"; nothing when the place is not known."""
    if not place:
        return frozenset()
    if isinstance(place, str):
        place = _commune(place)
    places = [place] if isinstance(place, Territory) else list(place)
    inside = [territory.successor or territory for territory in places]
    rows = Territory.objects.containing(*inside).values_list("kind", "code")
    return frozenset({f"{kind}:{code}" for kind, code in rows} | {matching.NATIONAL})


def _commune(code: str) -> Territory:
    known = Territory.objects.filter(code=code, kind__in=[Territory.Kind.COMMUNE, Territory.Kind.FORMER])
    found = known.select_related("successor").order_by("kind").first()
    if found is None:
        raise UnknownFacet(_("No commune has the code “%(code)s”.") % {"code": code[:20]})
    return found


def texts_of(support: Support, places: str) -> dict[str, str]:
    """What of a support is read to match it, field by field."""
    return {
        "name": support.name,
        "said": support.said,
        "what_it_gives": support.what_it_gives,
        "labels": french_labels(support.kind, support.themes),
        "conditions": support.conditions,
        "how_to_apply": support.how_to_apply,
        "provider": support.provider,
        "places": places,
    }


def local_places(territories: Collection[Territory]) -> str:
    """The names of the places a support is limited to; none when it is national."""
    return ", ".join(place.name for place in territories if place.kind != Territory.Kind.COUNTRY)


def index_supports(supports: Collection[Support]) -> None:
    """Keep the index in step, in the transaction of what changed the supports."""
    search.index_many(
        Support,
        (
            (support.pk, " ".join(texts_of(support, local_places(support.territories.all())).values()))
            for support in supports
        ),
    )


def matching_ids(words: str = "", **facets: str) -> list[int]:
    """What is on offer under these facets: by name; with words, the best first, among what the index brings."""
    offered = Support.objects.on_offer().offering(**facets)
    if not words:
        return list(offered.values_list("pk", flat=True))
    found = search.find(Support, words, limit=search.CAP)
    kept = set(offered.order_by().filter(pk__in=found).values_list("pk", flat=True))
    return [pk for pk in found if pk in kept]


def catalogue_version() -> tuple[Any, ...]:
    """Changes with any change of a support (each keeps its history) or of a synonym, whichever process made it."""
    supports = Support.history.aggregate(Max("history_id"), Max("history_date"))
    synonyms = Synonym.objects.aggregate(Max("pk"), Count("pk"), Max("changed_at"))
    return (*supports.values(), *synonyms.values())


@dataclass(frozen=True)
class _Prepared:
    catalogue: matching.Catalogue
    slugs: dict[int, str]
    places: dict[str, str]


_reading = Lock()


def prepared(version: tuple[Any, ...]) -> _Prepared:
    """The catalogue read once for each version of it; who comes while it is being read waits for it."""
    with _reading:
        return _read(version)


def read_catalogue() -> None:
    """Before anyone asks: on five thousand supports it takes seconds."""
    prepared(catalogue_version())


@lru_cache(maxsize=1)
def _read(version: tuple[Any, ...]) -> _Prepared:
    supports = list(Support.objects.on_offer())
    around = _territories()
    sayings = Synonym.objects.values_list("said", "means")
    places = {_code(place): place.name for found in around.values() for place in found}
    slugs = {support.pk: support.slug for support in supports}
    records = [_record(support, around.get(support.pk, [])) for support in supports]
    return _Prepared(matching.Catalogue(records, list(sayings)), slugs, places)


def _territories() -> dict[int, list[Territory]]:
    """The territories of each support, from the links: SQLite plans a prefetch of thousands badly."""
    found: dict[int, list[Territory]] = defaultdict(list)
    links = Support.territories.through.objects.values_list("support_id", "territory_id")
    places = Territory.objects.in_bulk({territory for _support, territory in links})
    for support, territory in links:
        found[support].append(places[territory])
    return found


def _record(support: Support, territories: Collection[Territory]) -> matching.SupportRecord:
    return matching.SupportRecord(
        id=support.slug,
        name=support.name,
        texts=texts_of(support, local_places(territories)),
        themes=frozenset(support.themes),
        beneficiaries=frozenset(support.beneficiaries),
        stages=frozenset(support.stages),
        territories=frozenset(map(_code, territories)),
        opens=support.opens,
        closes=support.closes,
    )


def _code(place: Territory) -> str:
    return f"{place.kind}:{place.code}"
