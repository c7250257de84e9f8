from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire, Revision


def questionnaires(request):
    require(rules.can_read_questionnaires(request.user))
    asked = Revision.objects.annotate(asked=Count("questions"))
    found = Questionnaire.objects.prefetch_related(Prefetch("revisions", asked))
    return render(request, "questionnaires/questionnaires.html", {"questionnaires": found})


def questionnaire(request, slug):
    found = get_object_or_404(Questionnaire.objects.prefetch_related("revisions"), slug=slug)
    require(rules.can_preview(request.user, found))
    revision = found.published
    return render(
        request,
        "questionnaires/questionnaire.html",
        {
            "questionnaire": found,
            "revision": revision,
            "questions": revision.questions.all() if revision else [],
        },
    )
