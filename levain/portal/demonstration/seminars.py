"""Three seminars: agenda, who came, what was said, what was kept."""

from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from django.utils.text import slugify

from levain.chain.services import turn
from levain.people.models import User
from levain.portal.demonstration import gathering, rooms
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import PROJECTS, Story, read
from levain.projects.services import finish_action
from levain.questionnaires.models import Questionnaire
from levain.seminars.closing import of_revision
from levain.seminars.models import ANONYMOUS, Activity, Registration, Seminar, Side
from levain.seminars.services import (
    add_activity,
    add_agenda_item,
    contribute,
    create_seminar,
    mark_attended,
    register,
    write_minutes,
)

FORMATS = {"online": "online", "in_person": "on_site", "hybrid": "both"}
SERVICES = {
    "ddt-88": "plombieres",
    "ddt-79": "melle",
    "ddt-42": "saint-bonnet",
    "ddt-05": "vallouise",
    "ud-92": "suresnes",
}
CLOSING = ("s02", "s03", "s04", "s05")
OPEN_ANSWERS = ("s07", "s08")
SETUP = ("min", "max", "labels", "axes", "dots_each", "note")
# One idea of the first board became something to do in Melle, done before Christmas.
TURNED = "s1-a4-13"


def plan(story: Story) -> "list[Day]":
    """Each seminar on its days; given back for what follows them."""
    days = [Day(story, said) for said in read("seminars")["seminars"]]
    for held in days:
        said = held.said
        story.on(said["date"] - timedelta(days=28), held.announce)
        story.on(said["date"] - timedelta(days=27), partial(gathering.prepare, story, held))
        story.on(said["date"] - timedelta(days=26), partial(rooms.lay, story, held))
        story.on(said["date"] - timedelta(days=14), held.gather)
        story.on(said["date"] - timedelta(days=13), partial(gathering.answer, story, held))
        story.on(said["date"], held.hold)
        story.on(said["date"] + timedelta(days=1), partial(rooms.photograph, held))
        story.on(said["minutes"]["approved"], held.keep)
    return days


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), PARIS)


class Day:
    seminar: Seminar

    def __init__(self, story: Story, said: dict[str, Any]) -> None:
        self.story, self.said = story, said

    @property
    def host(self) -> User:
        return self.story.people["facilitator-theo"]

    def announce(self) -> None:
        said, place = self.said, self.said["place"] or {}
        self.seminar = create_seminar(
            self.story.cohort,
            number=said["number"],
            title=said["title"],
            purpose=said["purpose"],
            starts=at(said["date"], said["starts"]),
            ends=at(said["date"], said["ends"]),
            format=FORMATS[said["format"]],
            why_format=said["why_format"],
            place=place.get("name", ""),
            way=place.get("access", ""),
            host=self.story.projects.get(said.get("host", "")),
            fictional=True,
            by=self.story.adviser,
        )
        self.story.made[f"seminar-{said['id']}"] = self.seminar
        self.activities = {one["id"]: self.prepare(one) for one in said["activities"]}
        for line in said["agenda"]:
            self.add_line(line)

    def prepare(self, said: dict) -> Activity:
        setup = {key: said[key] for key in SETUP if key in said}
        if said["kind"] == Activity.Kind.DOTS:
            # Stickers of paper: two of them on one poster count twice.
            setup["pile"] = True
        columns = said.get("columns") or [
            {"id": slugify(step["step"]), "label": step["step"].capitalize(), "minutes": step["minutes"]}
            for step in said.get("steps", [])
        ]
        if said["kind"] == Activity.Kind.CLOSING_QUESTIONNAIRE:
            asked = Questionnaire.objects.prefetch_related("revisions").get(slug=said["questionnaire"]).published
            setup |= {"questionnaire": said["questionnaire"], "revision": asked.number}
            columns = of_revision(asked)
        return add_activity(
            self.seminar,
            kind=said["kind"],
            title=said["title"],
            minutes=said["minutes"],
            named=said["named"],
            options=said.get("options"),
            columns=columns,
            setup=setup,
            by=self.host,
        )

    def add_line(self, line: dict) -> None:
        running = line.get("running_order") or {}
        who = self.story.people.get(line["who"])
        add_agenda_item(
            self.seminar,
            title=line["title"],
            minutes=line["minutes"],
            who=str(who or line["who"]),
            activity=self.activities.get(line.get("activity")),
            material=running.get("material", ""),
            plan_b=running.get("plan_b", ""),
            by=self.host,
        )

    def invited(self) -> list[tuple[str, User]]:
        """The people of the story by side, a first one from each project, then the second ones…"""
        lists: dict[str, list[tuple[int, str]]] = {}
        for name in PROJECTS:
            told = (said for said in read(name)["people"] if said["role"] != "adviser")
            side_of = {"member": "bearer"}
            by_side = sorted(told, key=lambda said: side_of.get(said["role"], said["role"]))
            for side, people in groupby(by_side, key=lambda said: side_of.get(said["role"], said["role"])):
                lists.setdefault(side, []).extend((rank, said["id"]) for rank, said in enumerate(people))
        lists["adviser"] = [(0, "adviser-ines")]
        people = self.story.people
        return [(side, people[known]) for side, ranked in lists.items() for _rank, known in sorted(ranked)]

    def gather(self) -> None:
        """As many as the story counts: first the people it names, then those of whom it only gives the side."""
        left = dict(self.said["registrations"]["by_side"])
        self.registrations = []
        for side, user in self.invited():
            if side not in Side.values or left.get(side, 0) <= 0:
                continue
            left[side] -= 1
            remote = self.said["format"] == "online"
            self.registrations.append(register(self.seminar, user=user, remote=remote))
        for side, more in left.items():
            self.registrations += [self.unnamed(side) for _person in range(more)]

    def unnamed(self, side: str) -> Registration:
        return register(self.seminar, name="Une personne que le récit ne nomme pas", side=side, by=self.host)

    def hold(self) -> None:
        for registration in self.registrations:
            mark_attended(registration, by=self.host, on=self.said["date"])
        for said in self.said["activities"]:
            for one in said["contributions"]:
                self.say(self.activities[said["id"]], one)
        if TURNED in self.story.made and self.said["number"] == 1:
            self.turn()

    def say(self, activity: Activity, said: dict) -> None:
        keep = partial(contribute, activity, by=self.host, on=self.said["date"], **self.speaker(said["author"]))
        closing = activity.kind == Activity.Kind.CLOSING_QUESTIONNAIRE
        # What became of a promise is told later, at the next seminar.
        more = {key: said[key] for key in ("votes", "due") if key in said}
        if "with_whom" in said:
            more["with_whom"] = self.named(said["with_whom"])
        self.story.made[said["id"]] = keep(
            text=said.get("text", ""),
            value={key: said[key] for key in CLOSING if key in said} if closing else value_of(said),
            column=said.get("column") or slugify(said.get("step", "")),
            table=said.get("table"),
            **more,
        )
        # Answers in one's own words are kept apart from the sheet: nobody's answers can be put together again.
        for key in OPEN_ANSWERS:
            if closing and key in said:
                self.story.made[f"{said['id']}.{key}"] = keep(text=said[key], column=key)

    def speaker(self, author: dict) -> dict[str, Any]:
        of, side = author.get("of", ""), author["side"]
        service = self.story.services.get(SERVICES.get(of, ""))
        return {
            "side": ANONYMOUS if side == "anonymous" else side,
            "project": self.story.projects.get(of),
            "organisation": self.story.team if of == "equipe-nationale" else service,
        }

    def named(self, whom: dict) -> str:
        said = self.speaker(whom)
        return str(said["project"] or said["organisation"] or Side(said["side"]).label)

    def turn(self) -> None:
        idea = self.story.made[TURNED]
        project = self.story.projects["melle"]
        owner = self.story.people["melle-solange"]
        done = date(2020, 12, 18)
        action = turn(
            idea,
            "text",
            "On a un tour de rôle pour l'arrosage et les clés, une feuille, je vous la donne.",
            into="action",
            by=self.story.adviser,
            project=project,
            title="Donner aux autres projets la feuille du tour de rôle",
            owner=owner,
            due=date(2020, 12, 20),
        )
        self.story.on(done, partial(finish_action, action, by=owner, on=done))

    def keep(self) -> None:
        said = self.said["minutes"]
        self.story.made[self.said["id"]] = write_minutes(
            self.seminar,
            text="\n\n".join(said["text"]),
            decisions="\n".join(said["decisions"]),
            offers="\n".join(self.said.get("offers_between") or []),
            by=self.story.adviser,
            on=said["approved"],
        )


def value_of(said: dict) -> Any:
    if "x" in said:
        return {"x": said["x"], "y": said["y"]}
    return next((said[key] for key in ("value", "choice", "dots") if key in said), None)
