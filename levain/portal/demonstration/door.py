"""The door of the projects: calls for help, offers, questions published with their answer, what was reported."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from levain.people.models import RoleCode
from levain.portal.demonstration.story import Story, read
from levain.projects import services
from levain.projects.models import HelpCall, Hiding, NeighbourMessage, Project


def plan(story: Story) -> None:
    """The days are counted back from the day of the demonstration, at its end."""
    if story.moment != "end":
        return
    today = story.day or timezone.localdate()
    told, calls = read("door"), {}
    for said in told["calls"]:
        story.on(today - timedelta(days=said["days_ago"]), partial(call, story, calls, said))
    for said in told["messages"]:
        story.on(today - timedelta(days=said["days_ago"]), partial(write, story, calls, said))


def bearer(project: Project) -> Any:
    return services.team(project, RoleCode.BEARER)[0]


def call(story: Story, calls: dict[str, HelpCall], said: dict[str, Any]) -> None:
    project = story.projects[said["project"]]
    words = {name: said[name] for name in ("hand", "title", "details", "when", "how_many") if name in said}
    until = timezone.localdate() + timedelta(days=said["days_ago"] + said["until_in"])
    made = services.call_for_help(project, by=bearer(project), until=until, **words)
    if said.get("done"):
        services.call_done(made, by=bearer(project))
    calls[said["key"]] = made


def write(story: Story, calls: dict[str, HelpCall], said: dict[str, Any]) -> None:
    project = story.projects[said["project"]]
    words = {name: said[name] for name in ("kind", "name", "email", "text", "gives", "public_name") if name in said}
    published = said.get("published", False)
    message = NeighbourMessage.objects.create(
        project=project,
        created_at=timezone.now(),
        call=calls.get(said.get("call", "")),
        may_publish=published or said.get("may_publish", False),
        **words,
    )
    services.confirm_message(message)
    by = bearer(project)
    if "answer" in said:
        services.answer_message(message, by=by, text=said["answer"])
    if "taken" in said:
        services.take_offer(message, by=by, text=said["taken"])
    if published:
        services.publish_message(message, by=by)
    moderate(story, message, said)


def moderate(story: Story, message: NeighbourMessage, said: dict[str, Any]) -> None:
    if "flagged" in said:
        services.flag(message, **said["flagged"])
    if "hidden" in said:
        hidden: Hiding = services.hide(message, by=story.adviser, **said["hidden"])
        if "appeal" in said:
            services.appeal(hidden, text=said["appeal"])
