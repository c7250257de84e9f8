"""Documents from outside, invented: given to the corpus of the session, one of them in two versions."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from levain.capitalisation.models import OutsideDocument
from levain.capitalisation.services import outside, outside_reading
from levain.portal.demonstration.story import Story, read

SAID = ("title", "author", "side", "written_on", "origin", "licence", "audience")


def plan(story: Story) -> None:
    for said in read("outside")["documents"]:
        story.on(said["given_on"], partial(give, story, said))


def give(story: Story, said: dict[str, Any]) -> None:
    document, _new = outside.give_document(
        story.cohort,
        by=story.adviser,
        file=_file(said["file"], said["text"]),
        fictional=True,
        **{name: said[name] for name in SAID},
    )
    outside_reading.read_waiting()
    if later := said.get("later"):
        story.on(later["given_on"], partial(renew, story, document, said["text"], later))


def renew(story: Story, document: OutsideDocument, text: str, later: dict[str, Any]) -> None:
    for old, new in later["replaces"]:
        text = text.replace(old, new)
    outside.give_version(document, by=story.adviser, file=_file(later["file"], f"{text}\n{later['adds']}"))
    outside_reading.read_waiting()


def _file(name: str, text: str) -> ContentFile:
    return ContentFile(text.encode(), name=name)
