"""Quoted people are asked in one letter for all their words; a reminder, then silence, which is never a consent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation import voices_shown
from levain.capitalisation.models import Evidence, Report, VoiceAnswer, VoiceAsk
from levain.capitalisation.services import pseudonyms, voices
from levain.foundation import journal, kinds, letters
from levain.foundation.models import JournalEntry, Kind, Notice, Rhythm
from levain.people.models import User
from levain.programmes.models import Cohort

Consent, How = Evidence.Consent, VoiceAnswer.How
# How long she is given, and how few days before the end she is reminded, once.
DAYS, LEAST_DAYS, REMIND_BEFORE = 14, 7, 4
# She may take her words back long after: the link of her letter lives a year, and each letter renews it.
LINK_LIVES = timedelta(days=365)
SALT = "levain.capitalisation.voices"
ROWS = ("cohort__programme", "report", "person", "asked_by")


class NobodyToAsk(Exception):
    """None of these words waits for anybody."""


class TooSoon(Exception):
    """She must have time to answer."""


class NoAddress(Exception):
    """Nobody can be written to."""


class Waiting(NamedTuple):
    """A person whose words wait to be put to her, and those words."""

    person: User
    evidence: list[Evidence]


def to_ask(cohort: Cohort) -> tuple[list[Waiting], list[Evidence]]:
    """The people with an account to write to, with all their words; then the words of those without one."""
    rows = Evidence.objects.filter(cohort=cohort, consent=Consent.PENDING, voice_asks=None)
    rows = rows.select_related("speaker_user", "project", "passage").order_by("number")
    people: dict[int, Waiting] = {}
    others = []
    for one in rows:
        if one.speaker_user and one.speaker_user.is_active:
            people.setdefault(one.speaker_user.pk, Waiting(one.speaker_user, [])).evidence.append(one)
        else:
            others.append(one)
    return sorted(people.values(), key=lambda waiting: str(waiting.person)), others


@transaction.atomic
def ask_people(
    cohort: Cohort, people: Iterable[int], *, by: User, deadline: date, report: Report | None = None
) -> list[VoiceAsk]:
    """One letter to each of these people, for all her words at once."""
    _require_time(deadline)
    # Two clicks at once: the second finds nobody left to ask.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    wanted = set(people)
    found = [one for one in to_ask(cohort)[0] if one.person.pk in wanted]
    if not found:
        raise NobodyToAsk(_("Nobody is left to ask: everyone has been written to."))
    return [
        _ask(cohort, one.evidence, by=by, deadline=deadline, report=report, person=one.person, email=one.person.email)
        for one in found
    ]


@transaction.atomic
def ask_by_mail(
    cohort: Cohort,
    evidence: Iterable[Evidence],
    *,
    by: User,
    deadline: date,
    name: str,
    email: str,
    shared: bool = False,
    report: Report | None = None,
) -> VoiceAsk:
    """Somebody without an account, or a mailbox that several people read."""
    _require_time(deadline)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    left = {one.pk for one in to_ask(cohort)[1]}
    rows = [one for one in evidence if one.pk in left]
    if not rows:
        raise NobodyToAsk(_("Nobody is left to ask: everyone has been written to."))
    said = {"name": name, "email": email, "shared": shared}
    return _ask(cohort, rows, by=by, deadline=deadline, report=report, **said)


def _require_time(deadline: date) -> None:
    if deadline < timezone.localdate() + timedelta(days=LEAST_DAYS):
        raise TooSoon(_("Give at least %(n)d days to answer.") % {"n": LEAST_DAYS})


def _ask(cohort: Cohort, rows: list[Evidence], *, by: User, deadline: date, **said) -> VoiceAsk:
    expires = timezone.now() + LINK_LIVES
    ask = VoiceAsk.objects.create(cohort=cohort, asked_by=by, deadline=deadline, expires_at=expires, **said)
    ask.evidence.set(rows)
    if ask.report:
        pseudonyms.name_all(ask.report, rows)
    _tell(ask, "voices.asked", by=by)
    write(ask, "voices_asked")
    return ask


def _tell(ask: VoiceAsk, verb: str, *, by: User | None) -> JournalEntry:
    """On her list of what waits for her; the letter goes apart, with its link."""
    tell = [ask.person] if ask.person and ask.person.is_active else []
    entry = journal.record(verb, on=ask, by=by, place=ask.cohort, tell=tell, at_once=True)
    Notice.objects.filter(entry=entry, state=Notice.State.WAITING).update(state=Notice.State.SHOWN)
    return entry


def link(ask: VoiceAsk) -> str:
    """The whole address that lets her answer without signing in: hers, for this asking, until it is closed."""
    token = signing.Signer(salt=SALT).sign(f"{ask.pk}.{ask.round}")
    return settings.SITE_URL + reverse("capitalisation:voices_by_link", args=[token])


def held(token: str) -> VoiceAsk | None:
    """What a link opens: nothing when it was not made here, was closed, or has expired."""
    try:
        pk, number = signing.Signer(salt=SALT).unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    ask = VoiceAsk.objects.filter(pk=pk, round=number, round__gt=0).select_related(*ROWS).first()
    if ask is None or ask.expires_at <= timezone.now() or not ask.address:
        return None
    return ask


def write(ask: VoiceAsk, template: str) -> bool:
    """Put the letter in the queue, unless she wants none or cannot be written to."""
    to = ask.address
    if not to or (ask.person and not _wants_letters(ask.person)):
        return False
    language = ask.person.language if ask.person else settings.LANGUAGE_CODE
    with translation.override(language):
        said = {
            "ask": ask,
            "link": link(ask),
            "passages": [] if ask.shared else voices_shown.for_her(list(_rows(ask)), ask.report),
            "n": ask.evidence.count(),
            "fictional": ask.cohort.fictional,
        }
        subject = {
            "voices_asked": _("May we quote your words?"),
            "voices_reminded": _("Your words: an answer is still hoped for"),
            "voices_told": _("How we tell your words"),
        }[template]
        text = render_to_string(f"capitalisation/mail/{template}.txt", said)
        letters.queue(to, subject, text, person=ask.person)
    return True


def _rows(ask: VoiceAsk):
    return ask.evidence.select_related("passage", "project", "cohort").order_by("number")


def _wants_letters(person: User) -> bool:
    return person.wants_letters and kinds.rhythms(person)[Kind.ANSWER] != Rhythm.NEVER


@transaction.atomic
def send_again(ask: VoiceAsk, *, by: User, deadline: date | None = None) -> None:
    """A new link; those sent before open nothing more."""
    ask = VoiceAsk.objects.select_for_update(of=("self",)).select_related("cohort", "person", "report").get(pk=ask.pk)
    if not ask.address:
        raise NoAddress(
            _("This person can no longer be written to: record what she says, or tell it in other words.")
        )
    if deadline:
        _require_time(deadline)
        ask.deadline, ask.lapsed_on, ask.reminded_on = deadline, None, None
    ask.round += 1
    ask.expires_at = timezone.now() + LINK_LIVES
    ask.save(update_fields=["deadline", "lapsed_on", "reminded_on", "round", "expires_at"])
    _tell(ask, "voices.asked", by=by)
    write(ask, "voices_asked")


@transaction.atomic
def close_link(ask: VoiceAsk, *, by: User) -> None:
    """The letter went to the wrong person: nothing that was sent opens anything more."""
    changed = VoiceAsk.objects.filter(pk=ask.pk, round=ask.round).update(round=ask.round + 1, email="")
    if changed:
        journal.record("voices.closed", on=ask, by=by, place=ask.cohort)


def tick(now: datetime) -> int:
    """Remind, then take silence for what it is; twice the same day is once, and nothing happens at night.

    The day and the night are those of the session: a deadline in Tahiti ends twelve hours after Paris.
    """
    done = 0
    zones = VoiceAsk.objects.filter(lapsed_on=None, evidence__consent=Consent.PENDING)
    for zone in zones.order_by().values_list("cohort__time_zone", flat=True).distinct():
        there = now.astimezone(ZoneInfo(zone))
        if there.time() >= kinds.DIGEST_AT:
            done += remind(there.date(), zone) + lapse(there.date(), zone)
    return done


def _open(zone: str):
    waits = VoiceAsk.objects.filter(lapsed_on=None, evidence__consent=Consent.PENDING).select_related(*ROWS)
    return (waits.filter(cohort__time_zone=zone) if zone else waits).distinct()


def remind(today: date, zone: str = "") -> int:
    """One kind letter, some days before the end."""
    soon = today + timedelta(days=REMIND_BEFORE)
    sent = 0
    for ask in _open(zone).filter(reminded_on=None, deadline__gte=today, deadline__lte=soon):
        with transaction.atomic():
            if not VoiceAsk.objects.filter(pk=ask.pk, reminded_on=None).update(reminded_on=today):
                continue
            ask.reminded_on = today
            _tell(ask, "voices.reminded", by=None)
            write(ask, "voices_reminded")
            sent += 1
    return sent


def lapse(today: date, zone: str = "") -> int:
    """No answer on the day after: her words go to the team, to be told in other words."""
    done = 0
    for ask in _open(zone).filter(deadline__lt=today):
        with transaction.atomic():
            if not VoiceAsk.objects.filter(pk=ask.pk, lapsed_on=None).update(lapsed_on=today):
                continue
            silent = list(ask.evidence.filter(consent=Consent.PENDING).select_related("cohort", "project", "passage"))
            for one in silent:
                voices.record_consent(one, Consent.REWRITE, by=None, how=How.SILENCE, ask=ask)
            voices.tell_the_team(silent, "voices.silent", by=None)
            done += 1
    return done


def latest_ask(evidence: Evidence) -> VoiceAsk | None:
    """The last letter that put these words to their author."""
    last = VoiceAsk.objects.filter(evidence=evidence).aggregate(last=Max("pk"))["last"]
    return VoiceAsk.objects.filter(pk=last).select_related(*ROWS).first()
