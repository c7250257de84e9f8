"""Say that something public should not be, hide it with a reason, appeal, look again."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.typed import a_passage, in_a_letter
from levain.people.models import RoleCode, User
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage, Reason
from levain.projects.services.neighbours import tell_writer
from levain.projects.services.outside import write
from levain.projects.services.project import advisers, role_in, team
from levain.projects.services.public_page import leads

Thing = NeighbourMessage | HelpCall
IN_A_LETTER = 600


class NotPublic(Exception):
    """It is no longer on the page."""


class AlreadyAppealed(Exception):
    """An appeal is made once."""


class AlreadySettled(Exception):
    """Somebody of the team looked at it before."""


def _about(thing: Thing) -> dict[str, Thing]:
    return {"message": thing} if isinstance(thing, NeighbourMessage) else {"call": thing}


@transaction.atomic
def flag(thing: Thing, *, reason: str, words: str = "", email: str = "", token: UUID | None = None) -> None:
    """Anyone says what is wrong; the adviser and the national team look at it, the bearers know."""
    said = {"reason": reason, "words": words, "email": email, "language": get_language() or settings.LANGUAGE_CODE}
    try:
        with transaction.atomic():
            Flag.objects.create(project=thing.project, token=token, **said, **_about(thing))
    except IntegrityError:
        return
    tell = [*team(thing.project, RoleCode.BEARER), *advisers(thing.project), *leads(thing.project)]
    journal.record("door.flagged", on=thing, by=None, place=thing.project, changes={"reason": reason}, tell=tell)


@transaction.atomic
def hide(thing: Thing, *, by: User, reason: str, words: str) -> Hiding:
    """Take it off the page with its reason; its writer is told, and what was flagged in it is settled."""
    now = timezone.now()
    if not type(thing).objects.filter(pk=thing.pk, hidden_at=None).update(hidden_at=now):
        raise NotPublic(_("This is already hidden."))
    thing.hidden_at = now
    hiding = Hiding.objects.create(project=thing.project, by=by, reason=reason, words=words, **_about(thing))
    for flagged in Flag.objects.waiting().filter(**_about(thing)):
        _settle(flagged, by, hidden=True)
    if isinstance(thing, NeighbourMessage):
        tell_writer(
            thing,
            lambda: _("Your message has been taken off the page"),
            lambda: (
                _("Your message no longer shows on the public page of the project. The reason: %(reason)s.")
                % {"reason": Reason(reason).label}
            ),
            lambda: a_passage(words, IN_A_LETTER),
            lambda: _("If you do not agree, ask the national team to look at it again, from the page below."),
        )
    tell = team(thing.project, RoleCode.BEARER)
    _record("door.hidden", thing, by, {"reason": reason}, tell)
    return hiding


@transaction.atomic
def leave_shown(flagged: Flag, *, by: User) -> None:
    """Nothing is wrong with it: it stays on the page, and whoever flagged it is told."""
    _settle(flagged, by, hidden=False)
    _record("door.left_shown", flagged.thing, by, {"reason": flagged.reason})


def _settle(flagged: Flag, by: User, *, hidden: bool) -> None:
    now = timezone.now()
    settled = {"settled_at": now, "settled_by": by, "hidden": hidden}
    if not Flag.objects.filter(pk=flagged.pk, settled_at=None).update(**settled):
        raise AlreadySettled(_("Somebody has already settled this."))
    project = flagged.project
    if flagged.email:
        write(
            flagged.email,
            flagged.language,
            lambda: _("What you reported has been looked at"),
            "told",
            project=in_a_letter(project.name),
            words=lambda: [
                _("What you reported no longer shows on the page of the project.")
                if hidden
                else _("What you reported was looked at: it stays on the page of the project.")
            ],
            link=settings.SITE_URL + reverse("portal:public_project", args=[project.slug]),
            fictional=project.fictional,
        )


@transaction.atomic
def appeal(hiding: Hiding, *, text: str, by: User | None = None) -> None:
    """Whoever wrote what was hidden asks the national team to look again, once."""
    now = timezone.now()
    if not Hiding.objects.filter(pk=hiding.pk, appealed_at=None).update(appealed_at=now, appeal=text):
        raise AlreadyAppealed(_("An appeal was made already: the national team has it."))
    role = role_in(by, hiding.project) if by else ""
    place, tell = hiding.project, leads(hiding.project)
    journal.record("door.appealed", on=hiding.thing, by=by, role=role, place=place, tell=tell)


@transaction.atomic
def decide_appeal(hiding: Hiding, *, by: User, restore: bool, text: str) -> None:
    """Put it back, or leave it hidden, with the reason; its writer and the bearers are told."""
    decided = {"decided_at": timezone.now(), "decided_by": by, "decision": text, "restored": restore}
    waiting = Hiding.objects.filter(pk=hiding.pk, appealed_at__isnull=False, decided_at=None)
    if not waiting.update(**decided):
        raise AlreadySettled(_("Somebody has already settled this."))
    thing = hiding.thing
    if restore:
        type(thing).objects.filter(pk=thing.pk).update(hidden_at=None)
        thing.hidden_at = None
    if isinstance(thing, NeighbourMessage):
        tell_writer(
            thing,
            lambda: _("The answer to your appeal"),
            lambda: (
                _("Your message is put back where it was.")
                if restore
                else _("Your message stays hidden. This answer is final.")
            ),
            lambda: a_passage(text, IN_A_LETTER),
        )
    tell = [*team(thing.project, RoleCode.BEARER), hiding.by]
    _record("door.restored" if restore else "door.kept_hidden", thing, by, {}, tell)


def _record(verb: str, thing: Thing, by: User, changes: dict[str, str], tell: list[User] | None = None) -> None:
    journal.record(
        verb,
        on=thing,
        by=by,
        role=role_in(by, thing.project),
        place=thing.project,
        changes=changes,
        tell=tell or [],
    )
