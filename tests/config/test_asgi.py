import asyncio
import threading

from asgiref.testing import ApplicationCommunicator
from django.http import HttpResponse

from config.asgi import Pages, application


def ask(path):
    async def conversation():
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": [(b"host", b"localhost")],
            "query_string": b"",
        }
        talk = ApplicationCommunicator(application, scope)
        await talk.send_input({"type": "http.request", "body": b""})
        return await talk.receive_output(10)

    return asyncio.run(conversation())


def test_a_page_is_answered_through_the_entry_point_of_the_servers():
    assert ask("/healthz")["status"] == 200


def test_requests_follow_one_another_on_the_threads_that_hold_a_connection(monkeypatch):
    seen = []

    def answer(self, request):
        seen.append(threading.current_thread())
        return HttpResponse()

    monkeypatch.setattr(Pages, "answer", answer)
    for _ in range(3):
        ask("/healthz")

    assert len(set(seen)) == 1
    assert seen[0].name.startswith("pages")
