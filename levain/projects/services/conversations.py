"""Start a conversation, speak in it once, correct or withdraw one's words, close it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import documents, journal, passages, withdrawals
from levain.foundation.versions import save_over
from levain.people.models import RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Conversation, Message, Project, Reading
from levain.projects.readership import to_tell
from levain.projects.rules.conversations import codes_across
from levain.projects.services.project import role_in

MESSAGES_AN_HOUR = 30


class TooManyMessages(Exception):
    """More messages in an hour than a person writes."""


class ConversationClosed(Exception):
    """Somebody closed the conversation meanwhile."""


class AlreadyWithdrawn(Exception):
    """The message was withdrawn before."""


@transaction.atomic
def start_conversation(
    place: Project | Cohort,
    *,
    by: User,
    audience: str,
    subject: str,
    text: str,
    named: Iterable[User] = (),
    token: UUID | None = None,
    **carried: Any,
) -> Conversation:
    """Open a subject with its first message; the same `token` twice is one conversation."""
    at = {"project": place, "cohort": place.cohort} if isinstance(place, Project) else {"cohort": place}
    said = {**at, "audience": audience, "subject": subject, "started_by": by}
    conversation, new = _once(Conversation, "subject", token, {"started_by": by, **at}, **said)
    if not new:
        return conversation
    conversation.named.set(named)
    write_message(conversation, by=by, text=text, **carried)
    return conversation


@transaction.atomic
def write_message(
    conversation: Conversation,
    *,
    by: User,
    text: str,
    carried: models.Model | None = None,
    file: Any = None,
    file_alt: str = "",
    signed: str = "",
    token: UUID | None = None,
) -> Message:
    """Say something, once for a `token`; who may read it is told. What a writer sees she has read."""
    held = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if held.closed_at:
        raise ConversationClosed(_("This conversation has been closed meanwhile. Your text is kept below: copy it."))
    said: dict[str, Any] = {"conversation": conversation, "author": by, "text": text, "signed": signed}
    if carried is not None:
        said |= {"carried_type": ContentType.objects.get_for_model(carried), "carried_id": carried.pk}
    said["role"] = role_towards(by, conversation.place)
    message, new = _once(Message, "text", token, {"conversation": conversation, "author": by}, **said)
    if not new:
        return message
    _not_too_many(by)
    if file:
        documents.attach(message, file, by=by, alt=file_alt)
    Conversation.objects.filter(pk=conversation.pk).update(last_at=message.sent_at)
    mark_read(conversation, by, upto=message.pk)
    journal.record(
        "conversation.written",
        on=message,
        by=by,
        role=message.role,
        place=conversation.place,
        changes={"audience": conversation.audience},
        tell=to_tell(conversation),
    )
    return message


def role_towards(user: User, place: Project | Cohort) -> str:
    """The role in which she speaks here, for the journal and beside her name."""
    if isinstance(place, Project):
        held = role_in(user, place)
        return held or role_towards(user, place.cohort)
    across = codes_across(user, place)
    return next((code for code in RoleCode.values if code in across), "")


def _once(model: Any, words: str, token: UUID | None, mine: dict[str, Any], **said: Any) -> tuple[Any, bool]:
    """What this token made for this person here, or a new one; the token of someone else gives nothing away.

    Other words under the same token (the form was found again by the "back" button) are something else: none is lost.
    """
    try:
        with transaction.atomic():
            return model.objects.create(token=token, **said), True
    except IntegrityError:
        made = model.objects.filter(token=token, **mine).first() if token else None
    if made and (getattr(made, "version", 1) > 1 or getattr(made, words) == said[words]):
        return made, False
    return model.objects.create(**said), True


def _not_too_many(by: User) -> None:
    lately = Message.objects.filter(author=by, sent_at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() > MESSAGES_AN_HOUR:
        raise TooManyMessages(
            _("You have sent %(n)d messages in an hour. Your text is kept: send it a little later.")
            % {"n": MESSAGES_AN_HOUR}
        )


def mark_read(conversation: Conversation, user: User, *, upto: int) -> None:
    """She has read up to this message, or to the last before it here; a mark never goes back."""
    last = conversation.messages.filter(pk__lte=upto).aggregate(last=Max("pk"))["last"]
    if last is None:
        return
    mine = {"conversation": conversation, "person": user}
    _mark, new = Reading.objects.get_or_create(**mine, defaults={"upto": last})
    if not new:
        Reading.objects.filter(**mine, upto__lt=last).update(upto=last)


@transaction.atomic
def correct_message(message: Message, *, by: User, version: int, text: str) -> None:
    """Change one's own words; earlier versions are kept, readers see that it changed, nobody is told again."""
    before = passages.digest(message.text)
    if text == message.text:
        return
    save_over(message, version, text=text)
    _record("conversation.corrected", message, by, text=[before[:12], passages.digest(text)[:12]])


@transaction.atomic
def withdraw_message(message: Message, *, by: User) -> None:
    """Take one's words back for good: text, versions and files go, the place of the message stays.

    What was quoted of it is masked, its digest stays.
    """
    held = Message.objects.select_for_update().get(pk=message.pk)
    if held.withdrawn_at:
        raise AlreadyWithdrawn(_("This message has already been withdrawn."))
    digest = passages.digest(held.text)
    withdrawals.withdraw(held, by=by)
    for document in held.documents.all():
        document.delete()
    held.history.all().delete()
    Message.objects.filter(pk=held.pk).update(
        text="",
        signed="",
        carried_type=None,
        carried_id=None,
        withdrawn_at=timezone.now(),
        version=held.version + 1,
    )
    message.refresh_from_db()
    _record("conversation.withdrawn", message, by, digest=digest[:12])


def _record(verb: str, message: Message, by: User, **changes: Any) -> None:
    place = message.conversation.place
    journal.record(verb, on=message, by=by, role=role_towards(by, place), place=place, changes=changes)


@transaction.atomic
def close_conversation(conversation: Conversation, *, by: User) -> None:
    """Nothing more is said here; closed twice, it is closed once."""
    _settle(conversation, by, "conversation.closed", closed_at=timezone.now())


@transaction.atomic
def reopen_conversation(conversation: Conversation, *, by: User) -> None:
    _settle(conversation, by, "conversation.reopened", closed_at=None)


def _settle(conversation: Conversation, by: User, verb: str, *, closed_at) -> None:
    there = Conversation.objects.filter(pk=conversation.pk, closed_at__isnull=closed_at is not None)
    if not there.update(closed_at=closed_at):
        return
    conversation.closed_at = closed_at
    place = conversation.place
    journal.record(verb, on=conversation, by=by, role=role_towards(by, place), place=place)
