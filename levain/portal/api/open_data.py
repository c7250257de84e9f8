"""What everybody may read: sessions, projects on their public pages, announced calls, published reports."""

from typing import Annotated, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from levain.capitalisation.models import Edition, Report
from levain.portal.api import pages, shapes
from levain.portal.views.public import seasons
from levain.projects.models import Project
from levain.selection.models import Call

router = Router(tags=["open data"])
ANYBODY = AnonymousUser()


class InASession(pages.Asked):
    session: Annotated[str, Field(pattern=shapes.SLUG, max_length=100, description="the `slug` of a session")] = ""


@router.get("/", response=dict[str, str], url_name="root")
def root(request):
    """Where to begin."""
    pages.only_known(request)
    names = (
        "sessions",
        "projects",
        "projects_geojson",
        "calls",
        "reports",
        "sheets",
        "lessons",
        "leads",
        "figures",
        "openapi-json",
    )
    return {name: shapes.full(reverse(f"api:{name}")) for name in names}


@router.get("/sessions", response=shapes.Sessions, url_name="sessions")
def sessions(request, asked: Query[pages.Asked]):
    """The sessions of the programme that have begun, or whose call has opened."""
    return pages.of(request, seasons().select_related("programme"), asked, shapes.session)


@router.get("/projects", response=shapes.Projects, url_name="projects")
def projects(request, asked: Query[InASession]):
    """The projects that have published their page, with what the page shows of them."""
    return pages.of(request, _projects(asked.session), asked, shapes.project)


@router.get("/projects.geojson", response=shapes.Features, url_name="projects_geojson")
def projects_on_a_map(request, asked: Query[InASession]):
    """The same as points, one a commune (RFC 7946)."""
    page = pages.of(request, _projects(asked.session), asked, shapes.project)
    features = [one for project in page["items"] for one in shapes.points(project)]
    return {"type": "FeatureCollection", "features": features, "next": page["next"]}


@router.get("/projects/{slug}", response=shapes.Project, url_name="project")
def project(request, slug: shapes.Slug):
    """One project that has published its page."""
    pages.only_known(request)
    return shapes.project(get_object_or_404(_projects(), slug=slug))


@router.get("/calls", response=shapes.Calls, url_name="calls")
def calls(request, asked: Query[InASession]):
    """The calls announced, open or closed, with their criteria."""
    rows = Call.objects.visible_to(ANYBODY).select_related("cohort").prefetch_related("criteria")
    rows = rows.filter(cohort__slug=asked.session) if asked.session else rows
    return pages.of(request, rows, asked, shapes.call)


@router.get("/reports", response=shapes.Reports, url_name="reports")
def reports(request, asked: Query[InASession]):
    """The published reports, each with the digest of its last edition."""
    rows = _reports()
    rows = rows.filter(cohort__slug=asked.session) if asked.session else rows
    return pages.of(request, rows, asked, shapes.report)


@router.get("/reports/{slug}", response=shapes.ReportWhole, url_name="report")
def report(request, slug: shapes.Slug):
    """The last edition of a report, whole: its parts, the digest of each, and what each paragraph stands on."""
    pages.only_known(request)
    found = get_object_or_404(_reports(), slug=slug)
    edition = found.editions.order_by("-number").first()
    return shapes.report(found) | {
        "number": edition.number,
        "parts": edition.parts,
        "masked": edition.masked,
        "content": edition.content,
        "addresses": edition.addresses,
    }


def _projects(session: str = "") -> Any:
    rows = Project.objects.public().select_related("cohort", "page").prefetch_related("communes")
    return rows.filter(cohort__slug=session) if session else rows


def _reports() -> Any:
    last = Edition.objects.filter(report=OuterRef("pk")).order_by("-number")
    return (
        Report.objects.filter(editions__isnull=False)
        .select_related("cohort")
        .annotate(edition=Max("editions__number"), published_at=Max("editions__published_at"))
        .annotate(digest=Subquery(last.values("digest")[:1]))
    )
