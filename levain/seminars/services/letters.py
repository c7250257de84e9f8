"""Letters to the people of a seminar, with or without an account: each opens the reader's own page, and no other."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation import letters
from levain.foundation.typed import a_passage, in_a_letter
from levain.people.models import User
from levain.seminars import invitation as calendar
from levain.seminars.models import Gathering, Invitation, Registration, Seminar

# Subject, label of the link, paragraphs; made in the reader's language from the title of the seminar.
Words = tuple[str, str, list[str]]
Compose = Callable[[str], Words]


class Reader(NamedTuple):
    """Whom a letter is for: her account or her address, and the invitation that opens her page."""

    address: str
    person: User | None = None
    invitation: Invitation | None = None


def reader(invitation: Invitation) -> Reader:
    return Reader(invitation.address, invitation.user, invitation)


def invite(invitation: Invitation, *, words: str = "") -> None:
    """Ask her to come, in the facilitator's own words when there are some."""
    seminar = invitation.seminar

    def compose(title: str) -> Words:
        who = in_a_letter(str(invitation.invited_by)) if invitation.invited_by else _("The team of the programme")
        asked = _("%(who)s invites you to “%(title)s”.") % {"who": who, "title": title}
        return _("Invitation: %s") % title, _("Say whether I come"), [asked, *paragraphs(words or seminar.purpose)]

    _send(seminar, reader(invitation), compose)


def paragraphs(words: str) -> list[str]:
    """What a person typed, in a letter: no link of her own, no sign that cannot be shown."""
    return [a_passage(each, 1500) for each in re.split(r"\n\s*\n", words) if each.strip()]


def remind(invitation: Invitation) -> None:
    def compose(title: str) -> Words:
        asked = _("You have not said yet whether you come to “%(title)s”.") % {"title": title}
        why = _("An answer, yes or no, helps to keep the right number of seats and meals.")
        return _("Do you come? %s") % title, _("Say whether I come"), [asked, why]

    _send(invitation.seminar, reader(invitation), compose)


def free_it() -> str:
    return _("If you can no longer come, say so on the same page: your seat goes to somebody who waits.")


def confirm(invitation: Invitation, registration: Registration) -> None:
    """What was noted, with the date for her calendar: sent when the answer came without signing in."""
    waits = registration.state == Registration.State.WAITING

    def compose(title: str) -> Words:
        label = _("See or change my answer")
        if waits:
            said = _("You are on the waiting list of “%(title)s”.") % {"title": title}
            then = _("We write to you as soon as a seat comes free: you have nothing to do.")
            return _("Waiting list: %s") % title, label, [said, then]
        said = _("You are registered for “%(title)s”.") % {"title": title}
        return _("You are registered: %s") % title, label, [said, free_it()]

    _send(invitation.seminar, reader(invitation), compose, dated=not waits)


def seat_freed(registration: Registration) -> None:
    """Who has no account is written to at the address where she was invited; the others are told by a notice."""
    invitation = Invitation.objects.filter(registration=registration, user=None).select_related("seminar").first()
    if invitation is None:
        return

    def compose(title: str) -> Words:
        said = _("A seat came free: you are registered for “%(title)s”.") % {"title": title}
        return _("A seat for you: %s") % title, _("See or change my answer"), [said, free_it()]

    _send(invitation.seminar, reader(invitation), compose, dated=True)


def soon(invitation: Invitation) -> None:
    def compose(title: str) -> Words:
        said = _("“%(title)s” is soon. You are registered.") % {"title": title}
        return _("Soon: %s") % title, _("See or change my answer"), [said, free_it()]

    _send(invitation.seminar, reader(invitation), compose, dated=True)


def minutes_sent(seminar: Seminar, readers: Iterable[Reader]) -> None:
    """The minutes can be read on her own page, without signing in."""

    def compose(title: str) -> Words:
        said = _("The minutes of “%(title)s” are written. They are on your page of the seminar.") % {"title": title}
        return _("Minutes: %s") % title, _("Read the minutes"), [said]

    for each in readers:
        _send(seminar, each, compose)


def moved(seminar: Seminar, readers: Iterable[Reader]) -> None:
    """The date or the place changed: the file replaces the date in the reader's calendar."""

    def compose(title: str) -> Words:
        said = _("The date, the hours or the place of “%(title)s” changed. Here is what stands now.")
        return _("Changed: %s") % title, _("See what stands now"), [said % {"title": title}, free_it()]

    for each in readers:
        _send(seminar, each, compose, dated=True)


def called_off(seminar: Seminar, gathering: Gathering, readers: Iterable[Reader]) -> None:
    """It will not take place: the file takes the date out of the reader's calendar."""

    def compose(title: str) -> Words:
        said = _("“%(title)s” is called off.") % {"title": title}
        why = paragraphs(gathering.cancelled_why)
        return _("Called off: %s") % title, _("See the page of the seminar"), [said, *why]

    for each in readers:
        _send(seminar, each, compose, dated=True)


def _send(seminar: Seminar, to: Reader, compose: Compose, *, dated: bool = False) -> None:
    """One letter, in the reader's language; `dated`: with the date, for her calendar."""
    if not to.address or (to.person is not None and not to.person.is_active):
        return
    with translation.override(to.person.language if to.person else settings.LANGUAGE_CODE):
        subject, label, lines = compose(in_a_letter(seminar.title))
        told: dict[str, Any] = {
            "name": in_a_letter(str(to.invitation or to.person or "")),
            "lines": lines,
            "when": hours(seminar),
            "where": in_a_letter(calendar.where(seminar)),
            "link": address_of(seminar, to.invitation),
            "label": label,
            "fictional": seminar.fictional,
        }
        text, html = (render_to_string(f"seminars/mail/letter.{kind}", told) for kind in ("txt", "html"))
    values = {"calendar": calendar.calendar(seminar).decode()} if dated else {}
    letters.queue(to.address, subject, text, html, person=to.person, values=values)


def hours(seminar: Seminar) -> str:
    starts, ends = (moment.astimezone(seminar.zone) for moment in (seminar.starts, seminar.ends))
    return _("%(day)s, from %(from)s to %(to)s (%(zone)s)") % {
        "day": in_words(starts.date(), "l j F Y"),
        "from": starts.strftime("%H:%M"),
        "to": ends.strftime("%H:%M"),
        "zone": seminar.time_zone,
    }


def address_of(seminar: Seminar, invitation: Invitation | None) -> str:
    """Her own page, which opens without signing in; without an invitation, the page of the seminar."""
    if invitation is None or invitation.withdrawn_at:
        return settings.SITE_URL + seminar.get_absolute_url()
    return settings.SITE_URL + reverse("seminars:invited", args=[invitation.token])
