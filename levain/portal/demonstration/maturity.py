"""The maturity of a project at three moments, with what shows it; and what people answered on paper at the end."""

from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from levain.evaluation.models import MaturityDescriptor, MaturityDimension, Moment
from levain.evaluation.services import Agreed, add_proofs, agree_levels, give_levels, give_views
from levain.people.models import RoleCode
from levain.portal.demonstration.objectives import FIRST, Calendar
from levain.portal.demonstration.story import Story, read
from levain.projects.models import Project

SAYS = {"bearer": RoleCode.BEARER, "authority": RoleCode.LOCAL_AUTHORITY}


def plan(story: Story, name: str, told: dict[str, Any], days: Calendar = FIRST) -> None:
    looks = Looks(story, name, told)
    for moment in Moment.values:
        story.on(getattr(days, moment), partial(looks.rate, moment))
    if name in read("voices")["sheets"]["sides"]:
        story.on(days.end, looks.answer)


class Looks:
    def __init__(self, story: Story, name: str, told: dict[str, Any]) -> None:
        self.story, self.name, self.told = story, name, told
        self.who = {
            look: next(said["id"] for said in told["people"] if said["role"] == role) for look, role in SAYS.items()
        }
        self.proved: set[int] = set()

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
        if proofs := dict(self._proofs(grid, said)):
            add_proofs(self.project, moment=moment, proofs=proofs, by=self.story.people[self.who["bearer"]])
            self.proved |= set(proofs)
        agreed = {grid[code].pk: self._agreed(moment, code, levels["agreed"]) for code, levels in said.items()}
        agree_levels(self.project, moment=moment, agreed=agreed, by=self.story.adviser)

    def _proofs(self, grid: dict[str, MaturityDimension], said: dict[str, Any]) -> Iterator[tuple[int, str]]:
        written = read("voices")["proofs"]
        for one in MaturityDescriptor.objects.filter(dimension__in=grid.values()).select_related("dimension"):
            code = one.dimension.code
            if one.level <= said[code]["agreed"] and one.pk not in self.proved:
                yield one.pk, written[code][one.level - 1][one.position - 1]

    def _agreed(self, moment: str, code: str, level: int) -> Agreed:
        maturity, voices = self.told["maturity"], read("voices")
        highest = max(maturity[one][code]["agreed"] for one in Moment.values[: Moment.values.index(moment) + 1])
        lowest = min(levels["agreed"] for levels in maturity[moment].values())
        next_step = voices["next_steps"][code] if level == lowest else ""
        return Agreed(level, voices["fallen"] if level < highest else "", next_step)

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


def _from_1_to_5(mark: int) -> int:
    return min(5, max(1, mark))
