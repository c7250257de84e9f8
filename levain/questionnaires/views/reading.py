from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire, Revision


def questionnaires(request):
    require(rules.can_read_questionnaires(request.user))
    asked = Revision.objects.annotate(asked=Count("questions"))
    found = Questionnaire.objects.prefetch_related(Prefetch("revisions", asked))
    context = {"questionnaires": found, "may_begin": rules.can_begin(request.user)}
    return render(request, "questionnaires/questionnaires.html", context)


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
            "may_compose": rules.can_compose(request.user, found),
            "questions": revision.questions.all() if revision else [],
        },
    )
