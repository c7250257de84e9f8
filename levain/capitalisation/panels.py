"""What the pages that gather the strands show of this one."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation.models import FindingEvidence, PolicyLead, Report
from levain.capitalisation.rules import can_work_on
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

SHOWN = 3


@dataclass(frozen=True)
class Decision:
    """Something that waits for a decision: what, and where to take it."""

    label: str
    detail: str
    url: str


def project_panel(project: Project, user) -> dict | None:
    """The findings that rest on words of this project, for `capitalisation/panel.html`; None for the others."""
    if not can_work_on(user, project.cohort):
        return None
    links = FindingEvidence.objects.filter(evidence__project=project).select_related("finding", "evidence__passage")
    return {"links": links.order_by("finding__number", "evidence__number")[:SHOWN]}


def decisions(user) -> list[Decision]:
    """What waits for the national team: reports to publish, leads whose addressee has not answered."""
    cohorts = Cohort.objects.filter(pk__in=user.scopes(Cohort, RoleCode.PROGRAMME_LEAD)) | Cohort.objects.filter(
        programme__in=user.scopes(Programme, RoleCode.PROGRAMME_LEAD)
    )
    drafts = Report.objects.filter(cohort__in=cohorts, editions__isnull=True, sections__isnull=False).distinct()
    leads = PolicyLead.objects.filter(cohort__in=cohorts, answer="").order_by("cohort", "number")
    return [
        *(
            Decision(_("Report to publish"), report.title, reverse("capitalisation:compose", args=[report.slug]))
            for report in drafts[:SHOWN]
        ),
        *(Decision(_("Lead without an answer"), lead.title, lead.get_absolute_url()) for lead in leads[:SHOWN]),
    ]
