"""The sections of a report: a title, a place among the others, and out once they hold nothing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import rules
from levain.capitalisation.checks import compose_page, section_page
from levain.capitalisation.forms.report import SectionForm
from levain.capitalisation.models import Section
from levain.capitalisation.services import sections as services
from levain.capitalisation.views import answer
from levain.capitalisation.views.report import report_or_404
from levain.foundation.verdicts import require


@require_POST
def add_section(request, slug):
    report = report_or_404(request, slug)
    form = SectionForm(request.POST)
    if form.is_valid():
        return redirect(section_page(services.add_section(report, form.cleaned_data["title"], by=request.user)))
    messages.error(request, _("Give the section a title of 200 characters at most."))
    return redirect(compose_page(report))


def edit_section(request, pk):
    section = get_object_or_404(Section.objects.select_related("report__cohort__programme"), pk=pk)
    require(rules.can_add_paragraph(request.user, section))
    if request.method == "POST" and "title" not in request.POST:
        return _moved_or_removed(request, section)
    form = SectionForm(request.POST or None, initial={"title": section.title, "was": section.title})

    def rename(form):
        title, was = form.cleaned_data["title"], form.cleaned_data["was"]
        try:
            services.rename_section(section, title, was=was, by=request.user)
        except services.NamedMeanwhile as refusal:
            form.data = form.data.copy()
            form.data["was"] = refusal.title
            raise
        return section_page(section)

    return answer(
        request,
        form,
        rename,
        services.NamedMeanwhile,
        template="capitalisation/section.html",
        section=section,
        name=_("Change the section"),
        cohort=section.report.cohort,
        cancel=section_page(section),
        fictional=section.report.fictional,
    )


def _moved_or_removed(request, section):
    if "remove" not in request.POST:
        services.move_section(section, up=request.POST.get("to") == "up", by=request.user)
        return redirect(section_page(section))
    try:
        services.remove_section(section, by=request.user)
    except services.SectionHolds as refusal:
        messages.error(request, str(refusal))
        return redirect(section_page(section))
    messages.success(request, _("The section is taken out of the report."))
    return redirect(compose_page(section.report))
