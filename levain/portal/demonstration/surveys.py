"""The surveys of the session: four hundred fictional inhabitants drawn with a stored seed, bearers, and partners."""

import random
from datetime import date, timedelta
from functools import partial
from typing import Any

from levain.evaluation.models import Survey
from levain.evaluation.services import survey_answers, survey_people, survey_storage, surveys
from levain.portal.demonstration.story import Story, read
from levain.questionnaires.models import Question, Questionnaire
from levain.questionnaires.services import Asked

OPTIONS = ("h01", "h09", "h10", "h11")
SCALES = ("h02", "h03", "h04", "h05")
OBJECTIVES = ("h06", "h07")
FINAL_ONLY = ("h07", "h08", "h09")
KNOWS_IN, DOES_NOT_KNOW = 0, 2
NO_OPINION = 5
TONES = {"critique": (1, 2, 3), "favorable": (4, 5)}
# Bearers, named: baseline and end put two questions in the same words.
BEARERS = {"baseline": (date(2020, 12, 7), {"b14": (3, 4, 3, 4, 4), "b15": (3, 4, 3, 4, 3)})}
BEARERS["final"] = (date(2021, 12, 6), {"f16": (4, 4, 4, 4, 5), "f17": (4, 4, 3, 4, 4)})
# The same results without the accelerator; satisfied with the support; can go on without it: yes, or in part.
BEARERS["final"][1].update({"f12": (2, 1, 2, 3, 2), "f14": (4, 5, 4, 4, 5), "f20": (1, 0, 1, 1, 0)})
ANSWERED_IN = timedelta(days=9)


def plan(story: Story) -> None:
    told = read("inhabitants")
    chance = random.Random(told["seed"])  # noqa: S311
    for of_project in told["projects"]:
        for moment, said in of_project["moments"].items():
            own = random.Random(chance.random())  # noqa: S311
            story.on(said["from"], partial(inhabitants, story, told, of_project, moment, own))
    for moment, (day, levels) in BEARERS.items():
        story.on(day, partial(bearers, story, moment, day, levels))
    story.on(date(2021, 12, 7), partial(partners, story))


def inhabitants(story: Story, told: dict, of_project: dict, moment: str, chance: random.Random) -> None:
    """Opened one day, answered on paper and by the address of a poster, counted a week after it closes."""
    said, project = of_project["moments"][moment], story.projects[of_project["project"]]
    [survey] = surveys.prepare(
        story.cohort,
        _questionnaire("inhabitants_short"),
        by=story.adviser,
        projects=[project],
        audience=Survey.Audience.INHABITANTS,
        promise=Survey.Promise.ANONYMOUS,
        moment=moment,
        opens_on=said["from"],
        closes_on=said["to"],
        handed_out=said["handed_out"],
    )
    surveys.open_(survey, by=story.adviser)
    story.on(said["to"] + timedelta(days=7), partial(_drawn, story, told, of_project, moment, survey, chance))


def _drawn(story: Story, told: dict, of_project: dict, moment: str, survey: Survey, chance: random.Random) -> None:
    drawing = Drawing(told["drawing"], of_project, moment, survey, chance)
    n = of_project["moments"][moment]["answers"]
    survey_storage.keep_unnamed(survey, drawing.sheets(n))
    surveys.count(survey, by=story.adviser, breakdown="h11")


class Drawing:
    """Each sheet drawn from the shares of its moment, by the rules written with them."""

    def __init__(self, drawing: dict, of_project: dict, moment: str, survey: Survey, chance: random.Random) -> None:
        self.missing, self.moment, self.chance = drawing["missing"], moment, chance
        self.shares = {
            code: given.get(moment, given) if isinstance(given, dict) else given
            for code, given in of_project["distributions"].items()
        }
        asked = Asked(survey.revision, moment).by_code
        self.options = {
            code: [one.code for one in asked[code].offered()] for code in (*OPTIONS, "h08") if code in asked
        }
        self.lines = [one["code"] for one in survey.lists["objectives"]]
        open_answers = [one for one in of_project["open_answers"] if one["moment"] == moment]
        tones = (*TONES, "neutre")
        self.words = {tone: [one["text"] for one in open_answers if one["tone"] == tone] for tone in tones}

    def sheets(self, n: int) -> list[survey_storage.Given]:
        made = [self._sheet() for _one in range(n)]
        self._open_answers(made)
        return [{(code, 0): value for code, value in sheet.items()} for sheet in made]

    def _sheet(self) -> dict[str, Any]:
        knows = self._place(self.shares["h01"])
        sheet: dict[str, Any] = {"h01": self.options["h01"][knows]}
        for code in SCALES:
            if not self._skips(code):
                sheet[code] = self._point(code, self.shares[code], knows)
        for code in OBJECTIVES:
            if code in self.shares and not (code in FINAL_ONLY and self.moment != "final") and not self._skips(code):
                sheet[code] = self._lines(code, knows)
        if self.moment == "final":
            if not self._skips("h08"):
                sheet["h08"] = self._habits()
            if knows != DOES_NOT_KNOW and not self._skips("h09"):
                sheet["h09"] = self.options["h09"][self._place(self.shares["h09"])]
        for code in ("h10", "h11"):
            if not self._skips(code):
                sheet[code] = self.options[code][self._place(self.shares[code])]
        return sheet

    def _lines(self, code: str, knows: int) -> dict[str, Any]:
        told = [given.get(self.moment, given) if isinstance(given, dict) else given for given in self._of_lines(code)]
        return {line: self._point(code, shares, knows) for line, shares in zip(self.lines, told, strict=False)}

    def _of_lines(self, code: str) -> list:
        return list(self.shares[code].values())

    def _point(self, code: str, shares: list[float], knows: int) -> int | str:
        if knows == DOES_NOT_KNOW and code == "h02":
            shares = _towards_the_middle(shares)
        if knows == DOES_NOT_KNOW and code == "h07" and self.chance.random() < 0.5:
            return "none"
        place = self._place(shares)
        if place == NO_OPINION:
            return "none"
        if knows == KNOWS_IN and code in ("h02", "h04", "h07") and self.chance.random() < 1 / 3:
            place = min(place + 1, 4)
        return place + 1

    def _habits(self) -> list[str]:
        *each, none = self.options["h08"]
        drawn = [code for code, share in zip(each, self.shares["h08"], strict=False) if self.chance.random() < share]
        return drawn or [none]

    def _place(self, shares: list[float]) -> int:
        return self.chance.choices(range(len(shares)), weights=shares)[0]

    def _skips(self, code: str) -> bool:
        return self.chance.random() < self.missing.get(code, 0)

    def _open_answers(self, sheets: list[dict[str, Any]]) -> None:
        """Each written answer goes to one sheet, of a person of that opinion when there is one left."""
        free = list(range(len(sheets)))
        self.chance.shuffle(free)
        for tone, texts in self.words.items():
            for text in texts:
                fits = [one for one in free if sheets[one].get("h02") in TONES.get(tone, ())] or free
                if fits:
                    free.remove(fits[0])
                    sheets[fits[0]]["h12"] = text


def _towards_the_middle(shares: list[float]) -> list[float]:
    """Half of both ends goes to the middle and to those without an opinion."""
    moved = (shares[0] + shares[4]) / 2
    return [shares[0] / 2, shares[1], shares[2] + moved / 2, shares[3], shares[4] / 2, shares[5] + moved / 2]


def bearers(story: Story, moment: str, day: date, levels: dict[str, tuple[int, ...]]) -> None:
    slug = {"baseline": "baseline_bearer", "final": "final_bearer"}[moment]
    [survey] = surveys.prepare(
        story.cohort,
        _questionnaire(slug),
        by=story.adviser,
        audience=Survey.Audience.BEARERS,
        promise=Survey.Promise.NAMED,
        moment=moment,
        opens_on=day,
        closes_on=day + timedelta(days=18),
    )
    firsts: dict[int, survey_people.Candidate] = {}
    for one in survey_people.candidates(survey):
        if one.project:
            firsts.setdefault(one.project.pk, one)
    surveys.open_(survey, by=story.adviser)
    survey_people.invite(survey, firsts.values(), by=story.adviser)
    survey_people.send(survey, by=story.adviser)
    story.on(day + ANSWERED_IN, partial(_named, story, survey, levels))
    story.on(day + timedelta(days=20), partial(surveys.count, survey, by=story.adviser))


def _named(story: Story, survey: Survey, levels: dict[str, tuple[int, ...]]) -> None:
    order = list(story.projects.values())
    asked = {one.code: one for one in survey.revision.questions.all()}
    for invitee in survey.invitees.select_related("survey__revision", "person", "project"):
        place = order.index(invitee.project)
        response = survey_answers.begin(invitee)
        given = {code: of_each[place] for code, of_each in levels.items()}
        held = set(response.answers.values_list("code", flat=True))
        for code, question in asked.items():
            if code in given and question.kind == Question.Kind.CHOICE:
                given[code] = [one.code for one in question.offered(response.lists)][given[code]]
            value = given.get(code, _plain(question, response.lists, invitee.project, place))
            if code not in held and value is not None and (question.required or code in given):
                response.answers.create(code=code, value=value, by=invitee.person)
        survey_answers.hand_in_named(invitee, by=invitee.person)


def _plain(question: Question, lists: dict, project: Any, place: int) -> Any:
    """What must be answered besides: from the project's own words, without a level of satisfaction being invented."""
    offered = [one.code for one in question.offered(lists)]
    kinds, level = Question.Kind, 0 if question.scale.get("min", 1) < 0 else 4
    return {
        kinds.LONG_TEXT: project.pitch or project.name,
        kinds.TEXT: project.name,
        kinds.NUMBER: 6 + place,
        kinds.CHOICE: offered[0] if offered else None,
        kinds.CHOICES: offered[:2] or None,
        kinds.SCALE: 4,
        kinds.MATRIX: {line.code: level for line in question.asked_lines(lists)},
    }.get(kinds(question.kind))


def partners(story: Story) -> None:
    """Local authorities and State services, in confidence: their levels are shown together or not at all."""
    [survey] = surveys.prepare(
        story.cohort,
        _questionnaire("final_public_partners"),
        by=story.adviser,
        audience=Survey.Audience.PARTNERS,
        promise=Survey.Promise.CONFIDENTIAL,
        moment=Survey.Moment.END,
        opens_on=date(2021, 12, 7),
        closes_on=date(2021, 12, 21),
    )
    surveys.open_(survey, by=story.adviser)
    survey_people.invite(survey, survey_people.candidates(survey), by=story.adviser)
    survey_people.send(survey, by=story.adviser)
    story.on(date(2021, 12, 16), partial(_in_confidence, story, survey))
    story.on(date(2021, 12, 23), partial(surveys.count, survey, by=story.adviser))


def _in_confidence(story: Story, survey: Survey) -> None:
    chance = random.Random(read("inhabitants")["seed"] + 1)  # noqa: S311
    scales = survey.revision.questions.filter(kind=Question.Kind.SCALE)
    asked = [one for one in scales if not one.repeat_over]
    profiles = next(one for one in survey.revision.questions.all() if one.code == "p01").offered()
    for invitee in survey.invitees.select_related("survey", "person", "project").order_by("person"):
        given: survey_storage.Given = {(one.code, 0): chance.choice((3, 4, 4, 5)) for one in asked}
        place = 3 if invitee.side == "state_service" else chance.choice((1, 2))
        given["p01", 0] = profiles[place].code
        survey_answers.hand_in(survey, given, once=f"demonstration-{invitee.pk}", invitee=invitee)


def _questionnaire(slug: str) -> Questionnaire:
    return Questionnaire.objects.prefetch_related("revisions").get(slug=slug)
