"""A version as people will fill it in: nothing is kept, the answers travel from step to step in the page."""

from django.core import signing
from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.questionnaires import rules
from levain.questionnaires.forms import StepForm
from levain.questionnaires.models import Answer, Questionnaire, Response
from levain.questionnaires.services.filling import missing
from levain.questionnaires.services.reading import Asked, Sheet

SALT, LONGEST = "questionnaire-preview", 200_000


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
    tried = Try(revision, request.POST.get("tried", "")[:LONGEST])
    step = _step(request.POST.get("step", ""), len(tried.sections))
    form = tried.form(step, request.POST if request.method == "POST" else None)
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
        "missing": [] if form else missing(tried.sheet.response, sheet=tried.sheet),
        "uses_htmx": bool(form and form.uses_htmx),
    }
    return render(request, "questionnaires/preview.html", context)


def _step(said, most) -> int:
    return min(int(said), most - 1) if said.isascii() and said.isdigit() and len(said) < 4 else 0


class Try:
    """Answers that live in the page alone, signed so that they come back as they left."""

    def __init__(self, revision, text):
        asked = Asked(revision)
        response = Response(revision=revision, anonymous=revision.anonymous)
        try:
            kept = signing.loads(text, salt=SALT) if text else []
        except signing.BadSignature:
            kept = []
        answers = {(code, row): Answer(code=code, row=row, value=value) for code, row, value in kept}
        self.sheet = Sheet(response, asked, answers, [])

    @property
    def sections(self):
        return self.sheet.asked.sections

    @property
    def text(self):
        kept = [(code, row, one.value) for (code, row), one in self.sheet.answers.items() if one.value is not None]
        return signing.dumps(kept, salt=SALT, compress=True)

    def form(self, step, data):
        response = self.sheet.response
        return StepForm(response, self.sections[step], data=data, sheet=self.sheet, strict=data is not None)

    def keep(self, form):
        for deed in form.deeds():
            place = deed.question.code, deed.row
            self.sheet.answers[place] = Answer(code=deed.question.code, row=deed.row, value=deed.value)
        self.sheet.typed = {}
