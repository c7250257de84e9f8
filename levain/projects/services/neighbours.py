"""What people without an account write to a team: confirmed from the mail, answered, shown if both sides agree."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal
from levain.foundation.typed import in_a_letter
from levain.people.models import User
from levain.projects.models import Flag, Follower, Hand, HelpCall, NeighbourMessage, Project, PublicPage
from levain.projects.services.outside import TO_CONFIRM, address, held, write
from levain.projects.services.project import advisers, role_in, team
from levain.projects.services.public_page import leads

KEPT = timedelta(days=365)
# The day told to whoever wrote; after it, the adviser owes the answer too.
ANSWERED_WITHIN = timedelta(days=10)


class AlreadyAnswered(Exception):
    """Somebody of the team answered before."""


class NothingSaid(Exception):
    """An answer without words is not sent."""


class NotToPublish(Exception):
    """Its writer, or the moderation, does not let it be read by everyone."""


@transaction.atomic
def leave_message(
    project: Project,
    *,
    kind: str,
    name: str,
    email: str,
    text: str,
    token: UUID | None = None,
    gives: str = "",
    call: HelpCall | None = None,
    may_publish: bool = False,
    public_name: str = "",
) -> None:
    """Keep a message, and ask its writer to confirm it from the mail; the team sees nothing before."""
    language = get_language() or settings.LANGUAGE_CODE
    said: dict[str, Any] = {"kind": kind, "name": name, "email": email, "text": text, "language": language}
    said |= {"may_publish": may_publish, "public_name": public_name if may_publish else ""}
    if kind == NeighbourMessage.Kind.HELP:
        said |= {"gives": gives or (call.hand if call else Hand.TIME), "call": call}
    try:
        with transaction.atomic():
            message = NeighbourMessage.objects.create(project=project, token=token, **said)
    except IntegrityError:
        return
    link = address("projects:confirm_message", "message", message.pk)
    write(
        email,
        language,
        lambda: _("Confirm your message"),
        "confirm",
        project=in_a_letter(project.name),
        link=link,
        fictional=project.fictional,
        words=_("Your message to the team of the project is ready. It leaves when you confirm it."),
        label=_("Confirm my message"),
    )


def message_of(token: str) -> NeighbourMessage | None:
    return _found(held(token, "message", TO_CONFIRM))


def message_followed(token: str) -> NeighbourMessage | None:
    """The confirmed message behind the link by which its writer follows it; it lasts as long as the message."""
    message = _found(held(token, "status", None))
    return message if message and message.confirmed_at else None


def _found(pk: int | None) -> NeighbourMessage | None:
    found = NeighbourMessage.objects.select_related("project__cohort__programme", "project__collective", "call")
    return found.filter(pk=pk).first() if pk else None


def status_link(message: NeighbourMessage) -> str:
    return address("projects:my_message", "status", message.pk)


def tell_writer(message: NeighbourMessage, subject: Callable[[], str], *words: Callable[[], str]) -> None:
    """A letter to whoever wrote, with the link to her message."""
    write(
        message.email,
        message.language,
        subject,
        "told",
        project=in_a_letter(message.project.name),
        words=lambda: [said() for said in words],
        link=status_link(message),
        fictional=message.project.fictional,
    )


@transaction.atomic
def confirm_message(message: NeighbourMessage) -> None:
    """Deliver it to the team, once; what reports something also reaches the adviser and the national team."""
    now = timezone.now()
    day = timezone.localtime(now).date() + ANSWERED_WITHIN
    unconfirmed = NeighbourMessage.objects.filter(pk=message.pk, confirmed_at=None)
    if not unconfirmed.update(confirmed_at=now, answer_by=day):
        return
    message.confirmed_at, message.answer_by = now, day
    project = message.project
    tell = team(project)
    if message.kind == NeighbourMessage.Kind.CONCERN:
        tell += [*advisers(project), *leads(project)]
    journal.record("neighbour.wrote", on=message, by=None, place=project, changes={"kind": message.kind}, tell=tell)
    tell_writer(message, lambda: _("Your message is delivered"), lambda: who_answers(message), lambda: then(message))


def who_answers(message: NeighbourMessage) -> str:
    said = {"who": in_a_letter(str(message.project.collective)), "day": _day(message)}
    return _("%(who)s owes you an answer by %(day)s.") % said


def then(message: NeighbourMessage) -> str:
    if message.kind == NeighbourMessage.Kind.CONCERN:
        return _("What you report has also reached those who support the project and the national team.")
    return _("Without an answer on that day, those who support the project are asked for it too.")


def _day(message: NeighbourMessage) -> str:
    return in_words(message.answer_by) if message.answer_by else ""


@transaction.atomic
def answer_message(message: NeighbourMessage, *, by: User, text: str, name: str = "") -> None:
    """Answer by mail without showing an address to anyone; an empty text closes what was settled aloud."""
    project = message.project
    now = timezone.now()
    changes = {"answered_at": now, "answered_by": by, "answer": text}
    if not NeighbourMessage.objects.filter(pk=message.pk, answered_at=None).update(**changes):
        raise AlreadyAnswered(_("This message has been answered."))
    for field, value in changes.items():
        setattr(message, field, value)
    if text:
        write(
            message.email,
            message.language,
            lambda: _("An answer to your message"),
            "answer",
            project=in_a_letter(project.name),
            who=in_a_letter(name or str(by)),
            asked=message.text,
            text=text,
            link=status_link(message),
            fictional=project.fictional,
        )
    journal.record("neighbour.answered", on=message, by=by, role=role_in(by, project), place=project)


@transaction.atomic
def publish_message(message: NeighbourMessage, *, by: User) -> None:
    """The bearer shows it with its answer; its writer learns it, and may take it off at any time."""
    changes = {"published_at": timezone.now()}
    may = NeighbourMessage.objects.filter(pk=message.pk, may_publish=True, confirmed_at__isnull=False, hidden_at=None)
    if not may.filter(published_at=None).update(**changes):
        raise NotToPublish(_("This message cannot be published, or it is already. Open it again."))
    message.published_at = changes["published_at"]
    show_part(message.project, "hands" if message.is_offer else "answers")
    tell_writer(
        message,
        lambda: _("Your message is on the page of the project"),
        lambda: _("The collective has put your message on its public page, as you had accepted."),
        lambda: _("You may take it off whenever you wish, from the page below."),
    )
    _record("neighbour.published", message, by)


def show_part(project: Project, code: str) -> None:
    """What the bearer publishes appears: the part of the page that holds it is shown from then on."""
    page, _made = PublicPage.objects.select_for_update().get_or_create(project=project)
    if code not in page.blocks:
        page.blocks = [*page.blocks, code]
        page.version += 1
        page.save(update_fields=["blocks", "version"])


@transaction.atomic
def unpublish_message(message: NeighbourMessage, *, by: User) -> None:
    """The bearer takes it off her page; nothing is said against it."""
    if NeighbourMessage.objects.filter(pk=message.pk, published_at__isnull=False).update(published_at=None):
        message.published_at = None
        _record("neighbour.unpublished", message, by)


@transaction.atomic
def take_back(message: NeighbourMessage) -> None:
    """Its writer no longer lets it be read by everyone: it goes at once, for good."""
    changed = {"published_at": None, "may_publish": False, "public_name": ""}
    if NeighbourMessage.objects.filter(pk=message.pk, may_publish=True).update(**changed):
        for field, value in changed.items():
            setattr(message, field, value)
        journal.record("neighbour.taken_back", on=message, by=None, place=message.project, tell=team(message.project))


@transaction.atomic
def erase_message(message: NeighbourMessage) -> None:
    """Its writer erases it: her words, her name, her address, and what was answered."""
    project = message.project
    message.delete()
    journal.record("neighbour.erased", on=project, by=None, place=project)


def _record(verb: str, message: NeighbourMessage, by: User) -> None:
    journal.record(verb, on=message, by=by, role=role_in(by, message.project), place=message.project)


def forget_neighbours(now: datetime) -> None:
    """What was not confirmed goes after a week; messages go a year after they were written."""
    old = now - TO_CONFIRM
    NeighbourMessage.objects.filter(confirmed_at=None, created_at__lt=old).delete()
    NeighbourMessage.objects.filter(created_at__lt=now - KEPT).delete()
    Follower.objects.filter(confirmed_at=None, asked_at__lt=old).delete()
    Flag.objects.filter(created_at__lt=now - KEPT).delete()
