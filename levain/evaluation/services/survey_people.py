"""Whom a survey asks, the letters that ask and remind, and the personal links they hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.evaluation.floors import promise_told
from levain.evaluation.models import Invitee, Survey
from levain.foundation import journal, letters, typed
from levain.people.models import Role, RoleCode, User
from levain.projects.models import Project
from levain.seminars.models import Registration

Audience = Survey.Audience
SIDES = {
    Audience.BEARERS: [RoleCode.BEARER],
    Audience.PARTNERS: [RoleCode.LOCAL_AUTHORITY, RoleCode.STATE_SERVICE],
}
SALT = "levain.evaluation.surveys"
# Days before the end when those who are waited for are reminded.
REMINDED = (7, 2)


@dataclass(frozen=True)
class Candidate:
    """Somebody the house knows that this survey is for."""

    person: User
    side: str
    project: Project | None


def candidates(survey: Survey) -> list[Candidate]:
    """Whom the house would ask, from the roles of today and the registrations of the seminar: three queries."""
    if survey.audience == Audience.PARTICIPANTS:
        return _participants(survey)
    if survey.audience not in SIDES:
        return []
    projects = [survey.project] if survey.project else list(Project.objects.filter(cohort=survey.cohort))
    of = {project.pk: project for project in projects}
    kind = ContentType.objects.get_for_model(Project)
    held = Role.objects.in_force().filter(
        code__in=SIDES[Audience(survey.audience)], scope_type=kind, scope_id__in=of, user__is_active=True
    )
    found: dict[int, Candidate] = {}
    for role in held.select_related("user").order_by("user__name"):
        found.setdefault(role.user_id, Candidate(role.user, role.code, of[role.scope_id]))
    return list(found.values())


def _participants(survey: Survey) -> list[Candidate]:
    there = Registration.objects.filter(seminar=survey.seminar, user__isnull=False).exclude(attended=False)
    there = there.select_related("user", "project")
    return [Candidate(one.user, one.side, one.project) for one in there if one.user]


@transaction.atomic
def invite(survey: Survey, people: Iterable[Candidate], addresses: Iterable[str] = (), *, by: User | None) -> int:
    """Ask these people by mail, once each; the letters leave with the survey's own link, or each with hers."""
    there = set(survey.invitees.values_list("person", "address"))
    new = [
        Invitee(survey=survey, person=one.person, side=one.side, project=one.project)
        for one in people
        if (one.person.pk, "") not in there
    ]
    asked = {address.strip().lower() for address in addresses if address.strip()}
    new += [Invitee(survey=survey, address=one) for one in sorted(asked) if (None, one) not in there]
    made = Invitee.objects.bulk_create(new)
    if made:
        journal.record(
            "survey.invited", on=survey, by=by, place=survey.project or survey.cohort, changes={"people": len(made)}
        )
    return len(made)


@transaction.atomic
def send(survey: Survey, *, by: User | None) -> int:
    """Write to those invited who have had no letter yet."""
    waiting = list(survey.invitees.filter(invited_on=None).select_related("person"))
    for invitee in waiting:
        _write(survey, invitee, "asked")
    Invitee.objects.filter(pk__in=[one.pk for one in waiting]).update(invited_on=timezone.localdate())
    return len(waiting)


def to_remind(survey: Survey) -> QuerySet[Invitee]:
    """Those waited for; of an anonymous survey everybody, since nobody knows who has answered."""
    return survey.invitees.filter(answered=False, invited_on__isnull=False).select_related("person")


def to_type(survey: Survey) -> QuerySet[Invitee]:
    """Those whose sheet of paper may still come."""
    return survey.invitees.filter(answered=False).select_related("person", "project", "response")


@transaction.atomic
def remind(survey: Survey, *, by: User | None) -> int:
    """Write again to those waited for, once a day at most."""
    today = timezone.localdate()
    if not survey.takes_answers(today):
        return 0
    late = list(to_remind(survey).filter(Q(reminded_on=None) | Q(reminded_on__lt=today), invited_on__lt=today))
    for invitee in late:
        _write(survey, invitee, "reminded")
    Invitee.objects.filter(pk__in=[one.pk for one in late]).update(reminded_on=today)
    if late:
        journal.record(
            "survey.reminded", on=survey, by=by, place=survey.project or survey.cohort, changes={"people": len(late)}
        )
    return len(late)


def remind_due(now) -> int:
    """At each tick: the surveys that close in seven days, or in two."""
    today = timezone.localtime(now).date()
    ends = [today + timedelta(days=days) for days in REMINDED]
    due = Survey.objects.whole().filter(state=Survey.State.OPEN, closes_on__in=ends, opens_on__lt=today)
    return sum(remind(survey, by=None) for survey in due)


def link(invitee: Invitee) -> str:
    """Her own address when the survey knows who answers; the same for all when it is anonymous."""
    survey = invitee.survey
    token = survey.key if survey.anonymous else signing.dumps(invitee.pk, salt=SALT)
    return settings.SITE_URL + reverse("evaluation:answer_survey", args=[token])


def invitee_of(token: str) -> Invitee | None:
    """Whom a personal link was made for."""
    try:
        pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Invitee.objects.filter(pk=pk).exclude(survey__promise=Survey.Promise.ANONYMOUS)
    return found.select_related("survey__revision__questionnaire", "survey__cohort", "project", "response").first()


def _write(survey: Survey, invitee: Invitee, template: str) -> None:
    invitee.survey = survey
    person = invitee.person
    language = getattr(person, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        said = {
            "survey": survey,
            "title": typed.in_a_letter(survey.title),
            "name": str(person) if person else "",
            "link": link(invitee),
            "minutes": survey.minutes,
            "until": survey.closes_on,
            "promise": promise_told(survey),
            "anonymous": survey.anonymous,
            "fictional": survey.fictional,
        }
        subject = _("A few questions: %(title)s") if template == "asked" else _("Still time to answer: %(title)s")
        text = render_to_string(f"evaluation/mail/{template}.txt", said)
        letters.queue(person.email if person else invitee.address, subject % said, text, person=person)
