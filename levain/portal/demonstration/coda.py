"""After what is told: what waits for an answer when somebody opens the demonstration."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from levain.foundation.audiences import Audience
from levain.people.services import invite
from levain.portal.demonstration.story import Story, read
from levain.programmes.services import write_letters
from levain.projects.models import NeighbourMessage
from levain.projects.services import answer_message, confirm_message
from levain.support.models import Need, Support
from levain.support.services.needs import agree, qualify, state_need
from levain.support.services.proposals import propose
from levain.support.services.referrals import refer


def plan(story: Story) -> None:
    """The days are counted from the day of the demonstration: the one it stands on, or the day of the build."""
    today = story.day or timezone.localdate()
    for said in read("coda")["needs" if story.moment == "end" else story.moment]:
        story.on(before(today, said["days_ago"]), partial(begin, story, today, said))
    if story.moment == "end":
        for said in read("coda")["invitations"]:
            story.on(before(today, said["days_ago"]), partial(call_in, story, said))
        for said in read("coda")["neighbours"]:
            story.on(before(today, said["days_ago"]), partial(receive, story, said))
        for said in read("coda")["letters"]:
            story.on(before(today, said["days_ago"]), partial(write_to_all, story, said))


def write_to_all(story: Story, said: dict[str, Any]) -> None:
    """Letters in the outbox, that the team still has to read."""
    write_letters(story.cohort, by=story.adviser, codes=said["codes"], subject=said["subject"], text=said["text"])


def call_in(story: Story, said: dict[str, Any]) -> None:
    """Somebody invited who has not answered yet."""
    project, by = story.projects[said["project"]], story.people[said["by"]]
    invite(said["email"], said["role"], project, by=by, name=said["name"], organisation=project.collective)


def before(today: date, days: int) -> date:
    return today - timedelta(days=days)


def begin(story: Story, today: date, said: dict[str, Any]) -> None:
    author = story.people[said["by"]]
    need = state_need(
        story.projects[said["project"]],
        by=author,
        **{words: said[words] for words in ("in_my_words", "blocks", "unblock", "tried")},
        wanted_by=today + timedelta(days=said["wanted_in"]),
        audience=Audience.PROJECT,
        on=before(today, said["days_ago"]),
    )
    if "qualified" not in said:
        return
    qualified, agreed = before(today, said["qualified"]), before(today, said["agreed"])
    words, theme = said["adviser_words"], said["theme"]
    story.on(qualified, partial(qualify, need, by=story.adviser, adviser_words=words, theme=theme, on=qualified))
    story.on(agreed, partial(agree, need, by=author, on=agreed))
    story.on(agreed, partial(offer, story, need, said, agreed))
    story.on(before(today, said["referral"]["days_ago"]), partial(ask, story, need, today, said))


def receive(story: Story, said: dict[str, Any]) -> None:
    """Somebody without an account wrote from the public page, and confirmed it; one of them has an answer."""
    words = {name: said[name] for name in ("kind", "name", "email", "text")}
    message = NeighbourMessage.objects.create(
        project=story.projects[said["project"]], created_at=timezone.now(), **words
    )
    confirm_message(message)
    if "answer" in said:
        answer_message(message, by=story.people[said["answered_by"]], text=said["answer"])


def offer(story: Story, need: Need, said: dict[str, Any], day: date) -> None:
    supports = Support.objects.in_bulk([one["support"] for one in said["proposals"]], field_name="slug")
    offered = [(supports[one["support"]], one["why"]) for one in said["proposals"]]
    propose(need, offered, by=story.adviser, on=day)


def ask(story: Story, need: Need, today: date, said: dict[str, Any]) -> None:
    referral = said["referral"]
    refer(
        need,
        service=story.services[said["project"]],
        hoped_by=today + timedelta(days=referral["hoped_in"]),
        by=story.adviser,
        question=referral["question"],
        on=before(today, referral["days_ago"]),
    )
