"""The service itself: a token in two steps, pages until there is no next one, and no step aside."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from levain.foundation import outside

A_PAGE = 30  # fits within the weight that `outside` accepts
MOST_PAGES = 2_000
HEAVIEST_FILE = 100_000_000


class NotUnderstood(Exception):
    """What was given is not what Aides-territoires writes."""


def from_file(path: Path) -> list[Any]:
    """The records of a file: a page of the API as it came, or a plain list of records."""
    try:
        if path.stat().st_size > HEAVIEST_FILE:
            raise NotUnderstood(_("this file is too large."))
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise NotUnderstood(_("this file cannot be opened.")) from error
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("this file is not JSON in UTF-8.")) from error
    found = content.get("results") if isinstance(content, dict) else content
    if not isinstance(found, list) or not found:
        raise NotUnderstood(_("this file holds no list of supports."))
    return found


def from_service(*, insee: str = "") -> Iterator[Any]:
    """Every record of the service, or those open in a commune. Raises outside.Unreachable or NotUnderstood."""
    base = settings.AIDES_TERRITOIRES["url"].rstrip("/") + "/"
    headers = {"Authorization": f"Bearer {_signed_in(base)}", "Accept": "application/json"}
    asked = {"page": 1, "itemsPerPage": A_PAGE}
    if insee:
        asked["perimeter_id"] = _perimeter(base, headers, insee)
    path = "aids/" if insee else "aids/all/"
    url: str | None = f"{urljoin(base, path)}?{urlencode(asked)}"
    seen: set[str] = set()
    while url:
        if url in seen or len(seen) >= MOST_PAGES:
            raise NotUnderstood(_("the pages of the service turn in a circle."))
        seen.add(url)
        page = _json(base, url, headers)
        results, url = page.get("results"), page.get("next")
        if not isinstance(results, list) or not (url is None or isinstance(url, str)):
            raise NotUnderstood(_("the service did not answer with a page of supports."))
        yield from results


def _signed_in(base: str) -> str:
    """The token of the account gives the token of the day (24 h)."""
    token = settings.AIDES_TERRITOIRES["token"]
    if not token:
        raise NotUnderstood(_("no token is set: ask Aides-territoires for one, and put it in the settings."))
    given = _json(base, urljoin(base, "connexion/"), {"X-AUTH-TOKEN": token}, method="POST").get("token")
    if not isinstance(given, str) or not given.isascii() or any(ord(sign) <= 32 for sign in given):
        raise NotUnderstood(_("the service gave no token of the day."))
    return given


def _perimeter(base: str, headers: dict[str, str], insee: str) -> str:
    """Their number for a commune: the digits that begin « 12345-nom »."""
    page = _json(base, f"{urljoin(base, 'perimeters/')}?{urlencode({'insees': insee, 'scale': 'commune'})}", headers)
    found = page.get("results")
    first = found[0].get("id") if isinstance(found, list) and found and isinstance(found[0], dict) else ""
    number = str(first).partition("-")[0]
    if not number.isdigit():
        raise NotUnderstood(_("the service does not know this commune."))
    return number


def _json(base: str, url: str, headers: dict[str, str], method: str = "GET") -> dict[str, Any]:
    answer = outside.fetch(url, method=method, headers=headers, trusted=outside.place(base))
    if answer.status in (401, 403):
        raise NotUnderstood(_("the service refuses the token."))
    if answer.status != 200:
        raise NotUnderstood(_("the service answers with the error %(status)d.") % {"status": answer.status})
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(_("the service did not answer with a page of supports.")) from error
    if not isinstance(content, dict):
        raise NotUnderstood(_("the service did not answer with a page of supports."))
    return content
