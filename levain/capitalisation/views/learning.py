from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.capitalisation import rules, services, talk_rules
from levain.capitalisation.behind import LOWEST
from levain.capitalisation.forms.findings import FindingForm
from levain.capitalisation.forms.learning import AnswerForm, LeadForm, LessonForm
from levain.capitalisation.models import Finding, FindingEvidence, Lesson, PolicyLead
from levain.capitalisation.views import answer, cohort_or_404, thing_or_404
from levain.capitalisation.views.standing import standing, what_followed
from levain.programmes.rules import can_keep_outbox

REFUSALS = (
    services.ConfidenceTooHigh,
    services.ComponentUnexplained,
    services.NothingUnder,
    services.OtherCohort,
    services.AlreadyAnswered,
    services.DayPast,
    services.ReasonMissing,
    services.StandsOnItself,
)


class Under(NamedTuple):
    """What the thing written stands on: the field that says it, how an address names it, what to write first."""

    model: type
    field: str
    asked: str
    before: str
    first: Any


FINDINGS = Under(
    *(Finding, "findings", "constat", "capitalisation:new_finding"),
    gettext_lazy("A lesson stands on findings, and none is written yet: begin with the finding."),
)
LESSONS = Under(
    *(Lesson, "lessons", "lecon", "capitalisation:new_lesson"),
    gettext_lazy("A lead stands on lessons, and none is written yet: begin with the lesson."),
)
FINDING_FORM = "capitalisation/finding_form.html"
LINKS = Prefetch("links", FindingEvidence.objects.select_related("evidence__passage", "evidence__project"))


def _new(request, cohort, form_class, service, name, template="capitalisation/form.html", under=None):
    """Write something of the chain of a cohort; on what is `under`, if it stands on anything."""
    cohort = cohort_or_404(request, cohort)
    initial = {}
    if under:
        rows = under.model.objects.filter(cohort=cohort)
        if not rows.exists():
            messages.info(request, under.first)
            return redirect(under.before, cohort.slug)
        number = request.GET.get(under.asked, "")
        if number.isdecimal() and len(number) < 9:
            initial = {under.field: list(rows.filter(number=number))}
    form = form_class(request.POST or None, cohort=cohort, initial=initial)

    def write(form):
        return service(cohort, by=request.user, **({"fictional": cohort.fictional} | form.told()))

    back = reverse("capitalisation:home", args=[cohort.slug])
    shown = {"cohort": cohort, "name": name, "cancel": back, "fictional": cohort.fictional}
    return answer(request, form, write, REFUSALS, template=template, **shown)


def _edit(request, thing, form_class, service, name, template="capitalisation/form.html", **initial):
    form = form_class(request.POST or None, instance=thing, cohort=thing.cohort, initial=initial)

    def revise(form):
        before = thing.version
        service(thing, form.opened_at, by=request.user, **form.told())
        if thing.version == before:
            messages.info(request, _("Nothing was changed."))
        else:
            messages.success(request, _("Saved. The earlier version is kept."))
        return thing

    return answer(
        request,
        form,
        revise,
        REFUSALS,
        template=template,
        cohort=thing.cohort,
        name=name,
        cancel=thing.get_absolute_url(),
        fictional=thing.fictional,
    )


def new_finding(request, cohort):
    return _new(request, cohort, FindingForm, services.write_finding, _("Write a finding"), FINDING_FORM)


def edit_finding(request, pk):
    thing = thing_or_404(request, Finding, pk)
    return _edit(request, thing, FindingForm, services.revise_finding, _("Change the finding"), FINDING_FORM)


def finding(request, pk):
    thing = thing_or_404(request, Finding, pk, prefetch=(LINKS, "lessons"))
    return render(
        request,
        "capitalisation/finding.html",
        {"finding": thing, "cohort": thing.cohort, "fictional": thing.fictional} | standing(thing),
    )


def new_lesson(request, cohort):
    return _new(request, cohort, LessonForm, services.write_lesson, _("Write a lesson"), under=FINDINGS)


def edit_lesson(request, pk):
    thing = thing_or_404(request, Lesson, pk, prefetch=("findings",))
    chosen = [one.pk for one in thing.findings.all()]
    return _edit(request, thing, LessonForm, services.revise_lesson, _("Change the lesson"), findings=chosen)


def lesson(request, pk):
    thing = thing_or_404(request, Lesson, pk, prefetch=("findings", "leads"))
    return render(
        request,
        "capitalisation/lesson.html",
        {"lesson": thing, "cohort": thing.cohort, "fictional": thing.fictional} | standing(thing),
    )


def new_lead(request, cohort):
    return _new(request, cohort, LeadForm, services.write_lead, _("Write a policy lead"), under=LESSONS)


def edit_lead(request, pk):
    thing = thing_or_404(request, PolicyLead, pk, prefetch=("lessons",))
    chosen = [one.pk for one in thing.lessons.all()]
    return _edit(request, thing, LeadForm, services.revise_lead, _("Change the policy lead"), lessons=chosen)


def lead(request, pk):
    thing = thing_or_404(
        request,
        PolicyLead,
        pk,
        select=("body", "takes_up__cohort"),
        prefetch=(LOWEST, "sendings", "follow_ups", "answers"),
    )
    return render(
        request,
        "capitalisation/lead.html",
        {
            "lead": thing,
            "cohort": thing.cohort,
            "may_answer": rules.can_answer_lead(request.user, thing),
            "keeps_outbox": can_keep_outbox(request.user, thing.cohort),
            "may_send": talk_rules.can_send_lead(request.user, thing),
            "fictional": thing.fictional,
        }
        | standing(thing)
        | what_followed(thing),
    )


def answer_lead(request, pk):
    thing = thing_or_404(request, PolicyLead, pk, rules.can_answer_lead)
    initial = {
        "version": thing.version,
        "on": timezone.localdate(),
        "status": thing.answer,
        "answered_by": thing.answered_by or thing.addressee,
        "text": thing.answer_text,
    }
    form = AnswerForm(request.POST or None, initial=initial)

    def record(form):
        told = form.cleaned_data
        services.answer_lead(thing, told.pop("version"), by=request.user, **told)
        messages.success(request, _("The answer is recorded."))
        return thing

    return answer(
        request,
        form,
        record,
        REFUSALS,
        cohort=thing.cohort,
        name=_("Record the answer"),
        cancel=thing.get_absolute_url(),
        fictional=thing.fictional,
    )
