"""Write the EcoIndex of the main pages, shown on the eco-design page, from a demonstration that is being served.

.venv/bin/levain demo --port 8000 &
.venv/bin/python scripts/measure_pages.py http://127.0.0.1:8000
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.ecoindex import ecoindex  # noqa: E402
from tests.browser.test_budgets import Wire  # noqa: E402

OUT = ROOT / "levain/design/data/ecoindex.json"
PAGES = (
    ("Accueil", "Home", "/"),
    ("Les projets, carte et liste", "The projects, map and list", "/projets/"),
    ("Page publique d'un projet", "Public page of a project", "/projets/plombieres/"),
    ("Écrire à une équipe", "Write to a team", "/projets/plombieres/ecrire/"),
    ("Une session", "A season", "/sessions/2020-2021/"),
    ("Un appel", "A call", "/appels/appel-2020/"),
    ("Se connecter", "Sign in", "/connexion/"),
    ("Déclaration d'accessibilité", "Accessibility statement", "/accessibilite/"),
)


def grade(index: float) -> str:
    bounds = {"A": 81, "B": 71, "C": 61, "D": 51, "E": 41, "F": 31}
    return next((letter for letter, least in bounds.items() if index >= least), "G")


def main(address: str) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = chromium.new_page()
        wire, measured = Wire(page), []
        for french, english, place in PAGES:
            requests, kb = wire.opens(page, address + place, cold=True)
            nodes = page.evaluate("document.querySelectorAll('*').length")
            index = ecoindex(nodes, requests, kb)
            one = {"fr": french, "en": english, "path": place, "index": round(index), "grade": grade(index)}
            measured.append({**one, "nodes": nodes, "requests": requests, "kb": round(kb)})
        chromium.close()
    said = {"day": date.today().isoformat(), "pages": measured}
    OUT.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
