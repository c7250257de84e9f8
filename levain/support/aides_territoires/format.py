"""One support of Aides-territoires, as its API writes it, read into the words of our catalogue."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from levain.formulas.french import fold
from levain.support.aides_territoires.words import cut, plain

SITE = "https://aides-territoires.beta.gouv.fr"
LONGEST_TEXT = 5000
KINDS = (
    *((start, "financement") for start in ("subvention", "pret", "avance", "certificat", "autre aide financiere")),
    ("ingenierie juridique", "juridique"),
    ("ingenierie", "ingenierie"),
)
AUDIENCES = (
    ("commune", "collectivite"),
    ("intercommunal", "collectivite"),
    ("departement", "collectivite"),
    ("region", "collectivite"),
    ("collectivites d'outre-mer", "collectivite"),
    ("association", "association"),
    ("particulier", "habitants"),
    ("entreprises privees", "entreprise_ess"),
)
STEPS = (
    ("reflexion", ("emergence", "conception")),
    ("mise en oeuvre", ("realisation",)),
    ("usage", ("fonctionnement",)),
)
# Their themes hold " / " themselves: the whole label is read, and no cut is made.
THEMES = (
    ("citoyennete|vie associative|participation", "participation"),
    ("logement|habitat", "habitat"),
    ("energie", "energie"),
    ("mobilite|transport|velo", "mobilite"),
    ("agricul|aliment|circuits courts", "alimentation_agriculture"),
    ("biodiversite|nature|foret|espaces verts|milieux humides", "biodiversite_nature"),
    (r"\beaux?\b|assainissement|milieux aquatiques", "eau"),
    ("dechet|economie circulaire|recycl", "dechets_economie_circulaire"),
    ("urbanisme|amenagement|espace public|voirie|friche", "amenagement_espace_public"),
    ("tiers[- ]lieux", "tiers_lieux"),
    ("solidarite|lien social|cohesion|inclusion|handicap|egalite|personnes agees", "solidarite_inclusion"),
    ("economie locale|commerce|emploi|artisanat|sociale et solidaire|developpement economique", "economie_locale"),
    ("patrimoine|monuments", "patrimoine"),
    ("education|sensibilisation|jeunesse|enseignement", "education_sensibilisation"),
    ("sante|qualite de l'air|bruit|risques sanitaires", "sante_environnement"),
    ("numerique", "numerique"),
)
RECURRENCES = {"ponctuelle": "oneoff", "permanente": "ongoing", "recurrente": "recurring"}
SCALES = {"commune": "commune", "epci": "epci", "departement": "department", "region": "region", "pays": "country"}
LICENCES = {"openlicence20": "Licence Ouverte 2.0 (Etalab)", "": "Licence Ouverte 2.0 (Etalab)"}


class NotAnAid(Exception):
    """One record cannot be read, for a reason we can say."""


@dataclass(frozen=True)
class Aid:
    """`fields` are those of Support; `perimeter` is (kind or "", name), to be looked for among the territories."""

    number: int
    updated: datetime
    live: bool
    fields: dict[str, Any] = field(default_factory=dict)
    perimeter: tuple[str, str] = ("", "")


def read(raw: Any) -> Aid:
    """One element of `results`. Raises NotAnAid."""
    if not isinstance(raw, dict):
        raise NotAnAid(_("it is not a support."))
    number = raw.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        raise NotAnAid(_("“%(field)s” is missing.") % {"field": "id"})
    name = plain(_text(raw, "name") or _text(raw, "short_title")).replace("\n", " ")
    if not name:
        raise NotAnAid(_("“%(field)s” is missing.") % {"field": "name"})
    updated = _moment(raw, "date_updated") or _moment(raw, "date_created")
    if updated is None:
        raise NotAnAid(_("“%(field)s” is missing.") % {"field": "date_updated"})
    return Aid(number, updated, raw.get("is_live") is not False, _fields(raw, name, updated), _perimeter(raw))


def _fields(raw: dict[str, Any], name: str, updated: datetime) -> dict[str, Any]:
    page = _page(raw)
    provider = ", ".join(_labels(raw, "financers") or _labels(raw, "instructors")) or "Aides-territoires"
    types = _labels(raw, "aid_types")
    return {
        "name": cut(name, 200),
        "provider": cut(provider, 200),
        "kind": next(iter(_coded(types, KINDS)), "financement"),
        "themes": _themes(_labels(raw, "categories")),
        "beneficiaries": _coded(_labels(raw, "targeted_audiences"), AUDIENCES),
        "stages": [stage for stages in _coded(_labels(raw, "mobilization_steps"), STEPS) for stage in stages],
        "what_it_gives": cut(plain(_text(raw, "description")) or name, LONGEST_TEXT),
        "conditions": cut("\n".join(filter(None, [plain(_text(raw, "eligibility")), *_money(raw)])), LONGEST_TEXT),
        "how_to_apply": cut(_how(raw), LONGEST_TEXT),
        "url": _web(_text(raw, "origin_url")) or page,
        "opens": _day(raw, "start_date"),
        "closes": _day(raw, "submission_deadline"),
        "recurrence": RECURRENCES.get(fold(_text(raw, "recurrence")).lower(), ""),
        "licence": _licence(raw),
        "source": _("Aides-territoires, %(page)s, updated on %(day)s.")
        % {"page": page, "day": updated.date().isoformat()},
        "confidence": "sourced",
    }


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotAnAid(_("“%(field)s” must be a text.") % {"field": name})
    return value.replace("\x00", "").strip()


def _labels(raw: dict[str, Any], name: str) -> list[str]:
    values = raw.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise NotAnAid(_("“%(field)s” must be a list.") % {"field": name})
    return [plain(value).replace("\n", " ") for value in values[:100]]


def _coded(labels: Iterable[str], table: Iterable[tuple[str, Any]]) -> list[Any]:
    """The codes of these labels, in the order of the table; what no row of the table knows is left out."""
    folded = [fold(label).lower().replace("’", "'") for label in labels]
    return list(dict.fromkeys(code for start, code in table if any(label.startswith(start) for label in folded)))


def _themes(categories: list[str]) -> list[str]:
    folded = " ; ".join(fold(category).lower().replace("’", "'") for category in categories)
    return [code for pattern, code in THEMES if re.search(pattern, folded)]


def _perimeter(raw: dict[str, Any]) -> tuple[str, str]:
    scale = fold(_text(raw, "perimeter_scale")).lower()
    name = _text(raw, "perimeter")
    if scale == "continent" and fold(name).lower() == "europe":
        return ("country", "France")
    return (SCALES.get(scale, ""), name)


def _money(raw: dict[str, Any]) -> Iterable[str]:
    low, high = (_number(raw, f"subvention_rate_{bound}_bound") for bound in ("lower", "upper"))
    if high is not None:
        yield _("Rate of the grant: from %(low)d to %(high)d %%.") % {"low": low or 0, "high": high}
    yield plain(_text(raw, "subvention_comment"))
    for name, said in (
        ("loan_amount", _("Loan: %(euros)d €.")),
        ("recoverable_advance_amount", _("Recoverable advance: %(euros)d €.")),
    ):
        if (amount := _number(raw, name)) is not None:
            yield said % {"euros": amount}


def _number(raw: dict[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**12:
        raise NotAnAid(_("“%(field)s” is not a number that makes sense.") % {"field": name})
    return round(value)


def _how(raw: dict[str, Any]) -> str:
    where = _web(_text(raw, "application_url"))
    return "\n".join(filter(None, [plain(_text(raw, "contact")), where]))


def _licence(raw: dict[str, Any]) -> str:
    given = _text(raw, "import_share_licence")
    licence = LICENCES.get(given) or _("licence not known: ask the provider before sharing it again")
    mention = plain(_text(raw, "import_data_mention")).replace("\n", " ")
    return cut(" · ".join(filter(None, [licence, mention])), 300)


def _page(raw: dict[str, Any]) -> str:
    path = _text(raw, "url")
    return SITE + path if path.startswith("/") and _web(SITE + path) else SITE


def _web(url: str) -> str:
    """A web address fit to follow, or nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    fit = parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname
    return url if fit and len(url) <= 500 and not re.search(r"[\s<>\"'\\\x00-\x1f]", url) else ""


def _day(raw: dict[str, Any], name: str) -> date | None:
    value = _text(raw, name)
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError as error:
        raise NotAnAid(_("“%(field)s” is not a date (2021-05-31).") % {"field": name}) from error


def _moment(raw: dict[str, Any], name: str) -> datetime | None:
    value = _text(raw, name)
    try:
        moment = datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise NotAnAid(_("“%(field)s” is not a date (2021-05-31).") % {"field": name}) from error
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
