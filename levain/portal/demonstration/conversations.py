"""What people of the story say to one another."""

from functools import partial
from typing import Any

from levain.portal.demonstration.story import Story, read
from levain.projects.models import Conversation
from levain.projects.readership import to_tell
from levain.projects.services.conversations import mark_read, start_conversation, write_message


def plan(story: Story) -> None:
    for said in read("conversations")["conversations"]:
        thread = Thread(story, said)
        for message in said["messages"]:
            story.on(message["date"], partial(thread.say, message))


class Thread:
    def __init__(self, story: Story, said: dict[str, Any]) -> None:
        self.story, self.said = story, said
        self.conversation: Conversation | None = None

    def say(self, message: dict[str, Any]) -> None:
        by = self.story.people[message["by"]]
        words = {"text": message["text"], "carried": self.story.made.get(message.get("carry", ""))}
        if self.conversation is None:
            place = self.story.projects[self.said["project"]] if "project" in self.said else self.story.cohort
            self.conversation = start_conversation(
                place, by=by, audience=self.said["audience"], subject=self.said["subject"], **words
            )
            said = self.conversation.messages.get()
        else:
            said = write_message(self.conversation, by=by, **words)
        if not message.get("fresh"):
            for reader in to_tell(self.conversation):
                mark_read(self.conversation, reader, upto=said.pk)
