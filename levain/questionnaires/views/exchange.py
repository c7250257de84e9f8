"""A questionnaire comes in as an XLSForm, or leaves as one."""

from pathlib import PurePath

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from levain.foundation import files
from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.forms.exchange import XlsFormForm
from levain.questionnaires.models import Questionnaire
from levain.questionnaires.services.exchange import bring_in
from levain.questionnaires.xlsform.writing import left_to_us, write_form


def import_xlsform(request):
    require(rules.can_begin(request.user))
    form, report = XlsFormForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        name = PurePath(upload.name).stem
        kind = files.extension(upload.name)
        report = bring_in(upload.read(), kind, name=name, by=request.user, anew=form.cleaned_data["anew"])
    status = 422 if report and report.errors else 200
    return render(request, "questionnaires/import.html", {"form": form, "report": report}, status=status)


@require_safe
def export_xlsform(request, slug):
    """The last published version, or the draft when there is none."""
    questionnaire = get_object_or_404(Questionnaire.objects.prefetch_related("revisions"), slug=slug)
    require(rules.can_preview(request.user, questionnaire))
    revision = questionnaire.published or questionnaire.revisions.first()
    if revision is None:
        raise Http404
    revision.questionnaire = questionnaire
    if "voir" in request.GET:
        context = {"questionnaire": questionnaire, "revision": revision, "left": left_to_us(revision)}
        return render(request, "questionnaires/export.html", context)
    answer = HttpResponse(write_form(revision), content_type=files.MEDIA["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{slug}-v{revision.number}.xlsx"'
    return answer
