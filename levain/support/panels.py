"""What other pages show of this strand: the open needs of a project, and what waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.people.models import Organisation, RoleCode
from levain.people.naming import in_a_sentence
from levain.programmes.models import Programme
from levain.projects.models import Project
from levain.projects.rules import audiences_read
from levain.support import rules
from levain.support.models import Mission, MissionOffer, Need, Referral
from levain.support.waiting import waits_for, with_waits
from levain.territories.models import Territory

SHOWN = 5
# A project of which nothing was recorded for this long is worth a call.
QUIET = timedelta(days=21)
READ_TO_WAIT = ("question", "asked_on", "back_on", "hoped_by", "need__in_my_words", "need__project__name")


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
    needs = with_waits(read[:SHOWN])
    for need in needs:
        need.project = project
        need.wait = waits_for(need)
    return {
        "needs": needs,
        "may_state": rules.can_state_need(user, project),
        "may_call": rules.can_record_contact(user, project),
        "ask_url": reverse("support:need_new", args=[project.slug]),
        "needs_url": reverse("support:needs", args=[project.slug]),
    }


def open_needs_of(project: Project) -> list[Need]:
    """The open needs of a project with what `waits_for` reads, in two queries; its caller says who reads each."""
    needs = with_waits(project.needs.exclude(state=Need.State.CLOSED))
    for need in needs:
        need.project = project
    return needs


def questions_waiting(user: Any) -> Iterator[Waiting]:
    """The questions put to her services, or to her local authority, and not replied to yet: one query."""
    held = [role for role in user.roles_held if role.code == RoleCode.STATE_SERVICE]
    leads = user.scopes(Programme, RoleCode.PROGRAMME_LEAD)
    town_halls = user.scopes(Project, RoleCode.LOCAL_AUTHORITY)
    if not held and not leads and not town_halls:
        return
    territory = ContentType.objects.get_for_model(Territory).pk
    alone = [role.scope_id for role in held if not role.organisation and role.scope_type == territory]
    mine = Q(service__in=[role.organisation for role in held if role.organisation])
    if alone:
        of_state = Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__in=alone)
        mine |= Q(service__in=of_state.order_by().values("pk"))
    if leads:
        ministries = Organisation.objects.filter(kind=Organisation.Kind.MINISTRY).order_by().values("pk")
        mine |= Q(service__in=ministries, need__project__cohort__programme__in=leads)
    if town_halls:
        mine |= Q(service=F("need__project__local_authority"), need__project__in=town_halls)
    unanswered = (
        Referral.objects.filter(mine, replied_on=None)
        .exclude(need__state=Need.State.CLOSED)
        .exclude(need__audience=Audience.COLLECTIVE)
        .select_related("need__project")
        .only(*READ_TO_WAIT)
    )
    for referral in unanswered:
        yield Waiting(
            label=_("Reply to: %(question)s") % {"question": (referral.question or str(referral.need))[:90]},
            who=referral.need.project.name,
            since=referral.asked_on,
            url=reverse("support:reply", args=[referral.pk]),
            until=referral.back_on or referral.hoped_by,
        )


def missions_addressed_to(user: Any) -> QuerySet[Mission]:
    """For an expert: her missions, and those put to her that still look for someone."""
    put = Q(offers__expert=user, offers__answer=MissionOffer.Answer.WAITING, state=Mission.State.ASKED)
    return (
        Mission.objects.filter(Q(expert=user) | put).select_related("project").order_by("-added_on", "-pk").distinct()
    )


def services_named(user: Any) -> list[Organisation]:
    """The State services in whose name she replies, for the page of what they did."""
    found = list(Organisation.objects.filter(pk__in=rules.services_of(user)).order_by("name")[:SHOWN])
    for service in found:
        service.said = in_a_sentence(service.name)
    return found
