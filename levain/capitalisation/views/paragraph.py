"""A paragraph is written and changed here; what it stands on is named with `[[`, or found and added below."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from levain.capitalisation import references, rules, services
from levain.capitalisation.checks import compose_page, coverage
from levain.capitalisation.forms.report import ParagraphForm
from levain.capitalisation.gathering import sections_of
from levain.capitalisation.models import Paragraph, Section
from levain.capitalisation.scope import scope_of
from levain.capitalisation.services.sections import put_paragraph
from levain.capitalisation.views import answer
from levain.capitalisation.views.report import report_or_404
from levain.foundation.verdicts import require

REFUSALS = (services.OtherCohort, services.NothingSo)


def names(request, slug):
    """What may be named in this report, as one types: for the list that opens after `[[`."""
    report = report_or_404(request, slug)
    found = references.search(report.cohort, request.GET.get("q", "")[:80], scope_of(report).evidence)
    return JsonResponse({"found": [one._asdict() for one in found]})


def add_paragraph(request, pk):
    section = get_object_or_404(Section.objects.select_related("report__cohort__programme"), pk=pk)
    require(rules.can_add_paragraph(request.user, section))
    report = section.report

    def write(form):
        told = form.told()
        kind, text = told.pop("kind"), told.pop("text")
        written = services.add_paragraph(section, kind, text, by=request.user, **told)
        return compose_page(report, written)

    return _written(request, report, ParagraphForm, write, name=_("Write a paragraph"))


def paragraph_or_404(request, pk, rule=rules.can_edit_paragraph) -> Paragraph:
    rows = Paragraph.objects.select_related("section__report__cohort__programme")
    cited = [f"citations__{name}" for name in ("finding", "lesson", "lead", "figure", "evidence", "project", "sheet")]
    paragraph = get_object_or_404(rows.prefetch_related(Prefetch("citations"), *cited), pk=pk)
    require(rule(request.user, paragraph))
    return paragraph


def edit_paragraph(request, pk):
    paragraph = paragraph_or_404(request, pk)
    report = paragraph.section.report
    if request.method == "POST" and "remove" in request.POST:
        services.remove_paragraph(paragraph, by=request.user)
        messages.success(request, _("The paragraph is taken out of the report. Its versions are kept."))
        return redirect(compose_page(report))

    def revise(form):
        told = form.told()
        section = told.pop("section") or paragraph.section
        with transaction.atomic():
            services.revise_paragraph(paragraph, form.opened_at, by=request.user, **told)
            put_paragraph(paragraph, section, by=request.user)
        return compose_page(report, paragraph)

    return _written(request, report, ParagraphForm, revise, paragraph, name=_("Change a paragraph"), removable=True)


def _written(request, report, form_class, deed, paragraph=None, **context):
    """The form with its list of things to name; looking for one keeps everything that is typed."""
    given = {"cohort": report.cohort, **({"instance": paragraph} if paragraph else {})}
    context |= {
        "report": report,
        "cohort": report.cohort,
        "cancel": compose_page(report, paragraph),
        "fictional": report.fictional,
        "coverage": coverage(sections_of(report)),
        "asked": request.POST.get("find", "")[:80],
    }
    data = request.POST or None
    if data and ("look" in data or "insert" in data):
        return _looked(request, report, form_class, given, data.copy(), context)
    form = form_class(data, **given)
    return answer(request, form, deed, REFUSALS, template="capitalisation/paragraph.html", **context)


def _looked(request, report, form_class, given, data, context):
    """Without scripts: what was looked for, or the name chosen put among what the paragraph stands on."""
    chosen = data.get("insert", "")
    found = []
    if references.named(chosen):
        lines = [line for line in data.get("stands_on", "").splitlines() if line.strip()]
        data["stands_on"] = "\n".join([*lines, chosen] if chosen not in lines else lines)
    else:
        found = references.search(report.cohort, context["asked"], scope_of(report).evidence)
    form = form_class(initial={name: data.get(name, "") for name in form_class(**given).fields}, **given)
    looked = {"form": form, "found": found, "looked": True, "chosen": chosen}
    return render(request, "capitalisation/paragraph.html", {**context, **looked})
