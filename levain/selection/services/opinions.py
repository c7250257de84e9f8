"""The opinion of the State service of the territory: asked when an application is deposited, given from the mail."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import journal, letters, mail_answers, passages, typed
from levain.foundation.versions import save_over
from levain.people.around import agents_of, services_around
from levain.people.models import Organisation, RoleCode, User
from levain.selection.models import Application, Opinion, StateChanged
from levain.selection.rules.admission import DAYS_FOR_AN_OPINION, team_of

WORDS_NEEDED = (Opinion.Kind.RESERVED, Opinion.Kind.UNFAVOURABLE)


class OpinionGiven(Exception):
    """Somebody else of the service gave it."""


class WordsMissing(Exception):
    """Reservations are told."""


def service_of(application: Application) -> Organisation | None:
    """The State service nearest to its commune: the one that will know the project, retained or not."""
    return services_to_ask(application).first()


def services_to_ask(application: Application) -> QuerySet[Organisation]:
    """The State services that cover its commune."""
    if application.commune is None:
        return Organisation.objects.none()
    return services_around(application.commune)


@transaction.atomic
def ask_opinion(
    application: Application,
    *,
    by: User | None = None,
    service: Organisation | None = None,
    hoped_by: date | None = None,
) -> Opinion | None:
    """Ask the State service of the territory, or another; asked twice, it is asked once. None without a service."""
    service = service or service_of(application)
    if service is None or application.state not in Application.UNDECIDED:
        return None
    opinion, new = Opinion.objects.get_or_create(
        application=application,
        service=service,
        defaults={"hoped_by": hoped_by or timezone.localdate() + timedelta(days=DAYS_FOR_AN_OPINION)},
    )
    if not new:
        return opinion
    agents = agents_of(service)
    if service.mailbox and not agents:
        _write_to_mailbox(opinion)
    journal.record(
        "opinion.asked",
        on=opinion,
        by=by,
        place=application,
        changes={"hoped_by": opinion.hoped_by.isoformat()},
        tell=agents,
        at_once=True,
    )
    return opinion


@transaction.atomic
def give_opinion(
    opinion: Opinion, *, kind: str, text: str, by: User | None, name: str = "", version: int | None = None
) -> None:
    """Give it, or change one's own, as long as nothing is decided; the team knows, then the jury reads it."""
    application = Application.objects.select_for_update().get(pk=opinion.application_id)
    opinion.refresh_from_db()
    if application.state not in Application.UNDECIDED:
        raise StateChanged(_("This application is decided on, or was withdrawn."))
    if opinion.given_at and (by is None or opinion.given_by_id != by.pk):
        raise OpinionGiven(_("An opinion was given in the meantime."))
    text = text.strip()
    if kind in WORDS_NEEDED and not text:
        raise WordsMissing(_("Say in a few words what holds you back: the jury will read them."))
    first = opinion.given_at is None
    save_over(
        opinion,
        version or opinion.version,
        kind=Opinion.Kind(kind),
        text=text[:3000],
        given_by=by,
        given_name=typed.one_line(name)[:120] if by is None else "",
        given_at=timezone.now(),
    )
    journal.record(
        "opinion.given" if first else "opinion.changed",
        on=opinion,
        by=by,
        role=RoleCode.STATE_SERVICE,
        place=application,
        changes={"kind": kind, "text": passages.digest(text)[:12]},
        tell=team_of(application.call),
    )


def _write_to_mailbox(opinion: Opinion) -> None:
    """The letter to a service without accounts, with a link that is good once; it says only what is asked."""
    application, service = opinion.application, opinion.service
    link = mail_answers.mailbox_link("selection.opinion", opinion, service.mailbox)
    with translation.override(settings.LANGUAGE_CODE):
        said = {
            "call": application.call,
            "title": typed.in_a_letter(application.title),
            "place": typed.in_a_letter(application.place),
            "summary": typed.a_passage(application.summary, 1500),
            "service": service,
            "day": in_words(opinion.hoped_by),
            "link": link,
        }
        subject = _("Your opinion on the application “%(title)s”") % said
        text = _(
            "Hello,\n\nAn application from your territory has been received for “%(call)s”: “%(title)s”, in "
            "%(place)s.\n\n%(summary)s\n\nThe jury would like to know what %(service)s thinks of it, by %(day)s. "
            "You can answer without an account, from this page:\n%(link)s\n\nThe link works once, for thirty days. "
            "Whoever answers gives her name. You may forward this message to the person who knows.\n\nThank you."
        )
        invented = _("This project is invented: this message shows how the service works.")
        letters.queue(service.mailbox, subject, text % said + (f"\n\n{invented}" if application.fictional else ""))
