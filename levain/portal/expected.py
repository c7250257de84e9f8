"""Everything that is expected of a person, in all her roles at once: one list, what is hoped for soonest first."""

from datetime import timedelta

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.evaluation.panels import to_rate
from levain.people.models import RoleCode
from levain.portal.first_screens import waits
from levain.portal.first_screens.waits import Wait
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Action, Commitment, ProgressNote, Project, Step
from levain.projects.rules import THE_COLLECTIVE
from levain.seminars.models import Registration, Seminar
from levain.support.models import Need
from levain.support.panels import missions_addressed_to, questions_waiting
from levain.support.waiting import all_waits, with_waits

SOON = timedelta(days=45)


def of(user) -> list[Wait]:
    """Every line, whatever the role it comes from; the same rules as the pages it leads to."""
    return waits.in_order(
        [*_needs(user), *_questions(user), *_in_projects(user), *_seminars(user), *_levels(user), *_missions(user)]
    )


def _needs(user) -> list[Wait]:
    """Words to agree on, proposals to answer, outcomes to tell; for an adviser, needs to qualify or to answer."""
    carries = user.scopes(Project, *THE_COLLECTIVE)
    advised = Q(project__cohort__in=user.scopes(Cohort, RoleCode.ADVISER))
    advised |= Q(project__cohort__programme__in=user.scopes(Programme, RoleCode.ADVISER))
    if not (carries or user.holds(RoleCode.ADVISER)):
        return []
    found = Need.objects.visible_to(user).filter(Q(project__in=carries) | advised)
    lines = []
    for need in with_waits(found.exclude(state=Need.State.CLOSED)):
        side = RoleCode.BEARER if need.project_id in carries else RoleCode.ADVISER
        lines += [
            Wait(str(need), need.project.name, need.get_absolute_url(), wait.since, wait.until, do=wait.what)
            for wait in all_waits(need)
            if wait.side == side
        ]
    return lines


def _questions(user) -> list[Wait]:
    return [Wait(one.label, one.who, one.url, one.since, one.until) for one in questions_waiting(user)]


def _in_projects(user) -> list[Wait]:
    """Actions, commitments, steps and notes: four classes read in one query."""
    bears = user.scopes(Project, RoleCode.BEARER)
    sources = {
        "action": Action.objects.filter(owner=user, done=None).annotate(said=F("title"), day=F("due")),
        "commitment": Commitment.objects.filter(by=user, kept=Commitment.Kept.OPEN).annotate(
            said=F("text"), day=F("due")
        ),
        "step": Step.objects.filter(project__in=bears, done=None, due__lte=timezone.localdate() + SOON).annotate(
            said=F("title"), day=F("due")
        ),
        "note": ProgressNote.objects.filter(project__in=bears, state=ProgressNote.State.WAITED_FOR).annotate(
            said=Value(""), day=F("round__due")
        ),
    }
    columns = ("what", "pk", "said", "day", "project__slug", "project__name")
    first, *rest = (
        found.order_by().annotate(what=Value(name)).values_list(*columns) for name, found in sources.items()
    )
    return [_line(*row) for row in first.union(*rest, all=True)]


# For each class: the page, what follows it, and what one is expected to do there.
PAGES = {
    "action": ("projects:actions", "#action-{pk}", _("You said you would do it")),
    "commitment": ("projects:commitments", "#commitment-{pk}", _("You promised it")),
    "step": ("projects:journey", "#etape-{pk}", _("A step of the journey")),
}


def _line(what: str, pk: int, said: str, day, slug: str, name: str) -> Wait:
    if what == "note":
        to = reverse("projects:progress_note", args=[slug, pk])
        return Wait(_("A short note on how things go"), name, to, until=day, do=_("Give it"))
    page, anchor, do = PAGES[what]
    return Wait(said, name, reverse(page, args=[slug]) + anchor.format(pk=pk), until=day, do=do)


def _seminars(user) -> list[Wait]:
    """The seminars to come of her projects' cohorts, to which she has answered neither yes nor no."""
    projects = user.scopes(Project, RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
    if not projects:
        return []
    answered = Registration.objects.filter(user=user).values("seminar")
    soon = Seminar.objects.to_come().filter(starts__lte=timezone.now() + SOON, cohort__projects__in=projects)
    found = soon.exclude(pk__in=answered).distinct()
    return [
        Wait(str(seminar), "", seminar.get_absolute_url(), until=seminar.day, do=_("Say whether you come"))
        for seminar in found
    ]


def _levels(user) -> list[Wait]:
    return waits.to_rate(to_rate(user))


def _missions(user) -> list[Wait]:
    if not user.holds(RoleCode.EXPERT):
        return []
    return [
        Wait(str(mission), mission.project.name, mission.get_absolute_url(), mission.added_on, do=_("A mission"))
        for mission in missions_addressed_to(user)
        if mission.state in (mission.State.ASKED, mission.State.AGREED)
    ]
