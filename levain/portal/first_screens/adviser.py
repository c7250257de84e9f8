"""The adviser: what waits for her, then for others, the oldest first; the next seminar; a call noted in a minute."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.people.models import RoleCode
from levain.portal import preparing
from levain.portal.figures import last_recorded, with_figures
from levain.portal.first_screens import waits
from levain.portal.first_screens.cohorts import of_hat
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.projects.panels import messages_waiting
from levain.seminars.panels import next_meeting
from levain.support.models import Need
from levain.support.panels import QUIET
from levain.support.waiting import waits_for, with_waits

TEMPLATE = "portal/first/adviser.html"
VISIT_AFTER = timedelta(days=90)
SHOWN, OTHERS, NEEDS, PROJECTS = 8, 5, 60, 12


def context(user, hat) -> dict:
    scope = Q(cohort__in=hat.scopes(Cohort)) | Q(cohort__programme__in=hat.scopes(Programme))
    followed = with_figures(Project.objects.filter(scope), "last_note", "last_contact", "last_visit")
    projects = list(followed.select_related("cohort").order_by("-cohort__starts", "name")[:PROJECTS])
    cohort = None if projects else preparing.being_prepared(of_hat(hat))
    if cohort:
        return being_prepared(user, cohort)
    for project in projects:
        project.last = last_recorded(project)
    asked = needs(user, hat)
    hers = waits.in_order(
        [
            *(wait for wait in asked if not wait.who),
            *waits.promised(user),
            *calls(projects),
            *visits(projects),
            *waits.messages_of_neighbours(messages_waiting(projects, late=True), where=True),
        ]
    )
    others = waits.in_order(wait for wait in asked if wait.who)
    cohorts = {project.cohort_id: project.cohort for project in projects}
    return {
        "preparation": None,
        "waits": hers[:SHOWN],
        "more": max(0, len(hers) - SHOWN),
        "others": others[:OTHERS],
        "others_more": max(0, len(others) - OTHERS),
        "projects": projects,
        "cohorts": list(cohorts.values()),
        "meeting": next_meeting(user, *cohorts.values()) if len(cohorts) == 1 else next_meeting(user),
        "fictional": user.fictional or any(project.fictional for project in projects),
    }


def being_prepared(user, cohort) -> dict:
    """Until a session has a project, what is left to prepare stands where its projects will be."""
    return {
        "preparation": preparing.of(user, cohort.programme, cohort),
        "cohort": cohort,
        "waits": waits.in_order(waits.promised(user)),
        "more": 0,
        "others": [],
        "projects": [],
        "cohorts": [],
        "meeting": None,
        "fictional": user.fictional or cohort.fictional,
    }


def needs(user, hat) -> list[waits.Wait]:
    """The open needs: hers to answer, or somebody else's to remind of."""
    scope = Q(project__cohort__in=hat.scopes(Cohort)) | Q(project__cohort__programme__in=hat.scopes(Programme))
    still_open = Need.objects.filter(scope).exclude(state=Need.State.CLOSED).select_related("project")
    found = with_waits(still_open.order_by("stated_on", "pk")[:NEEDS])
    lines = []
    for need in found:
        wait = waits_for(need)
        hers = wait.is_on(user, RoleCode.ADVISER)
        page = "support:qualify" if need.state == Need.State.STATED else "support:propose"
        lines.append(
            waits.Wait(
                str(need),
                need.project.name,
                reverse(page, args=[need.pk]) if hers else need.get_absolute_url(),
                wait.since,
                wait.until,
                "" if hers else wait.who,
                wait.what,
            )
        )
    return lines


def running(project: Project, day: date) -> bool:
    return project.cohort.starts <= day <= project.cohort.ends


def begun(project: Project) -> date:
    """The day from which one may wait for something: the project was chosen, and its cohort has started."""
    return max(project.cohort.starts, timezone.localdate(project.created_at))


def calls(projects: list[Project], day: date | None = None) -> list[waits.Wait]:
    """The projects of running cohorts of which nothing was recorded for a while."""
    day = day or timezone.localdate()
    lines = []
    for project in projects:
        last = project.last or begun(project)
        if running(project, day) and last < day - QUIET:
            to = reverse("support:contact_new", args=[project.slug])
            lines.append(
                waits.Wait(_("Nothing recorded"), project.name, to, last, last + QUIET, do=_("call for news"))
            )
    return lines


def visits(projects: list[Project], day: date | None = None) -> list[waits.Wait]:
    """The projects of running cohorts that nobody has visited for a season."""
    day = day or timezone.localdate()
    lines = []
    for project in projects:
        last = project.last_visit or begun(project)
        if running(project, day) and last < day - VISIT_AFTER:
            to = reverse("support:contact_new", args=[project.slug]) + "?genre=visit"
            do = _("plan or record a visit")
            lines.append(waits.Wait(_("No visit"), project.name, to, last, last + VISIT_AFTER, do=do))
    return lines
