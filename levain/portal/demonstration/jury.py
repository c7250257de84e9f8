"""The seven who read: their conflicts, their levels and abstentions, the two files that divide them."""

from datetime import date, datetime, time
from functools import partial

from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.people import JURY_SITS
from levain.portal.demonstration.story import Story, read
from levain.selection.models import Conflict, Jury, Review
from levain.selection.services import (
    Given,
    Received,
    assign,
    declare_all,
    declare_conflict,
    move_phase,
    receive_reviews,
    set_jury,
    take_side,
)

DECLARED_BY, READING = date(2020, 9, 22), date(2020, 9, 23)
READ_BY, DISCUSSED = date(2020, 10, 9), date(2020, 10, 10)
KINDS = {
    "professionnel": Conflict.Kind.PROFESSIONAL,
    "associatif": Conflict.Kind.ASSOCIATIVE,
    "familial": Conflict.Kind.FAMILY,
}
# Who agrees (or not) with whose reading of the two files that divide the jury: as its record tells.
SIDES = (
    ("j5", "cand-09", "j3", False),
    ("j7", "cand-09", "j5", True),
    ("j4", "cand-09", "j3", True),
    ("j2", "cand-17", "j3", True),
    ("j7", "cand-17", "j5", True),
    ("j5", "cand-17", "j2", False),
)


def plan(story: Story) -> None:
    """To be planned before the call: on the day of the meeting, the jury deliberates before it decides."""
    told = read("call-2020")
    story.on(JURY_SITS, partial(settle, story))
    for conflict in told["conflicts"]:
        story.on(conflict["declared_on"], partial(withdraw_from, story, conflict))
    story.on(DECLARED_BY, partial(declare, story, told))
    story.on(READING, partial(hand_out, story, told))
    story.on(READ_BY, partial(score, story, told))
    story.on(DISCUSSED, partial(discuss, story))
    story.on(told["meeting"]["date"], partial(move, story, Jury.Phase.DELIBERATE))
    decided = date.fromisoformat(str(told["call"]["decisions_published_on"]))
    story.on(decided, partial(move, story, Jury.Phase.CLOSED))


def juror(story: Story, known_as: str):
    return story.people[f"jury-{known_as}"]


def files(story: Story) -> dict:
    found = {file.reference: file for file in story.call.applications.all()}
    for file in found.values():
        file.call = story.call
    return found


def move(story: Story, phase: str) -> None:
    move_phase(story.call, phase, by=juror(story, "j1"))


def settle(story: Story) -> None:
    set_jury(
        story.call,
        by=juror(story, "j1"),
        version=0,
        names_from=Jury.Names.SHOWN,
        scores_from=Jury.Scores.WITH_DISCUSSION,
        readers=len(read("call-2020")["jurors"]) - 1,
        declare_by=DECLARED_BY,
        read_by=READ_BY,
    )


def withdraw_from(story: Story, said: dict) -> None:
    person = juror(story, said["juror"])
    file = files(story)[said["application"]]
    declare_conflict(file, person, kind=KINDS[said["kind"]], reason=said["text"], by=person)


def declare(story: Story, told: dict) -> None:
    for said in told["jurors"]:
        declare_all(story.call, juror(story, said["id"]))


def hand_out(story: Story, told: dict) -> None:
    """Everyone reads everything, but what she has a conflict with."""
    move(story, Jury.Phase.READ)
    people = [juror(story, said["id"]) for said in told["jurors"]]
    pairs = [(person, file) for file in files(story).values() for person in people]
    assign(story.call, pairs, by=juror(story, "j1"), how=Review.How.HAND)


def score(story: Story, told: dict) -> None:
    """The levels as the seven gave them, in one gesture: they were sent on a sheet."""
    closed = {(one["juror"], one["application"]) for one in told["conflicts"]}
    reasons = {(one["juror"], one["application"], one["criterion"]): one["reason"] for one in told["abstentions"]}
    remarks: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for one in told["remarks"]:
        remarks.setdefault((one["juror"], one["application"]), []).append((one["text"], one["usable_in_letter"]))
    found, at = files(story), datetime.combine(READ_BY, time(17), PARIS)
    received = [
        Received(
            juror(story, who),
            found[reference],
            {code: given(level, reasons, who, reference, code) for code, level in levels.items()},
            remarks.get((who, reference), []),
            at,
        )
        for who, each in told["scores"].items()
        for reference, levels in each.items()
        if (who, reference) not in closed
    ]
    receive_reviews(story.call, received, by=story.lead)


def given(level, reasons: dict, who: str, reference: str, code: str) -> Given:
    if level is not None:
        return Given(level=level)
    reason = reasons.get((who, reference, code)) or reasons[who, reference, "*"]
    return Given(abstained=True, reason=reason)


def discuss(story: Story) -> None:
    move(story, Jury.Phase.DISCUSS)
    given_to = Review.objects.filter(application__call=story.call).select_related("application", "juror")
    reviews = {(review.juror_id, review.application.reference): review for review in given_to}
    for who, reference, whose, agrees in SIDES:
        review = reviews[juror(story, whose).pk, reference]
        review.application.call = story.call
        take_side(review, by=juror(story, who), agrees=agrees)
