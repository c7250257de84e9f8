"""The report of the session: what it says, what each paragraph stands on, and its first edition."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models

from levain.capitalisation.models import Figure, Finding, Paragraph, Report
from levain.capitalisation.services import (
    add_figure,
    add_paragraph,
    add_section,
    confirm_paragraph,
    create_report,
    keep_reading,
    publish,
    reread,
)
from levain.evaluation.models import Followed
from levain.portal.demonstration.impacts import LISTED, MEMBERS
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
    "dots": (ATTRIBUTED, "s2-a2"),
    "counterfactual": (ATTRIBUTED, "s3-a1"),
    "s3-poll": (ATTRIBUTED, "s3-a5"),
    "s3-votes": (ATTRIBUTED, "s3-a3"),
    "needs": (NONE, ""),
    "proposals": (NONE, ""),
    "referrals": (NONE, ""),
    "peers": (NONE, ""),
    "objectives": (NONE, ""),
}
# What is read on the page of the call, and the minutes that those who came have received.
CALL = {
    "call-2020:call": "Accélérateur de projets citoyens : appel à projets 2020",
    "call-2020:meeting": "Appel 2020 : la décision du jury et ses raisons",
    "call-2020:letters": "Appel 2020 : les réponses envoyées aux dossiers non retenus",
}
SENT = "Compte rendu du séminaire {number}, envoyé à celles et ceux qui y étaient"
SEMINARS = {f"seminars:sem-{number}": SENT.format(number=number) for number in (1, 2, 3)}
INFORMED = "Avant le premier séminaire", "Après le premier", "Après le deuxième", "Après le troisième"
TRIPS = "Trajets partagés notés dans la semaine de comptage"
# The figures read in the evaluation: where each of their values is, by its subject and its code.
READ: dict[str, list[tuple[str, str, str]]] = {
    "alpha": [("", "jury", "appel-2020-alpha")],
    **{f"sat{number}": [("", "accelerateur", f"seminaire-{number}")] for number in (1, 2, 3)},
    "missions": [("", "accelerateur", "expertise-jours")],
    "ties-projects": [(when, "liens", f"{wave}-among-project") for wave, when in enumerate(INFORMED, start=1)],
    "ties-state": [(when, "liens", f"{wave}-among-state-service") for wave, when in enumerate(INFORMED, start=1)],
}
# Those of an indicator of some projects: what it is called there.
FOLLOWED = {"trips": ("vallouise", (TRIPS,)), "members": ("", (MEMBERS, LISTED))}
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


def followed(story: Story, known: str) -> list[dict[str, str]]:
    """The first and the last value of an indicator, in the projects that follow it."""
    project, labels = FOLLOWED[known]
    reads = []
    for one in Followed.objects.filter(project__cohort=story.cohort).order_by("project__name", "pk"):
        if one.label in labels and project in ("", one.project.slug):
            whose = "" if project else f"{one.project.name}, "
            code = {"source": "indicateurs", "code": f"suivi-{one.pk}"}
            reads += [{**code, "of": "baseline", "label": f"{whose}au départ"}, {**code, "label": f"{whose}à la fin"}]
    return reads


def read_again(story: Story, said: dict) -> Figure:
    known, label = said["id"], said["label"]
    reads = [
        {"source": source, "code": code, "label": when or label} for when, source, code in READ.get(known, ())
    ] or followed(story, known)
    return keep_reading(story.cohort, known, label, reads, by=story.people["evaluator-estelle"], fictional=True)


def compose(story: Story, told: dict[str, Any], figures: list[dict]) -> None:
    for said in figures:
        made = read_again if said["id"] in READ or said["id"] in FOLLOWED else count
        story.made[f"fig:{said['id']}"] = made(story, said)
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
        section = section or add_section(report, told["title"], by=story.adviser)
        add_paragraph(section, said["kind"], said["text"], refs=refs, by=story.adviser)


def sources(story: Story, refs: list[str]) -> Iterable[models.Model | dict]:
    """What a paragraph stands on: objects of the chain, public pages, published sources; nothing for the rest."""
    for ref in refs:
        kind, _colon, name = ref.partition(":")
        if kind == "src":
            yield SOURCES[name]
        elif ref in PROJECTS:
            yield story.projects[ref]
        elif ref in CALL:
            yield {"label": CALL[ref], "url": f"{settings.SITE_URL}{story.call.get_absolute_url()}"}
        elif ref == "findings":
            yield from (
                made
                for known, made in story.made.items()
                if isinstance(made, Finding) and made.cohort == story.cohort
            )
        elif ref in SEMINARS:
            yield {"label": SEMINARS[ref], "url": ""}
        elif ref in story.made:
            yield story.made[ref]


def confirm(story: Story) -> None:
    """A second person answers for context and opinion."""
    chosen = Paragraph.objects.filter(section__report=story.made["report"]).exclude(kind=Paragraph.Kind.FINDING)
    for paragraph in chosen:
        confirm_paragraph(paragraph, by=story.people["evaluator-estelle"], on=CONFIRMED)


def release(story: Story) -> None:
    """The figures are read a last time: the words were read again beside them."""
    reread(story.made["report"])
    publish(story.made["report"], by=story.lead)
