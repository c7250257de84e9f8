"""What other pages show of this strand: the open needs of a project, and what waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import IN_THE_PROJECT, LogbookEntry, Project
from levain.projects.rules import THE_COLLECTIVE, audiences_read
from levain.support import rules
from levain.support.models import Contact, Need, Referral
from levain.support.waiting import waits_for, with_waits
from levain.territories.models import Territory

SHOWN = 5
# A project of which nothing was recorded for this long is worth a call.
QUIET = timedelta(days=21)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: what, for or from whom, since when, hoped for until when, where to do it."""

    label: str
    who: str
    since: date
    url: str
    until: date | None = None


def project_panel(project: Project, user: Any) -> dict[str, Any]:
    """The context of `support/panel.html`: the open needs she may read, and whom each waits for."""
    read = project.needs.filter(audience__in=audiences_read(user, project)).exclude(state=Need.State.CLOSED)
    needs = list(with_waits(read)[:SHOWN])
    for need in needs:
        need.wait = waits_for(need)
    return {
        "needs": needs,
        "may_state": rules.can_state_need(user, project),
        "ask_url": reverse("support:need_new", args=[project.slug]),
        "needs_url": reverse("support:needs", args=[project.slug]),
    }


def open_needs(user: Any) -> list[Need]:
    """The open needs of the projects she is in or advises, with what `waits_for` reads: two queries, or none."""
    mine = user.scopes(Project, *IN_THE_PROJECT)
    advises = user.holds(RoleCode.ADVISER)
    if not (mine or advises):
        return []
    scope = Q(project__in=mine)
    if advises:
        scope |= _advised(user, "project__")
    return list(with_waits(Need.objects.filter(scope).exclude(state=Need.State.CLOSED)))


def waiting(user: Any, needs: Iterable[Need] | None = None) -> list[Waiting]:
    """What waits for this person in all her roles, the longest wait first; `needs`: her open needs, if at hand."""
    if not user.is_authenticated:
        return []
    needs = open_needs(user) if needs is None else needs
    return sorted(
        [*_needs_waiting(user, needs), *_quiet_projects(user), *_questions_waiting(user)], key=lambda wait: wait.since
    )


def _advised(user, path="") -> Q:
    cohorts = Q(**{f"{path}cohort__in": user.scopes(Cohort, RoleCode.ADVISER)})
    return cohorts | Q(**{f"{path}cohort__programme__in": user.scopes(Programme, RoleCode.ADVISER)})


def _advises(user, need: Need) -> bool:
    cohort = need.project.cohort
    return RoleCode.ADVISER in user.codes_on(cohort, cohort.programme)


def _needs_waiting(user, needs):
    """Words to agree on, proposals to answer, outcomes to tell; needs to qualify, supports to propose."""
    mine = user.scopes(Project, *THE_COLLECTIVE)
    labels = {
        Need.State.STATED: _("A need to put in words"),
        Need.State.QUALIFIED: _("Words to agree on"),
    }
    for need in needs:
        wait = waits_for(need)
        side = RoleCode.BEARER if need.project_id in mine else RoleCode.ADVISER
        if wait.side != side or not (need.project_id in mine or _advises(user, need)):
            continue
        yield Waiting(
            label=f"{labels.get(need.state) or _capital(wait.what)} : {need}",
            who=str(need.project) if side == RoleCode.ADVISER else str(need.qualified_by or need.project),
            since=wait.since,
            url=need.get_absolute_url(),
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quiet_projects(user):
    """For an adviser, the projects of running cohorts of which nothing was recorded for a while."""
    if not user.holds(RoleCode.ADVISER):
        return
    today = timezone.localdate()
    last_note = LogbookEntry.objects.standing().filter(project=OuterRef("pk")).order_by().values("project")
    last_contact = Contact.objects.filter(project=OuterRef("pk")).order_by().values("project")
    opened = "cohort__starts"
    projects = (
        Project.objects.filter(_advised(user), cohort__starts__lte=today, cohort__ends__gte=today)
        .annotate(
            last=Greatest(
                Coalesce(Subquery(last_note.annotate(day=Max("happened_on")).values("day")), opened),
                Coalesce(Subquery(last_contact.annotate(day=Max("happened_on")).values("day")), opened),
            )
        )
        .filter(last__lt=today - QUIET)
        .order_by("last")
    )
    for project in projects:
        yield Waiting(
            label=_("Nothing recorded for a while: call for news"),
            who=project.name,
            since=project.last,
            url=reverse("support:contact_new", args=[project.slug]),
        )


def _questions_waiting(user):
    """For a State agent, the questions put to her services and not replied to yet."""
    held = [role for role in user.roles_held if role.code == RoleCode.STATE_SERVICE]
    leads = user.scopes(Programme, RoleCode.PROGRAMME_LEAD)
    if not held and not leads:
        return
    territory = ContentType.objects.get_for_model(Territory).pk
    alone = [role.scope_id for role in held if not role.organisation and role.scope_type == territory]
    mine = Q(service__in=[role.organisation for role in held if role.organisation])
    mine |= Q(
        service__in=Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__in=alone).values(
            "pk"
        )
    )
    mine |= Q(service__kind=Organisation.Kind.MINISTRY, need__project__cohort__programme__in=leads)
    unanswered = (
        Referral.objects.filter(mine, replied_on=None)
        .exclude(need__state=Need.State.CLOSED)
        .exclude(need__audience=Audience.COLLECTIVE)
        .select_related("need__project", "service")
    )
    for referral in unanswered:
        yield Waiting(
            label=_("Reply to: %(question)s") % {"question": (referral.question or str(referral.need))[:90]},
            who=referral.need.project.name,
            since=referral.asked_on,
            url=reverse("support:reply", args=[referral.pk]),
            until=referral.back_on or referral.hoped_by,
        )
