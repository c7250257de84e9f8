"""The meeting of the jury: who was there, the tie across the fifth place, what was decided and who disagreed."""

from datetime import date, datetime, time
from functools import partial

from levain.portal.demonstration.call import words_of_the_jury
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import Story, read
from levain.selection.models import Application, Deliberation, Presence
from levain.selection.services.diversity import declare_wish, place_files
from levain.selection.services.meeting import (
    Vote,
    Was,
    decide_file,
    note_presence,
    prepare_meeting,
    sign,
    standing_in_order,
    write_meeting,
)

COUNTED = date(2020, 10, 12)
# When the network failed for one of the members, as the record tells.
CUT = {"j4": (time(10, 40), time(10, 55))}
ROOM = "en salle"
WISHES = (
    (
        "least",
        1,
        "setting",
        "rural",
        "Que les villages ne soient pas oubliés ; à discuter, le jury n'y est pas tenu.",
    ),
    ("most", 2, "region", "84", "Pas plus de deux projets dans une même région."),
)


def plan(story: Story) -> None:
    told = read("call-2020")
    meeting = told["meeting"]
    story.on(COUNTED, partial(place, story, told))
    story.on(meeting["date"], partial(sit, story, told))
    for signature in meeting["signed_off"]:
        story.on(signature["date"], partial(sign_off, story, signature))


def place(story: Story, told: dict) -> None:
    """The kind of place and the region of each file: what the diversity of a set is looked at by."""
    said = {one["id"]: one.get("fictional_commune") or one for one in told["applications"]}
    placed = {reference: (of_it["setting"], of_it["region"]) for reference, of_it in said.items()}
    place_files(story.call, placed, by=story.lead)
    for bound, number, group, value, reason in WISHES:
        wish = {"bound": bound, "number": number, "group": group, "value": value, "reason": reason}
        declare_wish(story.call, by=story.people["jury-j1"], **wish)


def sit(story: Story, told: dict) -> None:
    said, chair = told["meeting"], story.people["jury-j1"]
    meeting = prepare_meeting(
        story.call, by=chair, starts=hour(said, "starts"), quorum=said["quorum"], place=said["place"]
    )
    was = {story.people[f"jury-{one['juror']}"].pk: took_part(one) for one in said["present"]}
    note_presence(meeting, was, by=chair)
    deliberate(story, told, meeting)
    write_meeting(
        meeting,
        meeting.version,
        by=chair,
        ends=hour(said, "ends"),
        conflicts_reminded=said["conflicts_reminded"],
        proceedings="\n".join([*said["proceedings"], said["not_retained_note"]]),
    )


def hour(said: dict, name: str) -> datetime:
    return datetime.combine(said["date"], time.fromisoformat(said[name]), PARIS)


def took_part(one: dict) -> Was:
    how = Presence.How.ROOM if one["how"] == ROOM else Presence.How.REMOTE
    return Was(how, *CUT.get(one["juror"], (None, None)))


def deliberate(story: Story, told: dict, meeting) -> None:
    """Retained, in reserve, not retained: each with the words of the jury that may be passed on."""
    said, sides = told["meeting"], standing_in_order(story.call)
    decisions = {one["application"]: one for one in said["decisions"]}
    ranks = {one["application"]: one["rank"] for one in said["reserve"]}
    files = {one.reference: one for one in story.call.applications.exclude(state=Application.State.WITHDRAWN)}
    for reference in sorted(files, key=lambda one: (one not in decisions, ranks.get(one, 99), one)):
        outcome = Deliberation.Outcome.RESERVE if reference in ranks else Deliberation.Outcome.NOT_RETAINED
        retained = decisions.get(reference)
        if retained:
            outcome = Deliberation.Outcome.RETAINED
        tie = said["tie"] if reference in said["tie"]["applications"] else {}
        decide_file(
            meeting,
            files[reference],
            by=story.people["jury-j1"],
            outcome=outcome,
            rank=ranks.get(reference),
            reason=retained["reason"] if retained else words_of_the_jury(told, reference),
            vote=vote(retained["vote"]) if retained else None,
            deliberation=tie.get("text", ""),
            dissent=tie.get("dissent", ""),
            on=said["date"],
            sides=sides,
        )


def vote(said: dict) -> Vote:
    return Vote(said["for"], said["against"], said["abstained"])


def sign_off(story: Story, said: dict) -> None:
    sign(story.call.meeting, by=story.people[f"jury-{said['by']}"], note=said.get("note", "").capitalize())
