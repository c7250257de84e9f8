"""The report of the session: what it says, what each paragraph stands on, and its first edition.

Waits for later issues, so left out for now: the paragraphs of findings that stand only on the notes of the jury, the
ties between projects, the sizes of the collectives, the indicators and impacts, the minutes of the seminars as such,
or words that nobody was asked to let quote. Figures come once their rows are in the house.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models

from levain.capitalisation.models import Figure, Paragraph, Report
from levain.capitalisation.services import (
    add_figure,
    add_paragraph,
    add_section,
    confirm_paragraph,
    create_report,
    publish,
)
from levain.portal.demonstration.story import PROJECTS, Story

BEGUN = date(2022, 1, 24)
CONFIRMED = date(2022, 3, 1)
SLUG = "2020-2021"
# programme.md, §11.
SOURCES = {
    "S1": {
        "label": "« Accélérateur de projets citoyens », fiche de mission, Le Sens de la Ville",
        "url": "https://lesensdelaville.com/mission/accelerateur-de-projets-citoyens",
    },
    "S2": {
        "label": "« L'Accélérateur de projets citoyens, top départ ! », plateforme ÉcoQuartier, 26 novembre 2020",
        "url": "https://www.ecoquartiers.logement.gouv.fr/actualite/l-accelerateur-de-projets-citoyens-top-depart/",
    },
    "S3": {
        "label": "« Accélérateur de projets citoyens », Citoyens & Territoires, 2020",
        "url": "https://www.citoyensterritoires.fr/actus/accélérateur-de-projets-citoyens",
    },
    "S6": {
        "label": "« Plombières-les-Bains / Un bâtiment-ville pour l'ancien Casino », POLAU, 2021 ou 2022",
        "url": "https://polau.org/plombieres-les-bains-un-batiment-ville-pour-lancien-casino",
    },
}
ANONYMOUS, ATTRIBUTED, NONE = Figure.Promise.ANONYMOUS, Figure.Promise.ATTRIBUTED, Figure.Promise.NONE
# The figures whose rows are in the house: what was promised to those who answered, and where the rows are.
FIGURES: dict[str, tuple[str, str]] = {
    "sat1": (ANONYMOUS, "s1-a7"),
    "sat2": (ANONYMOUS, "s2-a7"),
    "sat3": (ANONYMOUS, "s3-a7"),
    "dots": (ATTRIBUTED, "s2-a2"),
    "counterfactual": (ATTRIBUTED, "s3-a1"),
    "s3-poll": (ATTRIBUTED, "s3-a5"),
    "s3-votes": (ATTRIBUTED, "s3-a3"),
    "needs": (NONE, ""),
    "proposals": (NONE, ""),
    "referrals": (NONE, ""),
    "peers": (NONE, ""),
    "missions": (NONE, ""),
    "objectives": (NONE, ""),
}
WORDS = {
    "yes": "satisfaits",
    "partly": "en partie",
    "no": "non satisfaits",
    "open": "ouverts",
    "obtained": "obtenues",
    "not_for_us": "pas pour nous",
    "done_before": "déjà faites",
    "under_way": "en cours",
}


def plan(story: Story, told: dict[str, Any], figures: list[dict]) -> None:
    story.on(BEGUN, partial(compose, story, told, figures))
    story.on(CONFIRMED, partial(confirm, story))
    story.on(told["date"], partial(release, story))


def count(story: Story, said: dict) -> Figure:
    """A figure with its method and the page of its rows."""
    promise, activity = FIGURES[said["id"]]
    n = said["n"] if isinstance(said["n"], int) else int(str(said["n"]).split()[0])
    value = said["value"]
    if isinstance(value, dict):
        value = {WORDS.get(name, name): number for name, number in value.items()}
    rows = "Besoins, missions et objectifs des cinq projets"
    if activity:
        rows = story.made[f"{activity}-01"].activity.get_absolute_url()
    return add_figure(
        story.cohort,
        said["id"],
        by=story.people["evaluator-estelle"],
        label=said["label"],
        value=value,
        counted=str(said["n"]),
        n=n,
        promise=promise,
        method=said["method"],
        rows=rows,
        taken_on=BEGUN,
        fictional=True,
    )


def compose(story: Story, told: dict[str, Any], figures: list[dict]) -> None:
    for said in figures:
        if said["id"] in FIGURES:
            story.made[f"fig:{said['id']}"] = count(story, said)
    report = create_report(
        story.cohort,
        SLUG,
        told["title"],
        by=story.adviser,
        dated=told["date"],
        subtitle=told["subtitle"],
        intro=told["decision_note"]["intro"],
        leads=[story.made[known] for known in told["decision_note"]["leads"]],
        fictional=True,
    )
    story.made["report"] = report
    for said in told["sections"]:
        write_section(story, report, said)


def write_section(story: Story, report: Report, told: dict) -> None:
    section = None
    for said in told["paragraphs"]:
        refs = list(sources(story, said["refs"]))
        if said["kind"] == Paragraph.Kind.FINDING and not any(isinstance(one, models.Model) for one in refs):
            continue
        section = section or add_section(report, told["title"], by=story.adviser)
        add_paragraph(section, said["kind"], said["text"], refs=refs, by=story.adviser)


def sources(story: Story, refs: list[str]) -> Iterable[models.Model | dict]:
    """What a paragraph stands on: objects of the chain, public pages, published sources; nothing for the rest."""
    for ref in refs:
        kind, _colon, name = ref.partition(":")
        if kind == "src":
            yield SOURCES[name]
        elif ref in PROJECTS:
            project = story.projects[ref]
            yield {"label": f"Page publique de « {project} »", "url": f"{settings.SITE_URL}/projets/{ref}/"}
        elif ref == "call-2020:call":
            yield {"label": str(story.call), "url": f"{settings.SITE_URL}{story.call.get_absolute_url()}"}
        elif ref in story.made:
            yield story.made[ref]


def confirm(story: Story) -> None:
    """A second person answers for context and opinion."""
    chosen = Paragraph.objects.filter(section__report=story.made["report"]).exclude(kind=Paragraph.Kind.FINDING)
    for paragraph in chosen:
        confirm_paragraph(paragraph, by=story.people["evaluator-estelle"], on=CONFIRMED)


def release(story: Story) -> None:
    publish(story.made["report"], by=story.lead)
