"""What people without an account do: write to a team once they confirmed their address, follow its news."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation import journal, letters
from levain.foundation.typed import in_a_letter
from levain.people.models import User
from levain.projects.models import Follower, LogbookEntry, NeighbourMessage, Project, ShownLine
from levain.projects.services.project import advisers, role_in, team
from levain.projects.services.public_page import leads

TO_CONFIRM = timedelta(days=7)
KEPT = timedelta(days=365)
# The news of a project come at most once a week, and the confirmation is asked for once an hour.
EVERY, AGAIN = timedelta(days=7), timedelta(hours=1)
NOTES_IN_A_LETTER = 5


class AlreadyAnswered(Exception):
    """Somebody of the team answered before."""


class NothingSaid(Exception):
    """An answer without words is not sent."""


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"levain.projects.neighbours.{purpose}")


def _address(name: str, purpose: str, pk: int) -> str:
    return settings.SITE_URL + reverse(name, args=[_signer(purpose).sign(str(pk))])


def _held(token: str, purpose: str, within: timedelta | None) -> int | None:
    try:
        return int(_signer(purpose).unsign(token, max_age=within))
    except (signing.BadSignature, ValueError):
        return None


def _write(to: str, language: str, subject: Callable[[], str], template: str, headers=None, **said) -> None:
    """Put a letter in the queue, in the reader's language; what people typed is never a link nor a header."""
    with translation.override(language):
        text, html = (render_to_string(f"projects/mail/{template}.{kind}", said) for kind in ("txt", "html"))
        letters.queue(to, subject(), text, html, headers)


@transaction.atomic
def leave_message(
    project: Project, *, kind: str, name: str, email: str, text: str, token: UUID | None = None
) -> None:
    """Keep a message, and ask its writer to confirm it from the mail; the team sees nothing before."""
    language = get_language() or settings.LANGUAGE_CODE
    said = {"kind": kind, "name": name, "email": email, "text": text, "language": language}
    try:
        with transaction.atomic():
            message = NeighbourMessage.objects.create(project=project, token=token, **said)
    except IntegrityError:
        return
    link = _address("projects:confirm_message", "message", message.pk)
    _write(
        email,
        language,
        lambda: _("Confirm your message"),
        "confirm",
        project=in_a_letter(project.name),
        link=link,
        fictional=project.fictional,
        words=_("Your message to the team of the project is ready. It leaves when you confirm it."),
        label=_("Confirm my message"),
    )


def message_of(token: str) -> NeighbourMessage | None:
    pk = _held(token, "message", TO_CONFIRM)
    found = NeighbourMessage.objects.select_related("project__cohort__programme")
    return found.filter(pk=pk).first() if pk else None


@transaction.atomic
def confirm_message(message: NeighbourMessage) -> None:
    """Deliver it to the team, once; what reports something also reaches the adviser and the national team."""
    now = timezone.now()
    if not NeighbourMessage.objects.filter(pk=message.pk, confirmed_at=None).update(confirmed_at=now):
        return
    message.confirmed_at = now
    project = message.project
    tell = team(project)
    if message.kind == NeighbourMessage.Kind.CONCERN:
        tell += [*advisers(project), *leads(project)]
    journal.record(
        "neighbour.wrote", on=message, by=None, place=project, changes={"kind": message.kind}, tell=tell, at_once=True
    )


@transaction.atomic
def answer_message(message: NeighbourMessage, *, by: User, text: str, name: str = "") -> None:
    """Answer by mail without showing an address to anyone; an empty text closes what was settled aloud."""
    project = message.project
    now = timezone.now()
    changes = {"answered_at": now, "answered_by": by, "answer": text}
    if not NeighbourMessage.objects.filter(pk=message.pk, answered_at=None).update(**changes):
        raise AlreadyAnswered(_("This message has been answered."))
    for field, value in changes.items():
        setattr(message, field, value)
    if text:
        _write(
            message.email,
            message.language,
            lambda: _("An answer to your message"),
            "answer",
            project=in_a_letter(project.name),
            who=in_a_letter(name or str(by)),
            asked=message.text,
            text=text,
            link=settings.SITE_URL + reverse("projects:write_to", args=[project.slug]),
            fictional=project.fictional,
        )
    journal.record("neighbour.answered", on=message, by=by, role=role_in(by, project), place=project)


@transaction.atomic
def follow(project: Project, *, email: str) -> None:
    """Ask an address to confirm that it wants the news; whoever follows already gets nothing, and it is not said."""
    language = get_language() or settings.LANGUAGE_CODE
    now = timezone.now()
    follower = Follower.objects.filter(project=project, email__iexact=email).first()
    if follower and (follower.confirmed_at or follower.asked_at > now - AGAIN):
        return
    if follower is None:
        try:
            with transaction.atomic():
                follower = Follower.objects.create(project=project, email=email, language=language)
        except IntegrityError:
            return
    else:
        Follower.objects.filter(pk=follower.pk).update(asked_at=now)
    _write(
        email,
        language,
        lambda: _("Confirm that you follow this project"),
        "confirm",
        project=in_a_letter(project.name),
        link=_address("projects:confirm_follow", "follow", follower.pk),
        fictional=project.fictional,
        words=_(
            "You asked for the news of the project by mail. Confirm it, or do nothing: you will receive nothing."
        ),
        label=_("Receive the news"),
    )


def follower_of(token: str, purpose: str = "follow") -> Follower | None:
    """The follower a link is for; the link that stops the letters never expires."""
    pk = _held(token, purpose, TO_CONFIRM if purpose == "follow" else None)
    return Follower.objects.select_related("project").filter(pk=pk).first() if pk else None


def confirm_follow(follower: Follower) -> None:
    now = timezone.now()
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now, told_at=now)


def unfollow(follower: Follower) -> None:
    """Nothing is kept of who stops."""
    Follower.objects.filter(pk=follower.pk).delete()


def tell_followers(now: datetime) -> int:
    """Write to those who follow what their project has published since the last letter, once a week at most."""
    due = Follower.objects.filter(confirmed_at__isnull=False, told_at__lte=now - EVERY, project__published=True)
    waiting: dict[int, list[Follower]] = {}
    for follower in due.select_related("project__page").order_by("project"):
        waiting.setdefault(follower.project_id, []).append(follower)
    return sum(_tell(followers, now) for followers in waiting.values())


def _tell(followers: list[Follower], now: datetime) -> int:
    project, written = followers[0].project, 0
    page = getattr(project, "page", None)
    if not (page and page.shows("news")):
        return 0
    kind = ContentType.objects.get_for_model(LogbookEntry)
    since = min(follower.told_at for follower in followers)
    lines = ShownLine.objects.filter(page=page, object_type=kind, shown_at__gt=since).order_by("-shown_at")
    shown = {line.object_id: line.shown_at for line in lines}
    notes = list(LogbookEntry.objects.standing().filter(pk__in=shown, audience="public", project=project))
    for follower in followers:
        new = [note for note in notes if shown[note.pk] > follower.told_at]
        if new:
            written += _write_news(follower, project, new, now)
    return written


@transaction.atomic
def _write_news(follower: Follower, project: Project, notes: list[LogbookEntry], now: datetime) -> int:
    if not Follower.objects.filter(pk=follower.pk, told_at=follower.told_at).update(told_at=now):
        return 0
    stop = _address("projects:unfollow", "unfollow", follower.pk)
    _write(
        follower.email,
        follower.language,
        lambda: _("News of a project you follow"),
        "news",
        {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        project=in_a_letter(project.name),
        notes=notes[:NOTES_IN_A_LETTER],
        more=max(0, len(notes) - NOTES_IN_A_LETTER),
        link=settings.SITE_URL + reverse("portal:public_project", args=[project.slug]),
        stop=stop,
        fictional=project.fictional,
    )
    return 1


def forget_neighbours(now: datetime) -> None:
    """What was not confirmed goes after a week; messages go a year after they were written."""
    old = now - TO_CONFIRM
    NeighbourMessage.objects.filter(confirmed_at=None, created_at__lt=old).delete()
    NeighbourMessage.objects.filter(created_at__lt=now - KEPT).delete()
    Follower.objects.filter(confirmed_at=None, asked_at__lt=old).delete()
