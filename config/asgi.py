"""The entry point of every server: pages are synchronous Django, answered from one thread each."""

import os

from asgiref.sync import sync_to_async

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402

django.setup(set_prefix=False)


class Pages(ASGIHandler):
    """Runs the whole middleware chain in one hop to a thread, instead of two hops for each middleware."""

    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        response = await sync_to_async(self.get_response, thread_sensitive=True)(request)
        if response.streaming and not response.is_async:
            response.streaming_content = in_turn(response.streaming_content)
        return response


async def in_turn(chunks):
    """Files are small and ready: they are read as they are sent."""
    for chunk in chunks:
        yield chunk


application = Pages()
