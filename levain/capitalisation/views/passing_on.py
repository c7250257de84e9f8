"""What goes with an address that is passed on: the picture of each page, and the feed of what is new."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from levain.capitalisation import cards, feed
from levain.capitalisation.models import PracticeSheet, Report
from levain.capitalisation.views.public_learning import showing_or_404
from levain.foundation.marked import marked


def _picture(request, kind, title, place, fictional):
    """Only what is published is drawn: what was taken off has no picture any more."""
    said = _("Demonstration story") if fictional else ""
    answer = HttpResponse(cards.picture(kind, title, place, fictional=said), content_type="image/png")
    return _kept_by_all(request, answer, 3600)


def _kept_by_all(request, answer, seconds):
    """What is the same for everyone may be kept on the way; nothing that a signed-in person asked for is."""
    if not request.user.is_authenticated:
        patch_cache_control(answer, public=True, max_age=seconds)
    return answer


@require_safe
def sheet(request, slug):
    shown = get_object_or_404(PracticeSheet.objects.published().select_related("project"), slug=slug)
    title = shown.editions.values_list("content__title", flat=True).first()
    return _picture(request, _("Practice sheet"), title, shown.project.name, shown.fictional)


@require_safe
def lesson(request, cohort, number):
    return _of_learning(request, showing_or_404(cohort, number, "lesson"), _("Lesson learned"))


@require_safe
def lead(request, cohort, number):
    return _of_learning(request, showing_or_404(cohort, number, "lead"), _("Lead for public policy"))


def _of_learning(request, showing, kind):
    if showing.withdrawn_on:
        raise Http404
    return _picture(request, kind, showing.content["title"], showing.cohort.name, showing.thing.fictional)


@require_safe
def report(request, slug):
    shown = get_object_or_404(Report.objects.filter(editions__isnull=False).distinct(), slug=slug)
    title = shown.editions.values_list("content__title", flat=True).first()
    return _picture(request, _("Report of a session"), title, shown.subtitle or str(shown.cohort), shown.fictional)


@require_safe
def listing(request):
    """The lists have one picture for all."""
    return _picture(request, _("Levain"), _("What was learned"), _("On which facts, and what it asks of whom"), False)


@require_safe
@marked
def news(request):
    """The Atom feed; a reader that has it already is told so.

    Its mark alone says so: no day is that of the last change, since what is taken off leaves without a word.
    """
    content = feed.render(feed.latest(), get_language())
    return _kept_by_all(request, HttpResponse(content, content_type="application/atom+xml; charset=utf-8"), 600)
