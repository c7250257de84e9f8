"""Coming to the seminars: their places, who was invited, what some needed and expected."""

from datetime import date, datetime, time, timedelta
from typing import Any

from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import Story, read
from levain.questionnaires.models import Answer
from levain.seminars.models import Registration, Seminar
from levain.seminars.services import agree_to_photos, edit_seminar, keep_seats, prepare_gathering, register
from levain.seminars.services import expectations as asked_before
from levain.seminars.services.invitations import invite_people
from levain.territories.models import Territory

PLACE = ("access", "contact", "landmarks", "visit", "visit_meets", "visit_minutes", "asks", "questions")
PHOTOS_UNTIL = date(2024, 12, 31)
SHOWN_ON = (["cohort", "report"], ["cohort"], ["cohort", "report", "public"])


def prepare(story: Story, held: Any) -> None:
    """Say where it is and what it takes, keep seats for the projects, invite."""
    said = read("gathering")["seminars"].get(held.said["id"], {})
    about = {name: said[name] for name in PLACE if name in said}
    if "commune" in said:
        about["commune"] = Territory.objects.communes().filter(code=said["commune"]).first()
    if "visit_of" in said:
        hour = datetime.combine(held.said["date"], time.fromisoformat(said["visit_at"]), PARIS)
        about |= {"visit_of": story.projects.get(said["visit_of"]), "visit_starts": hour}
    if "kept" in said:
        about["kept_until"] = held.said["date"] - timedelta(days=15)
    prepare_gathering(held.seminar, by=held.host, **about)
    if "seats" in said:
        edit_seminar(held.seminar, by=held.host, version=held.seminar.version, seats=said["seats"])
    if "kept" in said:
        keep_seats(held.seminar, dict.fromkeys(held.seminar.cohort.projects.all(), said["kept"]), by=held.host)
    invite_people(held.seminar, [user for _side, user in held.invited()], by=held.host)


def answer(story: Story, held: Any) -> None:
    """Some say what they need, agree to photos, and tell what they expect."""
    said, seminar = read("gathering"), held.seminar
    comes = [each for each in held.registrations if each.user and each.state == Registration.State.REGISTERED]
    on_site = seminar.format != Seminar.Format.ONLINE
    for line, needs in zip(comes, said["needs"] if on_site else [], strict=False):
        register(seminar, user=line.user, **needs)
    for rank, line in enumerate(comes[:9]):
        agree_to_photos(line, channels=SHOWN_ON[rank % 3], by=line.user, until=PHOTOS_UNTIL)
    gathering = seminar.gathering
    for line, told in zip(comes, said["said"], strict=False):
        response = asked_before.begin(line, gathering)
        Answer.objects.bulk_create(
            Answer(response=response, code=code, value=value, by=line.user) for code, value in told.items()
        )
