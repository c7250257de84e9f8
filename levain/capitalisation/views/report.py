from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import rules, services
from levain.capitalisation.checks import blockings, compose_page, coverage, repeated
from levain.capitalisation.forms.report import ReportForm, SectionForm
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Citation, Edition, Paragraph, Report, Section
from levain.capitalisation.views import answer, cohort_or_404
from levain.foundation.verdicts import require

LAST = Subquery(Edition.objects.filter(report=OuterRef("pk")).order_by("-number").values("figures")[:1])
REFUSALS = (services.NameTaken,)


def report_or_404(request, slug, rule=rules.can_work, rows=Report.objects) -> Report:
    rows = rows.select_related("cohort__programme")
    report = get_object_or_404(rows.annotate(editions_count=Count("editions"), last_figures=LAST), slug=slug)
    require(rule(request.user, report))
    return report


def compose(request, slug):
    """The report as it is being written, what stands in its way, and the way to publishing it."""
    report = report_or_404(request, slug)
    # The last edition only: publishing compares with each.
    report.published_figures = [report.last_figures] if report.last_figures else []
    chain = gather(report, quotes=False)
    # Reading every sentence against the words quoted costs more: the page does it when it is asked.
    read = "phrases" in request.GET
    opened = opened_section(chain.sections, request.GET.get("partie", ""))
    for paragraph in opened.written if opened else ():
        paragraph.section = opened
        paragraph.cited = [_cited(one, chain) for one in paragraph.cites]
        paragraph.may_confirm = _may_confirm(request.user, paragraph)
    return render(
        request,
        "capitalisation/compose.html",
        {
            "report": report,
            "cohort": report.cohort,
            "sections": chain.sections,
            "opened": opened,
            "blockings": [*blockings(chain), *(repeated(chain) if read else ())],
            "sentences_read": read,
            "coverage": coverage(chain.sections),
            "may_publish": rules.can_publish(request.user, report),
            "section_form": SectionForm(),
            "fictional": report.fictional,
        },
    )


def opened_section(sections, asked) -> Section | None:
    """One section is open at a time: the one asked for, else the first."""
    return next((section for section in sections if str(section.pk) == asked), next(iter(sections), None))


def _may_confirm(user, paragraph) -> bool:
    waits = paragraph.kind != Paragraph.Kind.FINDING and paragraph.confirmed_by_id is None
    return waits and bool(rules.can_confirm(user, paragraph))


def _cited(citation, chain):
    """What a citation names, from what was gathered; nothing when the report may not hold it."""
    name = next((name for name in Citation.TARGETS if getattr(citation, f"{name}_id")), "source")
    return {"name": name, "thing": chain.target(citation) or citation.source}


def begin(request, cohort):
    cohort = cohort_or_404(request, cohort)
    form = ReportForm(request.POST or None, cohort=cohort)

    def create(form):
        told = form.told()
        report = services.create_report(
            cohort, told.pop("slug"), told.pop("title"), by=request.user, dated=told.pop("dated"), **told
        )
        return compose_page(report)

    back = reverse("capitalisation:home", args=[cohort.slug])
    return answer(
        request,
        form,
        create,
        REFUSALS,
        cohort=cohort,
        name=_("Begin a report"),
        cancel=back,
        fictional=cohort.fictional,
    )


def edit(request, slug):
    report = report_or_404(request, slug)
    form = ReportForm(
        request.POST or None,
        instance=report,
        cohort=report.cohort,
        initial={
            "leads": list(report.leads.values_list("pk", flat=True)),
            "projects": list(report.projects.values_list("pk", flat=True)),
        },
    )

    def revise(form):
        services.revise_report(report, form.opened_at, by=request.user, **form.told())
        return compose_page(report)

    return answer(
        request,
        form,
        revise,
        REFUSALS,
        cohort=report.cohort,
        name=_("Title and decision note"),
        cancel=compose_page(report),
        fictional=report.fictional,
    )


def paragraph_or_404(request, pk, rule=rules.can_edit_paragraph) -> Paragraph:
    paragraph = get_object_or_404(Paragraph.objects.select_related("section__report__cohort__programme"), pk=pk)
    require(rule(request.user, paragraph))
    return paragraph


@require_POST
def move(request, pk):
    paragraph = paragraph_or_404(request, pk)
    services.move_paragraph(paragraph, request.user, up=request.POST.get("to") == "up")
    return redirect(compose_page(paragraph.section.report, paragraph))


@require_POST
def confirm(request, pk):
    """The second reader says what she reads, before the page says what its author calls it."""
    paragraph = paragraph_or_404(request, pk, rules.can_confirm)
    kind = request.POST.get("kind", "")
    try:
        if kind not in Paragraph.Kind.values:
            raise services.NothingToConfirm(_("Say first what you read: a finding, context, or an opinion."))
        services.read_blind(paragraph, kind, by=request.user)
    except (services.OwnWords, services.AlreadyConfirmed, services.NothingToConfirm, services.ReadOtherwise) as said:
        messages.error(request, str(said))
    else:
        messages.success(request, _("You read it as its author wrote it: the paragraph is confirmed."))
    return redirect(compose_page(paragraph.section.report, paragraph))
