"""The answers of a questionnaire, counted by version, and taken away as a table."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from levain.foundation import sheets, workbooks
from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire, Response
from levain.questionnaires.services import exporting


def answers(request, slug):
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_preview(request.user, questionnaire))
    counted = questionnaire.revisions.exclude(published_at=None).annotate(
        closed=Count("responses", filter=Q(responses__state=Response.State.CLOSED)),
        begun=Count("responses", filter=Q(responses__state=Response.State.DRAFT)),
    )
    context = {
        "questionnaire": questionnaire,
        "revisions": counted,
        "may_take_personal": rules.can_take_personal_data(request.user, questionnaire),
    }
    return render(request, "questionnaires/answers.html", context)


@require_safe
def answers_csv(request, slug):
    """The table without what may hold personal data."""
    return _table(request, slug, "csv")


@require_safe
def answers_xlsx(request, slug):
    """The same table, as a workbook."""
    return _table(request, slug, "xlsx")


def _table(request, slug, kind):
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_preview(request.user, questionnaire))
    return _file(request, questionnaire, slug, kind, lambda: exporting.table(questionnaire, by=request.user))


@require_POST
def answers_personal(request, slug):
    """The whole table: CSV, or a workbook when it is asked for."""
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_take_personal_data(request.user, questionnaire))
    name = f"{slug}-donnees-personnelles"
    kind = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    return _file(request, questionnaire, name, kind, lambda: exporting.take_away(questionnaire, by=request.user))


@require_safe
def answers_schema(request, slug):
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    require(rules.can_preview(request.user, questionnaire))
    try:
        found = exporting.table(questionnaire, by=request.user)
    except exporting.TooFew as few:
        return _refused(request, questionnaire, few)
    return sheets.schema_as_file(f"{slug}.schema.json", found.columns)


def _file(request, questionnaire, name, kind, made):
    try:
        found = made()
    except exporting.TooFew as few:
        return _refused(request, questionnaire, few)
    writer = workbooks if kind == "xlsx" else sheets
    return writer.as_file(f"{name}.{kind}", found.columns, found.lines)


def _refused(request, questionnaire, few):
    messages.warning(request, str(few))
    return redirect(reverse("questionnaires:answers", args=[questionnaire.slug]))
