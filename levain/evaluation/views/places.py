"""The place given to the inhabitants: event by event, then the four articles of the charter. Never a sum."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.evaluation.forms.places import CharterForm, PlacesForm
from levain.evaluation.models import CharterAnswer, Place, PlaceGiven
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import places as services
from levain.foundation.verdicts import require
from levain.projects import participation
from levain.projects.views import project_or_404
from levain.projects.views.records import page

# A form stays short: the latest events first; those before keep what was said of them.
MOST = 16


def places(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_followed(request.user, project))
    events = list(participation.events(project).order_by("-happened_on", "-pk"))
    told = _told(events)
    counts = [(place, sum(one == place for one in told.values())) for place in Place]
    answers = defaultdict(list)
    for one in CharterAnswer.objects.filter(project=project).order_by("-pk"):
        answers[one.article].append(one)
    return page(
        request,
        "evaluation/places.html",
        project,
        events=len(events),
        told=len(told),
        counts=counts,
        articles=[(article, *_standing(answers[article.value])) for article in CharterAnswer.Article],
        may=rules.can_follow(request.user, project),
    )


def _standing(answers: list[CharterAnswer]) -> tuple[CharterAnswer | None, list[CharterAnswer]]:
    """What is said of an article today, and what was said of it before, the latest first."""
    now = next((one for one in answers if not one.replaced_on), None)
    return now, [one for one in answers if one != now]


def _told(events) -> dict[int, str]:
    return dict(PlaceGiven.objects.filter(entry__in=events).values_list("entry_id", "place"))


def tell_places(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    events = list(participation.events(project).order_by("-happened_on", "-pk")[:MOST])
    form = PlacesForm(request.POST or None, events=events, told=_told(events))
    if request.method == "POST" and form.is_valid():
        try:
            n = services.tell_places(project, by=request.user, places=form.places())
        except services.AnsweredSince as since:
            form.add_error(None, f"{since} {since.current or ''}")
            form.data = request.POST.dict() | form.seen(_told(events))
        else:
            messages.success(request, ngettext("%(n)d event is said.", "%(n)d events are said.", n) % {"n": n})
            return redirect("evaluation:places", slug)
    return page(request, "evaluation/tell_places.html", project, form=form)


def answer_charter(request, slug):
    project = project_or_404(slug)
    require(rules.can_follow(request.user, project))
    wanted = request.GET.get("article", "")
    article = CharterAnswer.Article(wanted if wanted in CharterAnswer.Article else CharterAnswer.Article.FRAME)
    known = CharterAnswer.objects.standing().filter(project=project, article=article).first()
    initial = {"article": article} | ({"seen": known.pk, "kept": known.kept, "proof": known.proof} if known else {})
    form = CharterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_charter(project, by=request.user, **form.cleaned_data)
        except services.AnsweredSince as since:
            other = since.current
            form.data = {**form.data.dict(), "seen": other.pk}
            form.add_error(None, f"{since} « {other.get_kept_display()} : {other.proof} »")
        else:
            messages.success(request, _("The answer is kept, with what shows it."))
            return redirect("evaluation:places", slug)
    return page(request, "evaluation/answer_charter.html", project, form=form, article=article)
