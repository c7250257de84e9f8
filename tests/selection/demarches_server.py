"""A local service that answers as the GraphQL of Démarches simplifiées does, page by page; and that can lie."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

TOKEN = "jeton-de-la-demarche"
A_PAGE = 2


def champ(label, words="", kind="TextChamp", **more):
    return {"__typename": kind, "id": f"Q-{label}", "label": label, "stringValue": words, **more}


def dossier(number=1, *champs, **changes):
    """A file as `ds-query-v2` gives it."""
    said = {
        "number": number,
        "state": "en_construction",
        "dateDepot": "2026-03-02T11:20:00+01:00",
        "usager": {"email": f"personne{number}@example.org"},
        "champs": [champ("Nom du projet", f"Le jardin {number}"), *champs],
    }
    return said | changes


def page(nodes, cursor=None, more=False):
    info = {"hasNextPage": more, "endCursor": cursor}
    return {"data": {"demarche": {"dossiers": {"pageInfo": info, "nodes": nodes}}}}


class Service(ThreadingHTTPServer):
    """`answers(asked)` gives what is answered instead of the pages, when it is set: bytes, a status or a place."""

    def __init__(self, dossiers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.dossiers, self.answers, self.asked = dossiers, None, []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/api/v2/graphql"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked["variables"])
        if self.server.answers:
            return self._say(*self.server.answers(asked["variables"]))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._say(401, b"{}")
        begins = int(asked["variables"]["after"] or 0)
        nodes = self.server.dossiers[begins : begins + A_PAGE]
        more = begins + A_PAGE < len(self.server.dossiers)
        return self._say(200, json.dumps(page(nodes, str(begins + A_PAGE), more)).encode())

    def _say(self, status, body=b"", place=""):
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


@contextmanager
def serving(*dossiers):
    service = Service(list(dossiers))
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
