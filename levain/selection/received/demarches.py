"""Démarches simplifiées: a `dossier` of its GraphQL answer, from a file or from the service, page by page."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from levain.foundation import outside
from levain.selection.received.records import MOST_RECORDS, NotUnderstood, Record

NUMBER, DEPOSITED, EMAIL, STATE = "Numéro du dossier", "Déposé le", "Adresse de la personne", "État du dossier"
A_PAGE = 25
MOST_PAGES = 200
HEAVIEST_PAGE = 8_000_000
DEPTH = 3
FIELDS = """
fragment Words on Champ {
  __typename id label stringValue
  ... on DateChamp { date }
  ... on DatetimeChamp { datetime }
  ... on CheckboxChamp { checked: value }
  ... on MultipleDropDownListChamp { values }
  ... on CommuneChamp { commune { name code } }
  ... on PieceJustificativeChamp { files { filename } }
}"""
QUERY = (
    """
query applications($number: Int!, $first: Int!, $after: String) {
  demarche(number: $number) {
    dossiers(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number state dateDepot
        usager { email }
        champs { ...Words ... on RepetitionChamp { rows { champs { ...Words } } } }
      }
    }
  }
}"""
    + FIELDS
)


def from_file(content: bytes) -> list[Record]:
    """A whole answer, or the answers of several pages in a list."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("This file is not JSON in UTF-8.")) from error
    pages = told if isinstance(told, list) else [told]
    nodes = [node for page in pages[:MOST_PAGES] for node in _nodes(page)[0]]
    if not nodes:
        raise NotUnderstood(_("This file holds no “dossiers” of Démarches simplifiées."))
    return read(nodes)


def from_service(number: int) -> list[Record]:
    """Every file of a procedure. Raises NotUnderstood or outside.Unreachable."""
    token = settings.DEMARCHES["token"]
    if not token:
        raise NotUnderstood(_("No token is set: ask the administrator to put one in the settings."))
    return read(list(_pages(number, token)))


def _pages(number: int, token: str) -> Iterator[Any]:
    url, after, seen = settings.DEMARCHES["url"], None, set()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    for _page in range(MOST_PAGES):
        asked = {"query": QUERY, "variables": {"number": number, "first": A_PAGE, "after": after}}
        answer = outside.fetch(
            url,
            method="POST",
            headers=headers,
            body=json.dumps(asked).encode(),
            trusted=outside.place(url),
            heaviest=HEAVIEST_PAGE,
        )
        nodes, after, more = _nodes(_told(answer))
        yield from nodes
        if not more:
            return
        if not after or after in seen:
            break
        seen.add(after)
    raise NotUnderstood(_("The pages of the service turn in a circle."))


def _told(answer: outside.Answer) -> Any:
    if answer.status in (401, 403):
        raise NotUnderstood(_("The service refuses the token."))
    if answer.status != 200:
        raise NotUnderstood(_("The service answers with the error %(status)d.") % {"status": answer.status})
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("The service did not answer with files.")) from error


def _nodes(page: Any) -> tuple[list[Any], str | None, bool]:
    """The files of an answer, the cursor of the next one, and whether there is one."""
    if isinstance(page, dict) and page.get("errors"):
        first = page["errors"][0] if isinstance(page["errors"], list) else {}
        said = first.get("message") if isinstance(first, dict) else ""
        raise NotUnderstood(_("The service refuses: %(words)s") % {"words": str(said or "?")[:200]})
    found = page
    for name in ("data", "demarche", "dossiers"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    if not isinstance(found, dict) or not isinstance(found.get("nodes"), list):
        raise NotUnderstood(_("This is not an answer of Démarches simplifiées: it holds no “dossiers”."))
    info = found.get("pageInfo") if isinstance(found.get("pageInfo"), dict) else {}
    cursor = info.get("endCursor")
    return found["nodes"], cursor if isinstance(cursor, str) else None, info.get("hasNextPage") is True


def read(nodes: list[Any]) -> list[Record]:
    if len(nodes) > MOST_RECORDS:
        raise NotUnderstood(_("More than %(n)d applications: import them in several times.") % {"n": MOST_RECORDS})
    return [_record(node, place) for place, node in enumerate(nodes, 1)]


def _record(node: Any, place: int) -> Record:
    """One file; what cannot be read is said of it, and does not stop the others from being tried."""
    number = node.get("number") if isinstance(node, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**53:
        return Record(str(place), error=_("it has no number."))
    record = Record(str(number))
    try:
        record.put(NUMBER, str(number))
        record.put(DEPOSITED, _text(node, "dateDepot"))
        record.put(STATE, _text(node, "state"))
        user = node.get("usager")
        record.put(EMAIL, _text(user, "email") if isinstance(user, dict) else "")
        for champ in _list(node, "champs"):
            _put(record, champ)
    except NotUnderstood as error:
        record.error = str(error)
    return record


def _put(record: Record, champ: Any) -> None:
    if not isinstance(champ, dict):
        raise NotUnderstood(_("one of its fields cannot be read."))
    kind = _text(champ, "__typename")
    if kind in ("HeaderSectionChamp", "ExplicationChamp"):
        return
    commune = champ.get("commune")
    code = _text(commune, "code") if isinstance(commune, dict) else ""
    record.put(_text(champ, "label"), words(champ), code)


def words(champ: dict[str, Any], depth: int = 0) -> str:
    """The words of a field, whatever its kind."""
    if isinstance(champ.get("files"), list):
        return "\n".join(_text(one, "filename") for one in champ["files"] if isinstance(one, dict))
    if isinstance(champ.get("rows"), list) or isinstance(champ.get("champs"), list):
        return _repeated(champ, depth)
    if isinstance(champ.get("values"), list):
        return "\n".join(str(one) for one in champ["values"] if isinstance(one, str))
    if isinstance(champ.get("checked"), bool):
        return "true" if champ["checked"] else "false"
    for name in ("date", "datetime"):
        if isinstance(champ.get(name), str):
            return champ[name]
    return _text(champ, "stringValue")


def _repeated(champ: dict[str, Any], depth: int) -> str:
    if depth >= DEPTH:
        raise NotUnderstood(_("one of its fields is folded too deep."))
    rows = champ.get("rows") if isinstance(champ.get("rows"), list) else [{"champs": champ.get("champs")}]
    told = []
    for row in rows:
        inner = [one for one in _list(row, "champs") if isinstance(one, dict)] if isinstance(row, dict) else []
        said = [(_text(one, "label"), words(one, depth + 1)) for one in inner]
        told.append(" · ".join(f"{label} : {value}" for label, value in said if value))
    return "\n".join(filter(None, told))


def _text(raw: Any, name: str) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotUnderstood(_("“%(field)s” must be a text.") % {"field": name})
    return value


def _list(raw: Any, name: str) -> list[Any]:
    value = raw.get(name) or []
    if not isinstance(value, list):
        raise NotUnderstood(_("“%(field)s” must be a list.") % {"field": name})
    return value
