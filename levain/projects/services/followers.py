"""People without an account follow the news of a project by mail, and stop in one click."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation.typed import in_a_letter
from levain.projects.models import Follower, LogbookEntry, Project, ShownLine
from levain.projects.services.outside import TO_CONFIRM, address, held, write

# The news of a project come at most once a week, and the confirmation is asked for once an hour.
EVERY, AGAIN = timedelta(days=7), timedelta(hours=1)
NOTES_IN_A_LETTER = 5


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
    write(
        email,
        language,
        lambda: _("Confirm that you follow this project"),
        "confirm",
        project=in_a_letter(project.name),
        link=address("projects:confirm_follow", "follow", follower.pk),
        fictional=project.fictional,
        words=_(
            "You asked for the news of the project by mail. Confirm it, or do nothing: you will receive nothing."
        ),
        label=_("Receive the news"),
    )


def follower_of(token: str, purpose: str = "follow") -> Follower | None:
    """The follower a link is for; the link that stops the letters never expires."""
    pk = held(token, purpose, TO_CONFIRM if purpose == "follow" else None)
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
    stop = address("projects:unfollow", "unfollow", follower.pk)
    write(
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
