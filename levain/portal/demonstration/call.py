"""The call, the twenty-three applications, and what was decided with which reasons."""

from datetime import date, datetime
from functools import partial

from levain.chain.services import release_decisions
from levain.people.models import User
from levain.portal.demonstration import application_form
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.people import carriers, commune_of
from levain.portal.demonstration.story import PROJECTS, Story, read
from levain.programmes.models import Engagement
from levain.projects import showcase
from levain.projects.services import answer_engagements, compose_page, publish_page
from levain.selection.services import announce_call, move_closing, receive_application

ANNOUNCED = date(2020, 2, 3)
PAGES_OPEN = date(2020, 11, 20)
PAGES_CHOSEN = (PAGES_OPEN, date(2021, 6, 15), date(2021, 12, 20))
SHOWN_BLOCKS = ["pitch", "story", "objectives", "news", "journey", "figures", "contact", "sources"]
LINES, SHOWN = ("objectives", "news", "journey"), 6
GUIDE = Engagement.Version.GUIDE

# What the story's `aims.source` points to, in words a reader can follow.
AIMS_READ_IN = (
    "« Accélérateur de projets citoyens », Citoyens & Territoires, 2020 ; "
    "fiche de mission, Le Sens de la Ville, 2020-2021"
)


def plan(story: Story) -> None:
    told = read("call-2020")
    story.on(ANNOUNCED, partial(announce, story, told))
    story.on(told["call"]["closing_moved"]["decided_on"], partial(postpone, story, told))
    for application in told["applications"]:
        story.on(moment(application["deposited_at"]).date(), partial(receive, story, told, application))
    story.on(date.fromisoformat(str(told["call"]["decisions_published_on"])), partial(release, story, told))
    for day in PAGES_CHOSEN:
        story.on(day, partial(choose, story))
    story.on(PAGES_OPEN, partial(open_pages, story))


def moment(said) -> datetime:
    return datetime.fromisoformat(str(said)).replace(tzinfo=PARIS)


def announce(story: Story, told: dict) -> None:
    said, aims = told["call"], told["aims"]
    criteria = [
        {"code": one["id"]} | {key: one[key] for key in ("label", "question", "weight", "levels")}
        for one in told["criteria"]
    ]
    story.call = announce_call(
        story.cohort,
        criteria,
        by=story.lead,
        slug=said["id"],
        title=said["title"],
        short=said["short"],
        opens=moment(said["opens"]),
        closes=moment(said["first_closing"]),
        grace_minutes=said["grace_minutes"],
        eligibility=told["eligibility"],
        jury_on=said["jury_on"],
        decisions_on=said["decisions_published_on"],
        supported_from=said["support_from"],
        supported_until=said["support_until"],
        time_zone=said["time_zone"],
        contact=said["contact"],
        page=said["page"],
        questions_answered=said["faq"],
        aims={"items": aims["items"], "source": AIMS_READ_IN},
        questionnaire=application_form.compose(told),
        fictional=True,
    )


def postpone(story: Story, told: dict) -> None:
    """Nobody could meet that spring: the closing moved, and the page says why."""
    said = told["call"]
    moved = said["closing_moved"]
    move_closing(
        story.call,
        closes=moment(said["closes"]),
        reason=moved["reason"],
        decided_on=moved["decided_on"],
        by=story.lead,
    )


def receive(story: Story, told: dict, said: dict) -> None:
    questions = {question["id"]: question["text"] for question in told["application_form"]["questions"]}
    project = read(said["project"])["project"] if "project" in said else None
    commune = commune_of(read(said["project"])) if project else None
    application = receive_application(
        story.call,
        by=story.lead,
        reference=said["id"],
        title=said["title"],
        summary=said["summary"],
        commune=commune,
        place=commune.name if commune else said["fictional_commune"]["name"],
        collective=project["collective"]["name"] if project else "",
        local_authority=project["local_authority"]["name"] if project else "",
        themes=said["themes"],
        answers={questions[key]: answer for key, answer in said["answers"].items()},
        started_at=moment(said["deposited_at"]),
        deposited_at=moment(said["deposited_at"]),
        fictional=True,
    )
    application_form.answer(story, application, said)


def words_of_the_jury(told: dict, reference: str) -> str:
    of_it = (remark for remark in told["remarks"] if remark["application"] == reference)
    remarks = [remark["text"] for remark in of_it if remark["usable_in_letter"]]
    opening = "Vingt-trois dossiers, cinq places : le jury a choisi d'autres projets pour cette session."
    return "\n".join([opening, *remarks])


def release(story: Story, told: dict) -> None:
    openings = {said["id"]: opening(story, said) for said in told["applications"] if "project" in said}
    for project in release_decisions(story.call, by=story.lead, openings=openings, on=None):
        story.projects[project.slug] = project
    for name in PROJECTS:
        numbers = read(name)["project"]["engagements"]
        answers = {number: "" for number in numbers}
        answer_engagements(story.projects[name], by=story.adviser, framework=GUIDE, answers=answers)


def opening(story: Story, said: dict) -> dict:
    told = read(said["project"])
    project = told["project"]
    collective, local_authority = carriers(told)
    return {
        "name": project["name"],
        "slug": said["project"],
        "communes": [commune_of(told)],
        "collective": collective,
        "local_authority": local_authority,
        "pitch": project["pitch"],
        "story": project["story"],
        "themes": project["themes"],
        "stage": project["stage_end" if story.moment == "end" else "stage_start"],
        "fictional": True,
        "sourced": project["sourced"],
    }


def open_pages(story: Story) -> None:
    for name in PROJECTS:
        publish_page(story.projects[name], by=bearer_of(story, name))


def bearer_of(story: Story, name: str) -> User:
    return story.people[next(said["id"] for said in read(name)["people"] if said["role"] == "bearer")]


def choose(story: Story) -> None:
    """Each bearer looks at her page again: the notes written for everyone, the journey, the agreed objectives."""
    for name in PROJECTS:
        project = story.projects[name]
        lines = [row for block in showcase.blocks() if block.code in LINES for row in block.of(project)[:SHOWN]]
        compose_page(project, by=bearer_of(story, name), blocks=SHOWN_BLOCKS, lines=lines)
