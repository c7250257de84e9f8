"""The routes of this package (`access.py` here is the mechanism itself)."""

from levain.foundation import rules
from levain.foundation.access import PUBLIC, SIGNED_IN, Route, asks, declare
from levain.foundation.models import Document

declare(
    {
        "foundation:alive": PUBLIC,
        "foundation:ready": PUBLIC,
        "foundation:document": asks(rules.can_read_document, of=Document, public=True),
        "foundation:notices": SIGNED_IN,
        "foundation:resume": SIGNED_IN,
        "foundation:read_notices": Route(post_only=True),
        "foundation:resume_letters": Route(post_only=True),
        "foundation:rhythm": SIGNED_IN,
        "foundation:calendar_feeds": SIGNED_IN,
        "foundation:open_calendar_feed": Route(post_only=True),
        "foundation:close_calendar_feed": Route(post_only=True),
        # A calendar cannot sign in: the address is the right, and the rights of its owner are asked at each reading.
        "foundation:calendar_feed": PUBLIC,
        # Whoever holds the signed link may open it: the token is the right.
        "foundation:stop_letters": PUBLIC,
        "foundation:answer": PUBLIC,
        # The design system lies below and cannot declare its own: the pages every service owes its readers.
        "foundation:personal_data": PUBLIC,
        "design:accessibility": PUBLIC,
        "design:components": PUBLIC,
        "design:licence": PUBLIC,
        "design:robots": PUBLIC,
        "design:security": PUBLIC,
        "design:contact": PUBLIC,
        "design:cookies": PUBLIC,
        "design:display": PUBLIC,
        "design:ecodesign": PUBLIC,
        "design:language": PUBLIC,
        "design:legal": PUBLIC,
        "design:privacy": PUBLIC,
        "design:sitemap": PUBLIC,
    }
)
