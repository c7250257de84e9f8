"""A version as people will fill it in: nothing is kept, the answers travel from step to step in the page."""

from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.forms import Sitting
from levain.questionnaires.models import Questionnaire, Response

SALT = "questionnaire-preview"


def preview(request, slug):
    """A try leaves no row, and has no address of its own."""
    questionnaire = get_object_or_404(Questionnaire.objects.prefetch_related("revisions"), slug=slug)
    require(rules.can_preview(request.user, questionnaire))
    wanted = request.GET.get("version", "")
    revision = next((one for one in questionnaire.revisions.all() if str(one.number) == wanted), None)
    revision = revision or questionnaire.draft or questionnaire.published
    if revision is None:
        return render(request, "questionnaires/preview.html", {"questionnaire": questionnaire, "revision": None})
    revision.questionnaire = questionnaire
    response = Response(revision=revision, anonymous=revision.anonymous)
    tried = Sitting(response, request.POST.get("tried", ""), salt=SALT)
    step = _step(request.POST.get("step", ""), len(tried.sections))
    form = tried.form(step, request.POST if request.method == "POST" else None, strict=True)
    if request.method == "POST" and form.is_valid() and not form.reshaped:
        tried.keep(form)
        step = _step(str(step - 1 if "back" in request.POST else step + 1), len(tried.sections) + 1)
        form = tried.form(step, None) if step < len(tried.sections) else None
    context = {
        "questionnaire": questionnaire,
        "revision": revision,
        "form": form,
        "step": step,
        "number": step + 1,
        "of": len(tried.sections),
        "section": tried.sections[step] if step < len(tried.sections) else None,
        "tried": tried.text,
        "missing": [] if form else tried.missing,
        "uses_htmx": bool(form and form.uses_htmx),
    }
    return render(request, "questionnaires/preview.html", context)


def _step(said, most) -> int:
    return min(int(said), most - 1) if said.isascii() and said.isdigit() and len(said) < 4 else 0
