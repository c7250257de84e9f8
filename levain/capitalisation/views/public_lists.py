"""Lists of what is published, chosen by closed lists in the address."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from levain.capitalisation import facets
from levain.capitalisation.forms.following import UNANSWERED
from levain.capitalisation.models import PolicyLead, PracticeSheet, Report, Showing
from levain.capitalisation.social import Social
from levain.foundation.marked import marked

A_PAGE = 20
LESSON_PROJECT = "lesson__findings__evidence__project"
LEAD_PROJECT = "lead__lessons__findings__evidence__project"
PROGRAMME = facets.named("dispositif", _("Programme"), "cohort__programme")
SESSION = facets.named("session", _("Session"), "cohort")
SHEETS = [PROGRAMME, SESSION, facets.region("project"), facets.themes("project")]
LESSONS = [PROGRAMME, SESSION, facets.region(LESSON_PROJECT), facets.themes(LESSON_PROJECT)]
LEADS = [
    PROGRAMME,
    SESSION,
    facets.region(LEAD_PROJECT),
    facets.themes(LEAD_PROJECT),
    facets.coded("porte", _("It concerns"), "content__scope", dict(PolicyLead.Scope.choices)),
    facets.coded("decision", _("The decision asked"), "content__kind", dict(PolicyLead.Kind.choices)),
    facets.worded("destinataire", _("To whom it is addressed"), "content__addressee"),
    facets.answered(
        "reponse", _("Answer"), "lead__answer", dict(PolicyLead.Answer.choices), (UNANSWERED, _("no answer yet"))
    ),
]
REPORTS = [PROGRAMME, SESSION]


def _list(request, template, rows, chosen, route, *, order, described):
    """A page of what the address asks for, the latest first."""
    asked = facets.Asked(request.GET, chosen, rows, route)
    page = Paginator(asked.rows.order_by(*order), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lists": asked.lists,
        "filters": asked.on,
        "here": route,
        "fictional": any(one.fictional if hasattr(one, "fictional") else one.thing.fictional for one in page),
        **Social.of(route, [], str(described)).context,
    }
    return render(request, template, context)


@require_safe
@marked
def practices(request):
    rows = PracticeSheet.objects.published().annotate(published_at=Max("editions__published_at"))
    return _list(
        request,
        "capitalisation/public_sheets.html",
        rows.select_related("project__cohort").prefetch_related("project__communes"),
        SHEETS,
        "capitalisation:public_practices",
        order=("-published_at", "-pk"),
        described=_("What projects did, what came of it, and what it takes to do the same elsewhere."),
    )


@require_safe
@marked
def lessons(request):
    rows = Showing.objects.public().filter(lesson__isnull=False).select_related("lesson", "cohort__programme")
    return _list(
        request,
        "capitalisation/public_lessons.html",
        rows,
        LESSONS,
        "capitalisation:public_lessons",
        order=("-published_at", "-pk"),
        described=_("What was learned from the projects: in which context, by which mechanism, to which effect."),
    )


@require_safe
@marked
def leads(request):
    rows = Showing.objects.public().filter(lead__isnull=False).select_related("lead", "cohort__programme")
    return _list(
        request,
        "capitalisation/public_leads.html",
        rows,
        LEADS,
        "capitalisation:public_leads",
        order=("-published_at", "-pk"),
        described=_("What is asked of whom because of what was learned, and what they answered."),
    )


@require_safe
@marked
def reports(request):
    """What has been published, the latest first: everyone's to read."""
    rows = Report.objects.annotate(published_at=Max("editions__published_at")).filter(published_at__isnull=False)
    return _list(
        request,
        "capitalisation/reports.html",
        rows.select_related("cohort"),
        REPORTS,
        "capitalisation:reports",
        order=("-published_at", "-pk"),
        described=_("The reports of the sessions, each finding open on the facts it stands on."),
    )
