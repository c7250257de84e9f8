"""What can be answered in one gesture is answered from the mail: a link good once, a page to confirm, no sign-in."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import registry
from levain.foundation.models import JournalEntry, MailAnswer
from levain.foundation.verdicts import Verdict, refused

GOOD_FOR = timedelta(days=30)


class LinkClosed(Exception):
    """The link was used, has expired, or its bearer may no longer answer."""


@dataclass(frozen=True)
class Purpose:
    """What a package says of an answer it takes.

    `handle(obj, by=user or None, name=str, choice=str, text=str)` does the deed; the exceptions named in `refusals`
    are shown to the person, who keeps her link. `verb` names the notice that carries the link; `also`, its reminders.
    """

    model: type[models.Model]
    question: Callable[[Any], str]
    choices: Callable[[Any], list[tuple[str, Any]]]
    rule: Callable[[Any, Any], Verdict]
    handle: Callable[..., Any]
    text_label: Any = ""
    # What her name is for, when more people than those who asked will read it.
    name_help: Any = ""
    verb: str = ""
    also: tuple[str, ...] = ()
    refusals: tuple[type[Exception], ...] = ()
    # Whether a mailbox that several people read may answer, where nobody has an account: (object, address) → Verdict.
    mailbox: Callable[[Any, str], Verdict] | None = None
    # The subject of the letter, when what is told does not wait for an answer; what shares a thread shares a letter.
    subject: Any = ""
    thread: Callable[[Any], Any] | None = None
    # What is read before answering, (label, words), when it is not the object's own texts.
    shown: Callable[[Any], list[tuple[str, str]]] | None = None


_purposes: dict[str, Purpose] = {}


def register(name: str, **said: Any) -> None:
    """Called from an app's `ready`: see Purpose for what is said."""
    _purposes[name] = Purpose(**said)


def purpose(name: str) -> Purpose:
    return _purposes[name]


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def answer_link(name: str, obj: models.Model, person: Any, until: datetime | None = None) -> str:
    """The address to put in a letter to this person."""
    link, row = _new_link(name, obj, person, until=until)
    row.save()
    return link


def mailbox_link(name: str, obj: models.Model, address: str, until: datetime | None = None) -> str:
    """The address to put in a letter to a shared mailbox; whoever reads it gives her name when she answers."""
    link, row = _new_link(name, obj, mailbox=address, until=until)
    row.save()
    return link


def _new_link(
    name: str, obj: models.Model, person: Any = None, mailbox: str = "", until: datetime | None = None
) -> tuple[str, MailAnswer]:
    token = secrets.token_urlsafe(24)
    row = MailAnswer(digest=_digest(token), purpose=name, object=obj, person=person, mailbox=mailbox)
    row.expires_at = until or timezone.now() + GOOD_FOR
    return settings.SITE_URL + reverse("foundation:answer", args=[token]), row


def purposes_of(entry: JournalEntry) -> list[str]:
    """How an entry may be answered, if it may."""
    return [
        name
        for name, said in _purposes.items()
        if entry.verb in (said.verb, *said.also) and isinstance(entry.object, said.model)
    ]


def thread_of(entry: JournalEntry) -> Any:
    """What the entries of one thread share; an entry that follows no thread is alone."""
    for name in purposes_of(entry):
        if follows := _purposes[name].thread:
            return name, follows(entry.object)
    return entry.pk


def subject_of(row: MailAnswer) -> str:
    return str(_purposes[row.purpose].subject or _("Someone waits for your answer"))


def link_for(entry: JournalEntry, person: Any) -> tuple[str, MailAnswer] | None:
    """The link a notice of this entry carries for this person, if she can answer it from the mail; not yet saved."""
    for name in purposes_of(entry):
        if _purposes[name].rule(person, entry.object):
            return _new_link(name, entry.object, person)
    return None


def find(token: str) -> MailAnswer:
    """The open answer behind a link; raises LinkClosed when it may no longer be given."""
    link = MailAnswer.objects.filter(digest=_digest(token)).select_related("person").first()
    if link is None or link.purpose not in _purposes:
        raise LinkClosed(_("This link does not open anything. Copy it whole from the mail."))
    if link.used_at:
        raise LinkClosed(_("You have already answered from this link. Your answer is kept."))
    obj = link.object
    if link.expires_at <= timezone.now() or obj is None or (link.person and not link.person.is_active):
        raise LinkClosed(_expired(link))
    verdict = _verdict(link, obj)
    if not verdict or (link.person and not registry.may_see(link.person, obj)):
        raise LinkClosed(verdict.reason or _expired(link))
    return link


def _expired(link: MailAnswer) -> str:
    if link.person:
        return _("This link has expired. Sign in to answer.")
    return _("This link has expired. Write to whoever sent it to you.")


def _verdict(link: MailAnswer, obj: Any) -> Verdict:
    said = _purposes[link.purpose]
    if link.person:
        return said.rule(link.person, obj)
    if said.mailbox is None:
        return refused(_("This link does not open anything. Copy it whole from the mail."))
    return said.mailbox(obj, link.mailbox)


@transaction.atomic
def answer(token: str, *, name: str, choice: str, text: str) -> None:
    """Do what the link is for, once; a refusal of the deed leaves the link open."""
    link = find(token)
    used = MailAnswer.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now(), name=name)
    if not used:
        raise LinkClosed(_("You have already answered from this link. Your answer is kept."))
    _purposes[link.purpose].handle(link.object, by=link.person, name=name, choice=choice, text=text)


def purge(now: datetime) -> None:
    MailAnswer.objects.filter(expires_at__lt=now - timedelta(days=90)).delete()
