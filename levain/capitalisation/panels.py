"""What the pages that gather the strands show of this one."""

from dataclasses import dataclass

from django.db.models import Count, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Paragraph, PolicyLead, Report, State
from levain.capitalisation.rules import can_work_on
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

SHOWN = 3


@dataclass(frozen=True)
class Missing:
    """Something a report needs and does not have: how many, and the page that lists them."""

    label: str
    count: int
    url: str


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
    leads = PolicyLead.objects.filter(cohort__in=cohorts, answer="", state=State.SETTLED).order_by("cohort", "number")
    return [
        *(
            Decision(_("Report to publish"), report.title, reverse("capitalisation:compose", args=[report.slug]))
            for report in drafts.only("title", "slug")[:SHOWN]
        ),
        *(
            Decision(_("Lead without an answer"), lead.title, lead.get_absolute_url())
            for lead in leads.only("title")[:SHOWN]
        ),
    ]


def missing(cohort: Cohort) -> list[Missing]:
    """What is not ready in the chain of a cohort: one query."""
    home = reverse("capitalisation:home", args=[cohort.slug])
    kept = Evidence.objects.filter(cohort=cohort)
    drafts = Report.objects.filter(cohort=cohort, editions=None)
    unsourced = Paragraph.objects.filter(section__report__in=drafts, kind=Paragraph.Kind.FINDING, citations=None)
    pending, unlinked, groundless, uncited, draft = Cohort.objects.values_list(
        _number(kept.filter(consent=Evidence.Consent.PENDING)),
        _number(kept.filter(links=None)),
        _number(Finding.objects.filter(cohort=cohort, links=None)),
        _number(unsourced),
        Subquery(drafts.values("slug")[:1]),
    ).get(pk=cohort.pk)
    compose = reverse("capitalisation:compose", args=[draft]) if draft else home
    found = [
        Missing(_("People quoted who have not answered yet"), pending, f"{home}?a=accord"),
        Missing(_("Pieces of evidence that serve no finding"), unlinked, f"{home}?a=constat"),
        Missing(_("Findings that stand on no evidence"), groundless, f"{home}#constats"),
        Missing(_("Paragraphs of the report without a source"), uncited, compose),
    ]
    return [one for one in found if one.count]


def _number(rows) -> Subquery:
    """How many rows, as one value of a query."""
    return Subquery(rows.order_by().values(any=Value(1)).annotate(number=Count("pk")).values("number"))
