"""What is learned is read before publication by those it speaks of; they say what they think, and are answered."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import Finding, Lesson, PolicyLead, Reader, Remark, Rereading, Sending, State
from levain.capitalisation.models.discussed import KEYS, new_key
from levain.capitalisation.services.objections import keep_as_objection
from levain.capitalisation.services.together import Thing, move, name_of
from levain.design.dates import in_words
from levain.foundation import journal, letters
from levain.foundation.models import Letter
from levain.foundation.typed import a_passage, address, one_line
from levain.people.models import Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.territories.models import Territory

# What a session asks to read, and no more: a mistake must not write to a whole town.
MOST_ASKED = 200
ADDRESSES_KEPT = timedelta(days=365)


class NothingToRead(Exception):
    """No text was chosen."""


class ReadingOver(Exception):
    """The reading is closed."""


class LinkClosed(Exception):
    """The link opens nothing, or nothing more."""


class TooManyAsked(Exception):
    """More people than a session has."""


class NotInThisReading(Exception):
    """The text is not one of those given to read."""


class AnsweredAlready(Exception):
    """Somebody has answered this remark meanwhile."""


@transaction.atomic
def open_rereading(
    cohort: Cohort,
    *,
    by: User,
    title: str,
    until: date,
    findings: Iterable[Finding] = (),
    lessons: Iterable[Lesson] = (),
    leads: Iterable[PolicyLead] = (),
    words: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Rereading:
    """Give texts to read until a day; drafts become shared. Nobody is asked yet."""
    known = Rereading.objects.filter(token=token).first() if token else None
    if known:
        return known
    things: list[Thing] = [*findings, *lessons, *leads]
    if not things:
        raise NothingToRead(_("Choose at least one text to give to read."))
    made = Rereading.objects.create(
        cohort=cohort,
        title=title,
        words=words,
        until=until,
        opened_by=by,
        opened_on=on or timezone.localdate(),
        token=token,
    )
    for kind, held in ((Finding, made.findings), (Lesson, made.lessons), (PolicyLead, made.leads)):
        held.set([thing.pk for thing in things if isinstance(thing, kind) and thing.cohort_id == cohort.pk])
    for thing in things:
        if thing.state == State.DRAFT:
            move(thing, State.SHARED, by=by)
    journal.record("rereading.opened", on=made, by=by, place=cohort)
    return made


@transaction.atomic
def ask_people(rereading: Rereading, projects: Iterable[Project], sides: Iterable[str], *, by: User) -> list[Reader]:
    """Ask those who hold these roles in these projects; who is asked already is left alone."""
    _require_open(rereading)
    sides, made = list(sides), []
    for project in projects:
        for role in _held(project, sides):
            about = {"user": role.user, "name": str(role.user)[:120], "side": role.code, "project": project}
            if not rereading.readers.filter(user=role.user).exists():
                made.append(_ask(rereading, by, about))
    _refuse_crowd(rereading)
    return made


@transaction.atomic
def ask_addresses(
    rereading: Rereading, people: Iterable[dict[str, str]], *, side: str, project: Project | None, by: User
) -> list[Reader]:
    """Ask people without an account, by name and address; one that has an account is asked by it."""
    _require_open(rereading)
    made = []
    for one in people:
        email = address(one["email"])
        person = User.objects.filter(email=email, is_active=True).first()
        about: dict[str, Any] = {"user": person} if person else {"email": email}
        if rereading.readers.filter(**about).exists():
            continue
        about |= {"name": one_line(one["name"])[:120], "side": side, "project": project}
        made.append(_ask(rereading, by, about))
    _refuse_crowd(rereading)
    return made


def _held(project: Project, sides: list[str]) -> list[Role]:
    """Roles in the project; and the State services of its territory, which hold theirs on the territory."""
    held = Role.objects.in_force().filter(code__in=sides, user__is_active=True).select_related("user").order_by("pk")
    found = list(held.on(project))
    if RoleCode.STATE_SERVICE in sides:
        territory = ContentType.objects.get_for_model(Territory)
        around = Territory.objects.containing(*project.communes.all()).values("pk")
        found += held.filter(code=RoleCode.STATE_SERVICE, scope_type=territory, scope_id__in=around)
    return found


def _ask(rereading: Rereading, by: User, about: dict[str, Any]) -> Reader:
    reader = Reader.objects.create(rereading=rereading, **about)
    _write(reader)
    journal.record("rereading.asked", on=rereading, by=by, place=rereading.cohort, changes={"reader": reader.pk})
    return reader


def _refuse_crowd(rereading: Rereading) -> None:
    if rereading.readers.count() > MOST_ASKED:
        raise TooManyAsked(_("%(n)d people at most read a text. Nobody was asked.") % {"n": MOST_ASKED})


def _require_open(rereading: Rereading) -> None:
    if not rereading.is_open:
        raise ReadingOver(_("This reading is over. What was said is kept, and the answers are shown."))


def link_of(reader: Reader) -> str:
    return settings.SITE_URL + reverse("capitalisation:reread", args=[reader.token])


def _write(reader: Reader) -> None:
    """The letter waits in the outbox of the session, as what commits the State does."""
    rereading = reader.rereading
    with translation.override(settings.LANGUAGE_CODE):
        own = _plain(rereading.words, 2000)
        text = _(
            "Hello,\n\nBefore it is published, we ask you to read what we draw from the session %(cohort)s, and "
            "first what is said of you. You can agree, shade or contest, part by part, until %(day)s. You will read "
            "our answer on the same page. Nothing of it is public.\n\n%(words)sNo account is needed:\n{lien}\n\n"
            "This link is yours: please do not pass it on.\n\nThank you."
        ) % {
            "cohort": _plain(str(rereading.cohort), 120),
            "day": in_words(rereading.until),
            "words": f"{own}\n\n" if own else "",
        }
        if rereading.cohort.fictional:
            text += "\n\n" + _("This session is invented: this message shows how the service works.")
        letters.queue(
            reader.address,
            _("To read before publication: %(title)s") % {"title": _plain(rereading.title, 120)},
            text,
            person=reader.user,
            place=rereading.cohort,
            values={"lien": link_of(reader), "reader": str(reader.pk)},
            state=Letter.State.HELD,
        )


def _plain(words: str, longest: int) -> str:
    return a_passage(words, longest).replace("{", "(").replace("}", ")")


@transaction.atomic
def take_back(reader: Reader, *, by: User) -> None:
    """Her link opens nothing any more; what she said stays."""
    reader.key, reader.withdrawn_on = new_key(), timezone.localdate()
    reader.save(update_fields=["key", "withdrawn_on"])
    held = Letter.objects.filter(values__reader=str(reader.pk), sent_at=None)
    held.update(state=Letter.State.CANCELLED)
    place = reader.rereading.cohort
    journal.record("rereading.taken_back", on=reader.rereading, by=by, place=place, changes={"reader": reader.pk})


def find(token: str) -> Reader:
    """The reader whose link this is; noted the first time."""
    try:
        key = KEYS.unsign(token)
    except BadSignature as error:
        raise LinkClosed(_("This link does not open anything. Copy it whole from the mail.")) from error
    rows = Reader.objects.select_related("rereading__cohort__programme", "project", "user")
    reader = rows.filter(key=key, withdrawn_on=None).first()
    if reader is None or (reader.user and not reader.user.is_active):
        raise LinkClosed(_("This link was taken back. Write to whoever sent it to you."))
    if timezone.localdate() > reader.rereading.until + ADDRESSES_KEPT:
        raise LinkClosed(_("This reading ended long ago: its link is closed."))
    if reader.opened_on is None:
        Reader.objects.filter(pk=reader.pk).update(opened_on=timezone.localdate())
    return reader


@transaction.atomic
def say(reader: Reader, thing: Thing, *, part: str, stance: str, text: str, version: int) -> Remark:
    """What she says of a part; said again before it is answered, the last word holds."""
    rereading = Rereading.objects.select_for_update(of=("self",)).get(pk=reader.rereading_id)
    _require_open(rereading)
    if not getattr(rereading, f"{name_of(thing)}s").filter(pk=thing.pk).exists():
        raise NotInThisReading(_("This text is not one of those given to read."))
    said = {
        "stance": stance,
        "text": text,
        "read_version": version,
        "on": timezone.localdate(),
        "name": reader.who[:160],
    }
    about: dict[str, Any] = {name_of(thing): thing, "reader": reader, "part": part, "answer": ""}
    remark, _new = Remark.objects.update_or_create(defaults=said, **about)
    tell = [rereading.opened_by] if rereading.opened_by else []
    changes = {"stance": stance, "part": part}
    journal.record("remark.made", on=remark, by=reader.user, place=thing.cohort, changes=changes, tell=tell)
    return remark


@transaction.atomic
def say_among_us(
    thing: Thing, *, by: User, part: str, stance: str, text: str, version: int, token: UUID | None = None
) -> Remark:
    """A colleague's remark on a text shared for comments; the same form posted twice makes one."""
    known = Remark.objects.filter(token=token).first() if token else None
    if known:
        return known
    remark = Remark.objects.create(
        **{name_of(thing): thing},
        by=by,
        name=str(by)[:160],
        part=part,
        stance=stance,
        text=text,
        read_version=version,
        token=token,
    )
    tell = [person for person in thing.authors.all() if person != by]
    changes = {"stance": stance, "part": part}
    journal.record("remark.made", on=remark, by=by, place=thing.cohort, changes=changes, tell=tell)
    return remark


@transaction.atomic
def finished(reader: Reader) -> None:
    """She has read everything she wanted to."""
    Reader.objects.filter(pk=reader.pk, done_on=None).update(done_on=timezone.localdate())


@transaction.atomic
def answer_remark(remark: Remark, *, by: User, text: str, keep: bool = False, on: date | None = None) -> None:
    """Answer whoever made it; she reads it on her page, and is told. What is kept becomes an objection."""
    day = on or timezone.localdate()
    answered = {"answer": text, "answered_by": by, "answered_on": day}
    if not Remark.objects.filter(pk=remark.pk, answer=remark.answer).update(**answered):
        raise AnsweredAlready(_("Somebody has answered it meanwhile. Yours is kept below: read theirs first."))
    first = not remark.answer
    remark.answer, remark.answered_by, remark.answered_on = text, by, day
    person = remark.reader.user if remark.reader else remark.by
    journal.record("remark.answered", on=remark, by=by, place=remark.cohort, tell=[person] if person else [])
    if first and remark.reader and not remark.reader.user:
        _tell_of_answers(remark.reader)
    if keep:
        keep_as_objection(remark, by=by)


def _tell_of_answers(reader: Reader) -> None:
    """Without an account: one letter a day at most, however many answers."""
    today = timezone.localdate()
    untold = Reader.objects.filter(pk=reader.pk, withdrawn_on=None).exclude(told_on=today).exclude(email="")
    if not untold.update(told_on=today):
        return
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Hello,\n\nYour remarks have an answer. You can read it from your page:\n%(link)s\n\nThank you.")
        letters.queue(reader.email, _("An answer to your remarks"), text % {"link": link_of(reader)})


@transaction.atomic
def close(rereading: Rereading, *, by: User) -> None:
    if not Rereading.objects.filter(pk=rereading.pk, closed_on=None).update(closed_on=timezone.localdate()):
        raise ReadingOver(_("This reading is already closed."))
    journal.record("rereading.closed", on=rereading, by=by, place=rereading.cohort)


def forget_addresses(now: datetime) -> None:
    """A year after, the addresses of who had no account are erased, and those a lead was sent to."""
    before = timezone.localtime(now).date() - ADDRESSES_KEPT
    Reader.objects.filter(rereading__until__lt=before).exclude(email="").update(email="")
    Sending.objects.filter(on__lt=before).exclude(email="").update(email="")
