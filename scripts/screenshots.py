"""Photograph the walk, the pages of the guides and every first screen: screenshots.py [--data DIR] [--only WORD]

Builds the demonstration at three moments of its year in a temporary folder (or in DIR, where those already built
are taken: DIR/start, DIR/middle, DIR/end), serves each, signs in as its people, walks, and writes WebP pictures into
docs/pictures. First screens are photographed on a phone and on a desk; the rest where it is used.
"""

import argparse
import contextlib
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs/pictures"
PHONE, DESK = 360, 1280
TALLEST = {PHONE: 1250, DESK: 1500}
HEAVIEST = 110 * 1024

SENDS = "button:not([type=button])"

NEED = (
    "On voudrait rouvrir la petite salle du casino dès cet automne, sans attendre les travaux. "
    "Il nous faut quelqu'un pour imaginer les usages avec les habitants avant le dépôt du permis."
)
BLOCKS = "Le permis se dépose en février et personne n'a encore écrit à quoi le lieu servira."
WORDS = "Écrire un programme d'usages avec les habitants, en quelques jours, avant le dépôt du permis de construire."
QUESTION = "Un atelier flash peut-il se tenir à Plombières avant l'hiver, et qui doit le demander ?"
REPLY = "Oui, s'il est demandé par la commune avant la fin du mois. Je vous appelle lundi pour écrire la demande."
OUTCOME = "L'atelier a eu lieu : trois jours, vingt personnes, un programme d'usages joint au permis."


@contextlib.contextmanager
def served(folder: Path, moment: str):
    """A demonstration of this moment in this folder, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "levain.portal.command", "demo", "--at", moment]
    command += ["--data", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "."}, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310
                break
            if server.poll() is not None:
                sys.exit("The demonstration could not be served: see the lines above.")
            time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


class Walk:
    """A browser, the address of the house, and its rows: what the walk needs to find its way."""

    def __init__(self, browser, address: str, folder: Path, only: str):
        self.browser, self.address, self.only = browser, address, only
        self.base = f"file:{folder / 'levain.sqlite3'}?mode=ro"
        self.page: Page
        self.made: list[Path] = []

    def ask(self, sql: str, *values):
        with contextlib.closing(sqlite3.connect(self.base, uri=True)) as base:
            return base.execute(sql, values).fetchone()[0]

    def last(self, table: str) -> int:
        return self.ask(f"SELECT max(id) FROM {table}")  # noqa: S608  (our own table names)

    def kind(self, model: str) -> int:
        return self.ask("SELECT id FROM django_content_type WHERE model = ?", model)

    def enter(self, name: str = "", width: int = DESK) -> None:
        """Sign in as one of the people of the demonstration, in a window of this width; as nobody without a name."""
        context = self.browser.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": 800},
            device_scale_factor=1.5 if width == PHONE else 1,
            reduced_motion="reduce",
        )
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        if not name:
            return
        self.go("/connexion/")
        person = self.ask("SELECT id FROM people_user WHERE name = ?", name)
        button = self.page.locator(f"button[name=user][value='{person}']")
        if not button.is_visible():
            self.page.locator("details summary").first.click()
        button.click()
        self.page.wait_for_url("**/espace/**")

    def go(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        if answer and answer.status >= 400:
            sys.exit(f"{path} answers {answer.status}.")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def send(self, button: str = f"main form {SENDS}") -> None:
        with self.page.expect_navigation():
            self.page.locator(button).last.click()
        if self.page.locator(".fr-alert--error").count():
            sys.exit(f"{self.page.url} refused: {self.page.locator('.fr-alert--error').first.inner_text()}")

    def shot(self, name: str, *, at: str = "") -> None:
        """The page from its top, or from what `at` selects, no taller than a reader would look at."""
        if self.only not in name:
            return
        width = self.page.viewport_size["width"]
        top = self.page.locator(at).first.bounding_box()["y"] - 40 if at else 0
        height = min(self.page.evaluate("document.documentElement.scrollHeight") - top, TALLEST[width])
        clip = {"x": 0, "y": max(top, 0), "width": width, "height": height}
        picture = Image.open(io.BytesIO(self.page.screenshot(full_page=True, clip=clip))).convert("RGB")
        self.made.append(save(picture, PICTURES / f"{name}.webp"))


def save(picture: Image.Image, path: Path) -> Path:
    for quality in (62, 52, 42, 34):
        picture.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= HEAVIEST:
            return path
    sys.exit(f"{path.name} stays above {HEAVIEST // 1024} kB.")


def tick(box) -> None:
    """The box itself is drawn by its label, as the design system has it."""
    box.evaluate("box => box.click()")


def a_need(walk: Walk) -> None:
    """Steps 1 to 4: a need is stated, put in words, answered by supports and by the State; something comes of it."""
    walk.enter()
    walk.go("/connexion/")
    walk.shot("walk-01-sign-in")
    walk.enter("Renée R.", PHONE)
    walk.go("/espace/projets/plombieres/besoins/nouveau/")
    walk.fill(in_my_words=NEED, blocks=BLOCKS)
    walk.shot("walk-03-need-new-phone")
    walk.send("button[name=audience][value=project]")
    need = f"/espace/besoins/{walk.last('support_need')}/"

    walk.enter("Inès K.")
    walk.go(f"{need}qualifier/")
    walk.page.locator("main form textarea").first.fill(WORDS)
    walk.page.locator("main form select").first.select_option("amenagement_espace_public")
    walk.send()

    walk.enter("Renée R.", PHONE)
    walk.go(need)
    walk.page.get_by_role("button", name="Oui, c’est bien cela").click()

    walk.enter("Inès K.")
    walk.go(f"{need}proposer/")
    for box in walk.page.locator("main input[type=checkbox]").all()[:3]:
        tick(box)
    walk.shot("walk-05-propose-adviser")
    walk.send()
    walk.go(f"{need}orienter/")
    tick(walk.page.locator("main input[name=service]").first)
    walk.fill(question=QUESTION)
    walk.send()

    walk.enter("Hélène S.")
    walk.go(f"/espace/orientations/{walk.last('support_referral')}/repondre/")
    walk.page.locator("main form textarea").first.fill(REPLY)
    walk.shot("walk-08-reply-state")
    walk.send(f"main form:has(textarea) >> nth=0 >> {SENDS}")

    walk.enter("Renée R.", PHONE)
    walk.go(f"{need}clore/")
    tick(walk.page.locator("main input[name=met][value=yes]"))
    walk.page.locator("main form textarea").first.fill(OUTCOME)
    walk.send()
    walk.go(need)
    walk.shot("walk-09-need-phone")
    walk.enter("Inès K.")
    told = walk.ask("SELECT need_id FROM support_referral GROUP BY need_id ORDER BY count(*) DESC LIMIT 1")
    walk.go(f"/espace/besoins/{told}/")
    walk.shot("walk-06-need-adviser")


def a_seminar(walk: Walk) -> None:
    """Step 5: a seminar, and what was said there."""
    walk.go("/espace/seminaires/2020-2021-seminaire-2/")
    walk.shot("walk-10-seminar")


def objectives(walk: Walk) -> None:
    """Step 6: levels and reasons side by side, the score one click below."""
    walk.go("/espace/projets/plombieres/objectifs/")
    walk.shot("walk-12-objectives")
    walk.go("/espace/projets/plombieres/objectifs/score/")
    walk.shot("walk-13-score")


def what_is_learned(walk: Walk) -> None:
    """Steps 7 and 8: from a passage to a policy lead, and the report."""
    note = walk.ask("SELECT id FROM projects_logbookentry WHERE length(text) > 120 ORDER BY id LIMIT 1")
    words = walk.ask("SELECT substr(text, 1, instr(text, '.')) FROM projects_logbookentry WHERE id = ?", note)
    walk.go(f"/espace/preuves/nouvelle/{walk.kind('logbookentry')}/{note}/")
    walk.page.locator("main textarea[name=quote]").fill(words)
    walk.shot("walk-14-evidence")
    for path, name in (
        ("/espace/constats/1/", "walk-15-finding"),
        ("/rapports/2020-2021/", "walk-17-report"),
    ):
        walk.go(path)
        walk.shot(name)


def a_source_changes(walk: Walk) -> None:
    """Step 9: a source is changed afterwards, and the report says so."""
    cited = (
        "SELECT {} FROM foundation_passage p JOIN projects_logbookentry n ON n.id = p.object_id "
        "JOIN people_user u ON u.id = n.author_id JOIN capitalisation_evidence e ON e.passage_id = p.id "
        "WHERE p.object_type_id = ? AND p.field = 'text' ORDER BY p.id LIMIT 1"
    )
    kind = walk.kind("logbookentry")
    note, author, quote = (walk.ask(cited.format(column), kind) for column in ("n.id", "u.name", "p.quote"))
    slug = walk.ask(
        "SELECT j.slug FROM projects_project j JOIN projects_logbookentry n ON n.project_id = j.id WHERE n.id=?", note
    )
    walk.enter(author)
    walk.go(f"/espace/projets/{slug}/carnet/{note}/modifier/")
    text = walk.page.locator("main textarea[name=text]")
    text.fill(text.input_value().replace(quote, "Nous l'avons dit autrement depuis."))
    walk.send(f"main form:has(textarea) >> nth=0 >> {SENDS}")
    walk.enter("Marc D.")
    walk.go("/rapports/2020-2021/")
    walk.shot("walk-18-source-changed", at="main .fr-alert")


def guides(walk: Walk) -> None:
    """What the guides show besides."""
    project, cohort = "/espace/projets/plombieres", "/espace/sessions/2020-2021"
    walk.enter()
    for path, name in (("/", "guide-home"), ("/projets/plombieres/", "guide-public-project")):
        walk.go(path)
        walk.shot(name)
    walk.enter("Renée R.", PHONE)
    talk = walk.ask("SELECT min(id) FROM projects_conversation WHERE subject LIKE 'Qui garde la clé%'")
    for path, name in (
        (f"{project}/carnet/ecrire/", "guide-logbook-phone"),
        (f"/espace/conversations/{talk}/", "guide-conversation-phone"),
    ):
        walk.go(path)
        walk.shot(name)
    mission = walk.ask("SELECT id FROM support_mission WHERE brief LIKE '%charpente%' LIMIT 1")
    for name, pages in {
        "Renée R.": ((f"{project}/actions/", "board"), (f"{project}/page/choisir/", "choose-page")),
        "Catherine V.": ((f"{project}/projet-de-territoire/", "horizon"),),
        "Matthias W.": ((f"/espace/missions/{mission}/", "mission"),),
        "Marc D.": (
            (f"{cohort}/", "steering"),
            (f"{cohort}/courriers/", "outbox"),
            (f"{cohort}/etat/", "state-deeds"),
        ),
    }.items():
        walk.enter(name)
        for path, picture in pages:
            walk.go(path)
            walk.shot(f"guide-{picture}")


# What each role sees first, at a moment when something waits for it.
FIRST_SCREENS = {
    "start": (("bearer", "Renée R."), ("facilitator", "Théo M.")),
    "middle": (
        ("local-authority", "Catherine V."),
        ("national-team", "Marc D."),
        ("adviser", "Inès K."),
        ("expert", "Sophie T."),
        ("juror", "Idriss A."),
        ("evaluator", "Estelle V."),
        ("administrator", "Dominique A."),
    ),
    "end": (("state-service", "Hélène S."),),
}


def first_screens(walk: Walk, moment: str) -> None:
    for role, name in FIRST_SCREENS[moment]:
        for width, end in ((DESK, ""), (PHONE, "-phone")):
            walk.enter(name, width)
            walk.go("/espace/")
            walk.shot(f"first-{role}{end}")


def whole_walk(walk: Walk) -> None:
    first_screens(walk, "end")
    guides(walk)
    a_need(walk)
    a_seminar(walk)
    objectives(walk)
    what_is_learned(walk)
    a_source_changes(walk)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder for the three demonstrations; the walk writes in it")
    parser.add_argument("--only", default="", help="only the pictures whose name holds this word")
    asked = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="levain-pictures-") as temporary, sync_playwright() as playwright:
        folder = asked.data or Path(temporary)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=fr-FR"],
            env={**os.environ, "LANGUAGE": "fr"},
        )
        for moment in FIRST_SCREENS:
            with served(folder / moment, moment) as address:
                walk = Walk(browser, address, folder / moment, asked.only)
                whole_walk(walk) if moment == "end" else first_screens(walk, moment)
                made += walk.made
    for path in made:
        print(f"{path.name}  {path.stat().st_size // 1024} kB")
    print(f"{len(made)} pictures, {sum(path.stat().st_size for path in made) // 1024} kB")


if __name__ == "__main__":
    main()
