"""A question put to a service whose people have no account: one letter to its mailbox, answered from a link."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal, letters, mail_answers
from levain.people.models import Organisation, User
from levain.support.models import Referral


def write(referral: Referral) -> None:
    """The letter, with a link that is good once; it holds only what the service is asked."""
    service, project = referral.service, referral.need.project
    link = mail_answers.mailbox_link("support.reply", referral, service.mailbox)
    with translation.override(settings.LANGUAGE_CODE):
        asked = referral.question or referral.need.adviser_words or referral.need.in_my_words
        said = {
            "project": project.name,
            "service": service,
            "question": asked,
            "day": in_words(referral.back_on or referral.hoped_by),
            "link": link,
            "who": referral.asked_by,
        }
        subject = _("A question from the project %(project)s") % said
        text = _(
            "Hello,\n\n%(who)s, who supports the project %(project)s, puts a question to %(service)s:\n\n"
            "%(question)s\n\nA reply is hoped for by %(day)s. You can reply without an account, from this page:\n"
            "%(link)s\n\nThe link works once, for thirty days. Whoever replies gives her name. You may forward this "
            "message to the person who knows.\n\nThank you."
        )
        invented = _("This project is invented: this message shows how the service works.")
        letters.queue(service.mailbox, subject, text % said + (f"\n\n{invented}" if project.fictional else ""))


@transaction.atomic
def change_mailbox(service: Organisation, *, by: User, mailbox: str) -> None:
    """Give the address of a service, correct it or remove it: the links sent to an earlier one open nothing more."""
    if service.mailbox == mailbox:
        return
    service.mailbox = mailbox
    service.save(update_fields=["mailbox"])
    journal.record("service.mailbox", on=service, by=by)
