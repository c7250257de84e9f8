"""What every page owes its reader: its structure, its title, its headers, its cost."""

import re
from collections import defaultdict

import html5lib

from levain.portal.sample_world import ANONYMOUS
from tests.sweep.walk import FEW, FRAGMENTS

HEADING = re.compile(rb"<h([1-6])[ >]")
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
ID = re.compile(rb"""\sid=["']([^"']+)["']""")
REFERENCE = re.compile(rb"""\s(?:aria-(?:labelledby|describedby|controls|owns|errormessage)|for)=["']([^"']+)["']""")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'")
# Two names of one address.
SAME_PAGE = {"account_request_login_code": "account_login"}
LOCKED_UP = ("default-src 'none'", "frame-ancestors 'none'")


def _pages(visits):
    return [visit for visit in visits if visit.is_page]


def every_page_has_one_heading_of_the_first_level_and_skips_none(visits):
    pages = _pages(visits)

    def fault(content):
        levels = [int(level) for level in HEADING.findall(content)]
        if levels.count(1) != 1:
            return f"{levels.count(1)} h1"
        return next((f"h{a} then h{b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1), "")

    yield from (f"{page.route}: {said}" for page in pages if (said := fault(page.content)))


def every_page_is_in_french_and_has_one_main_part(visits):
    pages = _pages(visits)
    yield from (page.route for page in pages if b'<html lang="fr"' not in page.content)
    yield from (page.route for page in pages if page.content.count(b"<main") != 1)


def every_page_has_a_title_of_its_own(visits):
    pages = _pages(visits)
    routes = defaultdict(set)
    for page in pages:
        found = TITLE.search(page.content)
        routes[found.group(1).strip().decode() if found else ""].add(SAME_PAGE.get(page.route, page.route))

    yield from (["no title"] if "" in routes else [])
    yield from (f"{title}: {', '.join(sorted(names))}" for title, names in routes.items() if len(names) > 1)


def every_page_is_sound_html(visits):
    """The fullest page of each route: no parse error, no id twice, no reference to what is not there."""
    pages = _pages(visits)
    fullest = {}
    for page in pages:
        if len(page.content) > len(fullest.get(page.route, page).content) or page.route not in fullest:
            fullest[page.route] = page

    yield from (f"{name}: {fault}" for name, page in fullest.items() for fault in _faults(page.content))


def _faults(content):
    parser = html5lib.HTMLParser()
    parser.parse(content.decode())
    for position, code, details in parser.errors:
        yield f"{code} {details} at {position}"
    ids = ID.findall(content)
    yield from (f"id {one.decode()} twice" for one in set(ids) if ids.count(one) > 1)
    wanted = {one for several in REFERENCE.findall(content) for one in several.split()}
    yield from (f"nothing has the id {one.decode()}" for one in wanted - set(ids))


def every_answer_carries_the_headers_that_protect_its_reader(visits):
    wrong = [
        f"{visit}: {name}" for visit in visits for name, value in HEADERS.items() if visit.headers.get(name) != value
    ]
    wrong += [f"{visit}: Permissions-Policy" for visit in visits if not visit.headers.get("Permissions-Policy")]
    for visit in visits:
        policy = visit.headers.get("Content-Security-Policy", "")
        # A file is locked up: no script, no form, no frame.
        expected = LOCKED_UP if policy.startswith("sandbox;") else POLICY
        if "unsafe" in policy or not all(part in policy for part in expected):
            wrong.append(f"{visit}: {policy}")

    yield from wrong


def no_copy_of_a_signed_in_page_is_kept(visits):
    wrong = [
        f"{visit}: {visit.headers.get('Cache-Control')}"
        for visit in visits
        if visit.role != ANONYMOUS
        and visit.route not in FRAGMENTS
        and not visit.headers.get("Content-Type", "").startswith("text/javascript")
        and "no-store" not in visit.headers.get("Cache-Control", "")
    ]

    yield from wrong


def every_page_asks_few_queries(visits):
    pages = _pages(visits)
    yield from (
        f"{page.route} as {page.role} ({page.relation}): {len(page.queries)} queries"
        for page in pages
        if len(page.queries) > FEW
    )


CHECKS = (
    every_page_has_one_heading_of_the_first_level_and_skips_none,
    every_page_is_in_french_and_has_one_main_part,
    every_page_has_a_title_of_its_own,
    every_page_is_sound_html,
    every_answer_carries_the_headers_that_protect_its_reader,
    no_copy_of_a_signed_in_page_is_kept,
    every_page_asks_few_queries,
)
