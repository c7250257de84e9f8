"""A meeting held the day somebody opens the demonstration: its room is open, a second device joins by the code."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import Story, read
from levain.seminars.models import Live, Seminar
from levain.seminars.services import add_activity, add_agenda_item, create_seminar, prepare_gathering, register
from levain.seminars.services.live import open_live, show
from levain.seminars.services.tables import set_tables

SLUG = "retrouvailles"
CODE = "202021"
COMES = (
    *("melle-solange", "plombieres-renee", "saint-bonnet-ghislaine", "vallouise-solene", "suresnes-fatou"),
    *("melle-rachid", "vallouise-sofiane", "adviser-ines"),
)
BEGAN, LASTS = timedelta(minutes=20), timedelta(hours=6)


def plan(story: Story) -> None:
    if story.moment == "end":
        story.on(timezone.localdate(), lambda: hold(story, read("aftermath")["running"]))


def hold(story: Story, said: dict[str, Any]) -> None:
    starts = datetime.combine(timezone.localdate(), time(9), PARIS)
    host = story.people["facilitator-theo"]
    seminar = create_seminar(
        story.cohort,
        title=said["title"],
        slug=SLUG,
        purpose=said["purpose"],
        starts=starts,
        ends=starts + LASTS,
        format=Seminar.Format.BOTH,
        why_format=said["why_format"],
        place="Une salle prêtée (fictif)",
        fictional=True,
        by=host,
    )
    activities = []
    for one in said["activities"]:
        activity = add_activity(seminar, by=host, **one)
        line = {"title": one["title"], "minutes": one["minutes"], "who": str(host)}
        add_agenda_item(seminar, activity=activity, by=host, **line)
        activities.append(activity)
    # One table for each project; those who were there the first time are expected.
    set_tables(seminar, by=host, projects=True)
    prepare_gathering(seminar, by=host, version=0, access=said["access"], contact=said["contact"])
    for name in COMES:
        register(seminar, user=story.people[name], by=host)
    live = open_live(seminar, by=host)
    Live.objects.filter(pk=live.pk).update(code=CODE)
    live.refresh_from_db()
    show(live, activities[0], by=host)


def keep_open() -> str:
    """Each time the demonstration is served, its meeting began a moment ago; the address that joins it."""
    live = Live.objects.select_related("seminar").filter(code=CODE, seminar__slug=SLUG).first()
    if live is None:
        return ""
    now = timezone.now()
    if live.seminar.ends < now + timedelta(hours=1) or live.seminar.starts < now - timedelta(hours=1):
        ends = now + LASTS
        Seminar.objects.filter(pk=live.seminar_id).update(starts=now - BEGAN, ends=ends)
        Live.objects.filter(pk=live.pk).update(expires_at=ends + timedelta(hours=12), ended_at=None)
    return f"/s/{CODE}/"
