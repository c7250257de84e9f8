"""Indicators whose values are proposed, looked at and approved; effects with their evidence and their verdict."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from textwrap import shorten
from typing import Any

from levain.design.dates import in_words
from levain.evaluation.models import Followed, Indicator
from levain.evaluation.services import impacts as effects
from levain.evaluation.services import indicators
from levain.people.models import RoleCode, User
from levain.portal.demonstration.story import Story, read
from levain.projects.models import Project

FOLLOWED, NOTICED, JUDGED_AFTER = date(2020, 12, 16), date(2021, 12, 13), timedelta(days=7)
RIVALS = {"ecartee": "ruled_out", "partielle": "partial", "plausible": "plausible", "non_examinee": "unexamined"}
VERDICTS = {"etablie": "established", "probable": "likely", "possible": "possible", "non_demontree": "not_shown"}
SIGNS = {"positif": "positive", "negatif": "negative", "mixte": "mixed"}
SPEAKS_AS = {
    RoleCode.BEARER: "bearer",
    RoleCode.MEMBER: "bearer",
    RoleCode.OBSERVER: "inhabitant",
    RoleCode.LOCAL_AUTHORITY: "authority",
    RoleCode.STATE_SERVICE: "state",
    RoleCode.EXPERT: "expert",
    RoleCode.PARTNER: "expert",
    RoleCode.ADVISER: "team",
}
MEMBERS = "Membres actifs du collectif (trois actions ou plus dans l'année)"
LISTED = "Membres du collectif, d'après sa liste"
LAST_LIST = date(2021, 12, 15)
# The first step of an analysis whose steps are not told.
QUESTION = "Qu'est-ce que le projet et l'accélérateur ont apporté à ce changement ?"
STEPS = ("question", "confidence_wanted", "theory", "risks", "weak_links", "disagreements", "to_find")
# Who looks at a value, and who approves it, so many days after it was proposed.
LOOKED_AT, APPROVED = 3, 5


def plan(
    story: Story, name: str, told: dict[str, Any], *, followed: date = FOLLOWED, noticed: date = NOTICED
) -> None:
    measured = Measured(story, name, told, followed, noticed)
    for said in [*told.get("indicators", ()), *(_listed(told) if followed == FOLLOWED else ())]:
        story.on(followed, partial(measured.follow, said))
    proofs, steps = read("effects").get(name, []), read("contributions").get(name, [])
    for place, said in enumerate(told.get("impacts", ())):
        given = proofs[place] if place < len(proofs) else []
        story.on(noticed, partial(measured.effect, said | (steps[place] if place < len(steps) else {}), given))


def _listed(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Where nobody counted who came three times, the collective counts the names of its list."""
    counted = any(said["indicator"] == "I05" for said in told.get("indicators", ()))
    collective = told["project"].get("collective", {})
    if not counted and "members_end" in collective:
        start, end = collective["members_start"], collective["members_end"]
        measure = {"date": LAST_LIST, "value": end, "source": "Liste du collectif", "proof": "Liste à jour"}
        yield {
            "indicator": {"label": LISTED, "unit": "personnes"},
            "baseline": start,
            "target": end,
            "measures": [measure],
        }


class Measured:
    def __init__(self, story: Story, name: str, told: dict[str, Any], followed: date, noticed: date) -> None:
        self.story, self.name, self.told = story, name, told
        self.followed, self.noticed, self.judged = followed, noticed, noticed + JUDGED_AFTER
        self.roles = {said["id"]: said["role"] for said in told["people"]}
        self.bearer = next(one for one, role in self.roles.items() if role == RoleCode.BEARER)
        self.notes = {said["id"]: said for kind in ("logbook", "contacts") for said in told[kind]}

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    def who(self) -> User:
        return self.story.people[self.bearer]

    def follow(self, said: dict) -> None:
        known: dict[str, Any] = {"baseline": Decimal(str(said["baseline"])), "target": Decimal(str(said["target"]))}
        known["baseline_on"] = self.followed
        if isinstance(said["indicator"], dict):
            own = said["indicator"]
            known |= {"label": own["label"], "unit": own["unit"], "source": said["measures"][0]["source"]}
            shared = None
        else:
            shared = Indicator.objects.get(framework__cohort=self.project.cohort, code=said["indicator"])
        followed = indicators.follow(self.project, by=self.story.adviser, indicator=shared, **known)
        for measure in said["measures"]:
            self.story.on(max(measure["date"], self.followed), partial(self.propose, followed, measure))

    def propose(self, followed: Followed, said: dict) -> None:
        made = indicators.propose(
            followed,
            by=self.who(),
            taken_on=said["date"],
            value=Decimal(str(said["value"])),
            source=said["source"],
            proof=said["proof"],
        )
        adviser, lead = self.story.adviser, self.story.lead
        told = max(said["date"], self.followed)
        self.story.on(told + timedelta(days=LOOKED_AT), partial(indicators.review, made, by=adviser))
        self.story.on(told + timedelta(days=APPROVED), partial(indicators.approve, made, by=lead))

    def effect(self, said: dict, proofs: list[dict]) -> None:
        adviser = self.story.adviser
        effect = effects.write_effect(
            self.project,
            by=adviser,
            text=said["effect"],
            directness="direct" if said["direct"] else "indirect",
            on_whom=said["on_whom"],
            foreseen=said["foreseen"],
            sign=SIGNS[said["sign"]],
            story=said["contribution"],
            **{"question": QUESTION} | {step: said[step] for step in STEPS if step in said},
        )
        links = [effects.add_link(effect, by=adviser, text=text) for text in said.get("links", ())]
        proofs = [proof | ({"link": links[proof["link"]]} if links and "link" in proof else {}) for proof in proofs]
        for proof in proofs:
            # What was noted since is added since.
            noted = self.notes[proof["note"]]["date"] if "note" in proof else proof["dated"]
            if noted < self.noticed:
                self.prove(effect, proof)
            else:
                self.story.on(noted + timedelta(days=1), partial(self.prove, effect, proof))
        for place, one in enumerate(said["rivals"]):
            rival = effects.add_rival(effect, by=adviser, text=one["text"])
            if RIVALS[one["verdict"]] != "unexamined":
                because = said["weighed"][place] if "weighed" in said else ""
                effects.weigh_rival(rival, by=adviser, verdict=RIVALS[one["verdict"]], because=because)
        self.story.on(self.judged, partial(self.judge, effect, said))

    def prove(self, effect: Any, said: dict) -> None:
        """A piece that cites the story says its words, and opens where they stand."""
        known = {"kind": said["kind"], "supports": not said.get("against"), "outside": said.get("outside", False)}
        known["link"] = said.get("link")
        if "note" not in said:
            known |= {name: said[name] for name in ("source", "category", "text", "dated")}
        else:
            note, made = self.notes[said["note"]], self.story.made[said["note"]]
            author = note.get("author") or note["by"]
            role = self.roles.get(author, RoleCode.ADVISER)
            known |= {
                "source": f"{self.story.people[author]}, {in_words(note['date'])}",
                "category": SPEAKS_AS[role],
                "text": shorten(note["text"], 320, placeholder="…"),
                "dated": note["date"],
                "address": made.get_absolute_url(),
            }
        effects.add_proof(effect, by=self.story.adviser, **known)

    def judge(self, effect: Any, said: dict) -> None:
        effect.refresh_from_db()
        known = {"verdict": VERDICTS[said["verdict"]], "revised": said.get("revised", "")}
        effects.judge(effect, by=self.story.lead, version=effect.version, **known)
