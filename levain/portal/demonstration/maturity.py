"""The maturity of a project at three moments, with what shows it; and what people answered on paper at the end."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from random import Random
from textwrap import shorten
from typing import Any
from uuid import UUID

from levain.design.dates import in_words
from levain.evaluation.models import MaturityDescriptor, MaturityDimension, Moment
from levain.evaluation.services import Agreed, add_proofs, agree_levels, give_levels, give_views, places
from levain.people.models import RoleCode
from levain.portal.demonstration.objectives import FIRST, Calendar
from levain.portal.demonstration.story import Story, read
from levain.projects.models import Project

CITED = ("besoin", "mobilisation", "gouvernance", "moyens", "effets", "changement_echelle")
SAYS = {"bearer": RoleCode.BEARER, "authority": RoleCode.LOCAL_AUTHORITY}


def plan(story: Story, name: str, told: dict[str, Any], days: Calendar = FIRST) -> None:
    looks = Looks(story, name, told, days)
    for moment in Moment.values:
        story.on(getattr(days, moment), partial(looks.rate, moment))
    if name in read("voices")["sheets"]["sides"]:
        story.on(days.end, looks.answer)
    if name in read("voices")["places"]:
        story.on(days.end, looks.place)


class Looks:
    def __init__(self, story: Story, name: str, told: dict[str, Any], days: Calendar) -> None:
        self.story, self.name, self.told, self.days = story, name, told, days
        self.who = {
            look: next(said["id"] for said in told["people"] if said["role"] == role) for look, role in SAYS.items()
        }
        self.proved: set[int] = set()
        self.pieces = {code: list(_pieces(told, code)) for code in CITED}

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    def rate(self, moment: str) -> None:
        """The three looks, what shows the level to be true, then the level agreed."""
        said = self.told["maturity"][moment]
        grid = {one.code: one for one in MaturityDimension.objects.filter(framework__cohort=self.project.cohort)}
        for look in ("bearer", "authority", "team"):
            by = self.story.people[self.who[look]] if look in self.who else self.story.adviser
            levels = {grid[code].pk: levels[look] for code, levels in said.items()}
            give_levels(self.project, moment=moment, look=look, levels=levels, by=by)
        if proofs := dict(self._proofs(grid, said, moment)):
            add_proofs(self.project, moment=moment, proofs=proofs, by=self.story.people[self.who["bearer"]])
            self.proved |= set(proofs)
        agreed = {grid[code].pk: self._agreed(moment, code, levels["agreed"]) for code, levels in said.items()}
        agree_levels(self.project, moment=moment, agreed=agreed, by=self.story.adviser)

    def _proofs(
        self, grid: dict[str, MaturityDimension], said: dict[str, Any], moment: str
    ) -> Iterator[tuple[int, str]]:
        """The kind of piece that shows a sentence to be true, with one of the project's own, known by then."""
        written, day = read("voices")["proofs"], getattr(self.days, moment)
        for one in MaturityDescriptor.objects.filter(dimension__in=grid.values()).select_related("dimension"):
            code = one.dimension.code
            if one.level <= said[code]["agreed"] and one.pk not in self.proved:
                kind = written[code][one.level - 1][one.position - 1]
                own = next((place for place, (on, _w) in enumerate(self.pieces[code]) if on <= day), None)
                yield one.pk, kind if own is None else f"{kind} {self.pieces[code].pop(own)[1]}"

    def _agreed(self, moment: str, code: str, level: int) -> Agreed:
        maturity, voices = self.told["maturity"], read("voices")
        highest = max(maturity[one][code]["agreed"] for one in Moment.values[: Moment.values.index(moment) + 1])
        lowest = min(levels["agreed"] for levels in maturity[moment].values())
        own = voices["own_steps"].get(self.name, {}) if moment == Moment.END else {}
        next_step = own.get(code, voices["next_steps"][code]) if level == lowest else ""
        return Agreed(level, voices["fallen"] if level < highest else "", next_step)

    def place(self) -> None:
        """What place each event gave to those who came, and the articles of the charter that the team answered."""
        voices, bearer = read("voices"), self.story.people[self.who["bearer"]]
        told = voices["places"][self.name].items()
        said = {self.story.made[note].pk: places.Change("", place) for note, place in told}
        places.tell_places(self.project, by=bearer, places=said)
        for article, answer in voices["charter"].get(self.name, {}).items():
            places.answer_charter(self.project, by=bearer, article=article, **answer)

    def answer(self) -> None:
        """The sheets of each side, typed by the adviser, drawn from a seed around what that side said at the end."""
        sheets = read("voices")["sheets"]
        draw = Random(f"{sheets['seed']}-{self.name}")  # noqa: S311
        for voice, count in sheets["sides"][self.name].items():
            for _sheet in range(count):
                views = {}
                for said in self.told["objectives"]:
                    given = said["ratings"]["end"].get(voice) or {"level": 0}
                    weight = said["weight"]["importance"] + (1 if voice == "inhabitants" else 0)
                    views[self.story.made[said["id"]].pk] = (
                        _from_1_to_5(weight + draw.choice((0, 0, 1, 1, 2))),
                        _from_1_to_5(3 + given["level"] + draw.choice((-1, 0, 0, 1))),
                    )
                give_views(
                    self.project,
                    moment=Moment.END,
                    voice=voice,
                    views=views,
                    by=self.story.adviser,
                    sheet=UUID(int=draw.getrandbits(128)),
                )


def _pieces(told: dict[str, Any], code: str) -> Iterator[tuple[date, str]]:
    """What the story of the project dates that may show something of this dimension; each is cited once."""
    if code == "effets":
        for one in told["indicators"]:
            for measure in one["measures"]:
                yield measure["date"], f"{measure['source']}, {in_words(measure['date'])} : {measure['proof']}."
    elif code == "gouvernance":
        for one in (one for one in told["commitments"] if one.get("kept")):
            yield one["due"], f"Engagement : « {_short(one['text'])} »"
    elif code == "moyens":
        for one in (one for one in told["actions"] if one.get("done")):
            yield one["done"], f"Fait : « {_short(one['title'])} »"
    else:
        wanted = {"besoin": "progress", "mobilisation": "event", "changement_echelle": "decision"}[code]
        for one in told["logbook"]:
            if one["kind"] == wanted and one["audience"] != "collective":
                yield one["date"], f"Au carnet, {in_words(one['date'])} : « {_short(one['text'])} »"


def _short(text: str) -> str:
    return shorten(text, 140, placeholder="…")


def _from_1_to_5(mark: int) -> int:
    return min(5, max(1, mark))
