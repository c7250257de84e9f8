"""The demonstration: a real session of the programme, told with invented people, through the house's services."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from levain.capitalisation.services import corpus
from levain.foundation.models import Letter
from levain.foundation.notifications import settle
from levain.people import demonstration as people_shown
from levain.portal.demonstration import (
    admission,
    aftermath,
    call,
    coda,
    conversations,
    door,
    files,
    impacts,
    jury,
    leads,
    learning,
    maturity,
    meeting,
    needs,
    objectives,
    outside,
    people,
    projects,
    running,
    second,
    seminars,
    sheets,
    starting_point,
    support,
    surveys,
    ties,
    without_account,
)
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import LAST_TOLD, PROJECTS, Story, read
from levain.programmes.models import Cohort

Say = Callable[[str], None]


def build(moment: str = "end", size: str = "small", say: Say = lambda text: None) -> None:
    """Build the demonstration if it is not there: all of it or nothing; `large` adds a thousand invented sessions."""
    if not Cohort.objects.filter(slug=people.COHORT).exists():
        say("Telling the story of the 2020-2021 session…")
        tell(moment)
    if size == "large":
        from levain.portal.demonstration.large import enlarge

        enlarge(say=say)


@transaction.atomic
def tell(moment: str = "end") -> Story:
    story = Story(moment)
    people.plan(story)
    jury.plan(story)
    call.plan(story)
    admission.plan(story)
    meeting.plan(story)
    for name in PROJECTS:
        told = read(name)
        for part in (projects, needs, objectives, maturity, impacts):
            part.plan(story, name, told)
    support.plan(story)
    files.plan(story)
    starting_point.plan(story)
    aftermath.plan(story, seminars.plan(story))
    surveys.plan(story)
    ties.plan(story)
    without_account.plan(story)
    conversations.plan(story)
    outside.plan(story)
    learning.plan(story)
    sheets.plan(story)
    second.plan(story)
    leads.plan(story)
    coda.plan(story)
    door.plan(story)
    running.plan(story)
    story.tell()
    corpus.rebuild()
    settle(read_before=datetime.combine(min(story.until, LAST_TOLD), time(), PARIS) - timedelta(days=30))
    # The letters of these years left on their day: nothing of them waits in the outbox.
    old = Letter.objects.filter(state=Letter.State.WAITING, sent_at=None, created_at__date__lte=LAST_TOLD)
    old.update(sent_at=F("created_at"))
    return story


def invitation_to_sign_in(address: str, room: str = "") -> str:
    """What the terminal says once the house is open: where, and whom to be."""
    lines = ["", f"Levain: {address}", ""]
    lines += [f"To sign in, open {address}/connexion/ and click one of these fictional people:", ""]
    lines += [f"  {group.role:<28} {group.first}  ({group.place})" for group in people_shown.accounts()]
    if room:
        lines += ["", f"A meeting is running: join it with another device at {address}{room}"]
    return "\n".join([*lines, ""])
