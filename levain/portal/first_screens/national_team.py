"""The national team: the projects of the session at a glance, what needs a decision, what the report still misses."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.panels import decisions
from levain.portal import preparing
from levain.portal.first_screens import cohorts
from levain.programmes.models import Programme
from levain.programmes.rules import can_open_cohort, can_steer_programme
from levain.projects.panels import appeals_waiting
from levain.selection.panels import Decision
from levain.selection.panels import decisions as of_calls
from levain.seminars.panels import next_meeting
from levain.support.panels import questions_waiting

TEMPLATE = "portal/first/national_team.html"
SHOWN = 6


def context(user, hat) -> dict:
    held = cohorts.of_hat(hat)
    cohort = cohorts.current(held)
    if cohort is None:
        programme = Programme.objects.filter(pk__in=hat.scopes(Programme)).first()
        preparation = preparing.of(user, programme) if programme else None
        return {"cohort": None, "programme": programme, "preparation": preparation, "fictional": user.fictional}
    if cohort.ends >= timezone.localdate() and not cohort.projects.exists():
        return being_prepared(user, cohort)
    to_decide = [*questions(user), *appeals(cohort), *of_calls(cohort), *decisions(user)]
    projects = cohorts.at_a_glance(cohort)
    return {
        "cohort": cohort,
        "programme": cohort.programme,
        "preparation": None,
        "may_open": can_open_cohort(user, cohort.programme),
        "may_list": can_steer_programme(user, cohort.programme),
        "projects": projects,
        "decisions": to_decide[:SHOWN],
        "missing": cohorts.missing(cohort, projects),
        "meeting": next_meeting(user, cohort),
        "day": timezone.localdate(),
        "fictional": user.fictional or cohort.fictional,
    }


def being_prepared(user, cohort) -> dict:
    """Until its first project, a session shows what is left to prepare."""
    return {
        "cohort": cohort,
        "programme": cohort.programme,
        "preparation": preparing.of(user, cohort.programme, cohort),
        "decisions": of_calls(cohort)[:SHOWN],
        "may_open": can_open_cohort(user, cohort.programme),
        "may_list": can_steer_programme(user, cohort.programme),
        "day": timezone.localdate(),
        "fictional": user.fictional or cohort.fictional,
    }


def appeals(cohort) -> list[Decision]:
    """A second look asked for at what was hidden of a public page."""
    return [
        Decision(
            _("An appeal to answer: something hidden from the public page"),
            hiding.project.name,
            reverse("projects:hiding", args=[hiding.pk]),
        )
        for hiding in appeals_waiting(cohort)
    ]


def questions(user) -> list[Decision]:
    """The questions put to the ministry."""
    return [Decision(asked.label, asked.who, asked.url) for asked in questions_waiting(user)]
