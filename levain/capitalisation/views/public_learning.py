"""A lesson, a lead, as everyone reads them: the words of the day they were shown, what was answered since."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from levain.capitalisation.models import Confidence, PolicyLead, PracticeSheet, Report, Showing
from levain.capitalisation.models.lesson import decision_asked
from levain.capitalisation.services import passages_shown
from levain.capitalisation.social import Social
from levain.capitalisation.views.public_sheets import gone
from levain.foundation.marked import marked

MOST = 20
DOOR = _(
    "Each session ends by saying what it learned, on which facts, and what it asks of whom. Here it is, with what "
    "they answered."
)


def showing_or_404(cohort, number, kind) -> Showing:
    """Unknown, or never shown: the same answer, whoever asks."""
    rows = Showing.objects.select_related("cohort", "lesson", "lead", "edition__report")
    found = rows.filter(cohort__slug=cohort, **{f"{kind}__number": number}).first()
    if found is None:
        raise Http404
    return found


def _page(request, showing, template, described, back, **said):
    fictional = showing.thing.fictional
    if showing.withdrawn_on:
        why, day = showing.withdrawn_why, showing.withdrawn_on
        return gone(request, name=str(showing), why=why, day=day, back=back, fictional=fictional)
    findings = passages_shown(showing)
    for one in findings:
        one["level"] = Confidence(one["confidence"]).label
    report = showing.edition.report if showing.edition_id else None
    context = {
        "showing": showing,
        "shown": showing.content,
        "cohort": showing.cohort,
        "findings": findings,
        "report": report,
        "fictional": fictional,
        **Social.of(showing.route, [showing.cohort.slug, showing.thing.number], described).context,
        **said,
    }
    return render(request, template, context)


@require_safe
@marked
def lesson(request, cohort, number):
    showing = showing_or_404(cohort, number, "lesson")
    carried = Showing.objects.public().filter(lead__lessons=showing.lesson_id).select_related("lead", "cohort")
    said = showing.content
    return _page(
        request,
        showing,
        "capitalisation/public_lesson.html",
        f"{said['context']} {said['effect']}",
        "capitalisation:public_lessons",
        lesson=showing.lesson,
        leads=carried.order_by("lead__number"),
    )


@require_safe
@marked
def lead(request, cohort, number):
    showing = showing_or_404(cohort, number, "lead")
    said = showing.content
    under = Showing.objects.public().filter(cohort=showing.cohort, lesson__number__in=said["lessons"])
    weakest = min((one["confidence"] for one in said["findings"]), default=None)
    return _page(
        request,
        showing,
        "capitalisation/public_lead.html",
        f"{said['addressee']}\u00a0: {said['text']}",
        "capitalisation:public_leads",
        lead=showing.lead,
        answers=showing.lead.answers.all()[:MOST],
        follow_ups=showing.lead.follow_ups.all()[:MOST],
        asked=decision_asked(said["kind"], said["scope"]),
        effort=PolicyLead.Effort(said["effort"]).label,
        confidence=Confidence(weakest).label if weakest else "",
        lessons=under.select_related("lesson", "cohort").order_by("lesson__number"),
    )


@require_safe
@marked
def learned(request):
    """The door to all that was learned: sheets, lessons, leads with their answers, reports."""
    shown = Showing.objects.public()
    counts = shown.aggregate(
        lessons=Count("pk", filter=Q(lesson__isnull=False)),
        leads=Count("pk", filter=Q(lead__isnull=False)),
        answered=Count("pk", filter=Q(lead__isnull=False) & ~Q(lead__answer="")),
    )
    context = {
        "counts": counts,
        "sheets": PracticeSheet.objects.published().count(),
        "reports": Report.objects.filter(editions__isnull=False).distinct().count(),
        "latest_reports": Report.objects.filter(editions__isnull=False).distinct().order_by("-dated", "-pk")[:2],
        "latest_leads": shown.filter(lead__isnull=False).select_related("lead", "cohort")[:4],
        "latest_lessons": shown.filter(lesson__isnull=False).select_related("lesson", "cohort")[:4],
        "fictional": shown.filter(Q(lesson__fictional=True) | Q(lead__fictional=True)).exists(),
        **Social.of("capitalisation:learned", [], str(DOOR)).context,
    }
    return render(request, "capitalisation/learned.html", context)
