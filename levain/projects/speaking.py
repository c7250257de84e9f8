"""What this package says of conversations and messages, and how a message is answered from its mail."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import mail_answers, registry
from levain.foundation.registry import Speaker
from levain.projects import shelves, space
from levain.projects.models import Conversation, LogbookEntry, Message
from levain.projects.rules import audiences_read
from levain.projects.rules import conversations as rules
from levain.projects.services import conversations as services


class NothingSaid(Exception):
    """An answer without words."""


def say() -> None:
    registry.register(
        Conversation,
        visible=rules.can_read_conversation,
        title=str,
        place=lambda conversation: conversation.place,
        date=lambda conversation: timezone.localdate(conversation.started_at),
    )
    registry.register(
        Message,
        visible=rules.can_read_message,
        title=lambda message: message.conversation.subject,
        place=lambda message: message.conversation.place,
        texts={"text": gettext_lazy("message of a conversation")},
        speaker=lambda message, field: Speaker(message.role, str(message.author), message.author),
        date=lambda message: timezone.localdate(message.sent_at),
    )
    registry.word(
        **{
            "conversation.written": gettext_lazy("%(actor)s wrote in the conversation “%(object)s”"),
            "conversation.corrected": gettext_lazy("%(actor)s changed a message"),
            "conversation.withdrawn": gettext_lazy("%(actor)s withdrew a message"),
            "conversation.closed": gettext_lazy("%(actor)s closed the conversation “%(object)s”"),
            "conversation.reopened": gettext_lazy("%(actor)s opened the conversation “%(object)s” again"),
        }
    )
    mail_answers.register(
        "projects.answer",
        model=Message,
        verb="conversation.written",
        question=_question,
        choices=lambda message: [],
        rule=rules.can_answer,
        handle=_answer,
        text_label=gettext_lazy("Your answer"),
        subject=gettext_lazy("A message for you in a conversation"),
        thread=lambda message: message.conversation_id,
        refusals=(NothingSaid, services.TooManyMessages, services.ConversationClosed),
    )
    shelves.add_shelf(
        gettext_lazy("A note of the logbook"),
        LogbookEntry,
        lambda user, project: project.logbook.standing().filter(audience__in=audiences_read(user, project)),
    )
    space.add_page(
        gettext_lazy("Conversations"),
        "projects:conversations",
        rules.can_list_conversations,
        group="together",
        icon="chat-3-line",
        order=5,
    )


def _question(message: Message) -> str:
    who = message.conversation.get_audience_display()
    return _("Your answer will be read by %(who)s.") % {"who": who}


def _answer(message: Message, *, by, name, choice, text) -> None:
    text = text.strip()
    if not text:
        raise NothingSaid(_("Write your answer: the others wait for these words."))
    signed = "" if name == by.name else name
    services.write_message(message.conversation, by=by, text=text, signed=signed)
