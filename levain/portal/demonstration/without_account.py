"""What inhabitants, applicants, services and projects answered without an account: drawn with a stored seed."""

from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from levain.evaluation.models import EmergenceAsk, Moment, UsageFactor
from levain.evaluation.services import accelerator, usages
from levain.formulas.usages import footprint
from levain.people.models import RoleCode, User
from levain.portal.demonstration.story import Story, read
from levain.programmes.models import Cohort

# The story calls its moments as the framework does.
MOMENTS = {"baseline": Moment.START, "mid": Moment.MIDDLE, "final": Moment.END}
OPEN_FOR = 14
# How often each is met among the households drawn: rough French frequencies, ours.
CARS = {"car_petrol": 45, "car_diesel": 45, "car_electric": 10}
HEATING = {"gas": 40, "electric": 30, "oil": 8, "heat_pump": 8, "logs": 8, "network": 6}
MEALS = ("beef", "white_fish", "pork", "chicken", "oily_fish", "vegetarian", "vegan")
LIKED = (2, 1, 2, 3, 1, 4.5, 0.5)


def plan(story: Story) -> None:
    told = read("without_account")
    for said in told["barometer"]["moments"]:
        story.on(said["date"], lambda said=said: barometer(story, story.cohort, said))
    for when, day in ((EmergenceAsk.When.DECISION, "decision"), (EmergenceAsk.When.YEAR, "year")):
        story.on(told["emergence"][day], partial(emergence, story, when, told["emergence"]["answers"]))
    for name, said in told["usages"]["projects"].items():
        drawn = Households(Random(f"{told['usages']['seed']}-{name}"), said)  # noqa: S311
        for moment in said["moments"]:
            story.on(moment["opens"], partial(asked, story, name, moment, drawn))


def barometer(story: Story, cohort: Cohort, said: dict[str, Any]) -> None:
    """One sheet a person: the levels of each sentence are dealt in a drawn order, as counts alone are told."""
    moment = MOMENTS.get(said["moment"], said["moment"])
    wave = accelerator.open_wave(
        cohort,
        by=story.lead,
        moment=moment,
        opens=said["date"],
        closes=said["date"] + timedelta(days=OPEN_FOR),
        invited=said["invited"],
    )
    chance = Random(f"{cohort.slug}-{moment}")  # noqa: S311
    piles = {}
    for name, counts in said["counts"].items():
        pile = [level for level, n in zip((1, 2, 3, 4, 5, None), counts, strict=True) for _one in range(n)]
        chance.shuffle(pile)
        piles[name] = pile
    for place in range(said["answered"]):
        levels = {name: pile[place] for name, pile in piles.items() if place < len(pile) and pile[place]}
        accelerator.answer_wave(wave, token=_token(chance), levels=levels, day=said["date"])


def _token(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def emergence(story: Story, when: str, answers: dict[str, list[dict]]) -> None:
    """Those who agreed are written to; some answer, in the words of the story."""
    asked = accelerator.ask_emergence(story.cohort, when=when, by=story.adviser)
    left = {voice: list(said) for voice, said in answers.items()}
    for ask in asked:
        if left.get(ask.voice):
            said = dict(left[ask.voice].pop(0))
            later = said.pop("later", {})
            if when == EmergenceAsk.When.YEAR:
                # A year later they only tick: the story gives no other words, but some tick otherwise.
                said |= {"helped": "", "hindered": "", "missed": []} | later
            accelerator.answer_emergence(ask, missed=said.pop("missed", []), **said)


def asked(story: Story, name: str, said: dict[str, Any], drawn: "Households") -> None:
    one = usages.hand_out(
        story.projects[name],
        by=_bearer(story, name),
        moment=said["moment"],
        opens=said["opens"],
        closes=said["closes"],
        handed_out=said["handed_out"],
    )
    story.on(said["closes"], partial(drawn.answer, one, said))


def _bearer(story: Story, name: str) -> User:
    return story.people[next(said["id"] for said in read(name)["people"] if said["role"] == RoleCode.BEARER)]


class Households:
    """Those of one project: some answer twice, with the same words; all are scaled to the median that is told."""

    def __init__(self, chance: Random, said: dict[str, Any]) -> None:
        self.chance, self.paired = chance, said["paired"]
        self.first: list[dict[str, Any]] = []

    def answer(self, one: Any, said: dict[str, Any]) -> None:
        again = self.first[: self.paired]
        homes = [self._later(home) for home in again]
        homes += [self._home() for _place in range(said["answers"] - len(again))]
        self.first = self.first or homes
        factors = usages.factors(UsageFactor.objects.all())
        scale = self._scale(homes, factors, said["median"])
        for place, home in enumerate(homes):
            told = self._scaled(home, scale)
            words = f"foyer {place}" if place < self.paired else ""
            usages.answer(one, token=_token(self.chance), said=told, words=words, day=said["closes"])

    def _home(self) -> dict[str, Any]:
        draw = self.chance
        car = draw.choices(list(CARS), CARS.values())[0]
        trips = {car: draw.lognormvariate(8.7, 0.6), "ter": draw.uniform(0, 900), "bus": draw.uniform(0, 500)}
        if draw.random() < 0.4:
            trips["tgv"] = draw.uniform(300, 2500)
        if draw.random() < 0.2:
            trips["flight_medium"] = draw.uniform(1200, 2800)
        meals = [max(0, round(draw.gauss(liked, 1))) for liked in LIKED]
        meals[5] += max(0, 14 - sum(meals))
        return {
            "km": trips,
            "occupants": draw.choice([1, 1.2, 1.6, 2]),
            "surface": round(draw.uniform(38, 125)),
            "persons": draw.choice([1, 2, 2, 3, 4]),
            "heating": draw.choices(list(HEATING), HEATING.values())[0],
            "meals": {code: n for code, n in zip(MEALS, meals, strict=True) if n},
        }

    def _later(self, home: dict[str, Any]) -> dict[str, Any]:
        """The same home a season later: other trips, the same walls."""
        return home | {"km": {mode: km * self.chance.uniform(0.6, 1.15) for mode, km in home["km"].items()}}

    @staticmethod
    def _scaled(home: dict[str, Any], scale: float) -> dict[str, Any]:
        return home | {"km": {mode: float(round(km * scale, -1)) for mode, km in home["km"].items()}}

    def _scale(self, homes: list[dict[str, Any]], factors: Any, wanted: float) -> float:
        """By how much all trips are multiplied so that the middle of the answers is the one told."""
        low, high = 0.01, 8.0
        for _step in range(30):
            scale = (low + high) / 2
            totals = sorted(
                footprint(usages.usage_of(self._scaled(home, scale)), factors).total or 0 for home in homes
            )
            middle = (totals[(len(totals) - 1) // 2] + totals[len(totals) // 2]) / 2
            low, high = (scale, high) if middle < wanted else (low, scale)
        return scale
