"""A local service that speaks as Aides-territoires does: two tokens, pages, a commune; and that can lie."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

TOKEN, OF_THE_DAY = "jeton-du-compte", "jeton.du.jour"


def aid(number=7, **changes):
    """One element of `results`, with every field of the public format."""
    said = {
        "id": number,
        "slug": f"{number:04x}-planter-des-haies",
        "url": f"/aides/{number:04x}-planter-des-haies/",
        "name": f"Planter des haies {number}",
        "name_initial": None,
        "short_title": None,
        "financers": ["Département (fictif)"],
        "instructors": [],
        "programs": [],
        "description": "<p>Une aide pour <b>planter</b> des haies.</p><ul><li>Plants</li><li>Paillage</li></ul>",
        "eligibility": "<p>Au moins 100 mètres.</p>",
        "project_examples": None,
        "contact": "<p>Écrire au service nature.</p>",
        "perimeter": "France",
        "perimeter_scale": "Pays",
        "mobilization_steps": ["Réflexion / conception", "Mise en œuvre / réalisation"],
        "targeted_audiences": ["Communes", "Associations"],
        "aid_types": ["Subvention"],
        "categories": ["Nature / environnement / Biodiversité"],
        "destinations": ["Investissement"],
        "is_call_for_project": False,
        "is_charged": False,
        "is_live": True,
        "start_date": None,
        "predeposit_date": None,
        "submission_deadline": "2030-03-31",
        "subvention_rate_lower_bound": 20,
        "subvention_rate_upper_bound": 80,
        "subvention_comment": None,
        "loan_amount": None,
        "recoverable_advance_amount": None,
        "recurrence": "Permanente",
        "origin_url": "https://example.org/haies",
        "application_url": "https://example.org/haies/demande",
        "import_data_url": None,
        "import_data_mention": None,
        "import_share_licence": None,
        "date_created": "2024-01-10T09:00:00+01:00",
        "date_updated": "2024-05-02T10:15:00+02:00",
        "project_references": [],
        "european_aid": None,
    }
    return said | changes


class Service(ThreadingHTTPServer):
    """`aids` are served two a page; `answers` replaces what a path says by (status, body, headers)."""

    def __init__(self, aids):
        super().__init__(("127.0.0.1", 0), Handler)
        self.aids, self.answers, self.asked = aids, {}, []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/api/"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def do_HEAD(self):
        self.answer()

    def answer(self):
        parts = urlsplit(self.path)
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        status, body, headers = self.server.answers.get(parts.path) or self.said(parts.path, parse_qs(parts.query))
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def said(self, path, query):
        if path == "/api/connexion/":
            known = self.command == "POST" and self.headers.get("X-AUTH-TOKEN") == TOKEN
            return (200, {"token": OF_THE_DAY}, {}) if known else (401, {"message": "Jeton inconnu"}, {})
        if self.headers.get("Authorization") != f"Bearer {OF_THE_DAY}":
            return 401, {"message": "Non autorisé"}, {}
        if path == "/api/perimeters/":
            return 200, {"count": 1, "next": None, "results": [{"id": "70973-joeuf", "code": query["insees"][0]}]}, {}
        page = int(query["page"][0])
        rest = self.server.aids[page * 2 :]
        link = f"{self.server.address.rstrip('/')}{path.removeprefix('/api')}?page={page + 1}" if rest else None
        shown = self.server.aids[(page - 1) * 2 : page * 2]
        return 200, {"count": len(self.server.aids), "previous": None, "next": link, "results": shown}, {}

    def log_message(self, *_said):
        pass


@contextmanager
def serving(aids):
    service = Service(aids)
    Thread(target=service.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
