"""The entry point of every server: pages are synchronous Django, each answered whole by one thread of a few.

The streams of rooms held live are answered before Django, without a thread: two thousand may stay open. What their
telephones send goes to its view without the middleware of pages (levain/seminars/views/quick.py).
"""

import os
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.db import close_old_connections  # noqa: E402

django.setup(set_prefix=False)

# The bare view that the bench compares every page with has this entry point too, and no room.
ROOMS = apps.is_installed("levain.seminars")
if ROOMS:
    from levain.seminars.live import stream
    from levain.seminars.views import quick

THREADS = 16


class Pages(ASGIHandler):
    """Runs the whole middleware chain in one hop to a thread, instead of two hops for each middleware.

    The threads last: Django makes one for each request otherwise, and opens the database again in each,
    which costs more than a small page.
    """

    threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="pages")

    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        response = await sync_to_async(self.answer, thread_sensitive=False, executor=self.threads)(request)
        if response.streaming and not response.is_async:
            response.streaming_content = in_turn(response.streaming_content)
        return response

    def answer(self, request):
        """Django's own signals are heard in another thread: what they do for connections is done here."""
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()


async def in_turn(chunks):
    """Files are small and ready: they are read as they are sent."""
    for chunk in chunks:
        yield chunk


pages = Pages()


async def application(scope, receive, send):
    if ROOMS and stream.is_one(scope):
        await stream.answer(scope, receive, send)
    elif ROOMS and quick.is_one(scope):
        await quick.answer(scope, receive, send, Pages.threads)
    else:
        await pages(scope, receive, send)
