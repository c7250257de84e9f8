"""Read before publication, contested, settled; leads sent, answered, followed, and one taken up two years later."""

from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from levain.capitalisation.models import Finding, Lesson, PolicyLead, Reader, Remark, State
from levain.capitalisation.services import (
    answer_from_letter,
    cite_as_evidence,
    follow_up,
    hear_objection,
    link_evidence,
    move,
    revise_lead,
    revise_lesson,
    send_lead,
    take_up,
    write_finding,
    write_lead,
    write_lesson,
)
from levain.capitalisation.services import rereadings as readings
from levain.foundation.models import Letter
from levain.people.models import RoleCode
from levain.portal.demonstration.story import Story, read
from levain.programmes.models import Cohort

SECOND = "2022-2023"
SIDES = (RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY, RoleCode.STATE_SERVICE)
MODELS = {"f": Finding, "l": Lesson, "p": PolicyLead}


def plan(story: Story) -> None:
    told = read("leads")
    reading = told["rereading"]
    story.on(reading["opened"], partial(open_reading, story, told))
    story.on(reading["said"], partial(say, story, reading["remarks"]))
    story.on(reading["answered"], partial(answer, story, reading["remarks"]))
    story.on(reading["answered"], partial(revise, story, told["revised"]))
    story.on(reading["settled"], partial(settle, story))
    for said in told["objections"]:
        story.on(reading["opened"], partial(object_to, story, said))
    for said in told["sent"]:
        story.on(said["day"], partial(send, story, said))
        if "answered" in said:
            story.on(said["answered"], partial(reply, story, said))
    for said in told["followed"]:
        story.on(said["day"], partial(follow, story, said))
    story.on(told["second"]["kept"], partial(learn_again, story, told["second"]))


def fresh(story: Story, known: str) -> Any:
    return MODELS[known[0]].objects.select_related("cohort").get(pk=story.made[known].pk)


def open_reading(story: Story, told: dict[str, Any]) -> None:
    """Each lesson says where it stops; then everything is given to read to those it speaks of."""
    evaluator = story.people["evaluator-estelle"]
    for known, words in told["circumstances"].items():
        lesson = fresh(story, known)
        revise_lesson(lesson, lesson.version, findings=lesson.findings.all(), by=evaluator, circumstances=words)
    for known, day in told["hoped_by"].items():
        lead = fresh(story, known)
        revise_lead(lead, lead.version, lessons=lead.lessons.all(), by=story.adviser, hoped_by=day)
    cohort, said = story.cohort, told["rereading"]
    made = readings.open_rereading(
        cohort,
        by=story.adviser,
        title=said["title"],
        words=said["words"],
        until=said["until"],
        **{f"{name}s": model.objects.filter(cohort=cohort) for name, model in _things()},
    )
    projects = [project for project in story.projects.values() if project.cohort_id == cohort.pk]
    story.made["rereading"] = made
    readings.ask_people(made, projects, SIDES, by=story.adviser)
    _left(cohort)


def _things() -> list[tuple[str, Any]]:
    return [("finding", Finding), ("lesson", Lesson), ("lead", PolicyLead)]


def _left(cohort: Cohort) -> None:
    """These letters were read and let go in their time."""
    mine = Letter.objects.filter(place_id=cohort.pk, state=Letter.State.HELD, sent_at=None)
    for letter in mine:
        if {"reader", "sending"} & set(letter.values):
            Letter.objects.filter(pk=letter.pk).update(
                state=Letter.State.WAITING, sent_at=timezone.now(), text="", html="", headers={}
            )


def say(story: Story, remarks: list[dict[str, Any]]) -> None:
    for said in remarks:
        reader = readings.find(reader_of(story, said).token)
        thing = fresh(story, said["about"])
        words = {name: said[name] for name in ("part", "stance", "text")}
        remark = readings.say(reader, thing, version=thing.version, **words)
        story.made[f"remark {said['by']}"] = remark
        readings.finished(reader)
    _left(story.cohort)


def reader_of(story: Story, said: dict[str, Any]) -> Reader:
    """Who was asked by her role, or by her address when it had ended."""
    person = story.people[said["by"]]
    asked = Reader.objects.filter(rereading__cohort=story.cohort)
    if found := asked.filter(user=person).first():
        return found
    project = story.projects[said["by"].rpartition("-")[0]]
    one = {"name": str(person), "email": person.email}
    rereading = story.made["rereading"]
    return readings.ask_addresses(rereading, [one], side=said["side"], project=project, by=story.adviser)[0]


def answer(story: Story, remarks: list[dict[str, Any]]) -> None:
    for said in remarks:
        if said["answer"]:
            remark = Remark.objects.select_related("reader__user").get(pk=story.made[f"remark {said['by']}"].pk)
            readings.answer_remark(remark, by=story.adviser, text=said["answer"], keep=said.get("keep", False))


def revise(story: Story, told: dict[str, Any]) -> None:
    """What a remark changed."""
    for known, said in told.items():
        thing, by = fresh(story, known), story.adviser
        if isinstance(thing, Lesson):
            revise_lesson(thing, thing.version, findings=thing.findings.all(), by=by, **said)
        else:
            revise_lead(thing, thing.version, lessons=thing.lessons.all(), by=by, **said)


def settle(story: Story) -> None:
    """What was read stands."""
    for _name, model in _things():
        for thing in model.objects.filter(cohort=story.cohort, state=State.SHARED, review_since=None):
            move(thing, State.SETTLED, by=story.people["evaluator-estelle"])


def object_to(story: Story, said: dict[str, Any]) -> None:
    words = {name: said[name] for name in ("who", "side", "text", "answer")}
    hear_objection(fresh(story, said["about"]), by=story.adviser, on=said["day"], **words)


def send(story: Story, said: dict[str, Any]) -> None:
    lead = fresh(story, said["lead"])
    made = send_lead(lead, by=story.lead, to=said["to"], email=said["email"], on=said["day"])
    story.made[f"sending {said['lead']}"] = made
    _left(lead.cohort)


def reply(story: Story, said: dict[str, Any]) -> None:
    sending = story.made[f"sending {said['lead']}"]
    answer_from_letter(sending, by=None, name=said["name"], choice=said["choice"], text=said["text"])


def follow(story: Story, said: dict[str, Any]) -> None:
    words = {name: said[name] for name in ("state", "text", "proof")}
    on: date = said["day"]
    follow_up(fresh(story, said["lead"]), by=story.lead, on=on, fictional=True, **words)


def learn_again(story: Story, told: dict[str, Any]) -> None:
    """The session that follows meets what the first one had asked for, and asks again, better."""
    cohort, aline = Cohort.objects.get(slug=SECOND), story.people["lead-aline"]
    said = {"by": aline, "fictional": True}
    finding = write_finding(cohort, **said, **told["finding"])
    for one in told["evidence"]:
        kept = cite_as_evidence(story.made[one["source"]], one["field"], one["passage"], by=story.adviser)
        link_evidence(finding, kept, one["stance"], by=aline)
    lesson = write_lesson(cohort, findings=[finding], **said, **told["lesson"])
    lead = write_lead(cohort, lessons=[lesson], **said, **told["lead"])
    take_up(lead, fresh(story, "p01"), by=aline)
    for thing in (finding, lesson, lead):
        move(thing, State.SHARED, by=aline)
