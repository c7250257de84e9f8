"""The pages answer what the rules say: to each role, about what is hers, beside hers and elsewhere."""

from levain.portal.sample_world import ANONYMOUS
from tests.sweep.walk import HELD_BY_LINK

# The only readings that leave a trace: who took personal data out of the house, how far each has read a conversation.
RECORDED = {"seminars:export", "projects:conversation"}
REDIRECTS_WITHIN = ("/", "?")


def _answers_as_allowed(visit):
    if visit.post_only:
        return visit.status == 405
    if visit.route in HELD_BY_LINK:
        return visit.status in (200, 401, 404, 410)
    within = visit.location.startswith(REDIRECTS_WITHIN) and not visit.location.startswith("//")
    return visit.status == 200 or (visit.status == 302 and within)


def _answers_as_refused(visit):
    if visit.role == ANONYMOUS and not visit.public:
        return visit.status == 302 and visit.location.startswith("/connexion/?next=")
    if visit.method == "GET" and visit.post_only:
        return visit.status in (403, 404, 405)
    return visit.status in (403, 404) or (visit.method == "POST" and visit.status == 405)


def every_page_answers_as_its_rule_does(visits):
    wrong = [
        str(visit)
        for visit in visits
        if not (_answers_as_allowed(visit) if visit.allowed else _answers_as_refused(visit))
    ]

    yield from wrong


def no_page_that_is_read_and_no_refused_post_changes_anything(visits):
    wrong = [f"{visit}: {visit.changes[0][:80]}" for visit in visits if visit.changes and visit.route not in RECORDED]

    yield from wrong


CHECKS = (every_page_answers_as_its_rule_does, no_page_that_is_read_and_no_refused_post_changes_anything)
