"""What applicants are sent and may keep: letters, the receipt, the application as a document."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import letters, typed
from levain.foundation.written import Document, Fact, Heading, Paragraph, Strong, Text
from levain.foundation.written import Sheet as Facts
from levain.questionnaires.services import Sheet
from levain.selection.models import Application
from levain.selection.services.answers import kept_apart, lines, response_of


def write(to: str, language: str, subject: Callable[[], str], template: str, *, application: Application, **said):
    """Put a letter in the queue, in the reader's language; what people typed is never a link nor a header."""
    with translation.override(language):
        said = {name: words() if callable(words) else words for name, words in said.items()}
        said |= {"title": typed.in_a_letter(application.name), "call": typed.in_a_letter(application.call.title)}
        said["fictional"] = application.fictional
        text, html = (render_to_string(f"selection/mail/{template}.{kind}", said) for kind in ("txt", "html"))
        letters.queue(to, subject(), text, html)


def moment_told(application: Application, moment: datetime | None, *, to_the_second: bool = False) -> str:
    """A moment in the call's own zone, which is named."""
    if moment is None:
        return ""
    there = moment.astimezone(application.call.zone)
    hour = f"{there:%H:%M:%S}" if to_the_second else f"{there:%H:%M}"
    said = {"day": in_words(there.date()), "hour": hour, "city": application.call.zone_city}
    return _("%(day)s at %(hour)s (%(city)s time)") % said


def send_receipts(application: Application, people) -> None:
    """One letter to each who wrote the application, with the link to its receipt."""
    for person in people:
        write(
            person.email,
            person.language,
            lambda: _("Receipt of your application"),
            "receipt",
            application=application,
            reference=application.reference,
            moment=lambda: moment_told(application, application.deposited_at, to_the_second=True),
            digest=in_groups(application.digest[:16]),
            steps=lambda: what_comes_next(application),
            link=settings.SITE_URL + application.get_absolute_url() + "recepisse/",
        )


def what_comes_next(application: Application) -> list[str]:
    """What happens after the deposit, with its days when they are known."""
    call, said = application.call, []
    said.append(_("The team of the call checks that nothing is missing; it writes to you if something is."))
    if call.jury_on:
        said.append(_("The jury meets on %(day)s.") % {"day": in_words(call.jury_on)})
    if call.decisions_on:
        said.append(
            _("Everyone receives an answer with its reasons on %(day)s.") % {"day": in_words(call.decisions_on)}
        )
    else:
        said.append(_("Everyone receives an answer with its reasons."))
    return said


def receipt(application: Application) -> Document:
    """What proves the deposit."""
    facts = [
        (_("Reference"), application.reference),
        (_("Call"), application.call.title),
        (_("Project"), application.name),
        (_("Place"), application.place),
        (_("Received"), moment_told(application, application.deposited_at, to_the_second=True)),
        (_("How it came"), str(application.get_channel_display())),
        (_("Mark of its content"), in_groups(application.digest)),
    ]
    return Document(
        title=_("Receipt of an application"),
        subtitle=application.name,
        date=in_words(application.deposited_at),
        blocks=[
            Facts(
                title=_("What was received"),
                level=2,
                facts=[Fact(label, [Text(said)]) for label, said in facts if said],
            ),
            Heading(2, _("What comes next")),
            *(Paragraph([Text(line)]) for line in what_comes_next(application)),
            *(
                [Paragraph([Strong(_("Who to contact")), Text(f" {application.call.contact}")])]
                if application.call.contact
                else []
            ),
        ],
        language=(translation.get_language() or settings.LANGUAGE_CODE)[:2],
        fictional=application.fictional,
    )


def in_groups(digest: str) -> str:
    """A mark that can be read aloud, and that a narrow screen can break."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


def as_document(application: Application) -> Document:
    """The whole application, for those who wrote it: who wrote each answer stands under it."""
    response = response_of(application)
    blocks: list = []
    sheet = Sheet.of(response) if response else None
    apart = kept_apart(application, sheet) if sheet else None
    for section, rows in lines(response, sheet) if response else []:
        blocks.append(Heading(2, section.title or _("Questions")))
        facts = [Fact(label, [Text(_shown(one, apart)), *_by(one)]) for label, one in rows]
        blocks.append(Facts(title=_("Answers"), level=3, facts=facts))
    deposited = application.state != Application.State.DRAFT and application.deposited_at
    said = (
        _("Deposited on %(moment)s, reference %(reference)s.")
        % {
            "moment": moment_told(application, application.deposited_at, to_the_second=True),
            "reference": application.reference,
        }
        if deposited
        else _("Not deposited: this is a draft.")
    )
    return Document(
        title=application.name,
        subtitle=application.call.title,
        date=in_words(timezone.localdate()),
        blocks=[Paragraph([Text(said)]), *blocks],
        language=(translation.get_language() or settings.LANGUAGE_CODE)[:2],
        fictional=application.fictional,
        draft=not deposited,
    )


def _shown(one, apart: str | None) -> str:
    if one.answered:
        return one.words
    return _("This answer is kept apart from the file.") if one.question.code == apart else _("Not answered")


def _by(one) -> list:
    return [Text(" "), Text(_("(written by %(who)s)") % {"who": one.by})] if one.answered and one.by else []
