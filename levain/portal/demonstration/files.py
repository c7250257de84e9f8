"""The file of each project: partners, map of stakeholders, budget, progress notes, where it goes. All invented."""

from datetime import date
from decimal import Decimal
from functools import partial

from levain.people.models import RoleCode
from levain.portal.demonstration.story import PROJECTS, Story, read
from levain.programmes.models import Engagement
from levain.projects.models import Project
from levain.projects.services import (
    add_budget_line,
    add_partner,
    add_person,
    add_stakeholder,
    answer_engagements,
    ask_for_notes,
    give_note,
    skip_note,
    team,
    write_afterwards,
    write_horizon,
)

PARTNERS_MET, MAPPED, HORIZON, AFTER = date(2021, 2, 1), date(2021, 1, 15), date(2021, 6, 10), date(2021, 11, 5)
ASKED, ANSWERED = date(2021, 9, 6), date(2021, 9, 13)
SKIPS = "suresnes"
AGREES = "Personne inventée, d'accord pour être appelée"


def plan(story: Story) -> None:
    told = read("file")
    for name in PROJECTS:
        said = told[name]
        story.on(PARTNERS_MET, partial(partners, story, name, said["partners"]))
        for line in said["stakeholders"]:
            story.on(line["day"], partial(stakeholder, story, name, line))
        for line in said["budget"]:
            story.on(min(line.get("date") or AFTER, AFTER), partial(budget_line, story, name, line))
        story.on(PARTNERS_MET, partial(engagements, story, name, said["engagements"]))
        story.on(HORIZON, partial(horizon, story, name, said["horizon"]))
        story.on(AFTER, partial(after, story, name, said["after"]))
    story.on(ASKED, lambda: ask_for_notes(story.cohort, by=story.adviser, on=ASKED))
    for name in PROJECTS:
        story.on(ANSWERED, partial(answer, story, name, told[name]["note"]))


def bearer(project: Project):
    return team(project, RoleCode.BEARER)[0]


def partners(story: Story, name: str, told: list[dict]) -> None:
    project = story.projects[name]
    for said in told:
        entry = {key: value for key, value in said.items() if key != "person"}
        partner = add_partner(project, by=bearer(project), **entry)
        if "person" in said:
            add_person(
                partner,
                by=bearer(project),
                agreement="Personne inventée, d'accord pour être appelée",
                **said["person"],
            )


def stakeholder(story: Story, name: str, told: dict) -> None:
    project = story.projects[name]
    add_stakeholder(project, by=bearer(project), **{key: value for key, value in told.items() if key != "day"})


def budget_line(story: Story, name: str, told: dict) -> None:
    project = story.projects[name]
    said = {key: told[key] for key in ("side", "label", "state", "who") if key in told}
    amount = Decimal(str(told["amount"]))
    add_budget_line(project, by=bearer(project), amount=amount, on=told.get("date"), **said)


def engagements(story: Story, name: str, told: dict[int, str]) -> None:
    project = story.projects[name]
    numbers = read(name)["project"]["engagements"]
    answers = {number: told.get(number, "") for number in numbers} | told
    answer_engagements(project, by=bearer(project), framework=Engagement.Version.GUIDE, answers=answers)


def horizon(story: Story, name: str, told: dict) -> None:
    project = story.projects[name]
    write_horizon(project, by=bearer(project), **told)


def after(story: Story, name: str, told: dict) -> None:
    project = story.projects[name]
    write_afterwards(project, by=bearer(project), **told)


def answer(story: Story, name: str, told: dict) -> None:
    project = story.projects[name]
    note = project.progress_notes.select_related("round", "project__cohort__programme").get()
    if name == SKIPS:
        skip_note(note, by=bearer(project), because="Rien à dire avant l'assemblée")
    else:
        give_note(note, by=bearer(project), version=note.version, **told)
