"""An application, from its first words to its deposit: several hands, nothing lost, handed in once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation import documents, journal, work
from levain.foundation.models import JournalEntry
from levain.people.models import Invitation, Role, RoleCode, User
from levain.people.services import give_role, invite, make_person, person_at
from levain.questionnaires.models import Answer, Response
from levain.questionnaires.services import Saved, Sheet, save_step, start
from levain.selection.models import Application, ApplicationComment, Call, StateChanged
from levain.selection.rules.calls import HANDS
from levain.selection.services.answers import refresh, revision_of
from levain.selection.services.receipts import write

UNCLAIMED_FOR = timedelta(days=7)
DRAFTS_KEPT_FOR = timedelta(days=183)
AT_ONCE = 200
AN_HOUR = timedelta(hours=1)


class NoForm(Exception):
    """The call has no published form."""


class CameTooLate(Exception):
    """What came on paper or by mail after the closing is not an application to this call."""


class LinkUsed(Exception):
    """Somebody already keeps this application in an account."""


@transaction.atomic
def start_application(call: Call, *, by: User | None, token: UUID | None = None, **said: Any) -> Application:
    """Begin an application; without an account it stays in the browser until an address claims it."""
    revision = revision_of(call)
    if revision is None:
        raise NoForm(_("The form of this call is not published yet. Write to the team."))
    try:
        with transaction.atomic():
            application = Application(
                call=call, state=Application.State.DRAFT, token=token, fictional=call.fictional, **said
            )
            application.deposited_at = said.get("deposited_at")
            application.reference = application.key
            application.save()
    except IntegrityError:
        if token is None or not (known := Application.objects.filter(call=call, token=token).first()):
            raise
        return known
    start(revision, subject=application)
    if by and not application.typed_in:
        give_role(by, RoleCode.BEARER, application, by=by)
    journal.record("application.started", on=application, by=by, place=call.cohort)
    return application


@transaction.atomic
def type_in(
    call: Call,
    *,
    by: User,
    received_at: datetime,
    channel: str,
    email: str = "",
    name: str = "",
    token: UUID | None = None,
) -> Application:
    """Open the file of an application that came on paper or by mail: its day is the one it arrived.

    Whoever sent it is invited to read and complete what is typed, when she has an address.
    """
    if not call.opens <= received_at <= call.last_moment:
        raise CameTooLate(_("This application did not arrive between the opening and the closing of the call."))
    application = start_application(call, by=by, token=token, channel=channel, typed_by=by, deposited_at=received_at)
    if email and not Invitation.objects.to(application).exists():
        invite(email, RoleCode.BEARER, application, by=by, name=name)
    return application


@transaction.atomic
def save_answers(application: Application, response: Response, form: Any, *, by: User | None) -> Saved:
    """Keep one step, question by question, and read again what lists show of the application."""
    held = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    if held.state != Application.State.DRAFT:
        raise StateChanged(_("This application was deposited meanwhile: what you typed now was not added to it."))
    saved = save_step(response, form, by=by)
    if saved.kept:
        changed = refresh(held, Sheet.of(response, form.sheet.asked))
        held.saved_at = timezone.now()
        held.save(update_fields=[*changed, "saved_at"])
        for name in (*changed, "saved_at"):
            setattr(application, name, getattr(held, name))
        if not _told_lately(held, by):
            journal.record("application.written", on=held, by=by, place=held.call.cohort)
    return saved


def _told_lately(application: Application, by: User | None) -> bool:
    """One entry an hour says enough of somebody who is writing."""
    hour_ago = timezone.now() - AN_HOUR
    said = JournalEntry.objects.about(application).filter(verb="application.written", actor=by)
    return said.filter(at__gt=hour_ago).exists()


# Claimed by an address


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="levain.selection.claim")


def claim_link(application: Application, email: str) -> str:
    token = _signer().sign_object([application.key, email])
    return settings.SITE_URL + reverse("selection:claim", args=[token])


def send_claim_link(application: Application, email: str) -> None:
    """Send the link that keeps an application begun without an account; the same for any address."""
    with transaction.atomic():
        write(
            email,
            get_language() or settings.LANGUAGE_CODE,
            lambda: _("Your application: keep it and find it again"),
            "claim",
            application=application,
            link=claim_link(application, email),
        )


def claimed_by_link(token: str) -> tuple[Application, str] | None:
    """The application and the address behind a link that still claims something."""
    try:
        key, email = _signer().unsign_object(token, max_age=UNCLAIMED_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Application.objects.select_related("call__cohort__programme").filter(key=key).first()
    return (found, email) if found and not is_claimed(found) else None


def is_claimed(application: Application) -> bool:
    return Role.objects.on(application).filter(code=RoleCode.BEARER).exists()


@transaction.atomic
def claim(application: Application, *, email: str = "", name: str = "", user: User | None = None) -> User:
    """Keep an application in an account, made now for an address that has none; what was written is then signed."""
    Application.objects.select_for_update().get(pk=application.pk)
    if is_claimed(application):
        raise LinkUsed(_("This application is already kept in an account. Sign in to find it."))
    user = user or person_at(email) or make_person(email, name)
    if not user.is_active:
        raise LinkUsed(_("This account is closed. Write to the team of the call."))
    give_role(user, RoleCode.BEARER, application, by=user)
    Answer.objects.filter(response__in=Response.objects.about(application), by=None).update(by=user)
    journal.record("application.claimed", on=application, by=user, place=application.call.cohort)
    application.at_hand = False
    return user


# What the hands say to one another


@transaction.atomic
def comment(
    application: Application, *, section: str, text: str, by: User, token: UUID | None = None
) -> ApplicationComment:
    """A word to the others about one step; the same token twice is one word."""
    try:
        with transaction.atomic():
            said = ApplicationComment.objects.create(
                application=application, section=section, text=text, by=by, token=token
            )
    except IntegrityError:
        return ApplicationComment.objects.get(token=token)
    journal.record(
        "application.commented",
        on=application,
        by=by,
        place=application.call.cohort,
        changes={"section": section},
        tell=people_of(application),
    )
    return said


@transaction.atomic
def settle(said: ApplicationComment, *, by: User) -> None:
    if ApplicationComment.objects.filter(pk=said.pk, settled_at=None).update(settled_at=timezone.now()):
        application = said.application
        journal.record("application.comment_settled", on=application, by=by, place=application.call.cohort)


def people_of(application: Application, *codes: str) -> list[User]:
    """Those who hold a hand on an application today."""
    held = Role.objects.in_force().on(application).filter(code__in=codes or HANDS)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct().order_by("pk"))


# What nobody came back for


@work.every_tick
def forget_drafts(now: datetime) -> int:
    """Drafts go with answers and files: unclaimed ones after a week, the others six months after the closing."""
    kind = ContentType.objects.get_for_model(Application)
    held = Role.objects.filter(scope_type=kind, scope_id=OuterRef("pk"))
    drafts = Application.objects.filter(state=Application.State.DRAFT)
    unclaimed = drafts.filter(~Exists(held), channel=Application.Channel.ONLINE, started_at__lt=now - UNCLAIMED_FOR)
    old = drafts.filter(call__closes__lt=now - DRAFTS_KEPT_FOR)
    gone = [*unclaimed[:AT_ONCE], *old[:AT_ONCE]]
    for application in {one.pk: one for one in gone}.values():
        forget(application)
    return len(gone)


@transaction.atomic
def forget(application: Application) -> None:
    """Erase a draft, with the hands that were on it."""
    for response in Response.objects.about(application):
        documents.of(response).delete()
        response.delete()
    Invitation.objects.to(application).delete()
    Role.objects.on(application).delete()
    application.delete()
