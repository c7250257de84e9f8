"""Everything that is expected of a person, in all her roles at once: one list, what is hoped for soonest first."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.asked_panel import asked_of
from levain.evaluation.panels import to_rate
from levain.people.models import RoleCode
from levain.portal.first_screens import waits
from levain.portal.first_screens.waits import Wait
from levain.programmes.models import Cohort, Programme
from levain.projects import rules
from levain.projects.models import Action, Commitment, LogbookEntry, ProgressNote, Project, Step
from levain.seminars.models import Registration, Seminar
from levain.support.models import Need
from levain.support.panels import missions_addressed_to, questions_waiting
from levain.support.waiting import all_waits, with_waits

SOON = timedelta(days=45)


def of(user) -> list[Wait]:
    """Every line, whatever the role it comes from; the same rules as the pages it leads to."""
    return waits.in_order(
        [
            *_needs(user),
            *_questions(user),
            *_in_projects(user),
            *_seminars(user),
            *_levels(user),
            *_missions(user),
            *waits.before_publication(asked_of(user)),
        ]
    )


def _needs(user) -> list[Wait]:
    """Words to agree on, proposals to answer, outcomes to tell; for an adviser, needs to qualify or to answer."""
    carries = user.scopes(Project, *rules.THE_COLLECTIVE)
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
            if wait.is_on(user, side)
        ]
    return lines


def _questions(user) -> list[Wait]:
    return [Wait(one.label, one.who, one.url, one.since, one.until) for one in questions_waiting(user)]


def _in_projects(user) -> list[Wait]:
    """All that is waited for in the projects and is no need: classes read together, in one query."""
    bears = user.scopes(Project, RoleCode.BEARER)
    written_for_her = LogbookEntry.objects.filter(said_by=user, confirmed_at=None, withdrawn_at=None)
    sources = {
        "action": (Action.objects.filter(owner=user, done=None), "title", "due"),
        "commitment": (Commitment.objects.filter(by=user, kept=Commitment.Kept.OPEN), "text", "due"),
        "step": (
            Step.objects.filter(project__in=bears, done=None, due__lte=timezone.localdate() + SOON),
            "title",
            "due",
        ),
        "note": (
            ProgressNote.objects.filter(project__in=bears, state=ProgressNote.State.WAITED_FOR),
            "",
            "round__due",
        ),
        "told": (written_for_her, "text", "happened_on"),
        "words": (
            Need.objects.visible_to(user)
            .filter(stated_by=user, written_by__isnull=False, confirmed_on=None)
            .exclude(state=Need.State.CLOSED),
            "in_my_words",
            "stated_on",
        ),
        "message": (rules.messages_owed_by(user), "name", "answer_by"),
        "flag": (rules.flags_for(user), "", "created_at__date"),
        "appeal": (rules.appeals_for(user), "", "appealed_at__date"),
    }
    rows = [
        found.order_by()
        .annotate(what=Value(name), said=F(said) if said else Value(""), day=F(day))
        .values_list("what", "pk", "said", "day", "project__slug", "project__name", "project__cohort__slug")
        for name, (found, said, day) in sources.items()
    ]
    return [_line(*row) for row in rows[0].union(*rows[1:], all=True)]


@dataclass(frozen=True)
class Page:
    """Where a thing is done: the address takes what `of` names; `label` stands for what has no words of its own.

    Its date is the day it began to wait, when nothing is due: `since`.
    """

    name: str
    of: tuple[str, ...]
    do: Any
    label: Any = "%(said)s"
    anchor: str = ""
    since: bool = False


PAGES = {
    "action": Page("projects:actions", ("slug",), _("You said you would do it"), anchor="#action-%(pk)s"),
    "commitment": Page("projects:commitments", ("slug",), _("You promised it"), anchor="#commitment-%(pk)s"),
    "step": Page("projects:journey", ("slug",), _("A step of the journey"), anchor="#etape-%(pk)s"),
    "note": Page("projects:progress_note", ("slug", "pk"), _("Give it"), _("A short note on how things go")),
    "told": Page("projects:entry", ("slug", "pk"), _("Written in your name: confirm your words"), since=True),
    "words": Page("support:need", ("pk",), _("Written in your name: confirm your words"), since=True),
    "message": Page(
        "projects:message", ("slug", "pk"), _("Answer this message"), _("%(said)s writes from the public page")
    ),
    "flag": Page(
        "projects:moderation", ("cohort",), _("Look at it"), _("Something reported on a public page"), since=True
    ),
    "appeal": Page(
        "projects:hiding",
        ("pk",),
        _("Look at it again"),
        _("An appeal to answer: something hidden from the public page"),
        since=True,
    ),
}


def _line(what: str, pk: int, said: str, day, slug: str, name: str, cohort: str) -> Wait:
    page, told = PAGES[what], {"pk": pk, "said": said, "slug": slug, "cohort": cohort}
    url = reverse(page.name, args=[told[one] for one in page.of]) + page.anchor % told
    days = {"since" if page.since else "until": day}
    return Wait(str(page.label) % told, name, url, do=str(page.do), **days)


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
