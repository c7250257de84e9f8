"""A lead goes by letter to those who can decide; once the day hoped for has passed, they are asked once more."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import PolicyLead, Sending, State
from levain.capitalisation.models.lesson import decision_asked
from levain.capitalisation.services.following import require_to_come, worded
from levain.capitalisation.services.together import NotSettledYet
from levain.design.dates import in_words
from levain.foundation import journal, kinds, letters, mail_answers
from levain.foundation.models import Letter
from levain.foundation.typed import a_passage, address
from levain.people.models import User

# Whoever got the letter this lately is left in peace; a day hoped for that is long gone is no longer recalled.
PEACE = timedelta(days=7)
TOO_LATE = timedelta(days=30)


@transaction.atomic
def send_lead(
    lead: PolicyLead,
    *,
    by: User,
    to: str,
    email: str,
    words: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Sending:
    """Write to whoever can decide; the letter waits in the outbox until somebody has read it, and holds a link that
    answers without an account. Sent again, it is another letter, with a fresh link."""
    known = Sending.objects.filter(token=token).first() if token else None
    if known:
        return known
    lead = PolicyLead.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=lead.pk)
    if lead.state != State.SETTLED:
        raise NotSettledYet(_("Settle the lead first: what is sent is what stands."))
    require_to_come(lead.hoped_by)
    email = address(email)
    sending = Sending.objects.create(
        lead=lead,
        version=lead.version,
        to=to,
        email=email,
        person=User.objects.filter(email=email, is_active=True).first(),
        words=words,
        by=by,
        on=on or timezone.localdate(),
        token=token,
    )
    _write(sending)
    journal.record("lead.sent", on=lead, by=by, place=lead.cohort, changes={"version": lead.version})
    return sending


def _write(sending: Sending) -> None:
    """The first letter, which somebody reads before it leaves."""
    lead = sending.lead
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Hello,\n\n%(words)s“%(title)s” is a lead drawn from %(cohort)s, addressed to: %(to)s.\n\n"
            "%(text)s\n\nDecision asked: %(asked)s\nFirst step proposed: %(step)s\n\n%(hoped)sYou can answer "
            "without an account, from this page: accepted, in part, under study, declined and why.\n{lien}\n\n"
            "The link works once, until %(until)s. Whoever answers gives her name: it stands with the answer on the "
            "public page of the lead, once there is one. You may forward this message to "
            "the person who knows.\n\nThank you."
        )
        subject = _("A lead addressed to you: %(title)s") % {"title": _plain(lead.title, 120)}
        _queue(sending, subject, text, Letter.State.HELD)


def _queue(sending: Sending, subject: str, text: str, state: str) -> None:
    """Its link lasts a month, and a month after the day hoped for."""
    lead = sending.lead
    from_day = max(timezone.localdate(), lead.hoped_by or date.min)
    until = timezone.now() + (from_day - timezone.localdate()) + mail_answers.GOOD_FOR
    text %= _said(sending, until)
    if lead.fictional:
        text += "\n\n" + _("This lead is invented: this message shows how the service works.")
    letters.queue(
        sending.email,
        subject,
        text,
        person=sending.person,
        place=lead.cohort,
        values={"lien": _link(sending, until), "sending": str(sending.pk)},
        state=state,
    )


def _link(sending: Sending, until: datetime) -> str:
    name = "capitalisation.lead"
    if sending.person:
        return mail_answers.answer_link(name, sending, sending.person, until)
    return mail_answers.mailbox_link(name, sending, sending.email, until)


def _plain(words: str, longest: int) -> str:
    """What people typed, in a letter of the outbox: no link, and no brace that it would fill."""
    return a_passage(words, longest).replace("{", "(").replace("}", ")")


def _session(name: str) -> str:
    """Within a sentence: a session is often called “Session”."""
    first, _space, rest = name.partition(" ")
    if first.casefold() == "session" and rest:
        return _("the session %(name)s") % {"name": rest}
    return _("the session “%(name)s”") % {"name": name}


def _said(sending: Sending, until: datetime) -> dict[str, str]:
    lead = sending.lead
    asked = worded(lead, sending.version)
    hoped = _("An answer is hoped for by %(day)s. ") % {"day": in_words(lead.hoped_by)} if lead.hoped_by else ""
    return {
        "title": _plain(asked.title, 250),
        "cohort": _session(_plain(str(lead.cohort), 120)),
        "to": _plain(sending.to, 200),
        "text": _plain(asked.text, 3000),
        "asked": decision_asked(asked.kind, asked.scope),
        "step": _plain(asked.first_step, 1000),
        "words": _plain(sending.words, 2000) + "\n\n" if sending.words.strip() else "",
        "hoped": hoped,
        "until": in_words(timezone.localtime(until).date()),
        "day": in_words(sending.on),
        "hoped_day": in_words(lead.hoped_by) if lead.hoped_by else "",
    }


def remind_addressees(now: datetime) -> int:
    """One kind letter to whoever let the day pass, and no second one; nothing happens at night."""
    if now < kinds.last_morning(now, on_the_day=True):
        return 0
    today = timezone.localtime(now).date()
    return sum(_remind(sending, today) for sending in _silent(today))


def _silent(today: date) -> list[Sending]:
    """Whose letter has left, whose day is past, and of whom nobody has answered anything."""
    waiting = Sending.objects.filter(
        lead__state=State.SETTLED,
        lead__answer="",
        lead__hoped_by__lt=today,
        lead__hoped_by__gte=today - TOO_LATE,
        on__lte=today - PEACE,
        reminded_on=None,
    )
    asked = list(waiting.exclude(email="").exclude(person__is_active=False).select_related("lead__cohort", "person"))
    kept = still_here(asked)
    return [one for one in asked if one.pk not in kept]


def still_here(sendings: Iterable[Sending]) -> dict[int, str]:
    """The first letters that have not left, each with its state in the outbox."""
    first = [str(one.pk) for one in sendings if one.reminded_on is None]
    rows = Letter.objects.filter(values__sending__in=first, sent_at=None) if first else Letter.objects.none()
    return {int(values["sending"]): state for values, state in rows.values_list("values", "state")}


@transaction.atomic
def _remind(sending: Sending, today: date) -> bool:
    if not Sending.objects.filter(pk=sending.pk, reminded_on=None).update(reminded_on=today):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Hello,\n\nOn %(day)s we wrote to you about a lead drawn from %(cohort)s: “%(title)s”. An "
            "answer was hoped for by %(hoped_day)s. Perhaps the moment was not right, or somebody else should have "
            "read it: you may forward this message.\n\n%(text)s\n\nDecision asked: %(asked)s\nFirst step proposed: "
            "%(step)s\n\nOne line is enough, and “under study” is an answer. No account is needed:\n{lien}\n\nThe "
            "link works once, until %(until)s. The name of whoever answers stands with the answer on the public page "
            "of the lead, once there is one. This is our only reminder.\n\nThank you."
        )
        subject = _("A lead waits for your answer: %(title)s") % {
            "title": _plain(worded(sending.lead, sending.version).title, 120)
        }
        _queue(sending, subject, text, Letter.State.WAITING)
    journal.record("lead.reminded", on=sending.lead, by=None, place=sending.lead.cohort)
    return True
