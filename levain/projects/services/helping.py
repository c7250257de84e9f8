"""Look for hands, take up what is offered, say when it is found and when it is done."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.typed import a_passage, in_a_letter
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import HelpCall, NeighbourMessage, Project
from levain.projects.services.neighbours import show_part, tell_writer
from levain.projects.services.project import role_in

IN_A_LETTER = 1000


class OfferMoved(Exception):
    """Somebody took the offer up, or said it done, since the page was opened."""


class CallMoved(Exception):
    """The call was closed since the page was opened."""


@transaction.atomic
def call_for_help(project: Project, *, by: User, token: UUID | None = None, **said: Any) -> HelpCall:
    """Say what is looked for: it stands on the public page from then on. The same form twice is one call."""
    try:
        with transaction.atomic():
            call = HelpCall.objects.create(project=project, by=by, token=token, **said)
    except IntegrityError:
        return HelpCall.objects.get(token=token, project=project)
    show_part(project, "hands")
    _record("help.called", call, by, {"hand": call.hand, "until": call.until.isoformat()})
    return call


@transaction.atomic
def edit_call(call: HelpCall, *, by: User, version: int, **said: Any) -> None:
    save_over(call, version, **said)
    _record("help.changed", call, by)


@transaction.atomic
def call_found(call: HelpCall, *, by: User) -> None:
    """Enough hands: the page says so, and takes no more offers for it."""
    if not HelpCall.objects.filter(pk=call.pk, found_at=None, done_at=None).update(found_at=timezone.now()):
        raise CallMoved(_("Somebody has already said it. Open the page again."))
    _record("help.found", call, by)


@transaction.atomic
def call_done(call: HelpCall, *, by: User) -> None:
    """It leaves the page; the offers taken up for it are done with it."""
    now = timezone.now()
    if not HelpCall.objects.filter(pk=call.pk, done_at=None).update(done_at=now):
        raise CallMoved(_("Somebody has already said it. Open the page again."))
    call.offers.filter(taken_at__isnull=False, done_at=None).update(done_at=now)
    _record("help.done", call, by)


@transaction.atomic
def take_offer(message: NeighbourMessage, *, by: User, text: str = "") -> None:
    """Take up what somebody offers, and tell her; her message is then answered."""
    now = timezone.now()
    if not NeighbourMessage.objects.filter(pk=message.pk, taken_at=None).update(taken_at=now):
        raise OfferMoved(_("Somebody has already taken this offer up."))
    message.taken_at = now
    answered = {"answered_at": now, "answered_by": by, "answer": text}
    if NeighbourMessage.objects.filter(pk=message.pk, answered_at=None).update(**answered):
        message.answered_at, message.answered_by, message.answer = now, by, text
    who = in_a_letter(str(message.project.collective))
    words = [lambda: _("%(who)s takes up what you offer. Thank you.") % {"who": who}]
    if text:
        words.append(lambda: a_passage(text, IN_A_LETTER))
    tell_writer(message, lambda: _("Your offer is taken up"), *words)
    _record("help.taken", message, by)
    _enough(message.call, by)


def _enough(call: HelpCall | None, by: User) -> None:
    if call is None or not call.how_many or call.found_at or call.done_at:
        return
    if call.offers.filter(taken_at__isnull=False).count() >= call.how_many:
        call_found(call, by=by)


@transaction.atomic
def offer_done(message: NeighbourMessage, *, by: User) -> None:
    taken = NeighbourMessage.objects.filter(pk=message.pk, taken_at__isnull=False, done_at=None)
    if not taken.update(done_at=timezone.now()):
        raise OfferMoved(_("Somebody has already said it. Open the page again."))
    _record("help.offer_done", message, by)


def _record(verb: str, on: Any, by: User, changes: dict[str, str] | None = None) -> None:
    journal.record(verb, on=on, by=by, role=role_in(by, on.project), place=on.project, changes=changes)
