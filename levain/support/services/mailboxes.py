"""A question put to a service whose people have no account: one letter to its mailbox, answered from a link."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal, kinds, letters, mail_answers
from levain.foundation.reminders import Spacing
from levain.people.models import Organisation, RoleCode, User
from levain.support.models import Referral
from levain.support.pending import waited_from, waited_from_mailboxes

# Two days before the day hoped for, three days after, then once more: a mailbox is no person to press.
SPACING = Spacing(before=(2,), after=(3,), at_most=3)


def write(referral: Referral) -> None:
    """The letter, with a link that is good once; it holds only what the service is asked."""
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(referral)
        subject = _("A question from the project %(project)s") % said
        text = _(
            "Hello,\n\n%(who)s, who supports the project %(project)s, puts a question to %(service)s:\n\n"
            "%(question)s\n\nA reply is hoped for by %(day)s. You can reply without an account, from this page:\n"
            "%(link)s\n\nThe link works once, for thirty days. Whoever replies gives her name. You may forward this "
            "message to the person who knows.\n\nThank you."
        )
        _send(referral, subject, text % said)


def remind(now: datetime) -> int:
    """Write again to the mailboxes that have not replied, when the moment has come; twice a day is once."""
    if now < kinds.last_morning(now, on_the_day=True):
        return 0
    today = timezone.localtime(now).date()
    sent = 0
    for referral in waited_from_mailboxes(now):
        moment = SPACING.moment_due(waited_from(None, referral), today)
        last = referral.mailbox_reminded_on
        if moment and (last is None or last < moment):
            sent += _write_again(referral, today)
    return sent


@transaction.atomic
def _write_again(referral: Referral, today: date) -> int:
    """Two ticks at once: the second finds the day the first has written, and does nothing."""
    same = Referral.objects.filter(pk=referral.pk, mailbox_reminded_on=referral.mailbox_reminded_on, replied_on=None)
    if not same.update(mailbox_reminded_on=today):
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(referral)
        subject = _("About the question from the project %(project)s") % said
        text = _(
            "Hello,\n\nThe project %(project)s put this question to %(service)s:\n\n%(question)s\n\n"
            "Day hoped for: %(day)s. If the reply is on its way, thank you, there is nothing to do. A few words are "
            "enough, and “I do not know yet” is a reply too:\n%(link)s\n\nThe link works once, for thirty days. You "
            "may forward this message to the person who knows.\n\nThank you."
        )
        _send(referral, subject, text % said)
    journal.record(
        "referral.mailbox_reminded", on=referral, by=None, role=RoleCode.STATE_SERVICE, place=referral.need.project
    )
    return 1


def _said(referral: Referral) -> Mapping[str, Any]:
    service, project = referral.service, referral.need.project
    return {
        "project": project.name,
        "service": service,
        "question": referral.question or referral.need.adviser_words or referral.need.in_my_words,
        "day": in_words(referral.back_on or referral.hoped_by),
        "link": mail_answers.mailbox_link("support.reply", referral, service.mailbox),
        "who": referral.asked_by,
    }


def _send(referral: Referral, subject: str, text: str) -> None:
    invented = _("This project is invented: this message shows how the service works.")
    fictional = referral.need.project.fictional
    letters.queue(referral.service.mailbox, subject, text + (f"\n\n{invented}" if fictional else ""))


@transaction.atomic
def change_mailbox(service: Organisation, *, by: User, mailbox: str) -> None:
    """Give the address of a service, correct it or remove it: the links sent to an earlier one open nothing more."""
    if service.mailbox == mailbox:
        return
    service.mailbox = mailbox
    service.save(update_fields=["mailbox"])
    journal.record("service.mailbox", on=service, by=by)
