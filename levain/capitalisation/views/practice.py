"""The practice sheets of a project, where its team and those who support it write them together."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.capitalisation import practice_rules as rules
from levain.capitalisation import services
from levain.capitalisation.forms.practice import CHOICES_SHOWN, PartForm, ReadingForm, TitleForm, WithdrawForm
from levain.capitalisation.models import Evidence, Finding, Part, PracticeSheet
from levain.capitalisation.practice_document import document_of, grounds_of
from levain.capitalisation.quoting import quotation, who_of_the_project
from levain.capitalisation.rules import can_work_on
from levain.capitalisation.views import answer
from levain.foundation.verdicts import require
from levain.foundation.written_files import handed, render_file
from levain.projects.models import Project

FORM = "capitalisation/practice_form.html"
REFUSALS = (services.OtherProject, services.SheetEmpty, services.SheetNotAsked)


def sheet_or_404(request, pk, rule=rules.can_read_sheet) -> PracticeSheet:
    rows = PracticeSheet.objects.select_related(
        "project__cohort__programme", "project__collective", "project__local_authority", "cohort__programme"
    )
    sheet = get_object_or_404(rows, pk=pk)
    require(rule(request.user, sheet))
    return sheet


def _about(sheet, **said):
    return {"sheet": sheet, "project": sheet.project, "fictional": sheet.fictional, **said}


def of_project(request, slug):
    """The sheets of a project, those being written and those published."""
    project = get_object_or_404(
        Project.objects.select_related("cohort__programme", "collective", "local_authority"), slug=slug
    )
    require(rules.can_read_sheets(request.user, project))
    sheets = project.practice_sheets.annotate(published_at=Max("editions__published_at")).order_by("number")[:30]
    may_write = rules.can_begin_sheet(request.user, project)
    context = {"project": project, "sheets": sheets, "may_write": may_write, "fictional": project.fictional}
    return render(request, "capitalisation/project_sheets.html", context)


def begin(request, slug):
    project = get_object_or_404(Project.objects.select_related("cohort__programme"), slug=slug)
    require(rules.can_begin_sheet(request.user, project))
    form = TitleForm(request.POST or None)

    def write(form):
        told = form.cleaned_data
        sheet = services.begin_sheet(project, told["title"], by=request.user, token=told["token"])
        messages.success(request, _("The sheet is begun with what the project's file says. Read each part again."))
        return sheet

    back = reverse("capitalisation:project_sheets", args=[project.slug])
    context = {"project": project, "name": _("Begin a practice sheet"), "cancel": back}
    return answer(request, form, write, REFUSALS, template=FORM, fictional=project.fictional, **context)


def sheet(request, pk):
    """The sheet as it is being written: its parts, what each stands on, what the bearers say, what is in the way."""
    sheet = sheet_or_404(request, pk)
    works = bool(can_work_on(request.user, sheet.cohort))
    editions = list(sheet.editions.only("number", "published_at", "sheet"))
    may_publish = rules.can_publish_sheet(request.user, sheet)
    return render(
        request,
        "capitalisation/practice.html",
        _about(
            sheet,
            parts=_parts(sheet, works),
            readings=services.last_words(sheet),
            editions=editions,
            asked=sheet.asked_version == sheet.version,
            blockings=services.sheet_blockings(sheet) if may_publish else [],
            may_write=rules.can_write_sheet(request.user, sheet),
            may_agree=rules.can_agree(request.user, sheet),
            may_publish=may_publish,
            may_withdraw=bool(editions) and bool(rules.can_withdraw_sheet(request.user, sheet)),
            works=works,
        ),
    )


def _parts(sheet, works):
    """Each part with its words and what she may see of what it stands on."""
    grounds = grounds_of(sheet)
    for ground in (one for behind in grounds.values() for one in behind if one.evidence):
        ground.said = quotation(ground.evidence, who_of_the_project(ground.evidence), [])
    return [(part, text, [one for one in grounds[part.value] if works or _shown(one)]) for part, text in sheet.texts]


def _shown(ground) -> bool:
    """Whoever does not draw the learning sees the passages that may be published, and the findings."""
    return ground.evidence is None or ground.evidence.publishable


def part(request, pk, part):
    """Write a part, and choose what it stands on."""
    sheet = sheet_or_404(request, pk, rules.can_write_sheet)
    part = Part(part)
    passages = _passages(request.user, sheet)
    findings = Finding.objects.filter(cohort=sheet.cohort).visible_to(request.user).order_by("number")
    chosen = [one for one in sheet.grounds.all() if one.part == part]
    form = PartForm(
        request.POST or None,
        sheet=sheet,
        part=part,
        passages=passages,
        findings=findings,
        initial={
            "text": getattr(sheet, part.value),
            "evidence": [one.evidence_id for one in chosen if one.evidence_id],
            "findings": [one.finding_id for one in chosen if one.finding_id],
        },
    )

    def write(form):
        told = form.cleaned_data
        given = {"evidence": told["evidence"], "among": passages} if "evidence" in told else {}
        if "findings" in told:
            given["findings"] = told["findings"]
        services.write_part(sheet, form.opened_at, part.value, told["text"], by=request.user, **given)
        return f"{sheet.get_absolute_url()}#{part.value}"

    name = f"{part.label}, {sheet.title}"
    return answer(
        request, form, write, REFUSALS, template=FORM, **_about(sheet, name=name, cancel=sheet.get_absolute_url())
    )


def _passages(user, sheet):
    """Those of the project she may see, those already behind the sheet first."""
    kept = Evidence.objects.filter(project=sheet.project).visible_to(user)
    behind = list(kept.filter(sheets__sheet=sheet).values_list("pk", flat=True)[:CHOICES_SHOWN])
    others = kept.exclude(pk__in=behind).exclude(consent__in=("refused", "withdrawn")).order_by("-number")
    ids = behind + list(others.values_list("pk", flat=True)[: CHOICES_SHOWN - len(behind)])
    return Evidence.objects.filter(pk__in=ids).select_related("passage").order_by("number")


def rename(request, pk):
    sheet = sheet_or_404(request, pk, rules.can_write_sheet)
    form = TitleForm(request.POST or None, sheet=sheet)

    def write(form):
        told = form.cleaned_data
        services.rename_sheet(sheet, told["version"] or 0, told["title"], by=request.user)
        return sheet

    said = _about(sheet, name=_("Rename the sheet"), cancel=sheet.get_absolute_url())
    return answer(request, form, write, REFUSALS, template=FORM, **said)


@require_POST
def ask(request, pk):
    sheet = sheet_or_404(request, pk, rules.can_write_sheet)
    try:
        services.ask_bearers(sheet, by=request.user)
    except services.SheetEmpty as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The bearers of the project are asked to read this version."))
    return redirect(sheet)


def read(request, pk):
    """A bearer reads the whole sheet, then answers."""
    sheet = sheet_or_404(request, pk, rules.can_agree)
    form = ReadingForm(request.POST or None, initial={"version": sheet.version})

    def record(form):
        told = form.cleaned_data
        services.answer_sheet(sheet, told["version"], told["answer"], by=request.user, words=told["words"])
        messages.success(request, _("Your answer is recorded. Thank you."))
        return sheet

    said = _about(sheet, parts=_parts(sheet, works=False), cancel=sheet.get_absolute_url())
    return answer(request, form, record, REFUSALS, template="capitalisation/practice_read.html", **said)


@require_POST
def publish(request, pk):
    sheet = sheet_or_404(request, pk, rules.can_publish_sheet)
    try:
        edition = services.publish_sheet(sheet, by=request.user)
    except services.NotReady as refusal:
        for one in refusal.blockings[:5]:
            messages.error(request, one.reason)
    except services.NothingNew as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Edition %(number)d of the sheet is published.") % {"number": edition.number})
    return redirect(sheet)


def withdraw(request, pk):
    sheet = sheet_or_404(request, pk, rules.can_withdraw_sheet)
    form = WithdrawForm(request.POST or None)

    def take_off(form):
        services.withdraw_sheet(sheet, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("The sheet is taken off. Its address says so."))
        return sheet

    said = _about(sheet, name=_("Take the sheet off the site"), cancel=sheet.get_absolute_url())
    return answer(request, form, take_off, REFUSALS, template=FORM, **said)


def draft_pdf(request, pk):
    """The sheet as it stands, marked as a draft, to be read on paper in a meeting."""
    sheet = sheet_or_404(request, pk)
    return handed(render_file(document_of(sheet, draft=True), "pdf"), "pdf", f"{sheet.slug}-projet")
