"""After each seminar: minutes sent, the team's review, commitments followed in the projects and told at the next."""

from datetime import date
from functools import partial
from typing import Any

from levain.chain.services import follow_promises
from levain.portal.demonstration.seminars import Day
from levain.portal.demonstration.story import Story, read
from levain.seminars.models import Activity, Contribution
from levain.seminars.services import send_minutes, tell_promise, write_after_action


def plan(story: Story, days: list[Day]) -> None:
    reviews = {said["seminar"]: said for said in read("aftermath")["reviews"]}
    for place, day in enumerate(days):
        approved = day.said["minutes"]["approved"]
        following = days[place + 1].said["date"] if place + 1 < len(days) else approved
        review = reviews[day.said["id"]]
        story.on(review["held"], partial(look_back, day, review))
        story.on(approved, partial(send, story, day))
        for said in promised(day.said):
            if said.get("became", "pending") != "pending":
                story.on(max(approved, following), partial(tell, story, said))


def promised(seminar: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        said
        for activity in seminar["activities"]
        if activity["kind"] == Activity.Kind.COMMITMENTS
        for said in activity["contributions"]
    ]


def look_back(day: Day, said: dict[str, Any]) -> None:
    words = {name: said[name] for name in ("planned", "happened", "why", "keep", "change", "who")}
    held: date = said["held"]
    write_after_action(day.seminar, by=day.story.adviser, on=held, **words)


def send(story: Story, day: Day) -> None:
    """On the day they are approved; the promises go to the projects the same day."""
    send_minutes(day.seminar.minutes, by=story.adviser, on=day.said["minutes"]["approved"])
    follow_promises(day.seminar, by=story.adviser)


def tell(story: Story, said: dict[str, Any]) -> None:
    made = Contribution.objects.select_related("activity__seminar__cohort__programme", "author", "project").get(
        pk=story.made[said["id"]].pk
    )
    tell_promise(made, became=said["became"], text=said.get("became_text", ""), by=story.adviser)
